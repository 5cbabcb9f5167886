import type { MissingReason } from '../contract/indicator.ts';
import type { MessageKey } from '../language/catalogue.ts';
import type { Translate } from '../language/translator.ts';

/** The message of each reason why a figure is missing, or does not count. */
export const missingMessages = {
  'not-published': 'missingNotPublished',
  suppressed: 'missingSuppressed',
  'zero-denominator': 'missingZeroDenominator',
  'not-in-source': 'missingNotInSource',
  'conversion-lost': 'missingConversionLost',
  'invalid-in-source': 'missingInvalidInSource',
  'too-few-inputs': 'missingTooFewInputs',
  'not-computable': 'missingNotComputable',
  'screened-out': 'missingScreenedOut',
  'zero-range': 'missingZeroRange',
} as const satisfies Readonly<Record<MissingReason, string>>;

/** "withheld by the publisher": why a figure is missing, or does not count, in a language. */
export function reasonText(t: Translate, reason: MissingReason): string {
  const key: MessageKey = `sentences.${missingMessages[reason]}`;
  return t(key);
}

/** "no data: withheld by the publisher"; "no data" where the reason is not known. */
export function missingText(t: Translate, reason: MissingReason | null | undefined): string {
  if (reason === null || reason === undefined) return t('sentences.noData');
  return t('sentences.noDataBecause', { reason: reasonText(t, reason) });
}
