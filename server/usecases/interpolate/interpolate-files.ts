import { AppError } from '../../../core/errors.ts';
import {
  interpolateCounts,
  interpolateRates,
  type Interpolated,
  type InterpolationQuestion,
} from '../../../core/geography/interpolate-areas.ts';
import { overlapsOfPoints } from '../../../core/geography/overlaps-of-points.ts';
import { overlayAreas } from '../../analysis/overlay-areas.ts';
import { readAreaCodes, readAreaField } from '../../sources/spatial/area-fields.ts';
import { readSpatialAreas } from '../../sources/spatial/read-spatial-areas.ts';
import type { SpatialAreas } from '../../sources/spatial/spatial-areas.ts';

export interface InterpolationRequest {
  readonly source: string;
  readonly target: string;
  readonly field: string;
  /** counts are shared out and keep their total; rates are averaged. */
  readonly kind: 'counts' | 'rates';
  readonly targetCode: string | undefined;
  /** Of source and target; auto goes by what the files say, and by the range of their numbers. */
  readonly coordinates: 'auto' | 'degrees' | 'plane';
  /** Points that say where people are; null for ground area. */
  readonly points: { readonly path: string; readonly field: string | null } | null;
}

export interface InterpolationReport {
  readonly codes: readonly string[];
  readonly result: Interpolated;
  readonly figures: Readonly<Record<string, number | null>>;
  readonly notes: readonly string[];
}

/**
 * A field of one set of areas on another set, by the ground or the points they have in common.
 *
 * @throws AppError naming file and feature, as the readers; source-rejected for points where areas are wanted and for
 *   people below zero; invalid-request for degrees with ground area and for coordinates that differ in kind.
 */
export async function interpolateFiles(request: InterpolationRequest): Promise<InterpolationReport> {
  const [source, target] = await Promise.all(
    [request.source, request.target].map((path) =>
      readSpatialAreas(path, { coordinates: request.coordinates }),
    ),
  );
  if (source === undefined || target === undefined) throw new Error('Two files were read.');
  checkPlanes(source, target, request);
  const { values, missing } = readAreaField(source, request.field);
  const notes = [
    `${source.areas.length} source areas, ${target.areas.length} target areas; coordinates: ${source.planeReason}.`,
    ...(missing > 0 ? [`${missing} source areas have no ${request.field}.`] : []),
  ];
  const shared = await sharedParts(source, target, { request, notes });
  const question: InterpolationQuestion = { values, ...shared, targetCount: target.areas.length };
  const { codes } = readAreaCodes(target, request.targetCode);
  if (request.kind === 'rates') return { codes, result: interpolateRates(question), figures: {}, notes };
  const counts = interpolateCounts(question);
  const { sourceTotal, targetTotal, unallocated, unplaced } = counts;
  const figures = {
    source_total: sourceTotal,
    target_total: targetTotal,
    unallocated,
    sources_outside: unplaced.length,
  };
  return { codes, result: counts, figures, notes };
}

async function sharedParts(
  source: SpatialAreas,
  target: SpatialAreas,
  { request, notes }: { readonly request: InterpolationRequest; readonly notes: string[] },
): Promise<Pick<InterpolationQuestion, 'overlaps' | 'sourceSizes'>> {
  const polygonsOf = ({ areas }: SpatialAreas) => areas.map(({ polygons }) => polygons);
  if (request.points === null) return overlayAreas(polygonsOf(source), polygonsOf(target));
  const { path, field } = request.points;
  const points = await readSpatialAreas(path, { coordinates: source.plane });
  const at = (axis: 'x' | 'y'): Float64Array =>
    Float64Array.from(points.areas, ({ point }) => point?.[axis] ?? NaN);
  const weights =
    field === null ? new Float64Array(points.areas.length).fill(1) : readAreaField(points, field).values;
  const negative = weights.findIndex((weight) => weight < 0);
  if (negative >= 0) {
    throw new AppError('source-rejected', `${path}, feature ${negative + 1}: ${field ?? ''} is below zero.`, {
      details: { file: path, feature: negative + 1, field, value: weights[negative] },
    });
  }
  const rings = (file: SpatialAreas) => polygonsOf(file).map((polygons) => polygons.flat());
  const found = overlapsOfPoints(rings(source), rings(target), { x: at('x'), y: at('y'), weights });
  if (found.outside > 0) notes.push(`${found.outside} points lie in no source area.`);
  return found;
}

function checkPlanes(source: SpatialAreas, target: SpatialAreas, { points }: InterpolationRequest): void {
  for (const file of [source, target]) {
    const point = file.areas.find(({ polygons }) => polygons.length === 0);
    if (point === undefined) continue;
    throw new AppError('source-rejected', `${file.path}, feature ${point.feature}: this is no polygon.`, {
      details: { file: file.path, feature: point.feature, line: point.line, field: 'geometry' },
    });
  }
  if (source.plane !== target.plane) {
    throw new AppError(
      'invalid-request',
      `${source.path} is in ${source.planeReason}, ${target.path} in ${target.planeReason}: bring them to one system.`,
      { details: { file: target.path, field: 'coordinates' } },
    );
  }
  if (points === null && source.plane === 'degrees') {
    throw new AppError(
      'invalid-request',
      'Ground area cannot be taken of degrees: bring both files to a plane grid, or give --points.',
      { details: { file: source.path, field: 'coordinates' } },
    );
  }
}
