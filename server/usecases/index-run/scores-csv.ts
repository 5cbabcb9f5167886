import { csvCell } from '../../../core/csv-cell.ts';
import { areaNotes } from './area-notes.ts';
import type { IndexRun } from './run-index.ts';

/**
 * The scores as CSV, a row per area in the order of the input: code, score, rank, percentile, decile, a column per
 * component, how many indicators the score rests on, flags. Numbers in full precision; missing is empty.
 */
export function scoresCsv(run: IndexRun): string {
  const { codes, scored } = run;
  const components = scored.compiled.nodes.slice(0, -1);
  const notes = areaNotes(run);
  const header = ['code', 'score', 'rank', 'percentile', 'decile', ...components.map(({ id }) => id)];
  const rows = codes.map((code, row) => [
    code,
    scored.score[row] ?? null,
    scored.rank[row] ?? null,
    scored.percentile[row] ?? null,
    scored.decile[row] || null,
    ...components.map(({ slot }) => scored.columns[slot]?.values[row] ?? null),
    scored.inputsPresent[row] ?? 0,
    notes[row] ?? '',
  ]);
  return csvText([[...header, 'inputs_present', 'flags'], ...rows]);
}

/** Rows of cells as the text of a CSV file. */
export function csvText(rows: readonly (readonly (string | number | null)[])[]): string {
  return `${rows.map((row) => row.map(csvCell).join(',')).join('\n')}\n`;
}
