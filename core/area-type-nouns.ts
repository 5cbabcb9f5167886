import type { AreaType } from './contract/area.ts';

/** What one area of a kind is called in a sentence. */
export const areaTypeNouns: Readonly<Record<AreaType, string>> = {
  oa: 'output area',
  lsoa: 'neighbourhood',
  msoa: 'middle-layer area',
  ward: 'ward',
  lad: 'local authority',
  region: 'region',
  nation: 'nation',
};
