import type { Sparkline } from '../charts/sparkline.ts';
import { shownMeasures } from '../contract/area-page/connectivity.ts';
import type { PointNote, Trend, TrendChange, TrendLine } from '../contract/area-page/trend.ts';
import { formatFigure } from '../format-figure.ts';
import type { MessageKey } from '../language/catalogue.ts';
import { indicatorTitle, missingWords } from '../language/data-texts.ts';
import { formatPeriod } from '../language/format-period.ts';
import type { Translate } from '../language/translate.ts';
import { measureLabels } from './connectivity-words.ts';
import { sourceLines } from './source-lines.ts';
import { drawTrend } from './trend-sparkline.ts';

export interface TrendWords {
  readonly sentences: readonly string[];
  readonly lines: readonly {
    readonly title: string;
    readonly change: string;
    /** What the picture shows, for those who do not see it. */
    readonly chartLabel: string;
    readonly chart: Sparkline;
    readonly hasNotes: boolean;
    readonly rows: readonly { readonly period: string; readonly figure: string; readonly note: string }[];
    readonly sources: readonly string[];
  }[];
  readonly notes: readonly string[];
}

const size = { width: 160, height: 36 };

const noteKeys: Readonly<Record<PointNote, MessageKey>> = {
  converted: 'around.noteConverted',
  redefined: 'around.noteRedefined',
  'worked-out-anew': 'around.noteWorkedOutAnew',
  'base-not-stated': 'around.noteBaseNotStated',
};

const noChangeKeys: Readonly<Record<PointNote | 'one-release' | 'order-unknown', MessageKey>> = {
  'one-release': 'around.trendOneRelease',
  'order-unknown': 'around.trendOrderUnknown',
  converted: 'around.trendConverted',
  redefined: 'around.trendRedefined',
  'worked-out-anew': 'around.trendWorkedOutAnew',
  'base-not-stated': 'around.trendBaseNotStated',
};

/** What changed, in words; that scores are no measure of change is said whether or not there is one. */
export function trendWords(trend: Trend, t: Translate): TrendWords {
  const notes = [t('around.trendNoScores')];
  if (trend.status === 'missing') {
    const reason = trend.reason === 'one-release' ? 'around.trendMissing' : 'around.trendNothingLoaded';
    return { sentences: [t(reason)], lines: [], notes };
  }
  return { sentences: [], lines: trend.lines.map((line) => lineWords(line, t)), notes };
}

function lineWords(line: TrendLine, t: Translate): TrendWords['lines'][number] {
  const { points, sources } = line;
  const title = titleOf(line, t);
  const period = (at: number): string => formatPeriod(points.at(at)?.period ?? '', t.locale);
  return {
    title,
    change: changeWords(line, line.change, t),
    chartLabel: t('around.trendChart', { title, from: period(0), to: period(-1) }),
    chart: drawTrend(points, size),
    hasNotes: points.some(({ note }) => note !== null),
    rows: points.map((point) => ({
      period: formatPeriod(point.period, t.locale),
      figure: point.value === null ? missingWords(t, point.missingReason) : figureOf(line, point.value, t),
      note: t(point.note === null ? 'around.noteNone' : noteKeys[point.note]),
    })),
    // The periods stand in the table.
    sources: sourceLines(
      sources.map((source) => ({ ...source, period: null })),
      t,
    ),
  };
}

function titleOf({ id, title }: TrendLine, t: Translate): string {
  const measure = shownMeasures.find((each) => each === id);
  return title === null && measure !== undefined
    ? t(measureLabels[measure])
    : indicatorTitle(t, id, title ?? id);
}

function figureOf(line: TrendLine, value: number, t: Translate): string {
  return formatFigure(value, line, t.locale);
}

function changeWords(line: TrendLine, change: TrendChange, t: Translate): string {
  if (change.status === 'missing') return t(noChangeKeys[change.reason]);
  const keys = { up: 'around.trendUp', down: 'around.trendDown', same: 'around.trendSame' } as const;
  return t(keys[change.direction], {
    from: formatPeriod(change.from, t.locale),
    to: formatPeriod(change.to, t.locale),
    fromValue: figureOf(line, change.fromValue, t),
    toValue: figureOf(line, change.toValue, t),
  });
}
