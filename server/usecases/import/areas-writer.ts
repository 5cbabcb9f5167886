import { AppError } from '../../../core/errors.ts';
import type { AreaRow, MembershipRow, OpenedSource } from '../../sources/source.ts';
import { createAreaStore } from '../../store/area-store.ts';
import { createMembershipStore } from '../../store/membership-store.ts';
import type { WriteTarget } from './import-types.ts';
import { saveNamedAreas } from './named-areas.ts';

/**
 * Writes a boundary file: a boundary set, its areas, and the parents that the file's own properties name. Rows go to
 * the database as they come; memberships are kept until the areas are in, since a connection does one thing at a time.
 */
export async function writeAreas(source: OpenedSource<AreaRow>, target: WriteTarget): Promise<number> {
  const set = source.facts.areas;
  if (set === null) {
    throw new AppError('source-rejected', `${target.request.file.path} does not say which areas it holds.`, {
      details: { field: 'vintage', reason: 'say which with --option type=ward --option vintage=2025' },
    });
  }
  const store = createAreaStore(target.transaction);
  const boundarySetId = await store.createBoundarySet(set, {
    releaseId: target.releaseId,
    resolution: 'as published',
  });
  const memberships: MembershipRow[] = [];
  async function* areas(): AsyncGenerator<readonly AreaRow[]> {
    for await (const batch of source.batches) {
      for (const row of batch) {
        for (const parent of row.parents) {
          memberships.push({
            kind: 'membership',
            line: row.line,
            child: set ?? parent.areas,
            childCode: row.code,
            childName: row.name,
            parent: parent.areas,
            parentCode: parent.code,
            parentName: parent.name,
            method: 'exact',
          });
        }
      }
      yield batch;
    }
  }
  const kept = await store.saveAreas(set, areas(), { madeUp: target.request.madeUp, boundarySetId });
  await store.countBoundarySet(boundarySetId);
  if (memberships.length > 0) {
    const named = saveNamedAreas(inOneBatch(memberships));
    await createMembershipStore(target.transaction).saveMemberships(target.releaseId, named.batches);
    await named.save(target);
  }
  return kept;
}

// eslint-disable-next-line @typescript-eslint/require-await -- an array as the stream that the store takes
async function* inOneBatch(rows: readonly MembershipRow[]): AsyncGenerator<readonly MembershipRow[]> {
  yield rows;
}
