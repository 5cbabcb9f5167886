import type { AreaComparison } from '../contract/area-comparison.ts';
import { formatFigure } from '../format-figure.ts';
import { indicatorTitle } from '../language/data-texts.ts';
import type { Translate } from '../language/translator.ts';
import { listInWords } from '../list-in-words.ts';
import { rankVerdict } from './rank-verdict.ts';

type Compared = AreaComparison['areas'][number];

/** What the sentences are made from. */
export type SentenceFacts = Pick<AreaComparison, 'areas' | 'differences' | 'indicators'>;

const codesOf = (areas: readonly Compared[]): string[] => areas.map(({ code }) => code);

function namesOf(areas: readonly Compared[], codes: readonly string[], t: Translate): string {
  return listInWords(
    codes.map((code) => areas.find((area) => area.code === code)?.name ?? code),
    t.locale,
  );
}

/** What is compared: areas of one kind or of several, and which is part of which. */
function scopeSentences(areas: readonly Compared[], t: Translate): string[] {
  const [first, ...others] = areas;
  if (first === undefined) return [];
  const scope = others.every(({ type }) => type === first.type)
    ? t('compare.scopeSame', { count: areas.length, kinds: t(`kinds.${first.type}Many`) })
    : t('compare.scopeMixed', {
        areas: areas.map(({ name, type }) => `${name} (${t(`kinds.${type}Place`)})`).join(', '),
      });
  const parts = areas.flatMap(({ code, name }) => {
    const inside = areas.filter(({ partOf }) => partOf.includes(code));
    if (inside.length === 0) return [];
    const part = namesOf(inside, codesOf(inside), t);
    return [t('compare.partOf', { part, whole: name, count: inside.length })];
  });
  return [scope, ...parts];
}

/** Places that are ranked with each other: of one kind, in one comparison group of so many places. */
function rankedTogether(areas: readonly Compared[]): Compared[][] {
  const groups = new Map<string, Compared[]>();
  for (const area of areas) {
    if (area.score.rank === null) continue;
    const key = `${area.type} ${area.rankGroup}`;
    groups.set(key, [...(groups.get(key) ?? []), area]);
  }
  return [...groups.values()];
}

function rankSentence(group: readonly Compared[], t: Translate): string | null {
  const verdict = rankVerdict(
    group.map(({ code, score, rankInterval }) => ({
      code,
      rank: score.rank ?? NaN,
      interval: rankInterval.status === 'known' ? rankInterval : null,
    })),
  );
  if (verdict.kind === 'none') return null;
  const values = { worst: namesOf(group, verdict.worst, t), count: verdict.worst.length };
  if (verdict.kind === 'unsure') return t('compare.rankUnsure', values);
  const others = namesOf(group, verdict.apart, t);
  const same = namesOf(group, verdict.notApart, t);
  if (verdict.apart.length === 0 && verdict.notApart.length === 0) return t('compare.rankShared', values);
  if (verdict.notApart.length === 0) return t('compare.rankApart', { ...values, others });
  if (verdict.apart.length === 0) return t('compare.rankNotApart', { ...values, same });
  return t('compare.rankApartFromSome', { ...values, others, same });
}

/** How an area stands to the middle of its authority: null where that is not compared with it, or not known. */
function standing({ rankInterval, authority, partOf }: Compared): 'same' | 'worse' | 'better' | null {
  if (authority === null || !partOf.includes(authority.code)) return null;
  if (rankInterval.status !== 'known' || rankInterval.authority === null) return null;
  const { isApart, medianRank } = rankInterval.authority;
  if (!isApart) return 'same';
  return medianRank > rankInterval.q95 ? 'worse' : 'better';
}

/** Areas against the middle of their authority; those of which the same is said are named together. */
function authoritySentences(areas: readonly Compared[], t: Translate): string[] {
  const groups = new Map<string, Compared[]>();
  for (const area of areas) {
    const key = [area.type, area.authority?.code, standing(area)].join(' ');
    if (standing(area) !== null) groups.set(key, [...(groups.get(key) ?? []), area]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    return t('compare.authorityStanding', {
      areas: namesOf(group, codesOf(group), t),
      count: group.length,
      standing: standing(first),
      kinds: t(`kinds.${first.type}Many`),
      authority: first.authority?.name,
    });
  });
}

/** A difference in words; null where rounding leaves nothing of it. */
function differenceSentence(
  { areas, indicators }: SentenceFacts,
  difference: SentenceFacts['differences'][number],
  t: Translate,
): string | null {
  const indicator = indicators.find(({ indicatorId }) => indicatorId === difference.indicatorId);
  if (indicator === undefined) return null;
  const textOf = (code: string): string => {
    const value = indicator.cells[areas.findIndex((area) => area.code === code)]?.value ?? null;
    return value === null ? '' : formatFigure(value, indicator, t.locale);
  };
  const nameOf = (code: string): string => namesOf(areas, [code], t);
  const [high, low] = [textOf(difference.highest), textOf(difference.lowest)];
  if (high === low) return null;
  return t('compare.difference', {
    title: indicatorTitle(t, indicator.indicatorId, indicator.title),
    ...{ high, low },
    highest: nameOf(difference.highest),
    lowest: nameOf(difference.lowest),
    isRisk: difference.riskier === null ? 'no' : 'yes',
    riskier: difference.riskier === null ? '' : nameOf(difference.riskier),
    count: areas.length,
  });
}

/**
 * A comparison in words: what is compared, what can be said of the ranks, and on which figures the areas differ most. Nothing is
 * called a difference of rank that the intervals of the ranks overlap on, or that nobody has worked out intervals for.
 */
export function comparisonSentences(facts: SentenceFacts, t: Translate): string[] {
  const { areas, differences } = facts;
  const partial = areas.filter(({ isPartOnly }) => isPartOnly);
  const unscored = areas.filter(({ score }) => score.score === null);
  const named = differences.flatMap((difference) => differenceSentence(facts, difference, t) ?? []);
  return [
    ...scopeSentences(areas, t),
    ...(partial.length === 0
      ? []
      : [t('compare.partOnly', { areas: namesOf(partial, codesOf(partial), t) })]),
    ...rankedTogether(areas).flatMap((group) => rankSentence(group, t) ?? []),
    ...(named.length === 0 ? [t('compare.noDifferences')] : named),
    ...authoritySentences(areas, t),
    ...unscored.map(({ name }) => t('compare.noScore', { area: name })),
  ];
}
