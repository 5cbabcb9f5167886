import { describe, expect, it } from 'vitest';
import { reachedBy, technologyChance, technologyShares } from '../../../core/coverage/technology-chances.ts';

const shares = (network: number | null, wireless: number | null) => ({
  'next-generation': network,
  'fixed-wireless': wireless,
});
const noneServed = { premises: 0, served: 0 };

describe('how a premises is reached', () => {
  it('is known by its own gigabit, which says nothing of fixed wireless', () => {
    const evidence = {
      hasGigabit: true,
      postcode: { shares: shares(0.2, 0.3), gigabit: noneServed },
      outputArea: null,
    };
    expect(technologyChance(evidence, 'next-generation')).toEqual({ chance: 1, basis: 'premises' });
    expect(technologyChance(evidence, 'fixed-wireless')).toEqual({ chance: 0.3, basis: 'postcode' });
  });

  it('is what a postcode leaves when its premises with gigabit are taken out, but for fixed wireless', () => {
    // 12 of 20 have gigabit: of 70 % with a new network, 2 are left for the other 8.
    const evidence = {
      hasGigabit: false,
      postcode: { shares: shares(0.7, 0.7), gigabit: { premises: 20, served: 12 } },
      outputArea: shares(1, 1),
    };
    expect(technologyChance(evidence, 'next-generation')).toEqual({ chance: 0.25, basis: 'postcode' });
    expect(technologyChance(evidence, 'fixed-wireless')).toEqual({ chance: 0.7, basis: 'postcode' });
  });

  it('is asked of the output area where the postcode says nothing, and is not known where neither does', () => {
    const postcode = { shares: shares(null, null), gigabit: noneServed };
    const evidence = { hasGigabit: null, postcode, outputArea: shares(0.5, null) };
    expect(technologyChance(evidence, 'next-generation')).toEqual({ chance: 0.5, basis: 'output-area' });
    expect(technologyChance(evidence, 'fixed-wireless')).toEqual({ chance: null, basis: null });
  });

  it('comes from counts where a row has them, else from its percentages', () => {
    const measures = {
      next_generation: { premises: 3, percent: 99 },
      fixed_wireless_decent: { premises: null, percent: 12.5 },
    };
    expect(technologyShares({ measures, premises: 4 })).toEqual(shares(0.75, 0.125));
    expect(technologyShares({ measures: {}, premises: 4 })).toEqual(shares(null, null));
  });
});

describe('the choices of technology that a premises falls under', () => {
  it.each([
    [
      [1, 1],
      ['next-generation', 'fixed-wireless'],
    ],
    [[0.5, 0.49], ['next-generation']],
    [[0, 0.5], ['fixed-wireless']],
    [[0.49, 0], ['neither']],
    [[0, null], []],
    [[null, 0.9], ['fixed-wireless']],
    [[null, null], []],
  ] as const)('%j: %j', (chances, choices) => {
    expect(reachedBy(chances)).toEqual(choices);
  });
});
