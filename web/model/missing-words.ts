import type { MissingReason } from '../../core/contract/indicator.ts';
import english from '../../core/language/messages/en/sentences.json' with { type: 'json' };
import { missingMessages } from '../../core/sentences/missing-words.ts';

/** Why a figure is missing, or does not count: "withheld by the publisher". */
export function reasonWords(reason: MissingReason): string {
  return english[missingMessages[reason]];
}

/** "no data: withheld by the publisher"; "no data" where the reason is not known. */
export function missingWords(reason: MissingReason | null | undefined): string {
  return reason === null || reason === undefined ? english.noData : `no data: ${reasonWords(reason)}`;
}
