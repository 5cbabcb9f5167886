import { gunzipSync } from 'node:zlib';
import { VectorTile, type VectorTileLayer } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';

/** Reads a layer of a gzipped vector tile with the library that MapLibre itself reads tiles with. */
export function layerOfTile(bytes: Uint8Array, layer: string): VectorTileLayer {
  const found = new VectorTile(new PbfReader(gunzipSync(bytes))).layers[layer];
  if (found === undefined) throw new Error(`the tile has no layer ${layer}`);
  return found;
}

/** The features of a layer as plain values. */
export function featuresOfTile(bytes: Uint8Array, layer: string) {
  const found = layerOfTile(bytes, layer);
  return Array.from({ length: found.length }, (_, at) => {
    const feature = found.feature(at);
    return { id: feature.id, properties: feature.properties, geometry: feature.loadGeometry() };
  });
}
