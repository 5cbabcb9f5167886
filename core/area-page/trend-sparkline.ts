import { drawSparkline, yearsOfPeriod, type Sparkline } from '../charts/sparkline.ts';
import type { PointNote, TrendPoint } from '../contract/area-page/trend.ts';

/** A line of figures over releases: none is drawn to or from what counts something else. */
export function drawTrend(
  points: readonly Pick<TrendPoint, 'period' | 'value' | 'note'>[],
  size: { readonly width: number; readonly height: number },
): Sparkline {
  // A new definition begins a stretch; what follows it counts the same again.
  const kind = (note: PointNote | null): PointNote | null => (note === 'redefined' ? null : note);
  return drawSparkline(
    points.map(({ period, value, note }, at) => {
      const before = points[at - 1];
      const isBreak = note === 'redefined' || (before !== undefined && kind(before.note) !== kind(note));
      return { time: yearsOfPeriod(period), value, isBreak };
    }),
    size,
  );
}
