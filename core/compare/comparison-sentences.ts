import type { AreaComparison } from '../contract/area-comparison.ts';
import { formatFigure } from '../format-figure.ts';
import type { Translate } from '../language/translator.ts';
import { rankVerdict } from './rank-verdict.ts';

type Compared = AreaComparison['areas'][number];

/** What the sentences are made from. */
export type SentenceFacts = Pick<AreaComparison, 'areas' | 'differences' | 'indicators'>;

/** "A", "A and B", "A, B and C". */
function listNames(names: readonly string[], t: Translate): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : t('compare.list', { first: names.slice(0, -1).join(', '), last });
}

function namesOf(areas: readonly Compared[], codes: readonly string[], t: Translate): string {
  return listNames(
    codes.map((code) => areas.find((area) => area.code === code)?.name ?? code),
    t,
  );
}

/** What is compared: areas of one kind or of several, and which is part of which. */
function scopeSentences(areas: readonly Compared[], t: Translate): string[] {
  const [type, ...otherTypes] = new Set(areas.map((area) => area.type));
  const scope =
    otherTypes.length === 0
      ? t('compare.scopeSame', { count: areas.length, type })
      : t('compare.scopeMixed', {
          areas: areas
            .map(({ name, type: kind }) => t('compare.nameOfKind', { name, type: kind }))
            .join(', '),
        });
  const parts = areas
    .filter(({ partOf }) => partOf.length > 0)
    .map(({ name, partOf }) => t('compare.partOf', { part: name, whole: namesOf(areas, partOf, t) }));
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

/** An area against the middle of its authority, where that authority is compared with it. */
function authoritySentence(area: Compared, t: Translate): string | null {
  const { rankInterval, authority, partOf, name, type } = area;
  if (authority === null || !partOf.includes(authority.code)) return null;
  if (rankInterval.status !== 'known' || rankInterval.authority === null) return null;
  const { isApart, medianRank } = rankInterval.authority;
  const values = { area: name, type, authority: authority.name };
  if (!isApart) return t('compare.authorityNotApart', values);
  return t('compare.authorityApart', {
    ...values,
    direction: medianRank > rankInterval.q95 ? 'worse' : 'better',
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
    return value === null ? '' : formatFigure(value, indicator);
  };
  const nameOf = (code: string): string => namesOf(areas, [code], t);
  const [high, low] = [textOf(difference.highest), textOf(difference.lowest)];
  if (high === low) return null;
  return t('compare.difference', {
    title: indicator.title,
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
  const unscored = areas.filter(({ score }) => score.score === null);
  const named = differences.flatMap((difference) => differenceSentence(facts, difference, t) ?? []);
  return [
    ...scopeSentences(areas, t),
    ...rankedTogether(areas).flatMap((group) => rankSentence(group, t) ?? []),
    ...areas.flatMap((area) => authoritySentence(area, t) ?? []),
    ...unscored.map(({ name }) => t('compare.noScore', { area: name })),
    ...(named.length === 0 ? [t('compare.noDifferences')] : named),
  ];
}
