import type { PlanePoint } from '../geography/ring-measures.ts';
import { drawScale, type MapWords } from './draw-map.ts';
import { drawShapes } from './draw-shapes.ts';
import { pixelsOf, type MapFrame } from './map-frame.ts';
import type { MapShapes } from './map-shapes.ts';
import { element, escapeXml } from './svg-text.ts';

/** A not-spot on the overview. */
export interface OverviewSpot {
  readonly easting: number;
  readonly northing: number;
  readonly premises: number;
  /** Beside the circle; null where it has none. */
  readonly label: string | null;
}

export interface NotSpotOverview {
  readonly id: string;
  readonly frame: MapFrame;
  /** Borders of authorities; null where none are drawn. */
  readonly shapes: MapShapes | null;
  readonly spots: readonly OverviewSpot[];
  readonly words: Pick<MapWords, 'title' | 'description' | 'north' | 'length'>;
}

const [leastRadius, mostRadius] = [3, 16];

/** Where not-spots are: a circle for each, its surface by premises, and borders of authorities. */
export function drawNotSpotOverview({ id, frame, shapes, spots, words }: NotSpotOverview): string {
  const { width, height } = frame;
  const most = spots.reduce((largest, { premises }) => Math.max(largest, premises), 1);
  // Large ones first: small ones lie above them, and labels above all.
  const placed = spots
    .toSorted((one, other) => other.premises - one.premises)
    .map(({ easting, northing, premises, label }) => ({
      ...pixelsOf(frame, { x: easting, y: northing }),
      radius: Math.max(leastRadius, mostRadius * Math.sqrt(premises / most)),
      label,
    }));
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'atlas-static-map',
      ...{ width, height, viewBox: `0 0 ${width} ${height}` },
      role: 'img',
      'aria-labelledby': `${id}-title ${id}-description`,
      ...{ 'font-family': 'Arial, Helvetica, sans-serif', 'font-size': 15, fill: 'currentColor' },
    },
    element('title', { id: `${id}-title` }, escapeXml(words.title)) +
      element('desc', { id: `${id}-description` }, escapeXml(words.description)) +
      (shapes === null
        ? element('rect', { width, height, fill: 'currentColor', 'fill-opacity': 0.08 })
        : drawShapes({ id, frame, shapes, chosenAt: null })) +
      placed.map(drawCircle).join('') +
      placed.map(drawLabel).join('') +
      drawScale(frame, words),
  );
}

interface PlacedSpot extends PlanePoint {
  readonly radius: number;
  readonly label: string | null;
}

function drawCircle({ x, y, radius }: PlacedSpot): string {
  return element('circle', {
    ...{ cx: Math.round(x), cy: Math.round(y), r: Math.round(radius * 10) / 10 },
    ...{ fill: '#ffdd00', 'fill-opacity': 0.8, stroke: '#0b0c0c', 'stroke-width': 1.5 },
  });
}

function drawLabel({ x, y, radius, label }: PlacedSpot): string {
  if (label === null) return '';
  return element(
    'text',
    {
      ...{ x: Math.round(x + radius + 3), y: Math.round(y + 5), 'font-weight': 'bold', fill: '#0b0c0c' },
      ...{ stroke: '#ffffff', 'stroke-width': 4, 'stroke-linejoin': 'round', 'paint-order': 'stroke' },
    },
    escapeXml(label),
  );
}
