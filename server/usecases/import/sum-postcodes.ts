import type { AreaSet } from '../../../core/contract/area.ts';
import type { MissingReason } from '../../../core/contract/indicator.ts';
import { AppError } from '../../../core/errors.ts';
import type { OpenedSource, ValuesRow } from '../../sources/source.ts';
import { createPostcodeStore } from '../../store/postcode-store.ts';
import { acceptedWarningShare } from '../quality-gate.ts';
import type { WriteTarget } from './import-types.ts';

/** Where postcodes lead: the areas that the postcode directories name. */
const summedAreas: AreaSet = { type: 'lsoa', vintage: 2021 };

export interface SummedPostcodes {
  /** One row per LSOA, its figures the sums of its postcodes. */
  readonly source: OpenedSource<ValuesRow>;
  /** Rows of the file that went into a sum. */
  readonly rowsPlaced: number;
}

/**
 * Adds the counts of a file with one row per postcode up to LSOAs of 2021, through the loaded postcodes. Only counts
 * come here (the reader refuses the rest). A sum with a missing part is missing, with the reason of that part, and an
 * LSOA of which the file has no postcode has no figure: neither is 0. Postcodes that lead to no LSOA are noted.
 *
 * @throws AppError source-rejected when no postcode of the file leads to an LSOA, or when those that do not are more
 * than warnings may touch and warnings were not accepted.
 */
export async function sumPostcodes(
  source: OpenedSource<ValuesRow>,
  target: WriteTarget,
): Promise<SummedPostcodes> {
  const postcodes = createPostcodeStore(target.transaction);
  const sums = new Map<string, LsoaSum>();
  const unplaced: Unplaced = { count: 0, examples: [] };
  let rowsPlaced = 0;
  for await (const batch of source.batches) {
    const lsoas = await postcodes.lsoasOf(batch.map(({ code }) => code));
    for (const row of batch) {
      const lsoa = lsoas.get(row.code);
      if (lsoa === undefined) {
        unplaced.count += 1;
        if (unplaced.examples.length < 10) unplaced.examples.push(row.code);
        continue;
      }
      rowsPlaced += 1;
      const sum = sums.get(lsoa) ?? { line: row.line, values: row.values.map(() => 0), reasons: new Map() };
      sums.set(lsoa, sum);
      addTo(sum, row);
    }
  }
  sayUnplaced(unplaced, rowsPlaced, target);
  return {
    source: { ...source, facts: { ...source.facts, areas: summedAreas }, batches: batchOf(sums) },
    rowsPlaced,
  };
}

/** A national file may have a million of them: counted, the first named. */
interface Unplaced {
  count: number;
  readonly examples: string[];
}

interface LsoaSum {
  readonly line: number;
  readonly values: (number | null)[];
  readonly reasons: Map<number, MissingReason>;
}

function addTo(sum: LsoaSum, row: ValuesRow): void {
  for (const [at, value] of row.values.entries()) {
    const before = sum.values[at] ?? null;
    if (value === null && !sum.reasons.has(at)) sum.reasons.set(at, row.reasons?.get(at) ?? 'not-in-source');
    sum.values[at] = value === null || before === null ? null : before + value;
  }
}

function sayUnplaced(unplaced: Readonly<Unplaced>, rowsPlaced: number, target: WriteTarget): void {
  if (unplaced.count === 0) return;
  const examples = unplaced.examples.join(', ');
  const file = target.request.file.path;
  const details = { file, unplaced: unplaced.count, examples: unplaced.examples };
  if (rowsPlaced === 0) {
    throw new AppError(
      'source-rejected',
      `No postcode of ${file} leads to an LSOA. Import the postcodes of the place first (ONSPD): ${examples}.`,
      { details },
    );
  }
  const message = `${unplaced.count} postcodes are not among the loaded ones, or lie in no LSOA, and were not added up: ${examples}.`;
  const share = unplaced.count / (unplaced.count + rowsPlaced);
  if (share > acceptedWarningShare && !target.request.acceptWarnings) {
    throw new AppError(
      'source-rejected',
      `${file}: ${message} To import the others, say --accept-warnings.`,
      {
        details,
      },
    );
  }
  target.note({ code: 'postcodes-unplaced', severity: 'warning', message, count: unplaced.count });
}

// eslint-disable-next-line @typescript-eslint/require-await -- an array as the stream that the writer takes
async function* batchOf(sums: ReadonlyMap<string, LsoaSum>): AsyncGenerator<readonly ValuesRow[]> {
  yield [...sums].map(([code, { line, values, reasons }]) => ({
    kind: 'values',
    line,
    code,
    name: null,
    values,
    reasons: reasons.size === 0 ? null : reasons,
  }));
}
