import { expect, it } from 'vitest';
import { percentOfPremises } from '../../core/area-page/percent-of-premises.ts';
import { formatFigure } from '../../core/format-figure.ts';

it('never says of a percentage that is more than nothing that it is nothing', () => {
  const percent = { unit: 'percent', decimals: 1 };
  expect(formatFigure(0.0093, percent)).toBe('less than 0.1%');
  expect(formatFigure(0.05, percent)).toBe('0.1%');
  expect(formatFigure(0, percent)).toBe('0.0%');
  expect(formatFigure(0.0004, { unit: 'share', decimals: 0 }, 'cy')).toBe('llai na 1%');
});

it('works out a percentage of premises that was rounded to nothing', () => {
  // Ofcom, May 2021, Trafford: 10 of 107,847 premises without decent broadband, published as 0.0%.
  expect(percentOfPremises({ percent: 0, premises: 10 }, 107_847)).toBeCloseTo(0.009272, 6);
  expect(percentOfPremises({ percent: 0, premises: 0 }, 107_847)).toBe(0);
  expect(percentOfPremises({ percent: 0.3, premises: 373 }, 107_847)).toBe(0.3);
  expect(percentOfPremises({ percent: 0, premises: null }, 107_847)).toBe(0);
  expect(percentOfPremises({ percent: null, premises: 10 }, null)).toBeNull();
});
