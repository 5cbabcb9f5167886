import { readFileSync } from 'node:fs';
import { test } from 'vitest';
import { atkinson } from '../../core/inequality/atkinson.ts';
import { gini } from '../../core/inequality/gini.ts';
import { hoover } from '../../core/inequality/hoover.ts';
import { theil } from '../../core/inequality/theil.ts';
import { recordGolden } from '../support/golden-table.ts';
import { describeWithShared, sharedPath } from '../support/shared.ts';

interface Expected {
  readonly incomes: readonly number[];
  readonly gini_uncorrected: number;
  readonly gini_corrected_n_over_n_minus_1: number;
  readonly theil: number;
  readonly 'atkinson_0.5': number;
  readonly hoover: number;
}

// Origin: the help page of the R package ineq.
describeWithShared('ten incomes, against the R package ineq', () => {
  test('Gini, Theil, Atkinson, Hoover', () => {
    const expected = JSON.parse(readFileSync(sharedPath('golden/gini/expected.json'), 'utf8')) as Expected;
    const incomes = Float64Array.from(expected.incomes);
    const compared: readonly [string, number, number][] = [
      ['Gini', gini(incomes), expected.gini_uncorrected],
      ['Gini, corrected', gini(incomes, undefined, true), expected.gini_corrected_n_over_n_minus_1],
      ['Theil', theil(incomes).total, expected.theil],
      ['Atkinson, aversion 0.5', atkinson(incomes, 0.5), expected['atkinson_0.5']],
      ['Hoover', hoover(incomes), expected.hoover],
    ];
    for (const [name, found, wanted] of compared) {
      recordGolden({
        caseId: 'gini',
        compared: name,
        count: 1,
        error: Math.abs(found - wanted),
        tolerance: 1e-7,
      });
    }
  });
});
