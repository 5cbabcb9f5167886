import type { FigureSource } from '../../../core/contract/area-page/figure-source.ts';
import type { Support } from '../../../core/contract/area-page/support.ts';
import type { Queryable } from '../../database/database.ts';
import { createSupportNearReads } from '../../store/support-near-reads.ts';
import { keepPerVersion } from '../kept-per-version.ts';
import type { AroundPlace } from './around-place.ts';

export interface SupportOptions {
  readonly database: Queryable;
  readonly dataVersion: () => Promise<string>;
}

const nearestCount = 5;
/** An authority has dozens; the page shows these and says how many there are. */
const shownWithin = 20;

/** Places that help people get online, in the area and around it. */
export function createSupport({ database, dataVersion }: SupportOptions) {
  const reads = createSupportNearReads(database);
  const keptSources = keepPerVersion<readonly FigureSource[]>(dataVersion, 1);

  return {
    async of({ area, authority }: AroundPlace): Promise<Support> {
      const sources = await keptSources('sources', () => reads.sources());
      if (sources.length === 0) return { status: 'missing', reason: 'nothing-loaded' };
      const { from, hasBoundary } = await reads.shapeOf(area);
      if (from === null && !hasBoundary) return { status: 'missing', reason: 'no-point' };
      const lists = area.type === 'lad' ? area : authority;
      const [nearest, within, leftOut] = await Promise.all([
        from === null ? [] : reads.nearest(area, nearestCount),
        hasBoundary ? reads.within(area, shownWithin) : null,
        lists === null ? { closed: 0, unplaced: 0 } : reads.leftOut(lists.code),
      ]);
      return { status: 'known', from, within, nearest, ...leftOut, sources: [...sources] };
    },
  };
}
