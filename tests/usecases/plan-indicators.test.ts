import { expect, it } from 'vitest';
import { planIndicators } from '../../server/usecases/import/plan-indicators.ts';

it('says of a column that is called only "Total" which table it is the total of', () => {
  const { planned } = planIndicators(
    { id: 'census-rm121', title: 'Census 2021 RM121: Sex by age' },
    [],
    [
      { name: 'Total', kind: 'count', total: null },
      { name: 'Aged 65 years', kind: 'count', total: 'Total' },
    ],
  );
  expect(planned.map(({ indicator }) => [indicator.id, indicator.title])).toEqual([
    ['census-rm121-total', 'Total of Census 2021 RM121: Sex by age'],
    ['census-rm121-aged-65-years', 'Aged 65 years'],
  ]);
});
