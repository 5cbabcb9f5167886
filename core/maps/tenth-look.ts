import { noData } from '../classify/palettes.ts';
import { riskColours } from '../classify/risk-colours.ts';
import { element } from './svg-text.ts';

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
export function fillOf(tenth: Tenth, id: string): string {
  if (tenth === 1) return `url(#${id}-worst)`;
  if (tenth === 'no-score') return `url(#${id}-none)`;
  // A tint of the text's colour serves on light and dark pages.
  return tenth === 'not-compared' ? 'none' : (colours[tenth - 1] ?? 'none');
}

/** The patterns that `fillOf` names, for so many units to a pixel: hatches rise to the worst, fall where nothing is known. */
export function tenthPatterns(id: string, unitsPerPixel: number): string {
  return [
    hatch(`${id}-worst`, { ground: colours[0] ?? '', line: hatchColour, rises: true, unitsPerPixel }),
    hatch(`${id}-none`, { ground: noData.fill, line: noData.line, rises: false, unitsPerPixel }),
  ].join('');
}

interface Hatch {
  readonly ground: string;
  readonly line: string;
  readonly rises: boolean;
  readonly unitsPerPixel: number;
}

/** A pattern of lines that rise or fall to the right. */
export function hatch(id: string, { ground, line, rises, unitsPerPixel }: Hatch): string {
  const side = 6 * unitsPerPixel;
  const stroke = { stroke: line, 'stroke-width': 1.1 * unitsPerPixel, fill: 'none' };
  // Beyond both corners, so that the lines meet across the tiles.
  const far = side / 6;
  const path = rises
    ? `M${-far} ${far}L${far} ${-far}M0 ${side}L${side} 0M${side - far} ${side + far}L${side + far} ${side - far}`
    : `M${-far} ${side - far}L${far} ${side + far}M0 0L${side} ${side}M${side - far} ${-far}L${side + far} ${far}`;
  return element(
    'pattern',
    { id, width: side, height: side, patternUnits: 'userSpaceOnUse' },
    element('rect', { width: side, height: side, fill: ground }) + element('path', { d: path, ...stroke }),
  );
}
