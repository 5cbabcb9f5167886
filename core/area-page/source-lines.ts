import type { FigureSource } from '../contract/area-page/figure-source.ts';
import { formatPeriod } from '../language/format-period.ts';
import type { Translate } from '../language/translate.ts';

/** Where the figures of a section come from, a line for each data set and period. */
export function sourceLines(sources: readonly FigureSource[], t: Translate): string[] {
  const lines = sources.map(({ title, publisher, licence, period }) =>
    period === null
      ? t('around.sourceLineUndated', { title, publisher, licence })
      : t('around.sourceLine', { title, publisher, licence, period: formatPeriod(period, t.locale) }),
  );
  return [...new Set(lines)];
}
