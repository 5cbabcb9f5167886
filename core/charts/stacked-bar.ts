import { escapeHtml } from '../escape-html.ts';

const width = 240;
const height = 18;
/** A part narrower than this has no room for its number. */
const leastForText = 14;

/**
 * Shares of a whole as one bar, part after part: each is told from the next by a line, a pattern of its own and its number
 * where there is room, so that it reads without colours. SVG without script or style; `label` says it to those who do not
 * see it.
 *
 * Shape: shares of 0 to 100 that add up to 100 or less; at most five, named by their place from 0.
 * Missing: what is not finite is drawn as nothing.
 *
 * @example stackedBar([1, 9, 90], 'None 1%, one 9%, two 90%')
 */
export function stackedBar(shares: readonly number[], label: string): string {
  const whole = Math.max(
    100,
    shares.reduce((sum, share) => sum + known(share), 0),
  );
  let x = 0;
  const parts = shares.map((share, at) => {
    const length = (known(share) / whole) * width;
    const left = x;
    x += length;
    if (length === 0) return '';
    const rect = `<rect class="atlas-stack__part atlas-stack__part--${at}" x="${short(left)}" y="0.5" width="${short(length)}" height="${height - 1}"/>`;
    // Lines: none for the first part, one more for each that follows.
    const ticks = Array.from({ length: length < leastForText ? 0 : at }, (_, line) => {
      const place = short(left + 3 + 2.5 * line);
      return `<line class="atlas-stack__tick" x1="${place}" x2="${place}" y1="3" y2="${height - 3}"/>`;
    });
    return rect + ticks.join('');
  });
  return `<svg class="atlas-chart atlas-chart--stack" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeHtml(label)}" focusable="false">${parts.join('')}<rect class="atlas-chart__whole" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}"/></svg>`;
}

function known(share: number): number {
  return Number.isFinite(share) && share > 0 ? share : 0;
}

function short(value: number): string {
  return String(Math.round(10 * value) / 10);
}
