import type { PathCommand } from 'opentype.js';

interface Segment {
  readonly fromX: number;
  readonly fromY: number;
  readonly toX: number;
  readonly toY: number;
}

export interface DistanceField {
  /** Of the letter itself, without the room around. */
  readonly width: number;
  readonly height: number;
  readonly left: number;
  /** Of the upper edge above the baseline. */
  readonly top: number;
  /** (width + 2 room) times (height + 2 room), row after row: 192 is the edge, more is inside. */
  readonly bitmap: Uint8Array;
}

/** What MapLibre expects of glyphs: three pixels around, an edge at three quarters, eight pixels from black to white. */
const room = 3;
const radius = 8;
const cutoff = 0.25;
const curveSteps = 8;

/** Straight pieces of an outline; y grows downwards. */
function flatten(commands: readonly PathCommand[]): Segment[] {
  const segments: Segment[] = [];
  let [x, y, startX, startY] = [0, 0, 0, 0];
  const lineTo = (toX: number, toY: number): void => {
    if (toX !== x || toY !== y) segments.push({ fromX: x, fromY: y, toX, toY });
    [x, y] = [toX, toY];
  };
  for (const { type, x: toX = 0, y: toY = 0, x1 = 0, y1 = 0, x2 = 0, y2 = 0 } of commands) {
    const [fromX, fromY] = [x, y];
    if (type === 'M') [x, y, startX, startY] = [toX, toY, toX, toY];
    if (type === 'L') lineTo(toX, toY);
    if (type === 'Z') lineTo(startX, startY);
    for (let step = 1; step <= curveSteps && (type === 'Q' || type === 'C'); step += 1) {
      const t = step / curveSteps;
      const s = 1 - t;
      if (type === 'Q') {
        lineTo(s * s * fromX + 2 * s * t * x1 + t * t * toX, s * s * fromY + 2 * s * t * y1 + t * t * toY);
      } else {
        const [a, b, c, d] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
        lineTo(a * fromX + b * x1 + c * x2 + d * toX, a * fromY + b * y1 + c * y2 + d * toY);
      }
    }
  }
  return segments;
}

function distanceTo({ fromX, fromY, toX, toY }: Segment, x: number, y: number): number {
  const [dx, dy] = [toX - fromX, toY - fromY];
  const along = Math.min(1, Math.max(0, ((x - fromX) * dx + (y - fromY) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - fromX - along * dx, y - fromY - along * dy);
}

/** How often the outline goes round a point; letters are where it is not 0. */
function winding(segments: readonly Segment[], x: number, y: number): number {
  let turns = 0;
  for (const { fromX, fromY, toX, toY } of segments) {
    if (fromY <= y === toY <= y) continue;
    if (fromX + ((y - fromY) / (toY - fromY)) * (toX - fromX) > x) turns += toY > fromY ? 1 : -1;
  }
  return turns;
}

/** The signed distance field of an outline: exact distances to its straight pieces. Null where there is nothing to draw. */
export function distanceField(commands: readonly PathCommand[]): DistanceField | null {
  const segments = flatten(commands);
  if (segments.length === 0) return null;
  const xs = segments.flatMap(({ fromX, toX }) => [fromX, toX]);
  const ys = segments.flatMap(({ fromY, toY }) => [fromY, toY]);
  const left = Math.floor(Math.min(...xs));
  const upper = Math.floor(Math.min(...ys));
  const width = Math.ceil(Math.max(...xs)) - left;
  const height = Math.ceil(Math.max(...ys)) - upper;
  const columns = width + 2 * room;
  const bitmap = new Uint8Array(columns * (height + 2 * room));
  for (let at = 0; at < bitmap.length; at += 1) {
    const x = left - room + (at % columns) + 0.5;
    const y = upper - room + Math.floor(at / columns) + 0.5;
    const distance = Math.min(...segments.map((segment) => distanceTo(segment, x, y)));
    const outside = winding(segments, x, y) === 0 ? distance : -distance;
    bitmap[at] = Math.min(255, Math.max(0, Math.round(255 - 255 * (outside / radius + cutoff))));
  }
  return { width, height, left, top: -upper, bitmap };
}
