import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  filterComparisons,
  formatRule,
  holds,
  needsNumber,
  parseRule,
  passes,
  takesValue,
  valueOfText,
  type FilterRule,
} from '../../../core/contract/filter-rule.ts';

const highScore: FilterRule = { field: 'score', comparison: 'at-least', value: 60 };
const fewOld: FilterRule = { field: 'indicator:aged-75', comparison: 'at-most', value: 8 };
const area =
  (score: number | null, old: number | null) =>
  (field: string): number | null =>
    field === 'score' ? score : old;

const word = fc.stringMatching(/^[a-z0-9]{1,6}$/);
const field = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join('-'));
const number = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((thousandths) => thousandths / 1000);
const rule: fc.Arbitrary<FilterRule> = fc
  .tuple(
    fc.oneof(
      field,
      field.map((id) => `indicator:${id}`),
    ),
    fc.constantFrom(...filterComparisons),
    number,
    fc.string({ minLength: 1, unit: 'grapheme' }),
  )
  .map(([name, comparison, amount, text]) => ({
    field: name,
    comparison,
    value: !takesValue(comparison) ? null : needsNumber(comparison) ? amount : valueOfText(text),
  }));

describe('rules', () => {
  it('come back from the text that they are written as', () => {
    fc.assert(
      fc.property(rule, (each) => {
        expect(parseRule(formatRule(each))).toEqual(each);
      }),
    );
  });

  it('are refused where the text is none', () => {
    const none = [
      '',
      'score',
      '>=5',
      'age<=',
      'decile<=two',
      'indicator:<=1',
      'score>=1e3',
      'score>=0x10',
      'Score>=1',
    ];
    for (const text of [...none, 'score?', 'score?missing now', 'name~', 'name=', 'a b>=1', "x'>=1"]) {
      expect(parseRule(text), text).toBeNull();
    }
  });

  it('keep text as text where it is not how a number is spelled', () => {
    expect(parseRule('code=02')).toEqual({ field: 'code', comparison: 'equals', value: '02' });
    expect(parseRule('decile=2')).toEqual({ field: 'decile', comparison: 'equals', value: 2 });
    expect(parseRule('name~=1')).toEqual({ field: 'name', comparison: 'contains', value: '=1' });
  });
});

describe('filters', () => {
  it('join rules by AND or by OR', () => {
    const rules = [highScore, fewOld];
    expect(passes({ match: 'all', rules }, area(70, 5))).toBe(true);
    expect(passes({ match: 'all', rules }, area(70, 9))).toBe(false);
    expect(passes({ match: 'any', rules }, area(70, 9))).toBe(true);
    expect(passes({ match: 'any', rules }, area(50, 9))).toBe(false);
  });

  it('let the bound itself pass, unless it is to be above or below', () => {
    const with60 = (comparison: FilterRule['comparison']): boolean =>
      holds({ field: 'score', comparison, value: 60 }, 60);
    expect(filterComparisons.filter(with60)).toEqual([
      'at-least',
      'at-most',
      'equals',
      'contains',
      'has-value',
    ]);
  });

  it('never let a missing value pass any rule but "is missing"', () => {
    fc.assert(
      fc.property(rule, (each) => {
        expect(holds(each, null)).toBe(each.comparison === 'is-missing');
      }),
    );
    expect(passes({ match: 'all', rules: [fewOld] }, area(70, null))).toBe(false);
    expect(passes({ match: 'any', rules: [highScore, fewOld] }, area(null, 5))).toBe(true);
  });

  it('divide the areas with a value: above or at most, below or at least', () => {
    fc.assert(
      fc.property(number, number, (bound, value) => {
        const is = (comparison: FilterRule['comparison']): boolean =>
          holds({ field: 'score', comparison, value: bound }, value);
        expect(is('above')).toBe(!is('at-most'));
        expect(is('below')).toBe(!is('at-least'));
        expect(is('equals')).toBe(is('at-least') && is('at-most'));
      }),
    );
  });

  it('compare words whatever their case and accents', () => {
    const named = (comparison: FilterRule['comparison'], value: string) =>
      holds({ field: 'name', comparison, value }, 'Ynys Môn');
    expect(named('equals', 'ynys mon')).toBe(true);
    expect(named('contains', 'MÔN')).toBe(true);
    expect(named('equals', 'Ynys')).toBe(false);
    expect(named('contains', 'Conwy')).toBe(false);
  });

  it('show everything when there is no rule', () => {
    expect(passes({ match: 'any', rules: [] }, area(null, null))).toBe(true);
  });
});
