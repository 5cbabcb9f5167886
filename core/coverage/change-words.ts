import type { KnownCoverageChange, CoverageChangeRow } from '../contract/coverage/coverage-change.ts';
import type { SpeedClass } from '../contract/coverage/speed-class.ts';
import { formatFigure } from '../format-figure.ts';
import { formatPeriod } from '../language/format-period.ts';
import { signedNumber } from '../language/signed-number.ts';
import type { Translate } from '../language/translate.ts';
import { listInWords } from '../list-in-words.ts';
import { shownPoints } from './compare-coverage.ts';

/** The class as the title of a figure: "can get gigabit", "cannot get decent broadband". */
export function classTitle(speedClass: SpeedClass, t: Translate): string {
  return t(`coverageChange.class.${speedClass}`);
}

/** What the comparison shows, and why some of it shows nothing. */
export function changeSentences(change: KnownCoverageChange, t: Translate): string[] {
  const { counts, from, to, release } = change;
  const compared = counts.up + counts.down + counts.same;
  const releases = { from: formatPeriod(from, t.locale), to: formatPeriod(to, t.locale) };
  const kinds = t(`kinds.${change.type}Many`);
  const first =
    compared === 0
      ? t('coverageChange.noneCompared', { ...releases, kinds })
      : compared === 1
        ? t('coverageChange.countedOne', {
            ...{ ...releases, kind: t(`kinds.${change.type}Noun`) },
            course: counts.up === 1 ? 'up' : counts.down === 1 ? 'down' : 'same',
          })
        : t('coverageChange.counted', {
            ...releases,
            ...{ kinds, compared, up: counts.up, down: counts.down, same: counts.same },
          });
  const { notComparable } = counts;
  return [
    first,
    ...reasonSentences(release, t),
    ...(notComparable['changed-boundary'] > 0
      ? [t('coverageChange.boundaries', { count: notComparable['changed-boundary'], kinds })]
      : []),
    ...(release.status === 'comparable' && notComparable['not-in-source'] > 0
      ? [t('coverageChange.notInSource', { count: notComparable['not-in-source'], kinds })]
      : []),
  ];
}

function reasonSentences(release: KnownCoverageChange['release'], t: Translate): string[] {
  if (release.status === 'comparable') return [];
  if (release.status === 'not-in-source') {
    return release.periods.map((period) =>
      t('coverageChange.measureNotInSource', { period: formatPeriod(period, t.locale) }),
    );
  }
  return release.reasons.map(({ period, note }) =>
    t(`coverageChange.reason.${note}`, { period: formatPeriod(period, t.locale) }),
  );
}

/** "+2.3 points", "−0.4 points", "no change", or why there is none. */
export function changeText(
  row: Pick<CoverageChangeRow, 'points' | 'verdict' | 'linked'>,
  t: Translate,
): string {
  const { points, verdict, linked } = row;
  if (points !== null) {
    const shown = shownPoints(points);
    return shown === 0
      ? t('coverageChange.noChange')
      : t('coverageChange.points', { points: signedNumber(shown, 1, t.locale) });
  }
  return t('coverageChange.notComparable', { reason: reasonOfArea(verdict, linked, t) });
}

function reasonOfArea(
  verdict: CoverageChangeRow['verdict'],
  linked: CoverageChangeRow['linked'],
  t: Translate,
): string {
  if (verdict === 'comparable') return t('coverageChange.verdict.not-in-source');
  if (verdict === 'changed-boundary' && linked.length > 0) {
    return t('coverageChange.becameOrWas', {
      areas: listInWords(
        linked.map(({ name }) => name),
        t.locale,
      ),
    });
  }
  return t(`coverageChange.verdict.${verdict}`);
}

/** "+1,234 premises"; nothing where there is no number to give. */
export function premisesText(premises: number | null, t: Translate): string {
  if (premises === null) return '';
  if (Math.round(premises) === 0) return t('coverageChange.noChange');
  return t('coverageChange.premises', { premises: signedNumber(Math.round(premises), 0, t.locale) });
}

/** "34.2% (12,345 of 36,000)"; "not in this release" where there is none. */
export function figureText(figure: CoverageChangeRow['from'], t: Translate): string {
  if (figure === null || figure.percent === null) return t('around.notInRelease');
  const percent = formatFigure(figure.percent, { unit: 'percent', decimals: 1 }, t.locale);
  const { counted, premises } = figure;
  return counted === null || premises === null
    ? percent
    : t('coverageChange.figure', { percent, counted: Math.round(counted), premises: Math.round(premises) });
}
