import type { OpenedSource, PremisesRow } from '../../sources/source.ts';
import { createPremisesStore } from '../../store/premises-store.ts';
import { newestBoundaries, type PointAssigner } from '../assign-points.ts';
import type { WriteTarget } from './import-types.ts';

/**
 * Writes properties with the LSOA, ward and authority each lies in, found on the way in memory. Points outside every
 * loaded boundary are kept without areas, and counted.
 */
export async function writePremises(source: OpenedSource<PremisesRow>, target: WriteTarget): Promise<number> {
  const store = createPremisesStore(target.transaction);
  const lsoas = await newestBoundaries('lsoa', target.transaction);
  const wards = await newestBoundaries('ward', target.transaction);
  const authorities = await newestBoundaries('lad', target.transaction);
  const idAt = (assigner: PointAssigner | null, easting: number, northing: number): number | null =>
    assigner?.areaAt(easting, northing)?.areaId ?? null;
  const { kept, outside } = await store.copyPremises(
    target.releaseId,
    source.batches,
    (easting, northing) => ({
      lsoaId: idAt(lsoas, easting, northing),
      wardId: idAt(wards, easting, northing),
      ladId: idAt(authorities, easting, northing),
    }),
  );
  noteOutside(lsoas, { kept, outside }, target);
  return kept;
}

function noteOutside(
  lsoas: PointAssigner | null,
  { kept, outside }: { readonly kept: number; readonly outside: number },
  target: WriteTarget,
): void {
  if (lsoas === null) {
    target.note({
      code: 'premises-without-areas',
      severity: 'warning',
      message:
        'No LSOA boundaries are loaded: the premises have no areas. Import boundaries first, then the premises.',
      count: kept,
    });
    return;
  }
  if (outside === 0) return;
  target.note({
    code: 'premises-outside',
    severity: 'info',
    message: `${outside} of ${kept} premises lie in no loaded LSOA; they are kept without areas.`,
    count: outside,
  });
}
