/* eslint max-params: off, @typescript-eslint/consistent-type-imports: off -- their functions; an ambient module may not import */
/**
 * What we use of two libraries whose own types name their files without extension, so that TypeScript finds nothing in
 * them when modules are resolved as Node does. Checked against @maplibre/geojson-vt 6.3.1 and @maplibre/vt-pbf 4.3.3.
 */
declare module '@maplibre/geojson-vt' {
  export interface GeoJSONVTTile {
    readonly features: readonly unknown[];
  }
  export interface GeoJSONToTileOptions {
    readonly coordinates: 'lngLat' | 'unitSquare';
    readonly wrap: boolean;
    readonly clip: boolean;
    readonly tolerance: number;
    readonly extent: number;
    readonly buffer: number;
  }
  export function geoJSONToTile(
    data: import('geojson').FeatureCollection,
    z: number,
    x: number,
    y: number,
    options: GeoJSONToTileOptions,
  ): GeoJSONVTTile;
}

declare module '@maplibre/vt-pbf' {
  export function fromGeojsonVt(
    layers: Readonly<Record<string, import('@maplibre/geojson-vt').GeoJSONVTTile>>,
    options: { readonly version: number; readonly extent: number },
  ): Uint8Array;
}
