import english from './language/messages/en/sentences.json' with { type: 'json' };

/** What is said of a share that is not quite none or all. */
export type ShareWords = Readonly<Record<'shareFewerThanOne' | 'shareMoreThan99', string>>;

/**
 * A share (0-1) as a whole percentage. What is not quite none or all is never rounded to it.
 *
 * @example shareInWords(0.623) // '62 %'
 * @example shareInWords(0.999) // 'more than 99 %'
 */
export function shareInWords(share: number, words: ShareWords = english): string {
  const percent = Math.round(100 * share);
  if (percent === 0 && share > 0) return words.shareFewerThanOne;
  if (percent === 100 && share < 1) return words.shareMoreThan99;
  return `${percent} %`;
}
