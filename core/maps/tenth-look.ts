import { noData } from '../classify/palettes.ts';
import { riskColours } from '../classify/risk-colours.ts';
import { hatchPattern, type Hatch, type HatchLines } from './hatch-pattern.ts';
import type { MapClass, MapLook } from './map-look.ts';

/**
 * What an area is filled with: its tenth, 1 at greatest risk to 10; 'no-score' where it is compared and has none;
 * 'not-compared' where it is no part of the comparison.
 */
export type Tenth = number | 'no-score' | 'not-compared';

/** The explorer's first palette, so that a page's map and the explorer show one place in one colour. */
const colours = riskColours('viridis', 10);
/** Pale yellow on the darkest colour: told apart by those who see no colours. */
const hatchColour = '#fde725';

/** The value of a `fill` attribute; the worst tenth and what has no score are hatched by the patterns of the drawing `id`. */
export function fillOf(mapClass: MapClass, id: string): string {
  if (mapClass === 1) return `url(#${id}-worst)`;
  if (mapClass === 'no-score') return `url(#${id}-none)`;
  // A tint of the text's colour serves on light and dark pages.
  return typeof mapClass === 'number' ? (colours[mapClass - 1] ?? 'none') : 'none';
}

/** The patterns that `fillOf` names, for so many units to a pixel: hatches rise to the worst, fall where nothing is known. */
export function tenthPatterns(id: string, unitsPerPixel: number): string {
  return [
    hatch(`${id}-worst`, { ground: colours[0] ?? '', line: hatchColour, rises: true, unitsPerPixel }),
    hatch(`${id}-none`, { ground: noData.fill, line: noData.line, rises: false, unitsPerPixel }),
  ].join('');
}

/** Areas by their tenths. */
export const tenthLook: MapLook = {
  name: 'tenth',
  fillOf,
  patterns: tenthPatterns,
  orderOf: (mapClass) => (typeof mapClass === 'number' ? mapClass : mapClass === 'no-score' ? 11 : 0),
};

/** A pattern of lines that rise or fall to the right. */
export function hatch(
  id: string,
  {
    ground,
    line,
    rises,
    unitsPerPixel,
  }: Pick<Hatch, 'ground' | 'line'> & Pick<HatchLines, 'rises'> & { readonly unitsPerPixel: number },
): string {
  const lines: readonly HatchLines[] = [{ rises, count: 1 }];
  return hatchPattern(id, { ground, line, lines, side: 6, strokeWidth: 1.1 }, unitsPerPixel);
}
