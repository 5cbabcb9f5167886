import { join } from 'node:path';
import { expect, test } from 'vitest';
import { recordGolden } from '../support/golden-table.ts';
import { largestDifference } from '../support/largest-difference.ts';
import { readTable } from '../support/read-table.ts';
import { runIndexCommand } from '../support/run-index-command.ts';
import { describeWithShared, sharedPath } from '../support/shared.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const caseId = 'iod2019-shrinkage-reference';
const folder = temporaryFolder();

describeWithShared('atlas index small-areas on the income counts of SIMD 2020, by council', () => {
  test('logits, variances, weights and shrunk rates as R has them', async () => {
    const output = join(folder, 'rates.csv');
    const { code } = await runIndexCommand(
      ...['small-areas', '--input', sharedPath('golden', caseId, 'input.csv'), '--output', output],
      ...['--events', 'count', '--population', 'population', '--group', 'council', '--per', '1'],
    );
    expect(code).toBe(0);
    const written = readTable(output);
    const expected = readTable(sharedPath('golden', caseId, 'expected.csv'));
    expect(written.text('code')).toEqual(expected.text('DZ'));
    const columns = {
      logit: 'logit',
      logit_variance: 'se2',
      group_logit: 'district_logit',
      group_variance: 't2',
      weight: 'w',
      shrunk_rate: 'shrunk_rate',
    };
    const errors = Object.entries(columns).map(([own, theirs]) =>
      largestDifference(written.numbers(own), expected.numbers(theirs)),
    );
    recordGolden({
      caseId,
      compared: 'the same, as `atlas index small-areas` writes them',
      count: errors.length * expected.rowCount,
      error: Math.max(...errors),
      tolerance: 1e-12,
    });
  });
});
