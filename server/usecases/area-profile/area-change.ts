import type { AreaSummary } from '../../../core/contract/area.ts';
import type { AreaChange } from '../../../core/contract/area-page.ts';
import type { AreaReads } from '../../store/area-reads.ts';
import type { CodeChangeReads } from '../../store/code-change-reads.ts';

/**
 * What became of an area of an older vintage: whether its code is still there, and which areas took its place. Null for an
 * area of the newest vintage of its kind.
 */
export async function describeChange(
  areas: Pick<AreaReads, 'newestVintage' | 'findByCode'>,
  changes: Pick<CodeChangeReads, 'successorsOf'>,
  area: AreaSummary,
): Promise<AreaChange | null> {
  const newestVintage = await areas.newestVintage(area.type);
  if (newestVintage === null || newestVintage <= area.vintage) return null;
  const [successors, sameCode] = await Promise.all([changes.successorsOf(area), areas.findByCode(area.code)]);
  return {
    newestVintage,
    isStillThere: sameCode.some(({ type, vintage }) => type === area.type && vintage === newestVintage),
    successors: successors.filter(({ code }) => code !== area.code),
  };
}
