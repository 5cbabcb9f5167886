import { subjectKinds, type SubjectKind } from '../../core/contract/coverage/coverage-problem.ts';
import type { ServedStatus } from '../../core/contract/coverage/speed-class.ts';
import type { PatternImage } from '../map/pattern.ts';

/** What a premises is drawn as: its status, or what BDUK calls no premises. */
export const symbolNames = [
  'unserved',
  'likely-unserved',
  'unknown',
  'likely-served',
  'served',
  'excluded',
] as const satisfies readonly (ServedStatus | 'excluded')[];
export type SymbolName = (typeof symbolNames)[number];

/** The mark of upheld reports, by what they are about: it stands above that. */
export const upheldMark = <Kind extends SubjectKind>(kind: Kind) => `upheld-${kind}` as const;

/** All marks: those of premises, and those of reports that officers upheld. */
export const markNames = [...symbolNames, ...subjectKinds.map(upheldMark)] as const;
export type MarkName = (typeof markNames)[number];

const prefix = 'premises-';

/** The name by which a style asks for the image of a symbol. */
export const symbolImageName = (name: MarkName): string => `${prefix}${name}`;

interface SymbolDrawing {
  /** Red, green, blue. */
  readonly fill: readonly [number, number, number];
  /** Below 0 inside, above outside, in widths of half the symbol: x and y from -1 to 1. */
  readonly edge: (x: number, y: number) => number;
  /** Only the rim is filled. */
  readonly isHollow?: true;
}

const upheldFill = [0, 84, 64] as const;
const roundBubble: SymbolDrawing['edge'] = (x, y) => Math.hypot(x, y + 0.22) - 0.66;
const tail: SymbolDrawing['edge'] = (x, y) => Math.max(y - 0.92, 0.2 - y, Math.abs(x) - (0.92 - y) * 0.45);
const exclamation: SymbolDrawing['edge'] = (x, y) => {
  const stroke = Math.max(Math.abs(x) - 0.11, Math.abs(y + 0.36) - 0.3);
  const dot = Math.hypot(x, y - 0.17) - 0.13;
  return Math.min(stroke, dot);
};

/**
 * Shapes that are told apart without colour, and colours (Okabe and Ito 2008) that are told apart by the colour-blind.
 * What is unserved is largest and darkest.
 */
const drawings: Readonly<Record<MarkName, SymbolDrawing>> = {
  // A square on its side.
  unserved: { fill: [140, 10, 20], edge: (x, y) => Math.max(Math.abs(x), Math.abs(y)) - 0.8 },
  // A triangle with its point up.
  'likely-unserved': {
    fill: [213, 94, 0],
    edge: (x, y) => Math.max(y - 0.7, Math.abs(x) * 0.9 - (y + 0.95) * 0.5),
  },
  // A cross.
  unknown: {
    fill: [70, 85, 95],
    edge: (x, y) => Math.max(Math.min(Math.abs(x + y), Math.abs(x - y)) - 0.38, Math.hypot(x, y) - 0.95),
  },
  // A diamond.
  'likely-served': { fill: [86, 180, 233], edge: (x, y) => Math.abs(x) + Math.abs(y) - 0.85 },
  served: { fill: [0, 90, 150], edge: (x, y) => Math.hypot(x, y) - 0.55 },
  excluded: {
    fill: [110, 120, 128],
    edge: (x, y) => Math.abs(Math.hypot(x, y) - 0.5) - 0.14,
    isHollow: true,
  },
  // What people say: a bubble that points to the place, with an exclamation mark. Round for one premises, with corners
  // for all of a postcode, and only its rim for an area, which lies around it.
  'upheld-premises': {
    fill: upheldFill,
    edge: (x, y) => Math.max(Math.min(roundBubble(x, y), tail(x, y)), -exclamation(x, y)),
  },
  'upheld-postcode': {
    fill: upheldFill,
    edge: (x, y) => {
      const bubble = Math.max(Math.abs(x) - 0.72, Math.abs(y + 0.22) - 0.68);
      return Math.max(Math.min(bubble, tail(x, y)), -exclamation(x, y));
    },
  },
  'upheld-area': {
    fill: upheldFill,
    edge: (x, y) => Math.min(Math.abs(roundBubble(x, y) + 0.06) - 0.1, tail(x, y), exclamation(x, y)),
  },
};

const size = 28;
const pixelRatio = 2;

/** How far the white rim reaches beyond a shape, so that neighbours stay apart. */
const rim = 0.18;

/** The image of a symbol for MapLibre's addImage; null for a name that is none of ours. */
export function symbolImage(id: string): PatternImage | null {
  const name = markNames.find((each) => symbolImageName(each) === id);
  if (name === undefined) return null;
  const { fill, edge, isHollow } = drawings[name];
  const data = new Uint8ClampedArray(size * size * 4);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const at = (value: number): number => ((value + 0.5) / size) * 2 - 1;
      const distance = edge(at(column), at(row));
      // One pixel of soft edge between the shape, its rim and the paper.
      const inside = Math.min(1, Math.max(0, 0.5 - (distance * size) / 2));
      const rimmed =
        isHollow === true ? inside : Math.min(1, Math.max(0, 0.5 - ((distance - rim) * size) / 2));
      const mixed = fill.map((channel) => channel * inside + 255 * (1 - inside));
      data.set(rimmed === 0 ? [0, 0, 0, 0] : [...mixed, 255 * rimmed], (row * size + column) * 4);
    }
  }
  return { width: size, height: size, data, pixelRatio };
}
