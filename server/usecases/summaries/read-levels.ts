import type { PopulationPieces } from '../../../core/summaries/best-fit-quality.ts';
import { readLeadingColumns } from '../index-run/read-leading-columns.ts';
import { cellError } from '../index-run/reject-cell.ts';
import { levelOfLookup, type AreaLevel } from './level-of-areas.ts';

/**
 * A lookup from areas to larger ones, two columns; an area without a larger one has an empty second cell.
 *
 * @throws AppError as readLeadingColumns; source-rejected for an area that stands there twice: a best fit gives one.
 */
export async function readMembership(path: string, codes: readonly string[]): Promise<AreaLevel> {
  const table = await readLeadingColumns(path, { codes: 2, hasNumber: false, mayEnd: true });
  const [areas = [], parents = []] = table.codes;
  const [areaName = '', parentName = ''] = table.names;
  const parentOf = new Map<string, string>();
  const lineOf = new Map<string, number>();
  for (const [row, area] of areas.entries()) {
    const line = table.lines[row] ?? 0;
    const earlier = lineOf.get(area);
    if (earlier !== undefined) {
      throw cellError({ path, line, column: areaName }, area, `this area stands on line ${earlier} already`);
    }
    lineOf.set(area, line);
    const parent = parents[row] ?? '';
    if (parent !== '') parentOf.set(area, parent);
  }
  return levelOfLookup(parentName, codes, parentOf);
}

/** What small areas and larger ones have in common: area code, code of the larger one (or empty), people. */
export async function readPieces(
  path: string,
  codes: readonly string[],
  { parents }: AreaLevel,
): Promise<PopulationPieces> {
  const table = await readLeadingColumns(path, { codes: 2, hasNumber: true, mayEnd: true });
  const [areas = [], larger = []] = table.codes;
  const position = (list: readonly string[]): ReadonlyMap<string, number> =>
    new Map(list.map((code, at) => [code, at]));
  const rowOf = position(codes);
  const parentAt = position(parents);
  return {
    population: table.numbers,
    smallAreaOf: Int32Array.from(areas, (code) => rowOf.get(code) ?? -1),
    parentOf: Int32Array.from(larger, (code) => parentAt.get(code) ?? -1),
  };
}
