import { text } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { AppError } from '../../../core/errors.ts';
import { readGal, readGwt, type NeighbourFile } from '../../../core/spatial/read-neighbour-file.ts';
import { symmetrised, type Neighbours } from '../../../core/spatial/neighbours.ts';
import { openFile } from '../../sources/open-file.ts';
import { readText } from '../../sources/text-stream.ts';
import { readAreaCodes, type AreaCodes } from '../../sources/spatial/area-fields.ts';
import type { SpatialAreas } from '../../sources/spatial/spatial-areas.ts';

/** What becomes of the third number of a GWT link: nothing, it is the weight, or the weight is one over it. */
export type LinkValues = 'ignore' | 'weight' | 'inverse';

export interface BuiltNeighbours {
  readonly neighbours: Neighbours;
  /** A weight for each link, where a file gives them. */
  readonly linkWeights: Float64Array | null;
  /** What is worth knowing, in sentences. */
  readonly notes: readonly string[];
}

export interface NeighbourFileRequest {
  readonly path: string;
  /** The property that the file's identifiers are of, `row` (from 1) or `row0`; null to find out. */
  readonly idField: string | null;
  readonly linkValues: LinkValues;
  readonly symmetrise: boolean;
}

/**
 * Neighbours from a GAL or GWT file, whose identifiers are the areas' codes, another property (as its header may say),
 * or the numbers of the rows from 1 or 0: the first of these under which the file's first identifier is an area.
 *
 * @throws AppError source-rejected naming file, line, value and reason; invalid-request where values are asked of a file
 *   that has none.
 */
export async function readNeighbours(
  areas: SpatialAreas,
  codes: AreaCodes,
  request: NeighbourFileRequest,
): Promise<BuiltNeighbours> {
  const { path, linkValues } = request;
  const content = await contentOf(path);
  const [first = '', second = ''] = content.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
  const ids = idsOf(areas, codes, {
    named: request.idField,
    inHeader: first.trim().split(/\s+/)[3] ?? null,
    example: second.trim().split(/\s+/)[0] ?? '',
  });
  const found = linksIn(content, path, ids.ids);
  const notes = [`The identifiers of ${path} are ${ids.inWords}.`];
  if (found.unnamed.length > 0) {
    notes.push(`${found.unnamed.length} areas do not occur in ${path} and have no neighbours.`);
  }
  if (request.symmetrise && linkValues !== 'ignore') {
    throw new AppError('invalid-request', 'Links with values of their own cannot be made symmetric.', {
      details: { field: 'symmetrise' },
    });
  }
  return {
    neighbours: request.symmetrise ? symmetrised(found.neighbours) : found.neighbours,
    linkWeights: linkWeightsOf(found, path, linkValues),
    notes,
  };
}

/**
 * Neighbours from a GAL or GWT file whose identifiers are the codes of areas, in the order of those; the numbers of a GWT
 * file are not looked at.
 *
 * @throws AppError source-rejected naming file, line, value and reason, such as a code of no area.
 */
export async function readNeighboursByCode(path: string, codes: readonly string[]): Promise<Neighbours> {
  return linksIn(await contentOf(path), path, codes).neighbours;
}

async function contentOf(path: string): Promise<string> {
  return text(Readable.from(readText(await openFile(path))));
}

function linksIn(content: string, path: string, ids: readonly string[]): NeighbourFile {
  const isGwt = /\.(gwt|kwt)$/i.test(path.replace(/\.gz$/i, ''));
  const areaOfId = new Map(ids.map((id, area) => [id, area]));
  return (isGwt ? readGwt : readGal)({ text: content, path, areaOfId, areaCount: ids.length });
}

function linkWeightsOf({ values }: NeighbourFile, path: string, use: LinkValues): Float64Array | null {
  if (use === 'ignore') return null;
  if (values === null) {
    throw new AppError('invalid-request', `${path} has no number for its links; only GWT files do.`, {
      details: { field: 'link-values', value: use, file: path },
    });
  }
  const weights = use === 'weight' ? values : values.map((value) => 1 / value);
  const wrong = weights.findIndex((weight) => !(weight >= 0 && weight < Infinity));
  if (wrong >= 0) {
    throw new AppError(
      'source-rejected',
      `${path}: the number ${values[wrong] ?? NaN} of a link makes no weight of 0 or more.`,
      { details: { file: path, value: values[wrong], field: 'link-values' } },
    );
  }
  return weights;
}

interface Ids {
  readonly ids: readonly string[];
  readonly inWords: string;
}

function idsOf(
  areas: SpatialAreas,
  codes: AreaCodes,
  {
    named,
    inHeader,
    example,
  }: { readonly named: string | null; readonly inHeader: string | null; readonly example: string },
): Ids {
  const byRow = (from: number): Ids => ({
    ids: areas.areas.map((_, at) => String(at + from)),
    inWords: `the numbers of the features from ${from}`,
  });
  const byField = (field: string): Ids => ({
    ids: readAreaCodes(areas, field).codes,
    inWords: `those of the field ${field}`,
  });
  if (named === 'row') return byRow(1);
  if (named === 'row0') return byRow(0);
  if (named !== null) return byField(named);
  const hasHeaderField = inHeader !== null && areas.areas.every(({ properties }) => inHeader in properties);
  const candidates: readonly (() => Ids)[] = [
    ...(hasHeaderField ? [() => byField(inHeader)] : []),
    () => ({
      ids: codes.codes,
      inWords: codes.field === null ? 'the numbers of the features' : `those of the field ${codes.field}`,
    }),
    () => byRow(1),
    () => byRow(0),
  ];
  for (const candidate of candidates) {
    const found = candidate();
    if (found.ids.includes(example)) return found;
  }
  return { ids: codes.codes, inWords: 'the codes of the areas' };
}
