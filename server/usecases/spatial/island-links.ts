import { AppError } from '../../../core/errors.ts';
import { openCsv } from '../../sources/csv.ts';
import { openFile } from '../../sources/open-file.ts';

/**
 * Links that somebody knows, from a CSV file: two codes on each line, for example the two ends of a ferry. Each counts
 * in both directions. A first line that names no area is a header.
 *
 * @throws AppError source-rejected naming file, line and value where a code is of no area, or both are of the same one.
 */
export async function readIslandLinks(
  path: string,
  codes: readonly string[],
  areasPath: string,
): Promise<[number, number][]> {
  const areaOfCode = new Map(codes.map((code, area) => [code, area]));
  const links: [number, number][] = [];
  const reject = (line: number, value: string, reason: string): AppError =>
    new AppError('source-rejected', `${path}, line ${line}: "${value}" ${reason}.`, {
      details: { file: path, line, value, reason },
    });
  const table = await openCsv(await openFile(path), {
    isHeader: null,
    // Names that no file has: a first line with these would count as a header that stands twice.
    columns: ['(one end)', '(other end)'],
    reject: ({ line, value, reason }) => {
      throw reject(line, value ?? '', `is not two codes: ${reason}`);
    },
  });
  let isFirst = true;
  for await (const { records, lines } of table.batches) {
    for (const [at, [from = '', to = '']] of records.entries()) {
      const line = lines[at] ?? 0;
      const ends = [from.trim(), to.trim()].map((code) => areaOfCode.get(code));
      const [one, other] = ends;
      const isHeader = isFirst && one === undefined && other === undefined;
      isFirst = false;
      if (isHeader) continue;
      if (one === undefined) throw reject(line, from, `is no code of ${areasPath}`);
      if (other === undefined) throw reject(line, to, `is no code of ${areasPath}`);
      if (one === other) throw reject(line, from, 'is linked to itself');
      links.push([one, other]);
    }
  }
  return links;
}
