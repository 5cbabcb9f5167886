import type { ScoredFigure, Why } from '../../../core/contract/area-page.ts';
import type { Explanation } from '../../../core/contract/score.ts';
import { indicatorTitle } from '../../../core/language/data-texts.ts';
import { reasons } from '../../../core/index/risk-sentence.ts';
import { driverSentence, type NamedDriver } from '../../../core/sentences/driver-sentence.ts';
import type { CurrentSeries } from '../../store/series-store.ts';
import type { ProfileSubject } from './profile-subject.ts';
import type { Yardsticks } from './yardsticks.ts';

type Explained = Explanation['indicators'][number];

/** What pushes the score up, what pulls it down, and every indicator with its points, those that bring most first. */
export function whySection(
  subject: ProfileSubject,
  { indicators, score }: Explanation,
  { authority, nation }: Yardsticks,
): Why {
  const { own, t } = subject;
  const series = new Map(own.table.inputs.series.map((each) => [each.indicatorId, each]));
  const hasNation = indicators.some(({ nationValue }) => nationValue !== null);
  const yardstickName = (hasNation ? nation?.name : authority?.name) ?? null;
  const drivers = indicators.map((indicator): NamedDriver & Pick<Explained, 'indicatorId'> => ({
    indicatorId: indicator.indicatorId,
    title: indicatorTitle(t, indicator.indicatorId, indicator.title),
    unit: indicator.unit,
    decimals: indicator.decimals,
    raw: indicator.raw,
    pointsAgainstMean: indicator.contributionAgainstMean,
    yardstickValue: hasNation ? indicator.nationValue : indicator.authorityValue,
  }));
  const [up, down] = score.score === null ? [] : [reasons(drivers, 1), reasons(drivers, -1)];
  const say = (named: typeof drivers) =>
    named.map((driver) => ({
      indicatorId: driver.indicatorId,
      sentence: driverSentence(driver, yardstickName, t),
    }));
  return {
    up: say([...(up?.named ?? [])]),
    isMostOfUp: up?.isMost ?? false,
    down: say([...(down?.named ?? [])]),
    indicators: indicators
      .map((indicator) => scoredFigure(subject, indicator, series.get(indicator.indicatorId)))
      .sort((a, b) => (b.points ?? -Infinity) - (a.points ?? -Infinity)),
  };
}

function scoredFigure(
  { area, own, t }: ProfileSubject,
  indicator: Explained,
  series: CurrentSeries | undefined,
): ScoredFigure {
  const { indicatorId, unit, decimals, period, datasetTitle, publisher } = indicator;
  const { contribution: points, contributionAgainstMean: difference, raw: value } = indicator;
  return {
    ...{ indicatorId, unit, decimals, period, datasetTitle, publisher, value, points },
    title: indicatorTitle(t, indicatorId, indicator.title),
    authorityValue: area.type === 'lad' ? null : indicator.authorityValue,
    nationValue: area.type === 'nation' ? null : indicator.nationValue,
    missingReason: indicator.missingReason ?? (value === null ? 'too-few-inputs' : null),
    isWorkedOut: area.type !== own.table.inputs.profile.areas.type,
    isConverted: series?.isConverted ?? false,
    datasetId: series?.datasetId ?? '',
    licence: series?.licence ?? '',
    weightShare: indicator.weightShare,
    used: indicator.used,
    substitution: indicator.substitution,
    meanPoints: points === null || difference === null ? null : points - difference,
  };
}
