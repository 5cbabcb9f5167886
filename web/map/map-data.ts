import type { WestSouthEastNorth } from '../../core/geography/scored-extent.ts';
import type { AreaTable } from '../model/area-table.ts';
import { parentMean } from '../model/area-table.ts';
import type { Scene } from '../model/scene.ts';
import { binHexagons, hexagonCollection } from './hexagons.ts';
import type { HexagonPoint } from './hexagons.ts';
import { nameCollection } from './point-collections.ts';
import type { HeatPoint, NamedPoint } from './point-collections.ts';
import type { FeatureCollection } from 'geojson';

export type Box = WestSouthEastNorth;

/** The rows whose point lies in a box, greatest risk first; rows that a filter hides are left out. */
export function rowsInBox(scene: Scene, [west, south, east, north]: Box): number[] {
  const { table, included } = scene;
  const rows: number[] = [];
  for (let row = 0; row < table.codes.length; row += 1) {
    const longitude = table.longitude[row] ?? NaN;
    const latitude = table.latitude[row] ?? NaN;
    const isInside = longitude >= west && longitude <= east && latitude >= south && latitude <= north;
    if (isInside && included[row] === 1) rows.push(row);
  }
  const rankOf = (row: number): number => {
    const rank = table.rank[row] ?? NaN;
    return Number.isNaN(rank) ? Infinity : rank;
  };
  return rows.sort((a, b) => rankOf(a) - rankOf(b) || a - b);
}

/** Areas as points for the heatmap: their people and their score. */
export function areaHeatPoints(table: AreaTable): HeatPoint[] {
  return table.codes.map((_, row) => ({
    longitude: table.longitude[row] ?? NaN,
    latitude: table.latitude[row] ?? NaN,
    count: table.population[row] ?? NaN,
    score: table.score[row] ?? NaN,
  }));
}

/** The hexagons of a scene, coloured by the classes of its areas. */
export function sceneHexagons(scene: Scene, zoom: number): FeatureCollection {
  const { table, measure, included, classified, colours } = scene;
  const points = table.codes.flatMap((_, row): HexagonPoint[] => {
    if (included[row] !== 1) return [];
    const [longitude = NaN, latitude = NaN] = [table.longitude[row], table.latitude[row]];
    return [{ longitude, latitude, value: measure.values[row] ?? NaN, weight: table.population[row] ?? NaN }];
  });
  return hexagonCollection(
    binHexagons(points, zoom),
    (value) => colours[classified.classOfValue(value)] ?? '#ffffff',
  );
}

/** Names of wards and authorities, each at the middle of its people. */
export function placeNames(scene: Scene, type: 'ward' | 'lad'): FeatureCollection {
  const { block } = scene;
  const parent = block.parents.get(type);
  if (parent === undefined) return nameCollection([]);
  const longitude = parentMean(block, block.longitude, parent);
  const latitude = parentMean(block, block.latitude, parent);
  const people = parentMean(block, block.population, parent);
  return nameCollection(
    parent.codes.map((_, row): NamedPoint => ({
      name: parent.names[row] ?? '',
      longitude: longitude[row] ?? NaN,
      latitude: latitude[row] ?? NaN,
      population: people[row] ?? NaN,
    })),
  );
}
