import type { Queryable } from '../database/database.ts';
import type { OpenedSource, SourceColumn, SourceFacts, SourceNote, ValuesRow } from '../sources/source.ts';
import { coverageFigureColumns, createCoverageStore } from '../store/coverage-store.ts';

export interface RolledUpCoverage {
  readonly notes: readonly SourceNote[];
  /** The LSOAs' figures under the names of the coverage table, as the indicator catalogue refers to them. */
  readonly values: OpenedSource<ValuesRow>;
}

/**
 * Adds the coverage of a release's output areas up to LSOAs of the same vintage, by summing premises and working the
 * percents out from the sums, never by averaging percents. Says what could not be placed or is incomplete.
 */
export async function rollUpCoverage(
  transaction: Queryable,
  releaseId: number,
  source: { readonly vintage: number; readonly facts: SourceFacts },
): Promise<RolledUpCoverage> {
  const store = createCoverageStore(transaction);
  const report = await store.rollUpToLsoas(releaseId);
  const notes: SourceNote[] = [
    {
      code: 'rolled-up',
      severity: 'info',
      message: `Premises of the output areas were added up to ${report.lsoaCount} LSOAs.`,
      count: report.lsoaCount,
    },
  ];
  if (report.unplaced > 0) {
    notes.push({
      code: 'output-areas-unplaced',
      severity: 'warning',
      message: `${report.unplaced} output areas are in no LSOA of the loaded lookup and were not added up: ${report.unplacedExamples.join(', ')}.`,
      count: report.unplaced,
    });
  }
  if (report.incomplete > 0) {
    notes.push({
      code: 'lsoas-incomplete',
      severity: 'warning',
      message: `${report.incomplete} LSOAs lack the figures of some of their output areas; their sums are of the others.`,
      count: report.incomplete,
    });
  }
  // Read now: while values are copied in, the connection cannot answer.
  const rows = (await store.readLevel(releaseId, 'lsoa')).map(({ code, figures }): ValuesRow => ({
    kind: 'values',
    line: 0,
    code,
    name: null,
    values: figures,
    reasons: null,
  }));
  return {
    notes,
    values: {
      facts: { ...source.facts, areas: { type: 'lsoa', vintage: source.vintage } },
      columns: coverageFigureColumns.map(columnOf),
      batches: inOneBatch(rows),
    },
  };
}

function columnOf(name: string): SourceColumn {
  return name.endsWith('_percent')
    ? { name, kind: 'percent', total: null }
    : { name, kind: 'count', total: name === 'premises' ? null : 'premises' };
}

// eslint-disable-next-line @typescript-eslint/require-await -- an array as the stream that the writer takes
async function* inOneBatch(rows: readonly ValuesRow[]): AsyncGenerator<readonly ValuesRow[]> {
  yield rows;
}
