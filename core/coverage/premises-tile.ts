import { lowestMapZoom } from '../contract/tiles.ts';
import type { TechnologyChoice } from '../contract/coverage/technology.ts';
import type { SpeedClass } from '../contract/coverage/speed-class.ts';

/** At which zooms a tile of premises holds hexagons, and from which on single premises; drawn larger beyond the last. */
export const premisesTileZooms = { firstHexagons: lowestMapZoom, firstPoints: 14, last: 16 } as const;

/** A tile has no more premises than this: 190 kB at most, at 41 bytes each. */
export const premisesOfTile = 4600;

/** The letters that say which technologies reach a premises: 'n', 'w', 'nw'; '0' where it is known that neither does. */
export const technologyLetters: Readonly<Record<TechnologyChoice, string>> = {
  'next-generation': 'n',
  'fixed-wireless': 'w',
  neither: '0',
};

/**
 * The names of what a tile says of a premises or a hexagon: short, because they stand on millions of tiles. A premises
 * has the chance of a class in percent, a hexagon the premises expected unserved (`...-u`) and unknown (`...-n`).
 */
export const classKeys: Readonly<Record<SpeedClass, string>> = {
  decent: 'd',
  superfast: 's',
  'ultrafast-100': 'u1',
  'ultrafast-300': 'u3',
  gigabit: 'g',
};
