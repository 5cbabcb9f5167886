import type { NotChecked, TotalCheck } from '../../../core/contract/coverage/totals-check.ts';
import type { GapReport } from '../../../core/contract/coverage/gap-report.ts';
import { speedClasses } from '../../../core/contract/coverage/speed-class.ts';
import { shownPoints } from '../../../core/coverage/compare-coverage.ts';
import { measureOfClass } from '../../../core/coverage/coverage-definitions.ts';
import { shortSpeedKeys } from '../../../core/coverage/coverage-words.ts';
import { coverageMeasureLabels } from '../../../core/coverage/measure-labels.ts';
import { formatFigure } from '../../../core/format-figure.ts';
import type { MessageKey } from '../../../core/language/catalogue.ts';
import { formatPeriod } from '../../../core/language/format-period.ts';
import { signedNumber } from '../../../core/language/signed-number.ts';
import type { Translate } from '../../../core/language/translate.ts';

type Kind = Pick<TotalCheck, 'of' | 'isResidential' | 'period'>;
type Measure = TotalCheck['measure'];

/** What the page shows, in its order: of sums the premises and the measure that each speed is told by. The JSON has all. */
const shown: Readonly<Record<Kind['of'], readonly Measure[]>> = {
  'output-areas': ['premises', ...speedClasses.map((speedClass) => measureOfClass[speedClass])],
  premises: speedClasses,
};

/** Measures by what was added up: "superfast" is a published measure as well as a speed. */
const labels: Readonly<Record<Kind['of'], Readonly<Partial<Record<Measure, MessageKey>>>>> = {
  'output-areas': { premises: 'coverageReport.denominator', ...coverageMeasureLabels },
  premises: shortSpeedKeys,
};

const reasonKeys = {
  'no-published-figure-of-this-release': 'coverageReport.totalsNotPublished',
  'no-output-areas-of-this-release': 'coverageReport.totalsNoAreas',
  incomplete: 'coverageReport.totalsIncomplete',
} as const;

function captionOf({ of, isResidential, period }: Kind, t: Translate): string {
  const key =
    of === 'premises'
      ? 'coverageReport.totalsShares'
      : isResidential
        ? 'coverageReport.totalsSumsHomes'
        : 'coverageReport.totalsSums';
  return t(key, {
    period: period === null ? t('coverageReport.totalsUndated') : formatPeriod(period, t.locale),
  });
}

function labelOf({ of, measure }: TotalCheck, t: Translate): string {
  const key = labels[of][measure];
  return key === undefined ? measure : t(key);
}

function figureText(value: number | null, { unit }: TotalCheck, t: Translate): string {
  if (value === null) return t('coverageReport.totalsNotGiven');
  const decimals = unit === 'percent' ? 1 : 0;
  return formatFigure(value, { unit: unit === 'percent' ? 'percent' : 'count', decimals }, t.locale);
}

/** "−48", "+0.3 points", "none", or that there is nothing to set against it; a difference is never rounded to none. */
function differenceText({ unit, difference }: TotalCheck, t: Translate): string {
  if (difference === null) return t('coverageReport.totalsNotComparable');
  if (difference === 0) return t('coverageReport.totalsEqual');
  if (unit === 'premises') return signedNumber(difference, 0, t.locale);
  const points = shownPoints(difference);
  if (points === 0) return t('coverageReport.totalsTiny');
  return t('coverageChange.points', { points: signedNumber(points, 1, t.locale) });
}

const isOfKind =
  (kind: Kind) =>
  ({ of, isResidential, period }: Kind): boolean =>
    of === kind.of && isResidential === kind.isResidential && period === kind.period;

/** Our totals of an authority beside the published ones, a table for each kind; null where nothing could be held against them. */
export function totalsFacts({ totals, subject }: GapReport, t: Translate) {
  if (totals === null || subject.kind !== 'area') return null;
  const kinds: Kind[] = [];
  for (const each of [...totals.checks, ...totals.notChecked]) {
    if (!kinds.some(isOfKind(each))) kinds.push(each);
  }
  if (kinds.length === 0) return null;
  return {
    tables: kinds.map((kind) => {
      const checks = totals.checks.filter(isOfKind(kind));
      const reason: NotChecked['reason'] | undefined = totals.notChecked.find(isOfKind(kind))?.reason;
      return {
        caption: captionOf(kind, t),
        reason: reason === undefined ? null : t(reasonKeys[reason]),
        note: kind.of === 'premises' ? t('coverageReport.totalsSharesMeaning') : null,
        rows: shown[kind.of]
          .flatMap((measure) => checks.filter((check) => check.measure === measure))
          .map((check) => ({
            label: labelOf(check, t),
            ours: figureText(check.added, check, t),
            published: figureText(check.published, check, t),
            difference: differenceText(check, t),
          })),
      };
    }),
    address: totals.checks.length === 0 ? null : `/coverage/areas/${subject.code}.json`,
  };
}
