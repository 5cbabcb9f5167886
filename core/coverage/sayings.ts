import type { EvidenceBasis } from '../contract/coverage/speed-class.ts';
import { remainingShare, type KnownServed } from './remaining-share.ts';

/** What sources say of a premises, by what each says it of. */
export interface Evidence<Shares> {
  /** BDUK's own row of it: whether a gigabit network is there; null without a row, or where the cell is blank. */
  readonly hasGigabit: boolean | null;
  /** Ofcom, of the premises of its postcode; null where the postcode is unknown or not in the release. */
  readonly postcode: {
    readonly shares: Shares;
    /** By BDUK's rows: how many premises the postcode has, and how many of them have gigabit. */
    readonly gigabit: KnownServed;
  } | null;
  /** Ofcom, of the premises of its output area. */
  readonly outputArea: Shares | null;
}

export interface Saying {
  readonly basis: EvidenceBasis;
  /** What the source itself says of all the premises it is about. */
  readonly published: number;
  /** What follows from it for this premises. */
  readonly chance: number;
}

/** What each source says of one thing that a premises may have, 0-1; null where it says nothing. */
export interface Said {
  readonly own: number | null;
  readonly ofPostcode: number | null;
  /** Of the premises of the postcode, which are known to have it; none where that is not known of any. */
  readonly knownServed: KnownServed;
  readonly ofOutputArea: number | null;
}

/** What each source says, the finest first: the premises itself, what its postcode leaves for it, its output area. */
export function sayingsOf({ own, ofPostcode, knownServed, ofOutputArea }: Said): Saying[] {
  const found: Saying[] = [];
  if (own !== null) found.push({ basis: 'premises', published: own, chance: own });
  if (ofPostcode !== null) {
    const chance = remainingShare(ofPostcode, knownServed);
    found.push({ basis: 'postcode', published: ofPostcode, chance });
  }
  if (ofOutputArea !== null) {
    found.push({ basis: 'output-area', published: ofOutputArea, chance: ofOutputArea });
  }
  return found;
}
