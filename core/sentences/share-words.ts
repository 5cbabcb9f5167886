import type { Translate } from '../language/translator.ts';
import type { ShareWords } from '../share-in-words.ts';

/** What is said of shares that are not quite none or all, in a language. */
export function shareWordsIn(t: Translate): ShareWords {
  return {
    shareFewerThanOne: t('sentences.shareFewerThanOne'),
    shareMoreThan99: t('sentences.shareMoreThan99'),
  };
}
