import type { OpenedSource, SupportPlaceRow } from '../../sources/source.ts';
import { createSupportPlaceStore } from '../../store/support-place-store.ts';
import type { WriteTarget } from './import-types.ts';
import { newestBoundaries } from '../assign-points.ts';

/**
 * Writes places of support. Those without coordinates get the point of their property (UPRN), else of their postcode;
 * those without an authority get the one their point lies in. What could not be placed is kept, and counted.
 */
export async function writeSupportPlaces(
  source: OpenedSource<SupportPlaceRow>,
  target: WriteTarget,
): Promise<number> {
  const store = createSupportPlaceStore(target.transaction);
  const kept = await store.copySupportPlaces(target.releaseId, source.batches);
  const placed = await store.placePoints(target.releaseId);
  await nameAuthorities(target);
  target.note({
    code: 'places-located',
    severity: placed.unplaced > 0 ? 'warning' : 'info',
    message: `Of ${kept} places, ${placed.published} came with a point, ${placed.byUprn} were found by property and ${placed.byPostcode} by postcode; ${placed.unplaced} have no point, because neither is loaded.`,
    count: placed.unplaced,
  });
  return kept;
}

async function nameAuthorities(target: WriteTarget): Promise<void> {
  const store = createSupportPlaceStore(target.transaction);
  const nameless = await store.withoutAuthority(target.releaseId);
  if (nameless.length === 0) return;
  const authorities = await newestBoundaries('lad', target.transaction);
  if (authorities === null) return;
  const found = nameless.flatMap(({ id, easting, northing }) => {
    const ladCode = authorities.areaAt(easting, northing)?.code;
    return ladCode === undefined ? [] : [{ id, ladCode }];
  });
  if (found.length > 0) await store.setAuthorities(found);
}
