import type { CoverageGap } from '../../../core/contract/coverage/coverage-gap.ts';
import { speedClasses } from '../../../core/contract/coverage/speed-class.ts';
import { howMany } from '../../../core/coverage/risk-words.ts';
import type { Attribution } from '../../../core/contract/dataset.ts';
import type { Queryable } from '../../database/database.ts';
import { createCreditReads } from '../../store/credit-reads.ts';
import { createPremisesReads } from '../../store/coverage/premises-reads.ts';
import { createSnapshotStore } from '../../store/coverage/snapshot-store.ts';

/**
 * The premises of an area by the slowest speed that some of them cannot order, as people ask for that first.
 *
 * Missing: null where no premises are loaded, or none are counted for this very area; regions and nations have none.
 */
export async function readCoverageGap(
  database: Queryable,
  areaId: number | null,
): Promise<{ readonly gap: CoverageGap; readonly attribution: Attribution } | null> {
  if (areaId === null) return null;
  const snapshot = await createSnapshotStore(database).current();
  if (snapshot === null) return null;
  const counts = await createPremisesReads(database).counts(snapshot.snapshotId, areaId);
  const inOrder = speedClasses.flatMap((each) => counts.find(({ speedClass }) => speedClass === each) ?? []);
  const known = inOrder.filter((each) => howMany(each) !== 'not-known');
  const chosen = known.find((each) => howMany(each) === 'some') ?? known.at(-1);
  if (chosen === undefined) return null;
  const { speedClass, premises, unknown, expectedUnserved } = chosen;
  return {
    gap: { class: speedClass, premises, unknown, expectedUnserved, period: snapshot.period },
    attribution: await createCreditReads(database).releases(
      snapshot.inputs.map(({ releaseId }) => releaseId),
    ),
  };
}
