import type { AreaNeighbours, KnownNeighbours, RiskComparison } from '../contract/area-page/neighbours.ts';
import type { MessageKey } from '../language/catalogue.ts';
import type { Translate } from '../language/translate.ts';
import { placeAndName } from './place-and-name.ts';

export interface NeighboursWords {
  readonly sentences: readonly string[];
  readonly rows: readonly {
    readonly code: string;
    readonly name: string;
    readonly score: number | null;
    readonly decile: number | null;
    readonly comparison: string;
  }[];
  readonly notes: readonly string[];
}

const comparisonKeys: Readonly<Record<RiskComparison, MessageKey>> = {
  'clearly-higher': 'around.riskHigher',
  'clearly-lower': 'around.riskLower',
  'not-apart': 'around.riskNotApart',
  unknown: 'around.riskUnknown',
};

const missingKeys = {
  'not-compared': 'around.neighboursNotCompared',
  'no-boundary': 'around.neighboursNoBoundary',
  'touches-none': 'around.neighboursTouchesNone',
} as const satisfies Record<Extract<AreaNeighbours, { status: 'missing' }>['reason'], MessageKey>;

/** Neighbours in words: how many are clearly higher or lower, and how many cannot be told apart; never by scores alone. */
export function neighboursWords(neighbours: AreaNeighbours, t: Translate): NeighboursWords {
  if (neighbours.status === 'missing')
    return { sentences: [t(missingKeys[neighbours.reason])], rows: [], notes: [] };
  return {
    sentences: sentencesOf(neighbours, t),
    rows: neighbours.areas.map(({ code, name, placeName, score, decile, comparison }) => ({
      code,
      name: placeAndName({ name, placeName }),
      ...{ score, decile },
      comparison: t(comparisonKeys[comparison]),
    })),
    notes: neighbours.hasIntervals ? [t('around.neighboursRule')] : [],
  };
}

function sentencesOf({ areas, hasIntervals, withoutScore }: KnownNeighbours, t: Translate): string[] {
  const counted = (comparison: RiskComparison): number =>
    areas.filter((area) => area.comparison === comparison).length;
  const [higher, lower, level] = [counted('clearly-higher'), counted('clearly-lower'), counted('not-apart')];
  if (areas.length === 0) return [t('around.neighboursNoneScored', { count: withoutScore })];
  const sentences = [t('around.neighboursCount', { count: areas.length })];
  if (!hasIntervals) sentences.push(t('around.neighboursNoIntervals'));
  else if (level === areas.length && level > 0) sentences.push(t('around.neighboursNoneApart'));
  else {
    if (higher > 0) sentences.push(t('around.neighboursHigher', { count: higher }));
    if (lower > 0) sentences.push(t('around.neighboursLower', { count: lower }));
    if (level > 0) sentences.push(t('around.neighboursNotApart', { count: level }));
  }
  if (withoutScore > 0) sentences.push(t('around.neighboursWithoutScore', { count: withoutScore }));
  return sentences;
}
