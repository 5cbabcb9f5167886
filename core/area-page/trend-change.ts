import { isBefore } from '../catalogue/compare-periods.ts';
import type { PointNote, TrendChange, TrendPoint } from '../contract/area-page/trend.ts';

/**
 * The change of a figure over the latest releases that count the same thing in the same way, never over what a new
 * definition made:
 *
 * - from the newest release it goes back until one that is converted to other areas, does not say what it is of, or stands
 *   before a new definition;
 * - a release whose percentage was worked out anew, and one without a figure, is passed over;
 * - it begins at a release that was over before the last one: one that says only its year may be older or newer than one of a
 *   month of that year;
 * - it is up or down only where it shows at the decimals that are shown.
 *
 * Shape: points in the order of their periods. Missing: fewer than two such releases, and why.
 */
export function trendChange(points: readonly TrendPoint[], decimals: number): TrendChange {
  const alike: { readonly period: string; readonly value: number }[] = [];
  let obstacle: PointNote | null = null;
  for (const { period, value, note } of points.toReversed()) {
    if (note === 'converted' || note === 'base-not-stated') {
      obstacle ??= note;
      break;
    }
    if (note === 'worked-out-anew') obstacle ??= note;
    else if (value !== null) alike.push({ period, value });
    if (note === 'redefined') {
      obstacle ??= note;
      break;
    }
  }
  const [last] = alike;
  if (last === undefined || alike.length < 2) {
    return { status: 'missing', reason: obstacle ?? 'one-release' };
  }
  const first = alike.findLast(({ period }) => isBefore(period, last.period));
  if (first === undefined) return { status: 'missing', reason: 'order-unknown' };
  const shown = (value: number): number => Math.round(value * 10 ** decimals);
  const difference = shown(last.value) - shown(first.value);
  return {
    status: 'known',
    ...{ from: first.period, to: last.period, fromValue: first.value, toValue: last.value },
    direction: difference === 0 ? 'same' : difference > 0 ? 'up' : 'down',
  };
}
