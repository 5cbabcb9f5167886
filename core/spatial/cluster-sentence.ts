import type { ClusterKind } from '../contract/clusters.ts';
import { listInWords } from '../list-in-words.ts';

/** How many areas there are of each kind. */
export type ClusterCounts = Readonly<Record<ClusterKind, number>>;

export interface ClusterSentenceInput {
  readonly counts: ClusterCounts;
  /** Corrected p at or below which an area counts: 0.05. */
  readonly level: number;
}

/**
 * What the clusters come to, in plain English: how many areas were compared, how many stand in clusters of high or low risk,
 * how many differ from their neighbours, and how far that may be chance.
 */
export function clusterSentence({ counts, level }: ClusterSentenceInput): string {
  const found = counts['high-high'] + counts['low-low'] + counts['high-low'] + counts['low-high'];
  const compared = found + counts['not-significant'];
  if (compared === 0) return 'There are too few scores next to each other to look for clusters.';
  const opening = `Of ${areas(compared)} compared`;
  if (found === 0) {
    return `${opening}, none stands out together with its neighbours more than chance would have it.`;
  }
  const parts = [
    part(counts['high-high'], 'in a cluster of high risk', 'in clusters of high risk'),
    part(counts['low-low'], 'in a cluster of low risk', 'in clusters of low risk'),
    part(counts['high-low'], 'at high risk among neighbours at low risk'),
    part(counts['low-high'], 'at low risk among neighbours at high risk'),
  ].filter((text) => text !== null);
  const share = Math.round(1 / level);
  return `${opening}, ${listInWords(parts)}. About one in ${share} of these is expected to be there by chance.`;
}

function part(count: number, one: string, many = one): string | null {
  if (count === 0) return null;
  return `${count.toLocaleString('en-GB')} ${count === 1 ? `is ${one}` : `are ${many}`}`;
}

function areas(count: number): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? 'area' : 'areas'}`;
}
