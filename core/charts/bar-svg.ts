export interface Bar {
  readonly value: number;
  /** What a full bar stands for, in the unit of the value. */
  readonly maximum: number;
}

const width = 120;
const height = 12;

/**
 * A bar of the length of a value, as SVG without script or style, with the whole length outlined: it reads in black and white,
 * and stands beside its number, so that it is hidden from screen readers.
 *
 * Missing: a value that is not finite has an empty bar.
 *
 * @example barSvg({ value: 25, maximum: 100 })
 */
export function barSvg({ value, maximum }: Bar): string {
  const share = Number.isFinite(value) && maximum > 0 ? Math.min(1, Math.max(0, value / maximum)) : 0;
  const length = Math.round(10 * share * width) / 10;
  return `<svg class="atlas-chart atlas-chart--bar" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" aria-hidden="true" focusable="false"><rect class="atlas-chart__whole" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}"/><rect class="atlas-chart__bar" x="0" y="0" width="${length}" height="${height}"/></svg>`;
}
