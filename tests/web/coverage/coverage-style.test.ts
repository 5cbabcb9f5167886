import { createExpression, validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { subjectKinds, type ProblemSubject } from '../../../core/contract/coverage/coverage-problem.ts';
import { planStatuses, servedStatuses, speedClasses } from '../../../core/contract/coverage/speed-class.ts';
import { premisesTileQuerySchema } from '../../../core/contract/coverage/premises-tile.ts';
import { technologyChoices } from '../../../core/contract/coverage/technology.ts';
import { chancePercent } from '../../../core/coverage/chance-percent.ts';
import { statusOf } from '../../../core/coverage/estimate-premises.ts';
import { classKeys, technologyLetters } from '../../../core/coverage/premises-tile.ts';
import { reachedBy } from '../../../core/coverage/technology-chances.ts';
import {
  coverageQueryText,
  mapModes,
  noChoice,
  parseCoverageState,
} from '../../../web/coverage/coverage-state.ts';
import {
  coverageStyle,
  premisesFilter,
  symbolOf,
  tilesAddress,
} from '../../../web/coverage/coverage-style.ts';
import {
  markNames,
  symbolImage,
  symbolImageName,
  upheldMark,
  type MarkName,
} from '../../../web/coverage/premises-symbols.ts';
import { symbolOfItem, technologiesOf } from '../../../web/coverage/premises-words.ts';

const bounds: [number, number, number, number] = [-3, 53, -2, 54];
const tiles = { address: 'http://atlas.example/{z}/{x}/{y}.mvt', minZoom: 4, maxZoom: 16, bounds };
const told = {
  ...{ period: '2026-01', periods: ['2026-01'], tiles, basemapStyle: null },
  within: { code: 'E06000001', name: 'Somewhere', type: 'lad', bounds, outline: tiles },
} as const;

const anyUprn = fc.integer({ min: 1, max: 999_999_999_999 });
/** A premises, a not-spot, what a report is about, or nothing: never two of them. */
const chosen = fc.oneof(
  fc.record({ uprn: fc.option(anyUprn) }).map((one) => ({ ...noChoice, ...one })),
  fc.record({ spot: fc.constantFrom('NS-7RATXP', 'NS-000000') }).map((one) => ({ ...noChoice, ...one })),
  fc
    .constantFrom<ProblemSubject>(
      { kind: 'postcode', code: 'ZZ51AA' },
      { kind: 'area', code: 'E05999001' },
      { kind: 'premises', code: '99' },
    )
    .map((about) => ({ ...noChoice, about })),
);
const withoutChoice = fc.record({
  class: fc.constantFrom(...speedClasses),
  mode: fc.constantFrom(...mapModes),
  status: fc.subarray([...servedStatuses]),
  plan: fc.subarray([...planStatuses]),
  technology: fc.subarray([...technologyChoices]),
  disagree: fc.boolean(),
  camera: fc.constantFrom(null, { zoom: 15.25, latitude: 53.5, longitude: -2.25 }),
  spots: fc.boolean(),
  upheld: fc.boolean(),
  period: fc.constantFrom(null, '2025-07'),
  within: fc.constantFrom(null, 'E06000001'),
});
const state = fc.tuple(withoutChoice, chosen).map(([rest, choice]) => ({ ...rest, ...choice }));

describe('the state of the map of premises', () => {
  it('comes back from the address it was written to', () => {
    fc.assert(
      fc.property(state, (each) => {
        expect(parseCoverageState(new URLSearchParams(coverageQueryText(each)))).toEqual(each);
      }),
    );
  });

  it('is the usual one for an address that makes no sense', () => {
    const query = new URLSearchParams(
      'class=fast&mode=x&status=no&plan=,&uprn=-1&map=99/99/999&disagree=1&spots=0&upheld=off&spot=NS-1&about=town-ZZ51AA',
    );
    expect(coverageQueryText(parseCoverageState(query))).toBe('');
  });
});

describe('the tiles of the map of premises', () => {
  const usual = parseCoverageState(new URLSearchParams());

  it('are of all premises until a filter is set, then of those that pass it', () => {
    expect(tilesAddress(tiles, { ...usual, class: 'gigabit', mode: 'share' })).toBe(tiles.address);
    expect(
      tilesAddress(tiles, { ...usual, class: 'gigabit', plan: ['voucher', 'contracted'], disagree: true }),
    ).toBe(`${tiles.address}?class=gigabit&plan=contracted,voucher&disagree=yes`);
  });

  it('are those of the filter from the first picture on', () => {
    const source = (look: typeof usual) => coverageStyle(told, look).sources['premises'];
    expect(source(usual)).toMatchObject({ tiles: [tiles.address] });
    expect(source({ ...usual, status: ['unserved'] })).toMatchObject({
      tiles: [`${tiles.address}?class=decent&status=unserved`],
    });
    expect(source({ ...usual, technology: ['neither'] })).toMatchObject({
      tiles: [`${tiles.address}?class=decent&technology=neither`],
    });
  });

  it('have addresses that the service takes', () => {
    fc.assert(
      fc.property(state, (each) => {
        const { searchParams } = new URL(tilesAddress(tiles, each));
        const asked = premisesTileQuerySchema.parse(Object.fromEntries(searchParams));
        expect([...(asked.status ?? [])].sort()).toEqual([...each.status].sort());
        expect([...(asked.plan ?? [])].sort()).toEqual([...each.plan].sort());
        expect([...(asked.technology ?? [])].sort()).toEqual([...each.technology].sort());
        expect(asked.disagree === 'yes').toBe(each.disagree);
      }),
    );
  });
});

describe('the style of the map of premises', () => {
  it('is one that MapLibre accepts, whatever the state', () => {
    fc.assert(
      fc.property(state, (each) => {
        expect(validateStyleMin(coverageStyle(told, each))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('draws a premises by the status of its chance, as the table says it', () => {
    const chance = fc.option(fc.integer({ min: 0, max: 1000 }).map((thousandths) => thousandths / 1000));
    fc.assert(
      fc.property(chance, fc.constantFrom(...speedClasses), (value, speedClass) => {
        const percent = chancePercent(value);
        const properties = percent === null ? {} : { [classKeys[speedClass]]: percent };
        const compiled = createExpression(symbolOf(speedClass), 'layers[0].layout.icon-image');
        if (compiled.result === 'error') throw new Error('no expression');
        const drawn: unknown = compiled.value.evaluate({ zoom: 15 }, { type: 1, properties });
        expect(drawn).toBe(statusOf(value));
        expect(symbolOfItem(properties, speedClass)).toBe(drawn);
      }),
    );
    expect(symbolOfItem({ d: 0, recognised: 0 }, 'decent')).toBe('excluded');
  });
});

describe('the filter of the map of premises', () => {
  it('takes premises by the technologies that reach them, as lists do', () => {
    const chance = fc.constantFrom(null, 0, 0.2, 0.5, 1);
    fc.assert(
      fc.property(fc.tuple(chance, chance), fc.subarray([...technologyChoices]), (chances, technology) => {
        const reached = reachedBy(chances);
        const letters = reached.map((choice) => technologyLetters[choice]).join('');
        const properties = letters === '' ? {} : { by: letters };
        const look = { ...parseCoverageState(new URLSearchParams()), technology };
        const compiled = createExpression(premisesFilter(look), 'layers[0].filter');
        if (compiled.result === 'error') throw new Error('no expression');
        const isTaken = technology.length === 0 || technology.some((choice) => reached.includes(choice));
        expect(compiled.value.evaluate({ zoom: 15 }, { type: 1, properties })).toBe(isTaken);
        expect(technologiesOf(properties)).toEqual(reached);
      }),
    );
  });
});

describe('the marks over the map of premises', () => {
  const visibility = (query: string): Record<string, unknown> => {
    const { layers } = coverageStyle(told, parseCoverageState(new URLSearchParams(query)));
    return Object.fromEntries(layers.map(({ id, layout }) => [id, layout?.visibility]));
  };

  it('are there in every mode unless they are switched off, not-spots and reports apart', () => {
    const hulls = ['hulls', 'hull-casing', 'hull-lines', 'hull-chosen', 'hull-labels'];
    for (const mode of mapModes) {
      const all = visibility(`mode=${mode}`);
      expect([...hulls, 'upheld'].map((id) => all[id])).toEqual(Array(6).fill('visible'));
      const noHulls = visibility(`mode=${mode}&spots=no`);
      expect(hulls.map((id) => noHulls[id])).toEqual(Array(5).fill('none'));
      expect(noHulls['upheld']).toBe('visible');
      expect(visibility(`mode=${mode}&upheld=no`)).toEqual({ ...all, upheld: 'none' });
    }
  });

  it('name outlines by a dashed line and a number, and draw the chosen one whole', () => {
    const look = parseCoverageState(new URLSearchParams('spot=NS-7RATXP'));
    const layer = (id: string) => coverageStyle(told, look).layers.find((each) => each.id === id);
    expect(layer('hull-lines')).toMatchObject({ paint: { 'line-dasharray': [3, 1.5] } });
    expect(layer('hull-labels')).toMatchObject({ layout: { 'text-field': ['get', 'label'] } });
    expect(layer('hull-chosen')).toMatchObject({ filter: ['==', ['get', 'id'], 'NS-7RATXP'] });
    expect(layer('hull-chosen')).not.toMatchObject({
      paint: { 'line-dasharray': expect.anything() as unknown },
    });
  });
});

describe('the marks of upheld reports', () => {
  it('are, for every kind of subject, an image that there is and that the legend shows', () => {
    const look = parseCoverageState(new URLSearchParams());
    const layer = coverageStyle(told, look).layers.find(({ id }) => id === 'upheld');
    const compiled = createExpression(
      layer?.type === 'symbol' ? layer.layout?.['icon-image'] : null,
      'layers[0].layout.icon-image',
    );
    if (compiled.result === 'error') throw new Error('no expression');
    for (const kind of subjectKinds) {
      const drawn: unknown = compiled.value.evaluate({ zoom: 15 }, { type: 1, properties: { kind } });
      expect(drawn).toBe(symbolImageName(upheldMark(kind)));
      expect(symbolImage(String(drawn)), kind).not.toBeNull();
    }
  });
});

describe('the symbols of premises', () => {
  const opaque = (name: MarkName): number[] => {
    const image = symbolImage(symbolImageName(name));
    if (image === null) throw new Error(name);
    return Array.from({ length: image.width * image.height }, (_, at) => {
      const [red = 255, green = 255, blue = 255, alpha = 0] = image.data.subarray(4 * at, 4 * at + 4);
      return alpha > 128 && red + green + blue < 640 ? 1 : 0;
    });
  };

  it('differ in shape, not only in colour: an eighth of the pixels of any two or more', () => {
    for (const one of markNames) {
      for (const other of markNames.slice(markNames.indexOf(one) + 1)) {
        const [first, second] = [opaque(one), opaque(other)];
        const different = first.filter((value, at) => value !== second[at]).length;
        const either = first.filter((value, at) => value === 1 || second[at] === 1).length;
        expect(different / either, `${one} and ${other}`).toBeGreaterThan(0.125);
      }
    }
  });

  it('are nothing for a name that is none', () => {
    expect(symbolImage('premises-')).toBeNull();
    expect(symbolImage('no-data')).toBeNull();
  });
});
