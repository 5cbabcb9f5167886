import { AppError } from '../../../core/errors.ts';
import { declaredSystem } from '../boundaries/coordinate-system.ts';
import { geojsonFeatures } from '../boundaries/geojson-features.ts';
import { isTopology } from '../boundaries/json-start.ts';
import { topojsonFeatures } from '../boundaries/topojson-features.ts';
import { openFile } from '../open-file.ts';
import { readText } from '../text-stream.ts';
import { readAreaGeometry } from './area-geometry.ts';
import type { SpatialArea, SpatialAreas } from './spatial-areas.ts';

export interface ReadAreasOptions {
  /** What the coordinates are; auto goes by what the file declares, else by their range. */
  readonly coordinates: 'auto' | 'degrees' | 'plane';
}

/**
 * Areas of any place from GeoJSON (a FeatureCollection, a feature on each line, a text sequence) or TopoJSON, plain,
 * gzipped or in a zip. Everything is read into memory.
 *
 * @throws AppError source-rejected naming file, feature, line and reason for a geometry that cannot be taken; not-found
 *   where there is no file.
 */
export async function readSpatialAreas(path: string, options: ReadAreasOptions): Promise<SpatialAreas> {
  const file = await openFile(path);
  const isTopojson = isTopology(file);
  let header = isTopojson ? file.text.slice(0, 4096) : '';
  const features = isTopojson
    ? topojsonFeatures(readText(file), path)
    : geojsonFeatures(readText(file), path, (text) => {
        header = text;
      });
  const areas: SpatialArea[] = [];
  for await (const { line, properties: own, geometry, id } of features) {
    // An identifier beside the properties counts as one of them, unless they have an id themselves.
    const properties = id === undefined || 'id' in own ? own : { ...own, id };
    const feature = areas.length + 1;
    const read = readAreaGeometry(geometry);
    if ('fault' in read) {
      throw new AppError('source-rejected', `${path}, feature ${feature} (line ${line}): ${read.fault}.`, {
        details: { file: path, feature, line, field: 'geometry', reason: read.fault },
      });
    }
    areas.push({ feature, line, properties, ...read });
  }
  if (areas.length === 0) {
    throw new AppError('source-rejected', `${path} has no features.`, { details: { file: path } });
  }
  return { path, areas, ...planeOf(areas, header, options) };
}

function planeOf(
  areas: readonly SpatialArea[],
  header: string,
  { coordinates }: ReadAreasOptions,
): Pick<SpatialAreas, 'plane' | 'planeReason'> {
  if (coordinates !== 'auto') {
    return { plane: coordinates, planeReason: `${inWords(coordinates)}, as told` };
  }
  const declared = declaredSystem(header);
  const isOnGlobe = areas.every(
    ({ point }) => point === null || (Math.abs(point.x) <= 180 && Math.abs(point.y) <= 90),
  );
  if (declared === 'national-grid') {
    return { plane: 'plane', planeReason: 'metres of the British National Grid, as the file declares' };
  }
  if (declared === 'unsupported') {
    return { plane: 'plane', planeReason: 'units of the coordinate system that the file declares' };
  }
  if (declared === 'wgs84' && isOnGlobe) {
    return { plane: 'degrees', planeReason: `${inWords('degrees')}, as the file declares` };
  }
  const plane = isOnGlobe ? 'degrees' : 'plane';
  return { plane, planeReason: `${inWords(plane)}, by their range (--coordinates says otherwise)` };
}

function inWords(plane: 'degrees' | 'plane'): string {
  return plane === 'degrees'
    ? 'longitude and latitude in degrees'
    : 'a plane in its own unit (metres on a grid)';
}
