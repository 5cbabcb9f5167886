import { barSvg } from '../../core/charts/bar-svg.ts';
import { stripSvg } from '../../core/charts/strip-svg.ts';
import type { AreaType } from '../../core/contract/area.ts';
import type { AreaComparison, ComparisonPage } from '../../core/contract/area-comparison.ts';
import { formatFigure } from '../../core/format-figure.ts';
import { rankText } from '../../core/rank-text.ts';
import { wholeRanks } from '../../core/uncertainty/rank-interval-sentence.ts';
import {
  componentTitle,
  indicatorTitle,
  missingWords,
  profileTitle,
} from '../../core/language/data-texts.ts';
import type { Translate } from '../../core/language/translator.ts';

type Compared = AreaComparison['areas'][number];
type Indicator = AreaComparison['indicators'][number];

/** What a comparison is asked with: enough to make its address again. */
export interface CompareQuestion {
  readonly codes: readonly string[];
  readonly beside: AreaComparison['beside'];
  /** Null for the profile that is taken where none is named. */
  readonly profile: string | null;
}

/** The address of a comparison, in English; what is usual is left out. */
export function compareAddress({ codes, beside, profile }: CompareQuestion): string {
  const parts = [
    ...(codes.length === 0 ? [] : [`areas=${codes.map(encodeURIComponent).join(',')}`]),
    ...(beside === 'none' ? [] : [`beside=${beside}`]),
    ...(profile === null ? [] : [`profile=${encodeURIComponent(profile)}`]),
  ];
  return parts.length === 0 ? '/compare' : `/compare?${parts.join('&')}`;
}

/** Without one area: of two, the one that is left is to be added to. */
function addressWithout(question: CompareQuestion, code: string): string {
  const left = question.codes.filter((each) => each !== code);
  const [last] = left;
  if (left.length !== 1 || last === undefined) return compareAddress({ ...question, codes: left });
  const start = compareAddress({ ...question, codes: [] });
  return `${start}${start.includes('?') ? '&' : '?'}add=${encodeURIComponent(last)}`;
}

/** Areas are told apart by letters where there is no room for names. */
const letterOf = (at: number): string => String.fromCharCode(65 + at);

const intervalReasons = {
  'never-run': 'neverRun',
  'own-weights': 'ownWeights',
  'no-rank': 'noRank',
  'no-others': 'noOthers',
} as const;

function intervalOf({ rankInterval, score }: Compared, t: Translate) {
  if (rankInterval.status === 'missing') {
    return {
      text: t('compare.intervalMissing', { reason: intervalReasons[rankInterval.reason] }),
      strip: null,
    };
  }
  const [low, high] = wholeRanks(rankInterval);
  return {
    text: t('compare.intervalOf', { low, high }),
    strip: stripSvg({
      lowest: 1,
      highest: rankInterval.rankOf,
      range: { from: rankInterval.q5, to: rankInterval.q95 },
      middle: score.rank,
      marks: [],
    }),
  };
}

function scoreRow(area: Compared, at: number, t: Translate) {
  const { score } = area;
  return {
    letter: letterOf(at),
    name: area.name,
    placeName: score.placeName,
    kind: t(`kinds.${area.type}One`),
    code: area.code,
    isPartOnly: area.isPartOnly,
    score: score.score,
    bar: score.score === null ? null : barSvg({ value: score.score, maximum: 100 }),
    missing: score.score === null ? missingWords(t, score.missingReason) : null,
    rank:
      score.rank === null
        ? null
        : t('compare.rankOf', {
            rank: rankText({ ...score, rank: score.rank }, t.locale),
            total: score.rankOf,
          }),
    interval: intervalOf(area, t),
    decile: score.decile,
    population: score.population,
    inputs: t('compare.inputsOf', { present: score.inputsPresent, total: score.inputsTotal }),
  };
}

function cellText(indicator: Indicator, cell: Indicator['cells'][number], t: Translate): string {
  if (cell.value === null) return missingWords(t, cell.missingReason);
  const text = formatFigure(cell.value, indicator, t.locale);
  return cell.period === null ? text : `${text} (${cell.period})`;
}

function indicatorRow(indicator: Indicator, t: Translate) {
  const { indicatorId, title, weightShare, publisher, period, cells } = indicator;
  return {
    title: indicatorTitle(t, indicatorId, title),
    isInput: weightShare !== null,
    publisher,
    period,
    cells: cells.map((cell) => ({ text: cellText(indicator, cell, t), isMissing: cell.value === null })),
  };
}

/** The figures that are named, with where the areas lie among all places. */
function differenceRows({ differences, indicators, areas }: AreaComparison, t: Translate) {
  return differences.flatMap(({ indicatorId }) => {
    const indicator = indicators.find((each) => each.indicatorId === indicatorId);
    if (indicator === undefined) return [];
    const { lowest, highest, median } = indicator;
    if (lowest === null || highest === null) return [];
    const marks = areas.flatMap((_, at) => {
      const value = indicator.cells[at]?.value ?? null;
      return value === null ? [] : [{ label: letterOf(at), at: value }];
    });
    return [
      {
        ...indicatorRow(indicator, t),
        cells: indicatorRow(indicator, t).cells.slice(0, areas.length),
        lowest: formatFigure(lowest, indicator, t.locale),
        highest: formatFigure(highest, indicator, t.locale),
        strip: stripSvg({ lowest, highest, middle: median, marks }),
      },
    ];
  });
}

/** Components, each followed by its indicators. */
function pointRows({ profile, components, contributions }: AreaComparison, t: Translate) {
  return components.flatMap((component) => [
    {
      ...component,
      title: componentTitle(t, profile.id, component.id, component.title),
      isComponent: true,
    },
    ...contributions
      .filter(({ componentId }) => componentId === component.id)
      .map((row) => ({ ...row, title: indicatorTitle(t, row.id, row.title), isComponent: false })),
  ]);
}

/** "Harbour (ward)". */
function nameOfKind(area: { readonly name: string; readonly type: AreaType }, t: Translate): string {
  return `${area.name} (${t(`kinds.${area.type}Place`)})`;
}

/** The areas that are chosen, with where to go to be without one. */
function chosenAreas(
  areas: readonly { readonly code: string; readonly name: string; readonly type: AreaType }[],
  question: CompareQuestion,
  t: Translate,
) {
  return areas.map(({ code, name, type }) => ({
    code,
    name: nameOfKind({ name, type }, t),
    removeAddress: addressWithout(question, code),
  }));
}

/** What is shown of a choice. */
type ShownChoice = Pick<
  Extract<ComparisonPage, { status: 'choose' }>,
  'status' | 'areas' | 'text' | 'candidates'
>;

/** What the template of a comparison shows; `areas` and `question` alone make its form. */
export function comparisonFacts(page: AreaComparison | ShownChoice, question: CompareQuestion, t: Translate) {
  const form = {
    question,
    chosen: chosenAreas(page.areas, question, t),
    isCompared: page.status === 'compared',
  };
  if (page.status === 'choose') {
    const { text, candidates } = page;
    return {
      ...form,
      title: t('compare.title'),
      text,
      candidates: candidates.map(({ code, label, type }) => ({
        value: code,
        text: nameOfKind({ name: label, type }, t),
      })),
    };
  }
  return {
    ...form,
    title: t('compare.titleOf', { areas: page.areas.map(({ name }) => name).join(', ') }),
    profileTitle: profileTitle(t, page.profile.id, page.profile.title),
    sentences: page.sentences,
    kinds: t(`kinds.${page.measuredBy}Many`),
    scores: page.areas.map((area, at) => scoreRow(area, at, t)),
    points: pointRows(page, t),
    differences: differenceRows(page, t),
    indicators: page.indicators.map((indicator) => indicatorRow(indicator, t)),
    references: page.references.map((area) => nameOfKind(area, t)),
    attribution: page.attribution,
  };
}

/** What is wrong with what was asked for, in words; null where the page has none for it. */
export function faultText(details: Readonly<Record<string, unknown>>, t: Translate): string | null {
  const value = String(details['value']);
  switch (details['fault']) {
    case 'too-few':
      return t('compare.tooFew');
    case 'too-many':
      return t('compare.tooMany', { count: Number(details['value']) });
    case 'repeated':
      return t('compare.repeated', { code: value });
    case 'unknown':
      return t('compare.unknown', { code: value });
    case 'empty-search':
      return t('compare.emptySearch');
    case 'already-there':
      return t('compare.alreadyThere', { text: value });
    case 'nothing-found':
      return t('compare.nothingFound', { text: value });
    default:
      return null;
  }
}
