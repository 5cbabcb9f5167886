import { noData, paletteColours } from '../classify/palettes.ts';
import type { MapFrame } from './map-frame.ts';
import type { MapShapes } from './map-shapes.ts';
import { pathText } from './path-text.ts';
import { element, escapeXml } from './svg-text.ts';
import type { MapClass } from './map-look.ts';
import { hatch } from './tenth-look.ts';

/** Classes of change from the largest fall to the largest rise; the one in the middle is hardly any. */
export const changeClasses = [1, 2, 3, 4, 5] as const;
export type ChangeClass = (typeof changeClasses)[number];

/** Where classes of change part, percentage points: hardly any change is within the first, much beyond the second. */
export interface ChangeBreaks {
  readonly little: number;
  readonly much: number;
}

/**
 * The class of a change of so many points.
 *
 * @example changeClassOf(-12, { little: 1, much: 10 }) // 1
 */
export function changeClassOf(points: number, { little, much }: ChangeBreaks): ChangeClass {
  if (Math.abs(points) < little) return 3;
  if (points < 0) return points <= -much ? 1 : 2;
  return points >= much ? 5 : 4;
}

export interface ChangeMapWords {
  readonly title: string;
  readonly description: string;
  /** A line of the legend for each class, and for what cannot be compared. */
  readonly legend: Readonly<Record<ChangeClass | 'none', string>>;
}

export interface ChangeMap {
  /** Begins the ids within the drawing: two maps on a page must not share them. */
  readonly id: string;
  readonly frame: MapFrame;
  /** Areas by class of change; `no-score` stands for those that cannot be compared. */
  readonly shapes: MapShapes;
  readonly words: ChangeMapWords;
}

const colours = paletteColours('purple-orange', changeClasses.length);
/** Letters of this many pixels are 11 pixels high on a telephone. */
const textSize = 15;
const lineHeight = 24;

/** Much of a change and none at all are hatched, so that they are told apart by those who see no colours. */
function fillOf(kind: MapClass, id: string): string {
  if (kind === 1) return `url(#${id}-fall)`;
  if (kind === 5) return `url(#${id}-rise)`;
  if (typeof kind !== 'number') return `url(#${id}-none)`;
  return colours[kind - 1] ?? 'none';
}

function patterns(id: string, unitsPerPixel: number): string {
  const line = '#0b0c0c';
  return [
    hatch(`${id}-fall`, { ground: colours[0] ?? '', line: '#ffffff', rises: false, unitsPerPixel }),
    hatch(`${id}-rise`, { ground: colours[4] ?? '', line, rises: true, unitsPerPixel }),
    dots(`${id}-none`, unitsPerPixel),
  ].join('');
}

function dots(id: string, unitsPerPixel: number): string {
  const side = 6 * unitsPerPixel;
  return element(
    'pattern',
    { id, width: side, height: side, patternUnits: 'userSpaceOnUse' },
    element('rect', { width: side, height: side, fill: noData.fill }) +
      element('circle', { cx: side / 2, cy: side / 2, r: 1.2 * unitsPerPixel, fill: '#505a5f' }),
  );
}

/** A map of change with its legend in words, as SVG without styles, scripts or links. */
export function drawChangeMap({ id, frame, shapes, words }: ChangeMap): string {
  const { width, height } = frame;
  const kinds = [...changeClasses, 'none'] as const;
  const legendTop = height + 12;
  const legend = kinds.map((kind, at) => {
    const y = legendTop + at * lineHeight;
    return (
      element('rect', {
        ...{ x: 0.5, y: y + 0.5, width: 26, height: 16 },
        fill: fillOf(kind === 'none' ? 'no-score' : kind, `${id}-key`),
        ...{ stroke: '#5f717d', 'stroke-width': 1 },
      }) + element('text', { x: 36, y: y + 13, 'font-size': textSize }, escapeXml(words.legend[kind]))
    );
  });
  const total = legendTop + kinds.length * lineHeight;
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'atlas-static-map',
      ...{ width, height: total, viewBox: `0 0 ${width} ${total}` },
      role: 'img',
      'aria-labelledby': `${id}-title ${id}-description`,
      ...{ 'font-family': 'Arial, Helvetica, sans-serif', fill: 'currentColor' },
    },
    element('title', { id: `${id}-title` }, escapeXml(words.title)) +
      element('desc', { id: `${id}-description` }, escapeXml(words.description)) +
      drawAreas({ id, frame, shapes }) +
      element('defs', {}, patterns(`${id}-key`, 1)) +
      legend.join(''),
  );
}

function drawAreas({ id, frame, shapes }: Omit<ChangeMap, 'words'>): string {
  const unit = shapes.unitsPerPixel;
  const [across, down] = [frame.width * unit, frame.height * unit];
  const areas = [...shapes.byClass].map(([kind, rings]) =>
    element('path', { class: `atlas-change-map__${kind}`, fill: fillOf(kind, id), d: pathText(rings) }),
  );
  return element(
    'svg',
    { width: frame.width, height: frame.height, viewBox: `0 0 ${across} ${down}` },
    element('defs', {}, patterns(id, unit)) +
      element(
        'g',
        { stroke: '#505a5f', 'stroke-width': 0.5 * unit, 'stroke-linejoin': 'round', 'fill-rule': 'evenodd' },
        areas.join(''),
      ),
  );
}
