import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conversionRuleOf, type CodedValue } from '../../../core/geography/conversion-rule.ts';
import { convertValues } from '../../../core/geography/convert-vintage.ts';
import { kindsOfChange } from '../../../core/geography/kind-of-change.ts';
import { prepareVintageConversion, type VintageLink } from '../../../core/geography/vintage-conversion.ts';

function value(code: string, figure: number | null, parts?: [number, number]): CodedValue {
  return {
    code,
    value: figure,
    numerator: parts?.[0] ?? null,
    denominator: parts?.[1] ?? null,
    missingReason: figure === null ? 'suppressed' : null,
  };
}

/** A unchanged; B split in B1 (300 people) and B2 (100); C (600) and D (200) merged in CD. */
const links: readonly VintageLink[] = [
  { from: 'A', to: 'A' },
  { from: 'B', to: 'B1' },
  { from: 'B', to: 'B2' },
  { from: 'C', to: 'CD' },
  { from: 'D', to: 'CD' },
];
const populations = {
  from: new Map([
    ['A', 500],
    ['B', 400],
    ['C', 600],
    ['D', 200],
  ]),
  to: new Map([
    ['A', 500],
    ['B1', 300],
    ['B2', 100],
    ['CD', 800],
  ]),
};
const conversion = prepareVintageConversion(links, populations);
const figures = (values: readonly CodedValue[]) => Object.fromEntries(values.map((v) => [v.code, v.value]));

describe('each kind of figure by its own rule', () => {
  test('counts: copied, split by population, added up', () => {
    const counts = [value('A', 10), value('B', 40), value('C', 60), value('D', 20)];
    const { values, report } = convertValues(counts, conversion, { kind: 'count' });
    expect(figures(values)).toEqual({ A: 10, B1: 30, B2: 10, CD: 80 });
    expect(report).toMatchObject({
      sourceTotal: 130,
      convertedTotal: 130,
      unplacedTotal: 0,
      unplacedCodes: [],
    });
  });

  test('rates: worked out afresh, not averaged', () => {
    const rates = [value('B', 25, [100, 400]), value('C', 10, [60, 600]), value('D', 50, [50, 100])];
    const { values } = convertValues(rates, conversion, { kind: 'rate', scale: 100 });
    // 110 of 700 is 15.7 %; the mean of the two rates would be 30 %, weighted by residents 20 %.
    expect(figures(values)).toEqual({ B1: 25, B2: 25, CD: (100 * 110) / 700 });
    expect(values.find(({ code }) => code === 'CD')).toMatchObject({ numerator: 110, denominator: 700 });
  });

  test('scores: copied to the children, mean weighted by residents on a merge', () => {
    const scores = [value('A', 0.1), value('B', 7), value('C', 10), value('D', 30)];
    const { values } = convertValues(scores, conversion, { kind: 'score' });
    expect(figures(values)).toEqual({ A: 0.1, B1: 7, B2: 7, CD: 15 });
  });

  test('ranks of one district out of a ranked country stay what the publisher gave', () => {
    const ranks = [value('A', 14785), value('B', 28986), value('C', 12000), value('D', 15000)];
    const rule = conversionRuleOf({ unit: 'rank', additive: false }, ranks);
    const { values } = convertValues(ranks, conversion, rule);
    // Ranked again A would be 2: its place among four, under the name of a place among 32,844.
    expect(figures(values)).toEqual({ A: 14785, B1: 28986, B2: 28986, CD: null });
    expect(values.find(({ code }) => code === 'CD')?.missingReason).toBe('conversion-lost');
  });

  test('ranks: ranked again among the new areas', () => {
    const ranks = [value('A', 4), value('B', 1), value('C', 2), value('D', 3)];
    const { values } = convertValues(ranks, conversion, { kind: 'rank' });
    expect(figures(values)).toEqual({ A: 4, B1: 1.5, B2: 1.5, CD: 3 });
  });

  test('tenths: never averaged', () => {
    const differing = [value('B', 1), value('C', 2), value('D', 3)];
    const converted = convertValues(differing, conversion, { kind: 'class' });
    expect(figures(converted.values)).toEqual({ B1: 1, B2: 1, CD: null });
    expect(converted.values.find(({ code }) => code === 'CD')?.missingReason).toBe('conversion-lost');
    expect(converted.report.unplacedCodes).toEqual(['C', 'D']);
    const agreeing = convertValues([value('C', 2), value('D', 2)], conversion, { kind: 'class' });
    expect(figures(agreeing.values)).toEqual({ CD: 2 });
  });
});

describe('the rule follows the indicator', () => {
  test.each([
    ['count', true, [value('A', 1)], { kind: 'count' }],
    ['percent', false, [value('A', 1, [1, 100])], { kind: 'rate', scale: 100 }],
    ['share', false, [value('A', 0.1, [1, 10])], { kind: 'rate', scale: 1 }],
    ['rate-per-1000', false, [value('A', 1, [1, 1000])], { kind: 'rate', scale: 1000 }],
    ['share', false, [value('A', 0.1)], { kind: 'score' }],
    ['rank', false, [value('A', 1)], { kind: 'rank' }],
    ['decile', false, [value('A', 1)], { kind: 'class' }],
  ] as const)('%s, additive %s', (unit, additive, values, rule) => {
    expect(conversionRuleOf({ unit, additive }, values)).toEqual(rule);
  });
});

describe('nothing is lost in silence', () => {
  test('a merge with a missing part is missing for its reason, and its other part is reported', () => {
    const { values, report } = convertValues([value('C', 60), value('D', null)], conversion, {
      kind: 'count',
    });
    expect(values).toEqual([
      { code: 'CD', value: null, numerator: null, denominator: null, missingReason: 'suppressed' },
    ]);
    expect(report).toMatchObject({
      sourceTotal: 60,
      convertedTotal: 0,
      unplacedTotal: 60,
      unplacedCodes: ['C'],
    });
  });

  test('a merge whose other part the file lacks', () => {
    const { values } = convertValues([value('C', 60)], conversion, { kind: 'count' });
    expect(values[0]?.missingReason).toBe('conversion-lost');
  });

  test('a code that the lookup does not know', () => {
    const { values, report } = convertValues([value('A', 1), value('Z', 9)], conversion, { kind: 'count' });
    expect(figures(values)).toEqual({ A: 1 });
    expect(report).toMatchObject({ unplacedCodes: ['Z'], unplacedTotal: 9 });
  });

  test('unknown populations: parts count the same and the areas are named', () => {
    const blind = prepareVintageConversion(links, { from: new Map(), to: new Map() });
    const scores = [value('A', 1), value('B', 8), value('C', 10), value('D', 30)];
    const { values, report } = convertValues(scores, blind, { kind: 'score' });
    expect(figures(values)).toEqual({ A: 1, B1: 8, B2: 8, CD: 20 });
    expect(report.equalWeightCodes).toEqual(['B1', 'B2', 'CD']);
  });

  test('an area without residents has no rate, and does not spoil its neighbour’s', () => {
    const empty: CodedValue = {
      code: 'D',
      value: null,
      numerator: 0,
      denominator: 0,
      missingReason: 'zero-denominator',
    };
    const { values } = convertValues([value('C', 10, [60, 600]), empty], conversion, {
      kind: 'rate',
      scale: 100,
    });
    expect(figures(values)).toEqual({ CD: 10 });
  });
});

/** Lookups of any shape: unchanged, split, merged and many-to-many. */
const anyLookup = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 7 })), {
    minLength: 1,
    maxLength: 20,
    selector: ([from, to]) => `${from} ${to}`,
  })
  .map((pairs) => pairs.map(([from, to]) => ({ from: `O${from}`, to: `N${to}` })));
const anyPeople = fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 8, maxLength: 8 });

describe('laws, for lookups of any shape', () => {
  test('totals are conserved to 1e-9: what arrives and what is reported make the whole', () => {
    fc.assert(
      fc.property(
        anyLookup,
        anyPeople,
        fc.array(fc.option(fc.double({ min: 0, max: 1e5, noNaN: true })), { minLength: 8, maxLength: 8 }),
        (lookup, people, counts) => {
          const to = new Map(people.map((count, area) => [`N${area}`, count]));
          const prepared = prepareVintageConversion(lookup, { from: new Map(), to });
          const values = counts.map((count, area) => value(`O${area}`, count));
          const { report } = convertValues(values, prepared, { kind: 'count' });
          const arrived = (report.convertedTotal ?? NaN) + (report.unplacedTotal ?? NaN);
          const whole = report.sourceTotal ?? NaN;
          expect(Math.abs(arrived - whole)).toBeLessThanOrEqual(1e-9 * Math.max(1, whole));
        },
      ),
    );
  });

  test('totals are conserved where the people of both areas are known, for some of them or all', () => {
    fc.assert(
      fc.property(anyLookup, anyPeople, anyPeople, (lookup, people, counts) => {
        const both = new Map<string, Map<string, number>>();
        for (const [at, { from, to }] of lookup.entries()) {
          if (at % 3 === 0) continue;
          const own = both.get(from) ?? new Map<string, number>();
          both.set(from, own.set(to, people[at % 8] ?? 0));
        }
        const prepared = prepareVintageConversion(lookup, { from: new Map(), to: new Map(), both });
        for (const pieces of prepared.targetsOfSource.values()) {
          const shares = pieces.reduce((sum, { countShare }) => sum + countShare, 0);
          expect(Math.abs(shares - 1)).toBeLessThan(1e-12);
        }
        const values = counts.map((count, area) => value(`O${area}`, count));
        const { report } = convertValues(values, prepared, { kind: 'count' });
        const arrived = (report.convertedTotal ?? NaN) + (report.unplacedTotal ?? NaN);
        const whole = report.sourceTotal ?? NaN;
        expect(Math.abs(arrived - whole)).toBeLessThanOrEqual(1e-9 * Math.max(1, whole));
      }),
    );
  });

  test('new areas of one change have one kind, and none changes kind with the order of the lookup', () => {
    fc.assert(
      fc.property(anyLookup, (lookup) => {
        const none = { from: new Map(), to: new Map() };
        const kinds = kindsOfChange(prepareVintageConversion(lookup, none));
        const turned = kindsOfChange(prepareVintageConversion([...lookup].reverse(), none));
        expect(new Map([...turned].sort())).toEqual(new Map([...kinds].sort()));
        const sourcesOf = (to: string) => lookup.filter((link) => link.to === to).map(({ from }) => from);
        for (const { from, to } of lookup) {
          const siblings = lookup.filter((link) => link.from === from);
          for (const sibling of siblings) expect(kinds.get(sibling.to)).toBe(kinds.get(to));
          if (kinds.get(to) === 'unchanged') expect([siblings.length, sourcesOf(to).length]).toEqual([1, 1]);
          if (kinds.get(to) === 'split') expect(sourcesOf(to)).toEqual([from]);
          if (kinds.get(to) === 'merged') expect(siblings).toHaveLength(1);
        }
      }),
    );
  });

  test('a converted mean lies within the values it is made of', () => {
    fc.assert(
      fc.property(anyLookup, anyPeople, (lookup, people) => {
        const populationOf = (letter: string) =>
          new Map(people.map((count, area) => [`${letter}${area}`, count]));
        const prepared = prepareVintageConversion(lookup, { from: populationOf('O'), to: populationOf('N') });
        const values = people.map((count, area) => value(`O${area}`, (count * 7) % 101));
        const before = new Map(values.map((each) => [each.code, each.value ?? NaN]));
        for (const after of convertValues(values, prepared, { kind: 'score' }).values) {
          const parts = lookup
            .filter(({ to }) => to === after.code)
            .map(({ from }) => before.get(from) ?? NaN);
          expect(after.value).toBeGreaterThanOrEqual(Math.min(...parts) - 1e-9);
          expect(after.value).toBeLessThanOrEqual(Math.max(...parts) + 1e-9);
        }
      }),
    );
  });
});

describe('the people behind the parts of a merger are of one measure', () => {
  /** C and D merged in CD; of both there are people counted at output areas too, of another date. */
  const merger = links.slice(3);
  const both = new Map([
    ['C', new Map([['CD', 30]])],
    ['D', new Map([['CD', 10]])],
  ]);
  const merged = (from: readonly (readonly [string, number])[], known: typeof both) => {
    const given = { from: new Map(from), to: new Map<string, number>(), both: known };
    const made = prepareVintageConversion(merger, given);
    const { values, report } = convertValues([value('C', 10), value('D', 30)], made, { kind: 'score' });
    return { score: figures(values)['CD'], equal: report.equalWeightCodes };
  };

  test('residents where all have them; else people of both areas where all have those', () => {
    expect(
      merged(
        [
          ['C', 600],
          ['D', 600],
        ],
        both,
      ),
    ).toEqual({ score: 20, equal: [] });
    expect(merged([], both)).toEqual({ score: 15, equal: [] });
    // 600 residents of the one and 10 people of the other are not to be weighed against each other.
    expect(merged([['C', 600]], both)).toEqual({ score: 15, equal: [] });
  });

  test('where neither is known of all, the parts count the same and the area says so', () => {
    const some = new Map([['D', new Map([['CD', 10]])]]);
    expect(merged([['C', 600]], some)).toEqual({ score: 20, equal: ['CD'] });
    expect(merged([], some)).toEqual({ score: 20, equal: ['CD'] });
  });
});
