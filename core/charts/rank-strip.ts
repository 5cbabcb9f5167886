import { worstTenthEnd } from '../uncertainty/worst-tenth-end.ts';

/** An upright rectangle on the strip, in the units of its view box. */
export type StripBox = Readonly<Record<'x' | 'y' | 'width' | 'height', number>>;

/** The ranks from first to last as a line, the worst tenth on it, and where nine in ten plausible versions lie. */
export interface RankStrip {
  readonly viewBox: string;
  /** Null where fewer than ten areas are ranked. */
  readonly worst: StripBox | null;
  readonly line: StripBox;
  readonly span: StripBox;
  readonly median: StripBox;
}

const width = 320;
const height = 26;

/** Where the parts of the strip lie, for whoever draws it: the explorer as elements, pages as markup. */
export function rankStrip({
  q5,
  q95,
  median,
  rankOf,
}: Readonly<Record<'q5' | 'q95' | 'median' | 'rankOf', number>>): RankStrip {
  const at = (rank: number): number => (rankOf < 2 ? 0 : ((rank - 1) / (rankOf - 1)) * width);
  const worstEnd = worstTenthEnd(rankOf);
  return {
    viewBox: `-3 0 ${width + 6} ${height}`,
    worst: worstEnd === null ? null : rounded({ x: 0, y: 3, width: at(worstEnd), height: 20 }),
    line: { x: 0, y: 12, width, height: 2 },
    span: rounded({ x: at(q5), y: 8, width: Math.max(2, at(q95) - at(q5)), height: 10 }),
    median: rounded({ x: at(median) - 1.5, y: 2, width: 3, height: 22 }),
  };
}

/** A tenth of a unit is finer than any screen needs. */
function rounded(box: StripBox): StripBox {
  return { ...box, x: Math.round(10 * box.x) / 10, width: Math.round(10 * box.width) / 10 };
}
