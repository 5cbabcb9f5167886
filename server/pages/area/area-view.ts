import { aroundWords } from '../../../core/area-page/around-words.ts';
import { placeAndName } from '../../../core/area-page/place-and-name.ts';
import { nameIn } from '../../../core/area-page/name-in.ts';
import { capitalised } from '../../../core/capitalised.ts';
import { rankStrip } from '../../../core/charts/rank-strip.ts';
import type { AreaPage, RankedArea } from '../../../core/contract/area-page.ts';
import type { AreaPageQuery } from '../../../core/contract/queries.ts';
import { gapSentence } from '../../../core/coverage/gap-words.ts';
import { formatFigure } from '../../../core/format-figure.ts';
import { addressIn } from '../../../core/language/locale.ts';
import { formatPeriod } from '../../../core/language/format-period.ts';
import type { Translate } from '../../../core/language/translator.ts';
import { rankText } from '../../../core/rank-text.ts';
import { matchingSentence } from '../../../core/summaries/matching-sentence.ts';
import { hasWorstTenth } from '../../../core/uncertainty/has-worst-tenth.ts';
import { withEnding, type PageRequest } from '../page.ts';
import type { PageFacts } from '../render.ts';
import { areaAddress, areaAddresses } from './area-addresses.ts';
import { areaJsonLd } from './area-json-ld.ts';
import { groupRows, scoredRows } from './figure-rows.ts';

/** What the template needs besides the data: every text that is made from figures, and where links go. */
export function areaView(
  page: AreaPage,
  { query, t, path, locale }: PageRequest<unknown, AreaPageQuery>,
): PageFacts & Readonly<Record<string, unknown>> {
  const { area, scoreCard: card } = page;
  const name = nameIn(locale, area);
  const title = t('area.title', { type: area.type, name: titleName(area, name) });
  const addresses = areaAddresses(page, query);
  const ranked = (one: RankedArea) => ({ ...one, ...linkTo(one, t, query), ...rankedTexts(one, t) });
  const hasWorkedOut = someWorkedOut(page);
  const interval = card?.rankInterval.status === 'known' ? card.rankInterval : null;
  return {
    title,
    description: page.summary,
    current: 'areas',
    attribution: page.attribution,
    ...(page.map === null || addresses.image === null ? {} : { imagePath: addresses.image }),
    embeddablePath: path,
    jsonLd: areaJsonLd(page, {
      title,
      csv: addressIn(locale, addresses.csv),
      json: addressIn(locale, withEnding(path, 'json')),
    }),
    page,
    name,
    kind: capitalised(t(`kinds.${area.type}One`)),
    peopleText: peopleText(page.population, t),
    breadcrumbs: page.breadcrumbs.map((one) => linkTo(one, t, query)),
    successors: page.change?.successors.map((one) => linkTo(one, t, query)) ?? [],
    rankShown: card?.score.rank == null ? null : ownRank({ ...card.score, rank: card.score.rank }, t),
    baseText: baseText(page, t),
    trustText: card === null ? '' : trustText(card.rankInterval, t),
    strip: interval === null ? null : rankStrip(interval),
    hasWorst: interval !== null && hasWorstTenth(interval.rankOf),
    upKind: (page.why?.up.length ?? 0) === 0 ? 'none' : page.why?.isMostOfUp === true ? 'yes' : 'no',
    rows: scoredRows(t, page),
    gap: gapFacts(page, name, t),
    around: page.around === null ? null : aroundWords(page.around, page.profile.id, t),
    people: groupRows(t, page.people, hasWorkedOut),
    otherFigures: groupRows(t, page.otherFigures, hasWorkedOut),
    hasWorkedOut,
    authorityName: page.authority === null ? null : nameIn(locale, page.authority),
    nationName: page.nation === null ? null : nameIn(locale, page.nation),
    missingNation: missingNation(page, locale),
    parents: page.parents.map(ranked),
    parts: page.parts === null ? null : { ...page.parts, areas: page.parts.areas.map(ranked) },
    partsMatching:
      page.parts === null ? null : matchingSentence({ ...page.parts, members: page.parts.madeOf }, t),
    partKinds: page.parts === null ? '' : t(`kinds.${page.parts.type}Many`),
    fitText: fitText(page, t),
    addresses,
  };
}

/** The sentence on premises of the area, with the page that sets them beside risk. */
function gapFacts({ area, coverageGap, profile }: AreaPage, name: string, t: Translate) {
  const sentence = coverageGap === null ? null : gapSentence(coverageGap, t);
  if (coverageGap === null || sentence === null) return null;
  const query = new URLSearchParams({ class: coverageGap.class, profile: profile.id, within: area.code });
  return {
    sentence,
    link: t('coverageRisk.areaLink', { place: name }),
    address: `/coverage/risk?${query.toString()}`,
  };
}

type Linked = Pick<RankedArea, 'code' | 'name' | 'nameWelsh' | 'type'>;

function linkTo(area: Linked, t: Translate, query: AreaPageQuery) {
  return {
    href: addressIn(t.locale, areaAddress(area, query)),
    text: nameIn(t.locale, area),
    kind: t(`kinds.${area.type}One`),
  };
}

/** "Sale Moor (Trafford 013C)": what people call the place comes first. */
function titleName({ placeName, type }: AreaPage['area'], name: string): string {
  return type === 'lsoa' || type === 'msoa' ? placeAndName({ name, placeName }) : name;
}

/** Score, rank and people of an area in a table. */
function rankedTexts({ score, rank, jointRank, rankOf, population }: RankedArea, t: Translate) {
  const text = (value: number | null, decimals: number): string =>
    value === null ? t('missing.noData') : formatFigure(value, { unit: 'count', decimals }, t.locale);
  return {
    scoreText: score === null ? t('area.noScore') : text(score, 1),
    rankText:
      rank === null
        ? t('area.noRank')
        : t('area.rankOfShort', { rank: rankText({ rank, jointRank }, t.locale), rankOf }),
    populationText: text(population, 0),
  };
}

/** The rank of the area itself: "12", "joint 9th". */
function ownRank(
  { rank, jointRank }: { readonly rank: number; readonly jointRank: number | null },
  t: Translate,
): string {
  return jointRank === null
    ? rankText({ rank, jointRank }, t.locale)
    : t('area.rankJoint', { rank: jointRank });
}

/** How many people live there and by which source, or why that is not said. */
function peopleText(population: AreaPage['population'], t: Translate): string {
  if (population.status === 'missing') return t(`area.people-${population.reason}`);
  const { count, isWorkedOut, datasetTitle, publisher, period } = population;
  const source = t('area.sourceText', {
    dataset: datasetTitle,
    publisher,
    period: formatPeriod(period, t.locale),
  });
  return `${t(isWorkedOut ? 'area.peopleAdded' : 'area.people', { count })} ${t('area.peopleSource', { source })}`;
}

function baseText({ base }: AreaPage, t: Translate): string {
  switch (base.kind) {
    case 'everything':
      return t('area.comparedEverything');
    case 'within':
      return t('area.comparedWithin', { type: base.type });
    case 'selection':
      return t('area.comparedSelection', { places: base.codes.join(', ') });
  }
}

function trustText(interval: NonNullable<AreaPage['scoreCard']>['rankInterval'], t: Translate): string {
  if (interval.status === 'known') return interval.sentence;
  return t(
    {
      'never-run': 'area.trustNeverRun' as const,
      'own-weights': 'area.trustOwnWeights' as const,
      'no-rank': 'area.trustNoRank' as const,
      'no-others': 'area.trustNoOthers' as const,
    }[interval.reason],
  );
}

/** Whether some figures are worked out from smaller areas. */
function someWorkedOut({ people, otherFigures }: AreaPage): boolean {
  const figures = [...people, ...otherFigures].flatMap((group) => group.figures);
  return figures.some(({ isWorkedOut }) => isWorkedOut);
}

/** The nation that there is nothing to compare with of, as only a part of it is loaded. */
function missingNation(
  { area, nation, breadcrumbs, scoreCard }: AreaPage,
  locale: Translate['locale'],
): string | null {
  if (scoreCard === null || nation !== null || area.type === 'nation') return null;
  const found = breadcrumbs.find(({ type }) => type === 'nation');
  return found === undefined ? null : nameIn(locale, found);
}

/** How well whole neighbourhoods fill the area; empty where nothing needs to be said of it. */
function fitText({ scoreCard }: AreaPage, t: Translate): string {
  const fit = scoreCard?.bestFit ?? null;
  if (fit === null) return '';
  if (fit.status === 'known') return fit.sentence;
  return fit.reason === 'exact' ? t('area.fitExact') : t('area.fitUnknown');
}
