import { readFileSync } from 'node:fs';
import type { PolygonRings } from '../../core/geography/well-known-binary.ts';
import { sharedPath } from './shared.ts';

interface Feature {
  readonly properties: Readonly<Record<string, number>>;
  readonly geometry:
    | { readonly type: 'Polygon'; readonly coordinates: [number, number][][] }
    | { readonly type: 'MultiPolygon'; readonly coordinates: [number, number][][][] };
}

/** Polygons and numeric properties of a GeoJSON file of the golden cases. */
export function readPolygons(...path: readonly string[]): {
  readonly polygons: readonly (readonly PolygonRings[])[];
  readonly numbers: (name: string) => Float64Array;
} {
  const { features } = JSON.parse(readFileSync(sharedPath(...path), 'utf8')) as { features: Feature[] };
  return {
    polygons: features.map(({ geometry }) =>
      (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates).map((rings) =>
        rings.map((ring) => Float64Array.from(ring.flat())),
      ),
    ),
    numbers: (name) => Float64Array.from(features, ({ properties }) => properties[name] ?? NaN),
  };
}
