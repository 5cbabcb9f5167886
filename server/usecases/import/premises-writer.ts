import type { AreaType } from '../../../core/contract/area.ts';
import type { OpenedSource, PremisesRow } from '../../sources/source.ts';
import { createAreaDirectory } from '../../store/area-directory.ts';
import { createPremisesStore } from '../../store/premises-store.ts';
import { createPointAssigner, type PointAssigner } from '../assign-points.ts';
import type { WriteTarget } from './import-types.ts';

/**
 * Writes properties with the LSOA, ward and authority each lies in, found on the way in memory. Points outside every
 * loaded boundary are kept without areas, and counted.
 */
export async function writePremises(source: OpenedSource<PremisesRow>, target: WriteTarget): Promise<number> {
  const store = createPremisesStore(target.transaction);
  const lsoas = await newestBoundaries('lsoa', target);
  const wards = await newestBoundaries('ward', target);
  const authorities = await newestBoundaries('lad', target);
  const idAt = (assigner: PointAssigner | null, easting: number, northing: number): number | null =>
    assigner?.areaAt(easting, northing)?.areaId ?? null;
  const kept = await store.copyPremises(target.releaseId, source.batches, (easting, northing) => ({
    lsoaId: idAt(lsoas, easting, northing),
    wardId: idAt(wards, easting, northing),
    ladId: idAt(authorities, easting, northing),
  }));
  await noteOutside(lsoas, kept, target);
  return kept;
}

/** The areas of the newest vintage that has boundaries, ready to be asked; null where none has. */
export async function newestBoundaries(type: AreaType, target: WriteTarget): Promise<PointAssigner | null> {
  const sets = await createAreaDirectory(target.transaction).areaSets();
  const newestFirst = sets.filter((set) => set.type === type).sort((a, b) => b.vintage - a.vintage);
  for (const set of newestFirst) {
    const assigner = await createPointAssigner(target.transaction, set);
    if (assigner.areaCount > 0) return assigner;
  }
  return null;
}

async function noteOutside(lsoas: PointAssigner | null, kept: number, target: WriteTarget): Promise<void> {
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
  const outside = await createPremisesStore(target.transaction).countOutside(target.releaseId);
  if (outside === 0) return;
  target.note({
    code: 'premises-outside',
    severity: 'info',
    message: `${outside} of ${kept} premises lie in no loaded LSOA; they are kept without areas.`,
    count: outside,
  });
}
