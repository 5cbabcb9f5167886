import { AppError } from '../../../core/errors.ts';
import { contiguity } from '../../../core/spatial/contiguity.ts';
import { distanceBand } from '../../../core/spatial/distance-band.ts';
import { kNearest } from '../../../core/spatial/k-nearest.ts';
import { linkIslands, type IslandPolicy } from '../../../core/spatial/link-islands.ts';
import type { LocatedPoints } from '../../../core/spatial/located-points.ts';
import { symmetrised, type Neighbours } from '../../../core/spatial/neighbours.ts';
import { readAreaField, type AreaCodes } from '../../sources/spatial/area-fields.ts';
import type { SpatialAreas } from '../../sources/spatial/spatial-areas.ts';
import { readIslandLinks } from './island-links.ts';
import { readNeighbours, type BuiltNeighbours, type LinkValues } from './neighbour-file.ts';

/** Who is a neighbour of whom. */
export type WeightsRule =
  | { readonly kind: 'queen' | 'rook'; readonly tolerance: number }
  | { readonly kind: 'knn'; readonly k: number; readonly symmetrise: boolean }
  | { readonly kind: 'distance'; readonly lower: number; readonly upper: number }
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly idField: string | null;
      readonly linkValues: LinkValues;
      readonly symmetrise: boolean;
    };

export type IslandRule =
  | { readonly kind: 'none' }
  | { readonly kind: 'nearest' }
  | { readonly kind: 'links'; readonly path: string };

export interface NeighbourRequest {
  readonly weights: WeightsRule;
  readonly islands: IslandRule;
  /** Fields that hold the points of the areas, instead of their geometry; null for the geometry. */
  readonly pointFields: { readonly x: string; readonly y: string } | null;
}

/**
 * The neighbours of areas by a rule, and what became of islands.
 *
 * @throws AppError naming file, feature and reason: polygons wanted where there are points, areas without a position,
 *   and as the rules of core/spatial and the readers of files.
 */
export async function buildNeighbours(
  areas: SpatialAreas,
  codes: AreaCodes,
  request: NeighbourRequest,
): Promise<BuiltNeighbours> {
  const { weights, islands } = request;
  const points = (): LocatedPoints => pointsOf(areas, request.pointFields);
  const base = await baseNeighbours(areas, codes, { weights, points });
  if (base.linkWeights !== null && islands.kind !== 'none') {
    throw new AppError(
      'invalid-request',
      'Links for islands have no weight of their own: with link values from a file use islands none.',
      { details: { field: 'islands', value: islands.kind } },
    );
  }
  const linked = linkIslands(base.neighbours, await policyOf(islands, { areas, codes, points }));
  const notes = [...base.notes];
  const named = (list: readonly number[]): string =>
    list
      .slice(0, 10)
      .map((area) => codes.codes[area] ?? '')
      .join(', ') + (list.length > 10 ? ', ...' : '');
  if (linked.added.length > 0) {
    const pairs = linked.added.map(([one, other]) => `${codes.codes[one] ?? ''}-${codes.codes[other] ?? ''}`);
    notes.push(
      `${pairs.length} links were added for islands: ${pairs.slice(0, 10).join(', ')}${pairs.length > 10 ? ', ...' : ''}.`,
    );
  }
  if (linked.stillAlone.length > 0) {
    notes.push(`${linked.stillAlone.length} areas have no neighbours: ${named(linked.stillAlone)}.`);
  }
  return { neighbours: linked.neighbours, linkWeights: base.linkWeights, notes };
}

interface Positions {
  readonly weights: WeightsRule;
  readonly points: () => LocatedPoints;
}

async function baseNeighbours(
  areas: SpatialAreas,
  codes: AreaCodes,
  { weights, points }: Positions,
): Promise<BuiltNeighbours> {
  const found = (neighbours: Neighbours): BuiltNeighbours => ({ neighbours, linkWeights: null, notes: [] });
  switch (weights.kind) {
    case 'queen':
    case 'rook': {
      const polygons = polygonsOf(areas, weights.kind);
      return found(contiguity(polygons, { rule: weights.kind, tolerance: weights.tolerance }));
    }
    case 'knn': {
      const nearest = kNearest(points(), weights.k);
      return found(weights.symmetrise ? symmetrised(nearest) : nearest);
    }
    case 'distance':
      return found(distanceBand(points(), weights));
    case 'file':
      return readNeighbours(areas, codes, weights);
  }
}

async function policyOf(
  islands: IslandRule,
  {
    areas,
    codes,
    points,
  }: { readonly areas: SpatialAreas; readonly codes: AreaCodes; readonly points: () => LocatedPoints },
): Promise<IslandPolicy> {
  switch (islands.kind) {
    case 'none':
      return { kind: 'none' };
    case 'nearest':
      return { kind: 'nearest', points: points() };
    case 'links':
      return { kind: 'links', links: await readIslandLinks(islands.path, codes.codes, areas.path) };
  }
}

function polygonsOf({ path, areas }: SpatialAreas, rule: 'queen' | 'rook') {
  const point = areas.find(({ polygons, point }) => polygons.length === 0 && point !== null);
  if (point !== undefined) {
    const reason = `${rule} contiguity needs polygons, and this is a point; use knn:K or distance:LOW,HIGH`;
    throw new AppError(
      'invalid-request',
      `${path}, feature ${point.feature} (line ${point.line}): ${reason}.`,
      {
        details: { file: path, feature: point.feature, line: point.line, field: 'geometry', reason },
      },
    );
  }
  return areas.map(({ polygons }) => polygons);
}

/** The areas' points: from fields, else the point of a feature or the centre of mass of its polygons. */
function pointsOf(areas: SpatialAreas, fields: NeighbourRequest['pointFields']): LocatedPoints {
  const along = (axis: 'x' | 'y'): Float64Array =>
    fields === null
      ? Float64Array.from(areas.areas, ({ point }) => point?.[axis] ?? NaN)
      : readAreaField(areas, fields[axis]).values;
  const across = along('x');
  const up = along('y');
  const lost = areas.areas.find((_, at) => Number.isNaN(across[at]) || Number.isNaN(up[at]));
  if (lost !== undefined) {
    const reason = fields === null ? 'has no geometry' : `has no number in ${fields.x} or ${fields.y}`;
    throw new AppError(
      'source-rejected',
      `${areas.path}, feature ${lost.feature} (line ${lost.line}) ${reason}, and distances need its position.`,
      { details: { file: areas.path, feature: lost.feature, line: lost.line, field: 'geometry', reason } },
    );
  }
  return { x: across, y: up, plane: areas.plane };
}
