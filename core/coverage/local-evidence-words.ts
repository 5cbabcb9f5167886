import type { LocalEvidence } from '../contract/coverage/local-evidence.ts';
import { formatDay } from '../language/format-day.ts';
import type { Translate } from '../language/translate.ts';

/** What is wrong by a report, in words; with the speed that it is about, where it is about one. */
export function evidenceReason(
  { reason, speedClass }: Pick<LocalEvidence, 'reason' | 'speedClass'>,
  t: Translate,
): string {
  const words = t(`coverageEvidence.reason-${reason}`);
  return speedClass === null
    ? words
    : t('coverageEvidence.ofSpeed', { reason: words, speed: t(`coverageMap.class-${speedClass}`) });
}

/** One upheld report in a sentence: what it is about, what is wrong, and when an officer agreed. */
export function evidenceSentence(evidence: LocalEvidence, t: Translate): string {
  return t(`coverageEvidence.sentence-${evidence.about}`, {
    reason: evidenceReason(evidence, t),
    day: formatDay(evidence.upheldOn, t.locale),
  });
}

/**
 * Upheld reports in a cell of a table, in the words of the API; null where there are none.
 *
 * @example evidenceCell([{ about: 'premises', reason: 'cannot-order-speed', speedClass: 'gigabit', ... }])
 * // 'premises: cannot-order-speed (gigabit)'
 */
export function evidenceCell(
  evidence: readonly Pick<LocalEvidence, 'about' | 'reason' | 'speedClass'>[],
): string | null {
  if (evidence.length === 0) return null;
  return evidence
    .map(
      ({ about, reason, speedClass }) =>
        `${about}: ${reason}${speedClass === null ? '' : ` (${speedClass})`}`,
    )
    .join('; ');
}

/** The newest day on which one of them was upheld, YYYY-MM-DD; null where there are none. */
export function evidenceDate(evidence: readonly Pick<LocalEvidence, 'upheldOn'>[]): string | null {
  return (
    evidence
      .map(({ upheldOn }) => upheldOn)
      .sort()
      .at(-1) ?? null
  );
}
