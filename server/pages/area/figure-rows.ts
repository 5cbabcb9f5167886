import type { AreaFigure, AreaPage, FigureGroup, ScoredFigure } from '../../../core/contract/area-page.ts';
import { formatFigure } from '../../../core/format-figure.ts';
import { missingWords } from '../../../core/language/data-texts.ts';
import { formatPeriod } from '../../../core/language/format-period.ts';
import type { Translate } from '../../../core/language/translator.ts';

/** A figure as a row of a table: texts only. */
export interface FigureRow {
  readonly title: string;
  readonly here: string;
  readonly authority: string;
  readonly nation: string;
  /** Dataset and date. */
  readonly source: string;
  /** Publisher and licence, apart from the source: on paper they stand once, in the credits at the end. */
  readonly publisher: string;
  /** What must be known before the figure is used. */
  readonly notes: readonly string[];
}

export interface ScoredRow extends FigureRow {
  readonly points: string;
  /** For the bars: percent of the longest bar; null where there are no points. */
  readonly bar: number | null;
  readonly meanBar: number | null;
  readonly pointsText: string;
}

function textOf(t: Translate, value: number | null, figure: AreaFigure): string {
  return value === null ? missingWords(t, null) : formatFigure(value, figure, t.locale);
}

function sourceOf(t: Translate, { datasetTitle: dataset, period }: AreaFigure): string {
  return t('area.sourceText', { dataset, period: formatPeriod(period, t.locale) });
}

function baseRow(t: Translate, figure: AreaFigure): Omit<FigureRow, 'here' | 'notes'> {
  return {
    title: figure.title,
    authority: textOf(t, figure.authorityValue, figure),
    nation: textOf(t, figure.nationValue, figure),
    source: sourceOf(t, figure),
    publisher: t('area.publisherText', { publisher: figure.publisher, licence: figure.licence }),
  };
}

/** Groups of figures as rows; with `hasWorkedOut` those that were published for this area are marked, as others were not. */
export function groupRows(
  t: Translate,
  groups: readonly FigureGroup[],
  hasWorkedOut: boolean,
): { readonly title: string; readonly rows: FigureRow[] }[] {
  return groups.map(({ id, figures }) => ({
    title: t(groupTitles[id]),
    rows: figures.map((figure) => ({
      ...baseRow(t, figure),
      here:
        figure.value === null
          ? missingWords(t, figure.missingReason)
          : formatFigure(figure.value, figure, t.locale),
      notes: [
        ...(figure.isConverted ? [t('area.converted')] : []),
        ...(hasWorkedOut && !figure.isWorkedOut ? [t('area.asPublished')] : []),
      ],
    })),
  }));
}

const groupTitles = {
  age: 'area.groupAge',
  health: 'area.groupHealth',
  housing: 'area.groupHousing',
  work: 'area.groupWork',
  skills: 'area.groupSkills',
  language: 'area.groupLanguage',
  people: 'area.groupPeople',
  connectivity: 'area.groupConnectivity',
  support: 'area.groupSupport',
  deprivation: 'area.groupDeprivation',
  population: 'area.groupPopulation',
  other: 'area.groupOther',
} as const satisfies Readonly<Record<FigureGroup['id'], string>>;

/** The inputs of the score as rows of the table and of the bars, which share one scale. */
export function scoredRows(t: Translate, page: AreaPage): ScoredRow[] {
  const figures = page.why?.indicators ?? [];
  const longest = Math.max(1, ...figures.flatMap(({ points, meanPoints }) => [points ?? 0, meanPoints ?? 0]));
  const share = (points: number | null): number | null =>
    points === null ? null : Math.max(0, Math.round((1000 * points) / longest) / 10);
  return figures.map((figure) => ({
    ...baseRow(t, figure),
    here: countedText(t, figure),
    notes: [
      ...(figure.substitution === null ? [] : [figure.substitution]),
      ...(figure.isConverted ? [t('area.converted')] : []),
    ],
    points: figure.points === null ? missingWords(t, null) : figure.points.toFixed(1),
    bar: share(figure.points),
    meanBar: share(figure.meanPoints),
    pointsText: pointsText(t, figure),
  }));
}

function pointsText(t: Translate, { points, meanPoints }: ScoredFigure): string {
  if (points === null) return t('area.pointsMissing');
  if (meanPoints === null) return t('area.pointsTextOnly', { points: points.toFixed(1) });
  return t('area.pointsText', { points: points.toFixed(1), mean: meanPoints.toFixed(1) });
}

/** The figure as it is published and, where the method made another of it, as it counts and why. */
function countedText(t: Translate, figure: ScoredFigure): string {
  const { value: published, used, missingReason } = figure;
  const plain =
    published === null ? missingWords(t, missingReason) : formatFigure(published, figure, t.locale);
  if (used === null) return plain;
  if (used.value === null) {
    if (published === null || missingReason === null) return plain;
    return t('area.notUsed', { value: plain, reason: t(`missing.${missingReason}`) });
  }
  const { flags } = used;
  // A transformed value is in no unit that people know.
  if (flags.includes('transformed')) return published === null ? t('area.estimatedOnly') : plain;
  const counted = formatFigure(used.value, figure, t.locale);
  if (flags.includes('imputed')) return t('area.estimated', { value: counted });
  if (flags.includes('shrunk')) return t('area.shrunk', { value: plain, counted });
  const isOutlier = flags.includes('winsorised-high') || flags.includes('winsorised-low');
  return isOutlier ? t('area.outlier', { value: plain, counted }) : plain;
}
