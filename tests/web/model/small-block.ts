import { encodeColumns, decodeColumns } from '../../../core/columns.ts';
import { profileSchema } from '../../../core/contract/profile.ts';
import type { Profile } from '../../../core/contract/profile.ts';
import type { ComparisonBase } from '../../../core/contract/profile.ts';
import { profileBlock } from '../../../web/model/profile-block.ts';
import type { ProfileBlock } from '../../../web/model/profile-block.ts';

/** A two-component index on three indicators, min-max over the base, higher is riskier. */
export const smallProfile: Profile = profileSchema.parse({
  id: 'small',
  version: '1.0.0',
  title: 'Small index',
  summary: 'For tests.',
  areas: { type: 'lsoa', vintage: 2021 },
  base: { kind: 'everything' },
  normalise: { method: 'min-max', lower: 0, upper: 100 },
  aggregate: { method: 'arithmetic' },
  availability: 0.6,
  presentation: { method: 'linear', lower: 0, upper: 100 },
  components: [
    { id: 'people', title: 'People', children: [{ indicator: 'aged' }] },
    { id: 'means', title: 'Means', children: [{ indicator: 'income' }, { indicator: 'skills' }] },
  ],
});

const missing = 65_535;

/** Six neighbourhoods in three wards of two authorities; the last has no income value and no ward. */
export function smallBlock(base: ComparisonBase = { kind: 'everything' }): ProfileBlock {
  const codes = ['E01000001', 'E01000002', 'E01000003', 'E01000004', 'E01000005', 'E01000006'];
  const info = (id: string, title: string): object => ({
    id,
    title,
    phrase: title.toLowerCase(),
    unit: 'percent',
    decimals: 1,
    direction: 'higher-is-riskier',
    period: '2021',
    datasetTitle: 'Census 2021',
    publisher: 'ONS',
    substitution: null,
  });
  const header = {
    profileId: 'small',
    profileHash: 'p',
    dataHash: 'd',
    base,
    areas: { type: 'lsoa' as const, vintage: 2021 },
    codes: codes.join('\n'),
    names: codes.map((_, row) => `Town 00${row + 1}A`).join('\n'),
    parents: [
      {
        type: 'ward',
        vintage: 2025,
        codes: ['E05000001', 'E05000002', 'E05000003'],
        names: ['North', 'South', 'Hill'],
      },
      { type: 'lad', vintage: 2025, codes: ['E06000001', 'E06000002'], names: ['Town', 'Shire'] },
    ],
    indicators: [
      info('aged', 'Aged 75 and over'),
      info('income', 'Low income'),
      info('skills', 'Low skills'),
    ],
    prepared: null,
    attribution: { lines: ['Made for tests'], madeUp: true },
    rowCount: codes.length,
  };
  const bytes = encodeColumns(header as Parameters<typeof encodeColumns>[0], [
    { name: 'population', values: Uint32Array.of(1000, 3000, 2000, 1000, 1500, 500) },
    { name: 'longitude', values: Float64Array.of(-2.4, -2.3, -2.2, -2.1, -2, -1.9) },
    { name: 'latitude', values: Float64Array.of(53, 53.1, 53.2, 53.3, 53.4, 53.5) },
    { name: 'indicator:aged', values: Float64Array.of(2, 4, 6, 8, 10, 12) },
    { name: 'indicator:income', values: Float64Array.of(30, 10, 20, 5, 15, NaN) },
    { name: 'indicator:skills', values: Float64Array.of(10, 30, 20, 50, 40, 0) },
    { name: 'parent:ward', values: Uint16Array.of(0, 0, 1, 1, 2, missing) },
    { name: 'parent:lad', values: Uint16Array.of(0, 0, 0, 0, 1, 1) },
  ]);
  const decoded = decodeColumns(bytes.buffer);
  return profileBlock(decoded.header, (name) => decoded.find(name));
}
