import { AppError } from '../../../core/errors.ts';
import {
  prepareVintageConversion,
  type VintageConversion,
  type VintageLink,
} from '../../../core/geography/vintage-conversion.ts';
import { findPair } from '../../sources/lookups/area-changes.ts';
import { readLeadingColumns } from '../index-run/read-leading-columns.ts';
import { cellError } from '../index-run/reject-cell.ts';

export interface ConversionFiles {
  readonly lookup: string;
  /** Columns of the old and the new code; null: found by their names (LSOA11CD, LSOA21CD), else the first two. */
  readonly columns: { readonly from: string; readonly to: string } | null;
  /** Old code, new code, people of both; an old area with an empty cell is as one that is not in it. Null: no such file. */
  readonly overlaps: string | null;
  /** New code, people; null where there is no such file. */
  readonly newPopulation: string | null;
}

/**
 * Reads an exact-fit lookup, and what is known of the people on either side of it.
 *
 * @param residents People of the old areas, where the data have them.
 * @throws AppError as readLeadingColumns; source-rejected for a pair that stands twice in the lookup, and for people in
 *   a pair that it does not have.
 */
export async function readConversion(
  files: ConversionFiles,
  residents: ReadonlyMap<string, number>,
): Promise<VintageConversion> {
  const links = await readLinks(files);
  const both = files.overlaps === null ? null : await readOverlaps(files.overlaps, files.lookup, links);
  const to = files.newPopulation === null ? new Map() : await readPopulation(files.newPopulation);
  return prepareVintageConversion(links, { from: residents, to, ...(both === null ? {} : { both }) });
}

async function readLinks({ lookup, columns }: ConversionFiles): Promise<readonly VintageLink[]> {
  const table = await readLeadingColumns(lookup, {
    codes: 2,
    hasNumber: false,
    choose: (header) => (columns === null ? foundPair(header) : namedPair(lookup, header, columns)),
  });
  const [from = [], to = []] = table.codes;
  const seen = new Set<string>();
  return from.map((code, row) => {
    const link = { from: code, to: to[row] ?? '' };
    const pair = `${link.from} ${link.to}`;
    if (seen.has(pair)) {
      const cell = { path: lookup, line: table.lines[row] ?? 0, column: table.names.join(', ') };
      throw cellError(cell, pair, 'this pair stands in the file already');
    }
    seen.add(pair);
    return link;
  });
}

function foundPair(header: readonly string[]): readonly number[] | null {
  const pair = findPair(header);
  return pair === null ? null : [pair.from.codePosition, pair.to.codePosition];
}

function namedPair(
  file: string,
  header: readonly string[],
  { from, to }: { readonly from: string; readonly to: string },
): readonly number[] {
  return [from, to].map((name) => {
    const at = header.indexOf(name);
    if (at >= 0) return at;
    throw new AppError(
      'source-rejected',
      `${file} has no column "${name}". It has: ${header.slice(0, 60).join(', ')}.`,
      { details: { file, line: 1, column: name, columns: header.slice(0, 60) } },
    );
  });
}

async function readOverlaps(
  path: string,
  lookup: string,
  links: readonly VintageLink[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>> {
  const known = new Set(links.map(({ from, to }) => `${from} ${to}`));
  const table = await readLeadingColumns(path, { codes: 2, hasNumber: true });
  const [from = [], to = []] = table.codes;
  const both = new Map<string, Map<string, number>>();
  for (const [row, source] of from.entries()) {
    const target = to[row] ?? '';
    const people = table.numbers[row] ?? NaN;
    if (!known.has(`${source} ${target}`)) {
      const cell = { path, line: table.lines[row] ?? 0, column: table.names.slice(0, 2).join(', ') };
      throw cellError(cell, `${source} ${target}`, `${lookup} has no such pair`);
    }
    const own = both.get(source) ?? new Map<string, number>();
    own.set(target, (own.get(target) ?? 0) + people);
    both.set(source, own);
  }
  // An area of which one is not known is left out: the others are not all of its people.
  return new Map([...both].filter(([, own]) => ![...own.values()].some(Number.isNaN)));
}

async function readPopulation(path: string): Promise<ReadonlyMap<string, number>> {
  const table = await readLeadingColumns(path, { codes: 1, hasNumber: true });
  const people = new Map<string, number>();
  for (const [row, code] of (table.codes[0] ?? []).entries()) {
    if (people.has(code)) {
      const cell = { path, line: table.lines[row] ?? 0, column: table.names[0] ?? '' };
      throw cellError(cell, code, 'this area stands in the file already');
    }
    people.set(code, table.numbers[row] ?? NaN);
  }
  // What is not known is left out, so that it is not taken for a number.
  return new Map([...people].filter(([, value]) => !Number.isNaN(value)));
}
