import type { CodeChangeRow, MembershipRow, OpenedSource, SourceRow } from '../../sources/source.ts';
import { createAreaStore } from '../../store/area-store.ts';
import { createMembershipStore } from '../../store/membership-store.ts';
import { createPostcodeStore } from '../../store/postcode-store.ts';
import { createPremisesStore } from '../../store/premises-store.ts';
import { writeAreaValues } from './area-values-writer.ts';
import { writeAreaDetails } from './area-details-writer.ts';
import { writeAreas } from './areas-writer.ts';
import type { WriteTarget } from './import-types.ts';
import { writeMobileCoverage } from './mobile-coverage-writer.ts';
import { onlyKind } from './only-kind.ts';
import { refusingRepeatedKeys } from './repeated-key.ts';
import { saveNamedAreas } from './named-areas.ts';
import { writeCoverage } from './coverage-writer.ts';
import { writePremisesDirectory } from './premises-directory-writer.ts';
import { writePremises } from './premises-writer.ts';
import { writeSupportPlaces } from './support-places-writer.ts';

type RowKind = SourceRow['kind'];

/**
 * Writes the rows of an opened source, of the kind that its reader declares; gives how many were kept.
 *
 * @throws AppError source-rejected, among others where a key stands twice in the file.
 */
export async function writeRows(
  rowKind: RowKind,
  opened: OpenedSource,
  target: WriteTarget,
): Promise<number> {
  return refusingRepeatedKeys(target.request.file.path, () => writeKind(rowKind, opened, target));
}

async function writeKind(rowKind: RowKind, opened: OpenedSource, target: WriteTarget): Promise<number> {
  switch (rowKind) {
    case 'area':
      return writeAreas(onlyKind(opened, 'area'), target);
    case 'area-detail':
      return writeAreaDetails(onlyKind(opened, 'area-detail'), target);
    case 'membership':
      return writeMemberships(opened, target);
    case 'code-change':
      return writeCodeChanges(opened, target);
    case 'values':
      return writeAreaValues(onlyKind(opened, 'values'), target);
    case 'postcode':
      return createPostcodeStore(target.transaction).copyPostcodes(
        target.releaseId,
        onlyKind(opened, 'postcode').batches,
      );
    case 'premises':
      return writePremises(onlyKind(opened, 'premises'), target);
    case 'premises-plan':
      return createPremisesStore(target.transaction).copyPlans(
        target.releaseId,
        onlyKind(opened, 'premises-plan').batches,
      );
    case 'premises-directory':
      return writePremisesDirectory(onlyKind(opened, 'premises-directory'), target);
    case 'coverage':
      return writeCoverage(onlyKind(opened, 'coverage'), target);
    case 'mobile-coverage':
      return writeMobileCoverage(onlyKind(opened, 'mobile-coverage'), target);
    case 'support-place':
      return writeSupportPlaces(onlyKind(opened, 'support-place'), target);
  }
}

/** A lookup also names areas: those that no boundary file has brought are saved by code and name. */
async function writeMemberships(opened: OpenedSource, target: WriteTarget): Promise<number> {
  const rows = onlyKind(opened, 'membership');
  const named = saveNamedAreas(rows.batches);
  const kept = await createMembershipStore(target.transaction).saveMemberships(
    target.releaseId,
    named.batches,
  );
  await named.save(target);
  return kept;
}

/** The history of local authorities also says in which region and nation each lies. */
async function writeCodeChanges(opened: OpenedSource, target: WriteTarget): Promise<number> {
  const memberships: MembershipRow[] = [];
  async function* changes(): AsyncGenerator<readonly CodeChangeRow[]> {
    for await (const batch of opened.batches) {
      yield batch.flatMap((row) => {
        if (row.kind === 'code-change') return [row];
        if (row.kind !== 'membership')
          throw new Error(`a reader of code changes gave rows of kind ${row.kind}`);
        memberships.push(row);
        return [];
      });
    }
  }
  const kept = await createMembershipStore(target.transaction).saveCodeChanges(target.releaseId, changes());
  const added = await createAreaStore(target.transaction).saveAreasBefore(target.releaseId);
  if (added > 0) {
    target.note({
      code: 'areas-from-lookup',
      severity: 'info',
      message: `${added} older areas were added by their codes, without boundaries, so that figures on them can be brought over.`,
      count: added,
    });
  }
  if (memberships.length === 0) return kept;
  // eslint-disable-next-line @typescript-eslint/require-await -- an array as the stream that the writer takes
  async function* inOneBatch(): AsyncGenerator<readonly MembershipRow[]> {
    yield memberships;
  }
  return kept + (await writeMemberships({ ...opened, batches: inOneBatch() }, target));
}
