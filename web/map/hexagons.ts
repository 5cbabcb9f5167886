import type { Feature, FeatureCollection, Polygon } from 'geojson';
import {
  hexagonAt,
  hexagonCentre,
  hexagonCorners,
  hexagonPixels,
  hexagonRadius,
} from '../../core/geography/hexagon-grid.ts';
import {
  positionFromUnitSquare,
  unitSquareFromPosition,
  type UnitSquarePoint,
} from '../../core/geography/tile-address.ts';

export interface HexagonPoint {
  readonly longitude: number;
  readonly latitude: number;
  readonly value: number;
  /** People, or 1 for a premises. */
  readonly weight: number;
}

export interface Hexagon {
  readonly longitude: number;
  readonly latitude: number;
  /** The weighted mean of the values inside. */
  readonly value: number;
  readonly weight: number;
  readonly count: number;
  /** Six corners, closed, longitude then latitude. */
  readonly ring: [number, number][];
}

/**
 * Hexagon bins: points to cells of one size on the screen, each with the weighted mean of what falls in it. Bins show
 * people rather than land: a large rural area weighs as much as its population.
 *
 * @param pixels width of a cell at the given zoom; cells are kept per whole zoom level so that panning keeps them still
 */
export function binHexagons(
  points: readonly HexagonPoint[],
  zoom: number,
  pixels = hexagonPixels,
): Hexagon[] {
  const radius = hexagonRadius(Math.floor(zoom), pixels);
  const cells = new Map<string, { q: number; r: number; sum: number; weight: number; count: number }>();
  for (const point of points) {
    if (!Number.isFinite(point.value) || !(point.weight > 0)) continue;
    const { q, r } = hexagonAt(unitSquareFromPosition(point), radius);
    const key = `${q}/${r}`;
    const cell = cells.get(key) ?? { q, r, sum: 0, weight: 0, count: 0 };
    cell.sum += point.value * point.weight;
    cell.weight += point.weight;
    cell.count += 1;
    cells.set(key, cell);
  }
  return [...cells.values()].map(({ q, r, sum, weight, count }) => {
    const [first, ...others] = hexagonCorners({ q, r }, radius).map(longitudeLatitude);
    const ring = first === undefined ? [] : [first, ...others, first];
    const { longitude, latitude } = positionFromUnitSquare(hexagonCentre({ q, r }, radius));
    return { longitude, latitude, value: sum / weight, weight, count, ring };
  });
}

function longitudeLatitude(point: UnitSquarePoint): [number, number] {
  const { longitude, latitude } = positionFromUnitSquare(point);
  return [longitude, latitude];
}

/** Hexagons as GeoJSON with the colour of their class. */
export function hexagonCollection(
  hexagons: readonly Hexagon[],
  colourOf: (value: number) => string,
): FeatureCollection<Polygon> {
  const features = hexagons.map((hexagon): Feature<Polygon> => ({
    type: 'Feature',
    properties: {
      colour: colourOf(hexagon.value),
      value: hexagon.value,
      weight: hexagon.weight,
      count: hexagon.count,
    },
    geometry: { type: 'Polygon', coordinates: [hexagon.ring] },
  }));
  return { type: 'FeatureCollection', features };
}
