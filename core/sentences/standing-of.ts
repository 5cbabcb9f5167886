import type { Explanation } from '../contract/score.ts';
import type { Translate } from '../language/translate.ts';
import { standingSentence } from './standing-sentence.ts';

/** Where an explained area stands, by what it is called on the page, and no more than the interval of its rank allows. */
export function standingOf(
  { area, score, rankInterval }: Pick<Explanation, 'area' | 'score' | 'rankInterval'>,
  name: string,
  t: Translate,
): string {
  const interval = rankInterval?.status === 'known' ? rankInterval : null;
  return standingSentence({ ...score, name, type: area.type, interval }, t);
}
