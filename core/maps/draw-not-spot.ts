import type { MapFrame } from './map-frame.ts';
import { pixelsOf } from './map-frame.ts';
import { drawScale, type MapWords } from './draw-map.ts';
import { element, escapeXml } from './svg-text.ts';

/** What a mark stands for: a premises of the not-spot, another without the speed, one with it, one of which it is not known. */
export const notSpotMarks = ['member', 'unserved', 'served', 'unknown'] as const;
export type NotSpotMark = (typeof notSpotMarks)[number];

export interface MarkedPremises {
  readonly easting: number;
  readonly northing: number;
  readonly mark: NotSpotMark;
}

export interface NotSpotDrawing {
  /** Begins the ids within the drawing. */
  readonly id: string;
  readonly frame: MapFrame;
  /** Closed ring on the National Grid. */
  readonly outline: Float64Array;
  readonly premises: readonly MarkedPremises[];
  readonly words: Pick<MapWords, 'title' | 'north' | 'length'> & {
    readonly legend: Readonly<Record<NotSpotMark, string>>;
    /** What the marks mean; `isThinned` where some lie upon others and are drawn once. */
    readonly describe: (isThinned: boolean) => string;
  };
}

const textSize = 15;
const legendLine = 24;
/** The sides of the squares, in pixels, of which each holds one mark of a kind; the first that leaves few enough. */
const squares = [2, 4, 6, 9, 13, 20] as const;
/** A page is to stay under 100 kB: a mark is some 40 bytes. */
const mostMarks = 400;

/** The marks as paths around the place where they stand; told apart by form, not by colour. */
const forms: Readonly<Record<NotSpotMark, string>> = {
  member: 'm0-5l5 5-5 5-5-5z',
  unserved: 'm0-5l5 5-5 5-5-5z',
  served: 'm-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0',
  unknown: 'm-3-3l6 6m0-6l-6 6',
};

/** A not-spot with the premises in and around it as SVG, with scale and legend. */
export function drawNotSpot({ id, frame, outline, premises, words }: NotSpotDrawing): string {
  const { width, height } = frame;
  const { marks, isThinned } = thin(premises, frame);
  const kinds = notSpotMarks.filter((mark) => (marks.get(mark)?.length ?? 0) > 0);
  const legendTop = height + 8;
  const full = legendTop + Math.ceil(kinds.length / 2) * legendLine + 4;
  const ring = Array.from({ length: outline.length / 2 }, (_, at) =>
    pixelsOf(frame, { x: outline[2 * at] ?? 0, y: outline[2 * at + 1] ?? 0 }),
  );
  const path = `M${ring.map(({ x, y }) => `${Math.round(x)} ${Math.round(y)}`).join('L')}z`;
  const legend = kinds.map((mark, at) => {
    const [x, y] = [10 + (at % 2) * (width / 2), legendTop + Math.floor(at / 2) * legendLine + 12];
    return (
      drawMark(mark, `M${x} ${y}${forms[mark]}`) +
      element('text', { x: x + 14, y: y + 5 }, escapeXml(words.legend[mark]))
    );
  });
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'atlas-static-map',
      ...{ width, height: full, viewBox: `0 0 ${width} ${full}` },
      role: 'img',
      'aria-labelledby': `${id}-title ${id}-description`,
      ...{ 'font-family': 'Arial, Helvetica, sans-serif', 'font-size': textSize, fill: 'currentColor' },
    },
    element('title', { id: `${id}-title` }, escapeXml(words.title)) +
      element('desc', { id: `${id}-description` }, escapeXml(words.describe(isThinned))) +
      element('rect', { width, height, fill: 'currentColor', 'fill-opacity': 0.08 }) +
      element('path', {
        ...{ d: path, fill: 'currentColor', 'fill-opacity': 0.06, stroke: 'currentColor' },
        ...{ 'stroke-width': 2, 'stroke-dasharray': '7 5' },
      }) +
      // Members last, so that they lie above the others.
      [...kinds]
        .reverse()
        .map((mark) =>
          drawMark(mark, (marks.get(mark) ?? []).map(([x, y]) => `M${x} ${y}${forms[mark]}`).join('')),
        )
        .join('') +
      drawScale(frame, words) +
      legend.join(''),
  );
}

function drawMark(mark: NotSpotMark, d: string): string {
  return element('path', {
    d,
    fill: mark === 'member' ? 'currentColor' : 'none',
    stroke: 'currentColor',
    'stroke-width': 1.5,
  });
}

type Place = readonly [x: number, y: number];

/** Marks in whole pixels; where there are too many, one of a kind for each square. */
function thin(
  premises: readonly MarkedPremises[],
  frame: MapFrame,
): { readonly marks: ReadonlyMap<NotSpotMark, readonly Place[]>; readonly isThinned: boolean } {
  const placed = premises.map(({ easting, northing, mark }) => ({
    mark,
    ...pixelsOf(frame, { x: easting, y: northing }),
  }));
  const inSquares = (side: number): Map<string, (typeof placed)[number]> => {
    const first = new Map<string, (typeof placed)[number]>();
    for (const each of placed) {
      const key = `${each.mark} ${Math.floor(each.x / side)} ${Math.floor(each.y / side)}`;
      if (!first.has(key)) first.set(key, each);
    }
    return first;
  };
  const side = squares.find((each) => inSquares(each).size <= mostMarks) ?? squares[squares.length - 1] ?? 20;
  const kept = inSquares(side);
  const marks = new Map<NotSpotMark, Place[]>();
  for (const { mark, x, y } of kept.values()) {
    marks.set(mark, [...(marks.get(mark) ?? []), [Math.round(x), Math.round(y)]]);
  }
  return { marks, isThinned: kept.size < placed.length };
}
