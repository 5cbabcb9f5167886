import { createHash } from 'node:crypto';
import { canonicalJson } from '../profile-hash.ts';
import type { ScoreTable } from '../make-score-table.ts';
import { clusterMethod } from './cluster-columns.ts';

/** Raised when the same question comes to other figures, so that stored ones are worked out anew. */
const clusterFormat = 1;

/**
 * Names everything that clusters hang on: the method, the areas, their scores to the last bit, who is compared with whom,
 * and the boundaries that say who touches whom.
 *
 * @param boundaries Names the boundaries of the areas, as `nameBoundaries` does.
 */
export function questionHash({ inputs, scored }: ScoreTable, boundaries: string): string {
  const { areas, profile } = inputs;
  const { ids, count } = scored.groups;
  return createHash('sha256')
    .update(canonicalJson([clusterFormat, clusterMethod, profile.areas, areas.codes, boundaries, count]))
    .update(scored.score)
    .update(ids)
    .digest('hex');
}
