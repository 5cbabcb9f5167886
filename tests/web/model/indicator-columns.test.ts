import { describe, expect, it } from 'vitest';
import type { IndicatorColumn } from '../../../core/contract/indicator-column.ts';
import { createColumnLoader, missingColumns, openColumn } from '../../../web/model/indicator-columns.ts';
import { parseState } from '../../../web/state/url-state.ts';
import { smallBlock } from './small-block.ts';

const block = smallBlock();
const needed = (query: string): string[] => missingColumns(parseState(new URLSearchParams(query)), block);

const column: IndicatorColumn = {
  indicatorId: 'rent',
  title: 'Private rent',
  phrase: 'people who rent',
  unit: 'percent',
  decimals: 1,
  direction: 'higher-is-riskier',
  period: '2021',
  datasetTitle: 'Census 2021',
  publisher: 'ONS',
  method: 'from-sums',
  areas: { type: 'ward', vintage: 2025 },
  attribution: { lines: [], madeUp: true },
  codes: 'E05000001\nE05000002\nE05000003',
  values: [1.5, null, 0],
  reasons: { suppressed: [1] },
};

describe('the indicators that must be fetched', () => {
  it('are none for the score and for what the block holds of its own areas', () => {
    expect(needed('')).toEqual([]);
    expect(needed('show=indicator:aged&where=indicator:income>=10')).toEqual([]);
  });

  it('are those of no profile, shown or filtered by', () => {
    expect(needed('show=indicator:rent&where=indicator:debt>=10')).toEqual(['debt', 'rent']);
  });

  it('are all where larger areas are shown, since the block has no numerators to add up', () => {
    expect(needed('areas=ward&show=indicator:aged')).toEqual(['aged']);
  });
});

describe('a fetched indicator', () => {
  it('has NaN, never 0, where there is no value, and the reason why', () => {
    const { values, reasons, codes } = openColumn(column);
    expect([...values]).toEqual([1.5, NaN, 0]);
    expect([...reasons]).toEqual([[1, 'suppressed']]);
    expect(codes).toHaveLength(3);
  });

  it('is asked for once, and again after a failure', async () => {
    let asked = 0;
    const load = createColumnLoader({
      indicatorColumn: () => {
        asked += 1;
        return asked === 1 ? Promise.reject(new Error('away')) : Promise.resolve(column);
      },
    });
    await expect(load('small', ['rent'], 'ward')).rejects.toThrow('away');
    await Promise.all([load('small', ['rent'], 'ward'), load('small', ['rent'], 'ward')]);
    expect(asked).toBe(2);
  });
});
