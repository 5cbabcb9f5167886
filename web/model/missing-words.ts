import type { MissingReason } from '../../core/contract/indicator.ts';

const words: Readonly<Record<MissingReason, string>> = {
  'not-published': 'not published for this area',
  suppressed: 'withheld by the publisher',
  'zero-denominator': 'nobody to count it among',
  'not-in-source': 'the source leaves this area out',
  'conversion-lost': 'lost when older areas were matched to today’s',
  'invalid-in-source': 'the source has an impossible figure',
  'too-few-inputs': 'too few of its parts are known',
  'not-computable': 'the method could not work it out here',
  'screened-out': 'left out by the method, as too little is known of it',
  'zero-range': 'the same in every area compared, so it cannot tell them apart',
};

/** Why a figure is missing, or does not count: "withheld by the publisher". */
export function reasonWords(reason: MissingReason): string {
  return words[reason];
}

/** "no data: withheld by the publisher"; "no data" where the reason is not known. */
export function missingWords(reason: MissingReason | null | undefined): string {
  return reason === null || reason === undefined ? 'no data' : `no data: ${words[reason]}`;
}
