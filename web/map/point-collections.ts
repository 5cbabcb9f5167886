import type { SupportPlace } from '../../core/contract/place-lists.ts';
import type { AreaTable } from '../model/area-table.ts';
import type { Feature, FeatureCollection, Point } from 'geojson';

export interface HeatPoint {
  readonly longitude: number;
  readonly latitude: number;
  /** People or premises here. */
  readonly count: number;
  /** Score 0-100, NaN where missing. */
  readonly score: number;
}

/** From this zoom on, single premises are drawn; further out there would be too many to fetch. */
export const premisesFromZoom = 13;

/**
 * Points of the heatmap. A point weighs its count times the risk (0-1) of its area, scaled so that the typical point
 * weighs about its risk; points without a score weigh nothing and are left out.
 *
 * @param typicalCount what counts as one: the mean population of an area, or 1 for premises
 */
export function heatCollection(points: readonly HeatPoint[], typicalCount: number): FeatureCollection<Point> {
  const features = points.flatMap(({ longitude, latitude, count, score }): Feature<Point>[] => {
    const weight = ((count / typicalCount) * score) / 100;
    if (!(weight > 0)) return [];
    return [
      {
        type: 'Feature',
        properties: { weight },
        geometry: { type: 'Point', coordinates: [longitude, latitude] },
      },
    ];
  });
  return { type: 'FeatureCollection', features };
}

export interface NamedPoint {
  readonly name: string;
  readonly longitude: number;
  readonly latitude: number;
  readonly population: number;
}

/** Labels of places; the more people, the earlier a label wins its room on the map. */
export function nameCollection(points: readonly NamedPoint[]): FeatureCollection<Point> {
  const features = points
    .filter(({ longitude, latitude }) => Number.isFinite(longitude) && Number.isFinite(latitude))
    .map(({ name, longitude, latitude, population }): Feature<Point> => ({
      type: 'Feature',
      properties: { name, population: Number.isFinite(population) ? population : 0 },
      geometry: { type: 'Point', coordinates: [longitude, latitude] },
    }));
  return { type: 'FeatureCollection', features };
}

/** Support places that are open and whose position is known. */
export function supportCollection(places: readonly SupportPlace[]): FeatureCollection<Point> {
  const features = places.flatMap(({ name, position, yearClosed }): Feature<Point>[] => {
    if (position === null || yearClosed !== null) return [];
    const coordinates = [position.longitude, position.latitude];
    return [{ type: 'Feature', properties: { name }, geometry: { type: 'Point', coordinates } }];
  });
  return { type: 'FeatureCollection', features };
}

/** Where the chosen area is, for the ring that marks it on a map too small to show its borders. */
export function chosenPoint(
  table: Pick<AreaTable, 'rowOf' | 'longitude' | 'latitude'>,
  code: string | null,
): FeatureCollection<Point> {
  const row = code === null ? undefined : table.rowOf.get(code);
  const longitude = table.longitude[row ?? -1] ?? NaN;
  const latitude = table.latitude[row ?? -1] ?? NaN;
  if (!Number.isFinite(longitude) || !Number.isFinite(latitude)) {
    return { type: 'FeatureCollection', features: [] };
  }
  const geometry: Point = { type: 'Point', coordinates: [longitude, latitude] };
  return { type: 'FeatureCollection', features: [{ type: 'Feature', properties: {}, geometry }] };
}
