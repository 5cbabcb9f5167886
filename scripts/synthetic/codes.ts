import { itemAt } from '../made-up/random.ts';

/* Numbers and codes that belong to nobody. */

/** Twelve digits that begin with 99: far above the numbers that OS Open UPRN holds, and apart from those of the sample. */
export const firstUprn = 990_000_000_001;

/** There are no postcode areas of these names; ZZ is that of the sample. */
const postcodeAreas = ['ZY', 'ZX', 'ZW', 'ZV', 'ZU', 'ZT'];
const unitLetters = Array.from('ABDEFGHJLNPQRSTUWXYZ');
const unitsInSector = unitLetters.length ** 2;
const sectorsInArea = 99 * 10;

/** ZY1 0AA, ZY1 0AB ... ZT99 9ZZ: 2,376,000 of them, for 35 million homes. @throws RangeError when they are used up */
export function postcodeText(position: number): string {
  const unit = position % unitsInSector;
  const sector = Math.floor(position / unitsInSector);
  const area = itemAt(postcodeAreas, Math.floor(sector / sectorsInArea));
  const district = 1 + (Math.floor(sector / 10) % 99);
  const letters =
    itemAt(unitLetters, Math.floor(unit / unitLetters.length)) +
    itemAt(unitLetters, unit % unitLetters.length);
  return `${area}${district} ${sector % 10}${letters}`;
}

/** Real codes end below 200000. */
export const outputAreaCode = (nation: string, position: number): string =>
  `${nation}00${String(800_000 + position)}`;
