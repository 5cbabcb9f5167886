import { AppError } from '../../../core/errors.ts';
import type { AreaDetailRow, OpenedSource } from '../../sources/source.ts';
import { createAreaDetailStore } from '../../store/area-detail-store.ts';
import { createAreaDirectory } from '../../store/area-directory.ts';
import type { WriteTarget } from './import-types.ts';

/**
 * Writes what a file says of areas that are loaded: where their people live, what they are called. Rows about other
 * areas are left out (the quality gate has counted and named them).
 *
 * @throws AppError source-rejected where no area of the set is loaded: there is nothing to hang the details on.
 */
export async function writeAreaDetails(
  source: OpenedSource<AreaDetailRow>,
  target: WriteTarget,
): Promise<number> {
  const { areas } = source.facts;
  const { transaction } = target;
  if (areas === null || (await createAreaDirectory(transaction).idsByCode(areas)).size === 0) {
    const set = areas === null ? 'these' : `${areas.type} ${areas.vintage}`;
    throw new AppError(
      'source-rejected',
      `No ${set} areas are loaded. Import their boundaries or a lookup first.`,
      { details: { field: 'areas', value: set } },
    );
  }
  return createAreaDetailStore(transaction).saveDetails(areas, source.batches);
}
