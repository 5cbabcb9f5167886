import { afterAll, beforeAll } from 'vitest';
import { aroundSchema, type Around } from '../../core/contract/area-page/around.ts';
import type { Database } from '../../server/database/database.ts';
import { createAreaReads } from '../../server/store/area-reads.ts';
import { createIndicatorReads } from '../../server/store/indicator-reads.ts';
import { createAround } from '../../server/usecases/area-profile/around.ts';
import { createFigures } from '../../server/usecases/figures/figure-table.ts';
import { createScoring } from '../../server/usecases/score-table.ts';
import { aroundProfile, createAroundPlace } from './around-place.ts';

/**
 * What is around the areas of the small place, for all tests of a suite: asked by code, parsed by its contract. Call inside
 * describeDatabases; what was worked out is kept until `version` gives another text.
 */
export function useAround(
  database: () => Database,
  version: () => string = () => 'only',
): (code: string) => Promise<Around> {
  let figures: ReturnType<typeof createFigures> | undefined;
  let around: ReturnType<typeof createAround> | undefined;
  beforeAll(async () => {
    await createAroundPlace(database());
    const options = { database: database(), dataVersion: () => Promise.resolve(version()) };
    const indicators = createIndicatorReads(database());
    figures = createFigures({
      ...{ ...options, scoring: createScoring({ ...options, profiles: [aroundProfile] }) },
      patience: { waitMilliseconds: 60_000, retryAfterSeconds: 3 },
      indicatorIds: async () => (await indicators.list()).map(({ id }) => id),
    });
    around = createAround({ ...options, figures });
  });
  afterAll(() => figures?.close());
  return async (code) => {
    const areas = createAreaReads(database());
    const [area] = await areas.findByCode(code);
    if (area === undefined || around === undefined) throw new Error(`no area ${code}`);
    const place = { area, memberships: await areas.memberships(area) };
    return aroundSchema.parse(await around.of({ place, profileId: aroundProfile.id }));
  };
}
