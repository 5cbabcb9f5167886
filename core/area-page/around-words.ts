import type { Around } from '../contract/area-page/around.ts';
import type { Translate } from '../language/translate.ts';
import { connectivityWords } from './connectivity-words.ts';
import { neighboursWords } from './neighbours-words.ts';
import { similarWords } from './similar-words.ts';
import { supportWords } from './support-words.ts';
import { trendWords } from './trend-words.ts';

/** What the templates of the five sections (server/pages/templates/area) show, as `around`. */
export function aroundWords(around: Around, profileId: string, t: Translate) {
  return {
    connectivity: connectivityWords(around.connectivity, t),
    support: supportWords(around.support, t),
    neighbours: neighboursWords(around.neighbours, t),
    similar: similarWords(around.similar, t),
    trend: trendWords(around.trend, t),
    overTimeAddress: `/methods/${encodeURIComponent(profileId)}/over-time`,
  };
}
