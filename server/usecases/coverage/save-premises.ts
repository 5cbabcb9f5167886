import type { SavedListQuery } from '../../../core/contract/coverage/premises-list.ts';
import type { DrawnPolygon } from '../../../core/coverage/drawn-polygon.ts';
import { premisesApiAddress } from '../../../core/coverage/premises-address.ts';
import type { Translate } from '../../../core/language/translate.ts';
import { pagesOf } from '../../store/pages-of.ts';
import { postcodeColumns } from './postcode-file.ts';
import { listFile, premisesColumns } from './premises-file.ts';
import { mostPremisesInFile, type PremisesLists } from './premises-lists.ts';
import { createSavedList, type SavedList } from './saved-list.ts';

/**
 * Premises, or their postcodes, as a list that can be saved: all that fit, or those of them in a drawn polygon.
 *
 * @throws AppError not-found without a snapshot; too-large where more fit than a file may hold, or more premises lie around
 *   the polygon than are looked through.
 */
export async function savePremises(
  lists: PremisesLists,
  query: SavedListQuery,
  { t, polygon }: { readonly t: Translate; readonly polygon?: DrawnPolygon | undefined },
): Promise<SavedList> {
  const { by, ...filter } = query;
  const savedAt = new Date();
  const facts = { query, t, savedAt };
  const common = { savedAt, describedAt: premisesApiAddress(query) };
  if (by === 'postcode') {
    const selection =
      polygon === undefined
        ? await lists.selectPostcodes(filter, mostPremisesInFile)
        : await lists.selectDrawnPostcodes(filter, polygon);
    return createSavedList({
      ...{ ...common, layer: 'postcodes', total: selection.total },
      file: listFile(selection, postcodeColumns(query.class, t), facts),
      pages: () => pagesOf({ ...selection, start: null, total: null }),
      placeOf: ({ place }) => place,
    });
  }
  const selection =
    polygon === undefined
      ? await lists.select(filter, mostPremisesInFile)
      : await lists.selectDrawn(filter, polygon);
  return createSavedList({
    ...{ ...common, layer: 'premises', total: selection.total },
    file: listFile(selection, premisesColumns(t), facts),
    pages: () => pagesOf({ ...selection, start: null, total: null }),
    placeOf: (row) => row,
  });
}
