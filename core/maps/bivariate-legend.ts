import { bivariateClasses, type BivariateClass } from '../contract/coverage/risk-groups.ts';
import { bivariateLook } from './bivariate-look.ts';
import type { Legend } from './draw-map.ts';
import { element, escapeXml } from './svg-text.ts';

/** The words of a legend of risk by coverage. */
export interface BivariateWords {
  /** Along the letters, from low risk at the bottom to high at the top. */
  readonly risk: string;
  /** Along the numbers, from few premises without to many. */
  readonly coverage: string;
  /** What the corners mean. */
  readonly corners: readonly { readonly mapClass: BivariateClass; readonly text: string }[];
  readonly notKnown: string;
}

const box = 34;
const left = 26;
/** As in the legend of tenths: seen on light pages and dark ones. */
export const legendBorder = '#5f717d';
const textSize = 12;
const letterSize = 13;

/**
 * Nine boxes, risk upwards and coverage to the right, each with its lines and its name; beside them what the corners mean.
 * Names stand on a plain ground, so that lines never run through them.
 */
export function drawBivariateLegend(
  id: string,
  words: BivariateWords,
  { top, hasNotKnown }: { readonly top: number; readonly hasNotKnown: boolean },
): Legend {
  const keyId = `${id}-key`;
  const boxes = bivariateClasses.map((mapClass) => {
    const x = left + '123'.indexOf(mapClass.charAt(1)) * box;
    const y = top + 'CBA'.indexOf(mapClass.charAt(0)) * box;
    return swatch(mapClass, keyId, { x, y });
  });
  const bottom = top + 3 * box;
  const corners = words.corners.map(({ mapClass, text }, at) => {
    const y = top + 18 + at * 24;
    return cornerLine(mapClass, text, y);
  });
  const none = hasNotKnown ? notKnownLine(words.notKnown, keyId, top + 18 + words.corners.length * 24) : '';
  const axis = { 'font-size': textSize, 'text-anchor': 'middle' };
  const middle = top + 1.5 * box;
  return {
    markup:
      element('defs', {}, bivariateLook.patterns(keyId, 1)) +
      boxes.join('') +
      element(
        'text',
        { ...axis, x: 14, y: middle, transform: `rotate(-90 14 ${middle})` },
        escapeXml(`${words.risk} →`),
      ) +
      element(
        'text',
        { x: left, y: bottom + textSize + 4, 'font-size': textSize },
        escapeXml(`${words.coverage} →`),
      ) +
      corners.join('') +
      none,
    height: Math.max(3 * box + textSize + 12, 18 + (words.corners.length + 1) * 24),
  };
}

function swatch(
  mapClass: BivariateClass,
  id: string,
  { x, y }: { readonly x: number; readonly y: number },
): string {
  const side = { x: x + 0.5, y, width: box, height: box };
  return (
    element('rect', {
      ...side,
      fill: bivariateLook.fillOf(mapClass, id),
      stroke: legendBorder,
      'stroke-width': 1,
    }) +
    element('rect', { x: x + 7, y: y + 9, width: 20, height: 16, fill: '#ffffff' }) +
    element(
      'text',
      {
        x: x + box / 2,
        y: y + 22,
        'text-anchor': 'middle',
        'font-size': letterSize,
        'font-weight': 'bold',
        fill: '#0b0c0c',
      },
      mapClass,
    )
  );
}

const textLeft = left + 3 * box + 22;

function cornerLine(mapClass: BivariateClass, text: string, y: number): string {
  return (
    element('text', { x: textLeft, y, 'font-size': letterSize, 'font-weight': 'bold' }, mapClass) +
    element('text', { x: textLeft + 28, y, 'font-size': letterSize }, escapeXml(text))
  );
}

function notKnownLine(text: string, id: string, y: number): string {
  const side = { x: textLeft, y: y - 13, width: 20, height: 16 };
  return (
    element('rect', {
      ...side,
      fill: bivariateLook.fillOf('not-known', id),
      stroke: legendBorder,
      'stroke-width': 1,
    }) + element('text', { x: textLeft + 28, y, 'font-size': letterSize }, escapeXml(text))
  );
}
