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
  const notes: string[] = [];
  const found = await readLinks(path, (hints) => {
    const { ids, inWords } = idsOf(areas, codes, { named: request.idField, ...hints });
    notes.push(`The identifiers of ${path} are ${inWords}.`);
    return ids;
  });
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

/** What the first lines of a file tell of its identifiers. */
interface IdHints {
  /** The field that the header names. */
  readonly inHeader: string | null;
  /** The first identifier. */
  readonly example: string;
}

/**
 * The links of a GAL or GWT file, told apart by the ending.
 *
 * @param idsOf the identifiers of the areas, in their order.
 * @throws AppError not-found when there is no such file; source-rejected naming file, line, value and reason.
 */
export async function readLinks(
  path: string,
  idsOf: (hints: IdHints) => readonly string[],
): Promise<NeighbourFile> {
  const content = await text(Readable.from(readText(await openFile(path))));
  const [first = '', second = ''] = content.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
  const ids = idsOf({
    inHeader: first.trim().split(/\s+/)[3] ?? null,
    example: second.trim().split(/\s+/)[0] ?? '',
  });
  const isGwt = /\.(gwt|kwt)$/i.test(path.replace(/\.gz$/i, ''));
  const read = isGwt ? readGwt : readGal;
  const areaOfId = new Map(ids.map((id, area) => [id, area]));
  return read({ text: content, path, areaOfId, areaCount: ids.length });
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
  { named, inHeader, example }: IdHints & { readonly named: string | null },
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
