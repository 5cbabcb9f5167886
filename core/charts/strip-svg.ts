import { escapeHtml } from '../escape-html.ts';

/** A place on a strip: one letter or two, because the letter is what tells it apart, never its colour. */
export interface StripMark {
  readonly label: string;
  /** In the unit of the strip. */
  readonly at: number;
}

export interface Strip {
  /** Where the line begins and ends. */
  readonly lowest: number;
  readonly highest: number;
  readonly marks: readonly StripMark[];
  /** Drawn as an upright stroke; null for none. */
  readonly middle?: number | null;
  /** Drawn as a thick part of the line; null for none. */
  readonly range?: { readonly from: number; readonly to: number } | null;
}

const width = 200;
const radius = 7;
/** Between the ends of the drawing and of the line, so that marks on an end are whole. */
const edge = radius + 1;

interface PlacedMark {
  readonly label: string;
  readonly x: number;
  /** 0 is on the line; marks that would lie over each other stand in rows above it. */
  readonly row: number;
}

/** A drawing of a tenth of a unit is finer than any screen or printer needs. */
function figure(value: number): string {
  return String(Math.round(10 * value) / 10);
}

/** The lowest row in which a mark lies over no other, mark after mark from the left. */
function placeMarks(marks: readonly StripMark[], xOf: (value: number) => number): PlacedMark[] {
  const ends: number[] = [];
  return marks
    .map(({ label, at }) => ({ label, x: xOf(at) }))
    .toSorted((a, b) => a.x - b.x || (a.label < b.label ? -1 : 1))
    .map(({ label, x }) => {
      const free = ends.findIndex((end) => x - end >= 2 * radius);
      const row = free < 0 ? ends.length : free;
      ends[row] = x;
      return { label, x, row };
    });
}

/**
 * Values on a line from the lowest to the highest of all places, as SVG without script or style: it reads in black and white,
 * and stands beside a table that holds its numbers, so that it is hidden from screen readers.
 *
 * Missing: a mark that is not finite is not drawn; values beyond an end stand on it. A line without length has its marks
 * in the middle.
 *
 * @example stripSvg({ lowest: 0, highest: 10, middle: 4, marks: [{ label: 'A', at: 7 }] })
 */
export function stripSvg({ lowest, highest, marks, middle = null, range = null }: Strip): string {
  const length = width - 2 * edge;
  const xOf = (value: number): number => {
    const share = highest > lowest ? (value - lowest) / (highest - lowest) : 0.5;
    return edge + length * Math.min(1, Math.max(0, share));
  };
  const placed = placeMarks(
    marks.filter(({ at }) => Number.isFinite(at)),
    xOf,
  );
  const rows = Math.max(1, ...placed.map(({ row }) => row + 1));
  const height = 2 * radius * rows + 4;
  const line = height - radius - 2;
  const parts = [
    `<line class="atlas-chart__axis" x1="${edge}" x2="${width - edge}" y1="${line}" y2="${line}"/>`,
    ...(range === null
      ? []
      : [
          `<line class="atlas-chart__range" x1="${figure(xOf(range.from))}" x2="${figure(xOf(range.to))}" y1="${line}" y2="${line}"/>`,
        ]),
    ...(middle === null
      ? []
      : [
          `<line class="atlas-chart__middle" x1="${figure(xOf(middle))}" x2="${figure(xOf(middle))}" y1="${line - radius}" y2="${line + radius}"/>`,
        ]),
    ...placed.map(({ label, x, row }) => {
      const y = line - 2 * radius * row;
      return `<circle class="atlas-chart__mark" cx="${figure(x)}" cy="${y}" r="${radius - 0.5}"/><text class="atlas-chart__letter" x="${figure(x)}" y="${figure(y + 3.5)}" text-anchor="middle">${escapeHtml(label)}</text>`;
    }),
  ];
  return `<svg class="atlas-chart atlas-chart--strip" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" aria-hidden="true" focusable="false">${parts.join('')}</svg>`;
}
