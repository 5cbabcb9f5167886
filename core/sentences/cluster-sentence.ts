import type { ClusterKind } from '../contract/clusters.ts';
import type { Translate } from '../language/translate.ts';
import { listInWords } from '../list-in-words.ts';

/** How many areas there are of each kind. */
export type ClusterCounts = Readonly<Record<ClusterKind, number>>;

export interface ClusterSentenceInput {
  readonly counts: ClusterCounts;
  /** Corrected p at or below which an area counts: 0.05. */
  readonly level: number;
}

const parts = [
  { kind: 'high-high', key: 'clusters.partHighHigh' },
  { kind: 'low-low', key: 'clusters.partLowLow' },
  { kind: 'high-low', key: 'clusters.partHighLow' },
  { kind: 'low-high', key: 'clusters.partLowHigh' },
] as const;

/**
 * What the clusters come to, in plain words: how many areas were compared, how many stand in clusters of high or low risk,
 * how many differ from their neighbours, and how far that may be chance.
 */
export function clusterSentence({ counts, level }: ClusterSentenceInput, t: Translate): string {
  const found = parts.filter(({ kind }) => counts[kind] > 0);
  const compared = found.reduce((sum, { kind }) => sum + counts[kind], counts['not-significant']);
  if (compared === 0) return t('clusters.tooFew');
  if (found.length === 0) return t('clusters.none', { compared });
  const words = found.map(({ kind, key }) => t(key, { count: counts[kind] }));
  return t('clusters.sentence', {
    compared,
    parts: listInWords(words, t.locale),
    share: Math.round(1 / level),
  });
}
