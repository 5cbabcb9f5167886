/** A small line of a figure over time, for an SVG of `width` by `height`. */
export interface Sparkline {
  readonly width: number;
  readonly height: number;
  /** One list of `x,y` pairs for each unbroken stretch. */
  readonly lines: readonly string[];
  readonly dots: readonly { readonly x: number; readonly y: number }[];
}

export interface SparklinePoint {
  /** Years, with their part: 2025.5. */
  readonly time: number;
  /** Null breaks the line: what is missing is not drawn through. */
  readonly value: number | null;
  /** The figure means something else from here on: no line leads to it. */
  readonly isBreak: boolean;
}

const margin = 4;

/**
 * Where the line of a figure runs. Time is drawn to scale; heights run from the smallest value to the largest, so the
 * line shows the course, and the table its size.
 *
 * @example drawSparkline([{ time: 2020, value: 1, isBreak: false }, { time: 2021, value: 2, isBreak: false }], { width: 108, height: 28 }).lines // ['4,24 104,4']
 */
export function drawSparkline(
  points: readonly SparklinePoint[],
  { width, height }: { readonly width: number; readonly height: number },
): Sparkline {
  const values = points.flatMap(({ value }) => value ?? []);
  const times = points.map(({ time }) => time);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const along = (share: number, size: number): number => round(margin + share * (size - 2 * margin));
  const shareOf = (value: number, from: number, to: number): number =>
    to > from ? (value - from) / (to - from) : 0.5;
  const stretches: { x: number; y: number }[][] = [[]];
  for (const { time, value, isBreak } of points) {
    if (isBreak || value === null) stretches.push([]);
    if (value === null) continue;
    const place = {
      x: along(shareOf(time, first, last), width),
      y: along(1 - shareOf(value, low, high), height),
    };
    stretches.at(-1)?.push(place);
  }
  return {
    width,
    height,
    lines: stretches
      .filter((stretch) => stretch.length > 1)
      .map((stretch) => stretch.map(({ x, y }) => `${x},${y}`).join(' ')),
    dots: stretches.flat(),
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/**
 * A period as a number of years: "2025" is 2025, "2025-07" half a year later.
 *
 * @example yearsOfPeriod('2025-07') // 2025.5
 */
export function yearsOfPeriod(period: string): number {
  const [year = '', month = '01'] = period.split('-');
  return Number(year) + (Number(month) - 1) / 12;
}
