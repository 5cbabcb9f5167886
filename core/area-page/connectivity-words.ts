import type { Connectivity, KnownConnectivity, ShownMeasure } from '../contract/area-page/connectivity.ts';
import { formatFigure } from '../format-figure.ts';
import type { MessageKey } from '../language/catalogue.ts';
import { formatPeriod } from '../language/format-period.ts';
import type { Translate } from '../language/translate.ts';
import { sourceLines } from './source-lines.ts';

/** A section in words: sentences, what must be noted, where it is from. */
export interface ConnectivityWords {
  readonly sentences: readonly string[];
  /** The page that has figures where this one has none. */
  readonly elsewhere: { readonly text: string; readonly code: string } | null;
  readonly table: {
    readonly caption: string;
    /** Names of the authority and the nation, where they are set beside the area. */
    readonly authority: string | null;
    readonly nation: string | null;
    readonly rows: readonly {
      readonly label: string;
      readonly premises: string;
      readonly here: string;
      /** For the bar; null where there is none. */
      readonly percent: number | null;
      readonly authority: string;
      readonly nation: string;
    }[];
  } | null;
  readonly notes: readonly string[];
  readonly sources: readonly string[];
}

export const measureLabels: Readonly<Record<ShownMeasure, MessageKey>> = {
  below_10: 'around.below10',
  below_30: 'around.below30',
  below_decent: 'around.belowDecent',
  superfast: 'around.superfast',
  ultrafast_300: 'around.ultrafast300',
  gigabit: 'around.gigabit',
  full_fibre: 'around.fullFibre',
};

const basisKeys = {
  published: 'around.basisPublished',
  'summed-output-areas': 'around.basisSummedOutputAreas',
  'summed-lsoas': 'around.basisSummedLsoas',
  'summed-authorities': 'around.basisSummedAuthorities',
  'summed-postcodes': 'around.basisSummedPostcodes',
} as const satisfies Record<KnownConnectivity['basis'], MessageKey>;

const missingKeys = {
  'nothing-loaded': 'around.connectivityNothingLoaded',
  'not-in-source': 'around.connectivityNotInSource',
  incomplete: 'around.connectivityIncomplete',
  'percentages-only': 'around.connectivityPercentagesOnly',
} as const satisfies Record<Extract<Connectivity, { status: 'missing' }>['reason'], MessageKey>;

/** Percentage points: what lies closer is "about as many". */
const sameWithin = 1;

/**
 * Coverage in words, and no more than the figures bear: compared only with figures of the same release, "more" and "fewer"
 * only from one percentage point on, and always what could be ordered, not what is used.
 */
export function connectivityWords(connectivity: Connectivity, t: Translate): ConnectivityWords {
  if (connectivity.status === 'missing') {
    const { reason, authority } = connectivity;
    return {
      ...{ sentences: [t(missingKeys[reason])], table: null, notes: [], sources: [] },
      elsewhere:
        authority === null
          ? null
          : { text: t('around.connectivityOfAuthority', { name: authority.name }), code: authority.code },
    };
  }
  return {
    sentences: [
      ...gigabitSentence(connectivity, t),
      ...slowSentences(connectivity, t),
      t('around.coverageIsNotUse'),
    ],
    elsewhere: null,
    table: tableOf(connectivity, t),
    notes: notesOf(connectivity, t),
    sources: sourceLines(connectivity.sources, t),
  };
}

function measureOf({ measures }: KnownConnectivity, id: ShownMeasure) {
  return measures.find((measure) => measure.id === id);
}

/** One decimal; what is not quite none or all is never rounded to it. */
function percentText(percent: number | null, t: Translate): string {
  if (percent === null) return t('around.notInRelease');
  const isNearlyNone = percent > 0 && percent < 0.05;
  const shown = percent < 100 ? Math.min(percent, 99.9) : percent;
  return isNearlyNone
    ? formatFigure(Math.max(percent, 0.01), { unit: 'percent', decimals: 2 }, t.locale)
    : formatFigure(shown, { unit: 'percent', decimals: 1 }, t.locale);
}

function gigabitSentence(connectivity: KnownConnectivity, t: Translate): string[] {
  const gigabit = measureOf(connectivity, 'gigabit');
  if (gigabit?.percent == null) return [];
  const percent = percentText(gigabit.percent, t);
  const { authority } = connectivity;
  if (authority.status === 'missing' || gigabit.authorityPercent === null) {
    return [t('around.gigabitAlone', { percent })];
  }
  const difference = gigabit.percent - gigabit.authorityPercent;
  const key =
    Math.abs(difference) < sameWithin
      ? 'around.gigabitSame'
      : difference > 0
        ? 'around.gigabitMore'
        : 'around.gigabitLess';
  const authorityPercent = percentText(gigabit.authorityPercent, t);
  return [t(key, { percent, authority: authority.name, authorityPercent })];
}

function slowSentences(connectivity: KnownConnectivity, t: Translate): string[] {
  const slow = measureOf(connectivity, 'below_30');
  const indecent = measureOf(connectivity, 'below_decent')?.premises ?? 0;
  const sentences: string[] = [];
  if (slow?.premises === 0) sentences.push(t('around.slowNone'));
  else if (slow?.premises != null) {
    sentences.push(t('around.slowSome', { count: slow.premises, percent: percentText(slow.percent, t) }));
  }
  if (indecent > 0) sentences.push(t('around.indecentSome', { count: indecent }));
  return sentences;
}

function tableOf(connectivity: KnownConnectivity, t: Translate): ConnectivityWords['table'] {
  const { authority, nation, period } = connectivity;
  return {
    caption: t('around.connectivityCaption', {
      period: period === null ? t('missing.noData') : formatPeriod(period, t.locale),
    }),
    authority: authority.status === 'known' ? authority.name : null,
    nation: nation.status === 'known' ? nation.name : null,
    rows: connectivity.measures.map(({ id, premises, percent, authorityPercent, nationPercent }) => ({
      label: t(measureLabels[id]),
      premises:
        premises === null
          ? t('around.notInRelease')
          : formatFigure(premises, { unit: 'count', decimals: 0 }, t.locale),
      here: percentText(percent, t),
      percent,
      authority: percentText(authorityPercent, t),
      nation: percentText(nationPercent, t),
    })),
  };
}

function notesOf(connectivity: KnownConnectivity, t: Translate): string[] {
  const { basis, parts, premises, matchedPremises, isResidential, authority, nation, measures } =
    connectivity;
  const notes = [t(basisKeys[basis], { count: parts })];
  if (isResidential) notes.push(t('around.residentialOnly'));
  else if (premises !== null) notes.push(t('around.allPremises', { count: premises }));
  const unmatched = premises === null || matchedPremises === null ? 0 : premises - matchedPremises;
  if (unmatched > 0) notes.push(t('around.unmatched', { count: unmatched }));
  notes.push(t('around.decentMeaning'));
  if (measures.some(({ percent }) => percent === null)) notes.push(t('around.someNotInRelease'));
  if (authority.status === 'missing' && authority.reason === 'incomplete')
    notes.push(t('around.authorityIncomplete'));
  if (nation.status === 'missing' && nation.reason === 'not-whole') notes.push(t('around.nationNotWhole'));
  return notes;
}
