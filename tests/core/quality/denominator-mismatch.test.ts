import { expect, it } from 'vitest';
import { denominatorMismatch } from '../../../core/quality/denominator-mismatch.ts';
import type { QualityContext, QualityTable } from '../../../core/quality/table.ts';

const context: QualityContext = { ratios: [], populations: new Map() };

/** Twenty areas with the same figure in both columns, but for one that has twice as much in the first. */
function twoColumns(first: string, second: string): QualityTable {
  const same = Array.from({ length: 20 }, (_, row) => 100 + row);
  return {
    codes: same.map((_, row) => `E0100000${row}`),
    lines: same.map((_, row) => row + 2),
    columns: [first, second].map((name) => ({ name, unit: 'count', total: null, isUsed: true })),
    values: [
      Float64Array.from(same, (value, row) => (row === 7 ? 2 * value : value)),
      Float64Array.from(same),
    ],
  };
}

it('compares two counts of people', () => {
  const findings = denominatorMismatch(twoColumns('Total population', 'usual_residents'), context);
  expect(findings.map(({ finding, rows }) => [finding.column, rows])).toEqual([['Total population', [7]]]);
});

it('takes no rate for a number of people because its header names them', () => {
  const table = twoColumns('theft_rate_per_1_000_at_risk_population', 'arson rate per 1,000 population');
  expect(denominatorMismatch(table, context)).toEqual([]);
});
