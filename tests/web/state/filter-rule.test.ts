import { describe, expect, it } from 'vitest';
import { formatRule, parseRule, passes } from '../../../web/state/filter-rule.ts';
import type { FilterRule } from '../../../web/state/filter-rule.ts';

const highScore: FilterRule = { field: 'score', comparison: 'at-least', value: 60 };
const fewOld: FilterRule = { field: 'indicator:aged-75', comparison: 'at-most', value: 8 };
const area =
  (score: number | null, old: number | null) =>
  (field: string): number | null =>
    field === 'score' ? score : old;

describe('filters', () => {
  it('joins rules by AND or by OR', () => {
    const rules = [highScore, fewOld];
    expect(passes({ match: 'all', rules }, area(70, 5))).toBe(true);
    expect(passes({ match: 'all', rules }, area(70, 9))).toBe(false);
    expect(passes({ match: 'any', rules }, area(70, 9))).toBe(true);
    expect(passes({ match: 'any', rules }, area(50, 9))).toBe(false);
  });

  it('lets the bound itself pass', () => {
    expect(passes({ match: 'all', rules: [highScore] }, area(60, null))).toBe(true);
  });

  it('never lets a missing value pass a rule, in either direction', () => {
    expect(passes({ match: 'all', rules: [fewOld] }, area(70, null))).toBe(false);
    expect(passes({ match: 'all', rules: [highScore] }, area(null, 5))).toBe(false);
    expect(passes({ match: 'any', rules: [highScore, fewOld] }, area(null, 5))).toBe(true);
  });

  it('shows everything when there is no rule', () => {
    expect(passes({ match: 'any', rules: [] }, area(null, null))).toBe(true);
  });

  it('reads the text that it writes and refuses other text', () => {
    expect(parseRule(formatRule(fewOld))).toEqual(fewOld);
    for (const text of ['score>60', 'age<=', 'decile<=two', 'indicator:<=1', 'score>=1e3']) {
      expect(parseRule(text)).toBeNull();
    }
  });
});
