import type { SavedListQuery } from '../../../core/contract/coverage/premises-list.ts';
import type { DrawnPolygon } from '../../../core/coverage/drawn-polygon.ts';
import type { Translate } from '../../../core/language/translate.ts';
import { pagesOf } from '../../store/pages-of.ts';
import { postcodeColumns } from './postcode-file.ts';
import { listFile, premisesColumns } from './premises-file.ts';
import { mostPremisesInFile, postcodeKey, postcodesAtOnce, type PremisesLists } from './premises-lists.ts';
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
  if (by === 'postcode') {
    const selection =
      polygon === undefined
        ? await lists.selectPostcodes(filter, mostPremisesInFile)
        : await lists.selectDrawnPostcodes(filter, polygon);
    const { read, total } = selection;
    return createSavedList({
      file: listFile(selection, postcodeColumns(query.class, t), facts),
      pages: () =>
        pagesOf({ read, keyOf: postcodeKey, start: null, total: null, rowsAtOnce: postcodesAtOnce }),
      placeOf: ({ place }) => place,
      ...{ layer: 'postcodes', total, savedAt },
    });
  }
  const selection =
    polygon === undefined
      ? await lists.select(filter, mostPremisesInFile)
      : await lists.selectDrawn(filter, polygon);
  const { read, total } = selection;
  return createSavedList({
    file: listFile(selection, premisesColumns(t), facts),
    pages: () => pagesOf({ read, keyOf: ({ uprn }) => uprn, start: null, total: null }),
    placeOf: (row) => row,
    ...{ layer: 'premises', total, savedAt },
  });
}
