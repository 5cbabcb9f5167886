import { expect, it } from 'vitest';
import { parseMapRule } from '../../../web/state/filter-rule.ts';

it('the map reads the rules that it has controls for, and passes over those of lists', () => {
  expect(parseMapRule('decile<=2')).toEqual({ field: 'decile', comparison: 'at-most', value: 2 });
  expect(parseMapRule('indicator:aged-75>=8.5')).toMatchObject({ field: 'indicator:aged-75', value: 8.5 });
  for (const text of ['score>60', 'ward=Hale', 'population>=5', 'score?missing', 'score>=', 'nonsense']) {
    expect(parseMapRule(text), text).toBeNull();
  }
});
