import { element } from './svg-text.ts';

/** Lines over a ground, in pixels. */
export interface HatchLines {
  readonly rises: boolean;
  /** How many lines a square of the pattern has. */
  readonly count: 1 | 2;
}

export interface Hatch {
  readonly ground: string;
  readonly line: string;
  readonly lines: readonly HatchLines[];
  /** The side of the square that is repeated, pixels. */
  readonly side: number;
  readonly strokeWidth: number;
}

/**
 * A pattern of lines that rise or fall, or both, for what must not be told by its colour alone.
 *
 * @param unitsPerPixel how many units of the drawing make a pixel
 */
export function hatchPattern(id: string, hatch: Hatch, unitsPerPixel: number): string {
  const side = hatch.side * unitsPerPixel;
  const stroke = { stroke: hatch.line, 'stroke-width': hatch.strokeWidth * unitsPerPixel, fill: 'none' };
  return element(
    'pattern',
    { id, width: side, height: side, patternUnits: 'userSpaceOnUse' },
    element('rect', { width: side, height: side, fill: hatch.ground }) +
      hatch.lines.map((lines) => element('path', { d: linesPath(side, lines), ...stroke })).join(''),
  );
}

/** From corner to corner and beyond them, so that the lines meet across the squares; a second one through the middles of the sides. */
function linesPath(side: number, { rises, count }: HatchLines): string {
  const far = side / 6;
  const half = side / 2;
  if (rises) {
    const corners = `M${-far} ${far}L${far} ${-far}M0 ${side}L${side} 0M${side - far} ${side + far}L${side + far} ${side - far}`;
    return count === 1 ? corners : `${corners}M0 ${half}L${half} 0M${half} ${side}L${side} ${half}`;
  }
  const corners = `M${-far} ${side - far}L${far} ${side + far}M0 0L${side} ${side}M${side - far} ${-far}L${side + far} ${far}`;
  return count === 1 ? corners : `${corners}M0 ${half}L${half} ${side}M${half} 0L${side} ${half}`;
}
