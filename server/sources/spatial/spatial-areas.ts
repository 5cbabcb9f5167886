import type { PolygonRings } from '../../../core/geography/well-known-binary.ts';

/** One feature of a file of areas, checked as far as its geometry goes. */
export interface SpatialArea {
  /** 1-based, in the order of the file. */
  readonly feature: number;
  /** 1-based line of the file on which it begins. */
  readonly line: number;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Empty for a point, or where there is no geometry. */
  readonly polygons: readonly PolygonRings[];
  /** The feature's own point, or the centre of mass of its polygons; null where there is no geometry. */
  readonly point: { readonly x: number; readonly y: number } | null;
}

/** Areas of any place, in the coordinates of their file. */
export interface SpatialAreas {
  readonly path: string;
  readonly areas: readonly SpatialArea[];
  /** degrees: longitude and latitude; plane: any unit of length. */
  readonly plane: 'degrees' | 'plane';
  /** In words, what the coordinates were taken for and why. */
  readonly planeReason: string;
}
