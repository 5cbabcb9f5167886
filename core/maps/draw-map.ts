import type { PlanePoint } from '../geography/ring-measures.ts';
import { wrapText } from '../wrap-text.ts';
import { drawShapes } from './draw-shapes.ts';
import type { MapFrame } from './map-frame.ts';
import type { MapLook } from './map-look.ts';
import type { MapShapes } from './map-shapes.ts';
import { scaleBar } from './scale-bar.ts';
import { element, escapeXml } from './svg-text.ts';
import { fillOf, tenthPatterns } from './tenth-look.ts';

/** The texts of a map, in the language of its page. */
export interface MapWords {
  /** What the map is of: the name of the picture for those who cannot see it. */
  readonly title: string;
  /** What there is to see, in a sentence or two. */
  readonly description: string;
  /** Beside the chosen area; null where the whole map is the chosen area. */
  readonly label: string | null;
  /** The two ends of the legend. */
  readonly worst: string;
  readonly best: string;
  readonly noScore: string;
  readonly north: string;
  /** A length in metres as people read it. */
  readonly length: (metres: number) => string;
  /** Whose data it is made of; null where the page says so. */
  readonly credit: string | null;
}

export interface MapDrawing {
  /** Begins the ids within the drawing: two maps on a page must not share them. */
  readonly id: string;
  readonly frame: MapFrame;
  readonly shapes: MapShapes;
  /** Where the chosen area is, in pixels; null where the whole map is chosen, or nothing. */
  readonly chosenAt: PlanePoint | null;
  readonly words: MapWords;
  /** How the classes of the areas look; tenths unless said. */
  readonly look?: MapLook;
  /** Draws the legend at a height of the picture; that of tenths unless said. */
  readonly drawLegend?: (top: number) => Legend;
}

/** Letters of this many pixels are 10 pixels high on a telephone, where the map is two thirds of its width. */
const textSize = 15;
const smallText = 12;
/** The width of a letter as a part of its height: a little more than in most typefaces, so that nothing overlaps. */
const letterWidth = 0.58;
const fontFamily = 'Arial, Helvetica, sans-serif';

/** A map with its name, scale, legend and credit as SVG: for the middle of a page, and as a file of its own. */
export function drawMap(drawing: MapDrawing): string {
  const { id, frame, words } = drawing;
  const top = frame.height + 14;
  const legend = drawing.drawLegend?.(top) ?? drawLegend(drawing, top);
  const credit =
    words.credit === null ? [] : wrapText(words.credit, Math.floor(frame.width / (smallText * 0.52)));
  const creditTop = top + legend.height;
  const height = Math.ceil(creditTop + credit.length * (smallText + 4));
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'atlas-static-map',
      ...{ width: frame.width, height, viewBox: `0 0 ${frame.width} ${height}` },
      role: 'img',
      'aria-labelledby': `${id}-title ${id}-description`,
      'font-family': fontFamily,
      'font-size': textSize,
      fill: 'currentColor',
    },
    element('title', { id: `${id}-title` }, escapeXml(words.title)) +
      element('desc', { id: `${id}-description` }, escapeXml(words.description)) +
      drawShapes(drawing) +
      drawLabel(drawing) +
      drawScale(frame, words) +
      legend.markup +
      credit
        .map((line, at) =>
          element(
            'text',
            { x: 0, y: creditTop + (at + 1) * (smallText + 4) - 4, 'font-size': smallText },
            escapeXml(line),
          ),
        )
        .join(''),
  );
}

/** The name of the chosen area within its outline where it fits, else below it, or above where there is no room below. */
export function drawLabel({ frame, shapes, chosenAt, words }: MapDrawing): string {
  if (words.label === null || chosenAt === null) return '';
  const { unitsPerPixel: unit } = shapes;
  const around = shapes.chosenBox ?? {
    minX: chosenAt.x,
    maxX: chosenAt.x,
    minY: chosenAt.y,
    maxY: chosenAt.y,
  };
  const half = (words.label.length * textSize * letterWidth) / 2;
  const middle = (around.minX + around.maxX) / 2 / unit;
  const below = around.maxY / unit + textSize + 8;
  const [width, height] = [(around.maxX - around.minX) / unit, (around.maxY - around.minY) / unit];
  const isWithin = 2 * half < 0.8 * width && 2 * textSize < 0.8 * height;
  const outside = below < frame.height - 34 ? below : Math.max(textSize + 4, around.minY / unit - 10);
  return element(
    'text',
    {
      class: 'atlas-static-map__label',
      x: Math.max(half + 4, Math.min(frame.width - half - 4, middle)),
      y: isWithin ? (around.minY + around.maxY) / 2 / unit + textSize / 3 : outside,
      ...{ 'text-anchor': 'middle', 'font-weight': 'bold', fill: '#0b0c0c' },
      ...{ stroke: '#ffffff', 'stroke-width': 4, 'stroke-linejoin': 'round', 'paint-order': 'stroke' },
    },
    escapeXml(words.label),
  );
}

/** A bar of a round length in the lower left corner, and where north is. */
export function drawScale(frame: MapFrame, words: Pick<MapWords, 'length' | 'north'>): string {
  const { metres, pixels } = scaleBar({
    metresPerPixel: frame.metresPerStep * frame.stepsPerPixel,
    maxPixels: frame.width / 4,
  });
  const y = frame.height - 10;
  const right = frame.width - 16;
  const halo = { stroke: '#ffffff', 'stroke-width': 3, 'stroke-linejoin': 'round', 'paint-order': 'stroke' };
  const text = { 'font-size': smallText, fill: '#0b0c0c', ...halo };
  const line = `M10 ${y - 5}v5h${pixels}v-5`;
  return (
    element('path', { d: line, fill: 'none', stroke: '#ffffff', 'stroke-width': 5 }) +
    element('path', { d: line, fill: 'none', stroke: '#0b0c0c', 'stroke-width': 2 }) +
    element('text', { x: 10, y: y - 9, ...text }, escapeXml(words.length(metres))) +
    element('path', { d: `M${right} ${y - 34}l7 20-7-5-7 5z`, fill: '#0b0c0c', ...halo }) +
    element('text', { x: right, y, 'text-anchor': 'middle', ...text }, escapeXml(words.north))
  );
}

/** A legend as markup, and how many pixels high it is. */
export interface Legend {
  readonly markup: string;
  readonly height: number;
}

/** Ten boxes from the worst tenth to the best with words at their ends, and what stands for no score where there is any. */
export function drawLegend({ id: mapId, frame, shapes, words }: MapDrawing, top: number): Legend {
  // Hatches of its own: those of the areas are in the units of the areas.
  const id = `${mapId}-key`;
  const box = Math.min(28, Math.floor(frame.width / 16));
  const hasNone = shapes.byClass.has('no-score');
  const border = { stroke: '#5f717d', 'stroke-width': 1 };
  const boxes = Array.from({ length: 10 }, (_, at) =>
    element('rect', {
      x: 0.5 + at * box,
      y: top,
      width: box,
      height: 16,
      fill: fillOf(at + 1, id),
      ...border,
    }),
  ).join('');
  const noneAt = 10 * box + 20;
  const none = hasNone
    ? element('rect', {
        x: noneAt,
        y: top,
        width: box,
        height: 16,
        fill: fillOf('no-score', id),
        ...border,
      }) +
      element('text', { x: noneAt + box + 6, y: top + 13, 'font-size': smallText }, escapeXml(words.noScore))
    : '';
  const text = { y: top + 16 + textSize, 'font-size': smallText + 1 };
  const ends =
    element('text', { x: 0, ...text }, escapeXml(words.worst)) +
    element('text', { x: 10 * box, 'text-anchor': 'end', ...text }, escapeXml(words.best));
  const patterns = element('defs', {}, tenthPatterns(id, 1));
  return { markup: patterns + boxes + none + ends, height: 16 + textSize + 8 };
}
