import type { MissingReason } from '../../core/contract/indicator.ts';
import { missingWords as missingIn } from '../../core/language/data-texts.ts';
import { language, t } from '../language/words.ts';

/** Why a figure is missing, or does not count: "withheld by the publisher". */
export function reasonWords(reason: MissingReason): string {
  return t(`missing.${reason}`);
}

/** "no data: withheld by the publisher"; "no data" where the reason is not known. */
export function missingWords(reason: MissingReason | null | undefined): string {
  return missingIn(language(), reason);
}
