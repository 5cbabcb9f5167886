import type { ScoreCard } from '../../../core/contract/area-page.ts';
import type { Explanation } from '../../../core/contract/score.ts';
import { missingInputsSentence } from '../../../core/index/risk-sentence.ts';
import { standingOf } from '../../../core/sentences/standing-of.ts';
import { tenthsOf } from '../../../core/sentences/standing-sentence.ts';
import { hasWorstTenth } from '../../../core/uncertainty/has-worst-tenth.ts';
import type { ProfileSubject } from './profile-subject.ts';

/** Score, rank and how far the rank can be trusted, with the sentence that says where the area stands. */
export function scoreCard(
  { own, row, t }: ProfileSubject,
  explanation: Explanation,
  name: string,
): { readonly summary: string; readonly card: ScoreCard } {
  const { score, rankInterval = { status: 'missing', reason: 'never-run' }, bestFit } = explanation;
  const interval = rankInterval.status === 'known' ? rankInterval : null;
  const { inputsPresent } = score;
  // Of larger areas it is not said: each of their areas may have had another one estimated.
  const isOwnArea = own.places.type === own.table.inputs.profile.areas.type;
  const inputsFilledIn = isOwnArea ? (own.table.scored.inputsPresent[row] ?? 0) - inputsPresent : 0;
  return {
    summary: standingOf(explanation, name, t),
    card: {
      score,
      rankInterval,
      tenths:
        interval !== null && hasWorstTenth(interval.rankOf) ? tenthsOf(interval, interval.rankOf) : null,
      missingInputs: score.score === null ? null : missingInputsSentence({ ...score, inputsFilledIn }, t),
      bestFit: bestFit ?? null,
    },
  };
}
