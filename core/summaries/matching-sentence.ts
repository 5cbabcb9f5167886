import type { AreaMatching } from '../contract/area-matching.ts';
import type { AreaType } from '../contract/area.ts';
import type { Translate } from '../language/translate.ts';

/**
 * What must be said wherever wards are listed: their figures are those of whole small areas, some of which cross a ward's
 * edge. Null for areas that whole small areas fill exactly, and for kinds that they are drawn to fit.
 *
 * @param matching how the small areas were put in the larger ones; null where the areas are not made of smaller ones.
 * @param members the kind of the small areas.
 */
export function matchingSentence(
  {
    type,
    members,
    matching,
  }: {
    readonly type: AreaType;
    readonly members: AreaType;
    readonly matching: AreaMatching | null;
  },
  t: Translate,
): string | null {
  if (type !== 'ward' || matching === null) return null;
  const { exact, bestFit, byPoint } = matching;
  const total = exact + bestFit + byPoint;
  if (exact === total) return null;
  const kinds = t(`kinds.${members}Many`);
  if (byPoint === 0) return t('fit.wardsBestFit', { kinds });
  if (byPoint === total) return t('fit.wardsByPoint', { kinds });
  return t('fit.wardsSomeByPoint', { kinds, byPoint, total });
}
