import type { MethodReport } from '../../core/contract/method-report.ts';
import {
  componentTitle,
  indicatorTitle,
  profileLimits,
  profileSummary,
  profileTitle,
} from '../../core/language/data-texts.ts';
import type { Translate } from '../../core/language/translator.ts';
import { flagSentence } from '../../core/reliability/correlation-flags.ts';
import { sizeSentence } from '../../core/reliability/size-dependence.ts';

/**
 * A report on a method with its titles and sentences in the language of a translator. What stays in English: why an indicator
 * stands in for another, what a saved version did otherwise, and the names of datasets and publishers.
 */
export function methodReportIn(report: MethodReport, t: Translate): MethodReport {
  if (t.locale === 'en') return report;
  const { profileId } = report;
  const titles = new Map(report.indicators.map(({ id, title }) => [id, indicatorTitle(t, id, title)]));
  const titleOf = (id: string): string => titles.get(id) ?? id;
  return {
    ...report,
    title: profileTitle(t, profileId, report.title),
    summary: profileSummary(t, profileId, report.summary),
    limits: [...profileLimits(t, profileId, report.limits)],
    indicators: report.indicators.map((each) => ({ ...each, title: titleOf(each.id) })),
    components: report.components.map((each) => ({
      ...each,
      title: componentTitle(t, profileId, each.id, each.title),
    })),
    correlations: {
      ...report.correlations,
      warnings: report.correlations.warnings.map((each) => ({
        ...each,
        sentence: flagSentence(each.kind, titleOf(each.first), titleOf(each.second), t),
      })),
    },
    sizeWarnings:
      report.sizeWarnings?.map((each) => ({
        ...each,
        sentence: sizeSentence(titleOf(each.id), t('method.numberOfPeople'), each.r, t),
      })) ?? null,
    sensitivity: report.sensitivity.map((each) => ({ ...each, title: titleOf(each.id) })),
    validation:
      report.validation === null
        ? null
        : {
            ...report.validation,
            outcomeTitle: indicatorTitle(t, report.validation.outcomeId, report.validation.outcomeTitle),
          },
  };
}
