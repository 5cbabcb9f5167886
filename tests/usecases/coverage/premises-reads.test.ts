import { beforeAll, describe, expect, it } from 'vitest';
import { premisesFilterSchema } from '../../../core/contract/coverage/premises-filter.ts';
import { premisesRowSchema } from '../../../core/contract/coverage/premises.ts';
import { createPremisesReads } from '../../../server/store/coverage/premises-reads.ts';
import { buildSnapshot } from '../../../server/usecases/coverage/build-snapshot.ts';
import { describeDatabases } from '../../support/databases.ts';
import { loadGapsBorough } from '../../support/gaps-borough.ts';

describeDatabases('premises of a snapshot', (database) => {
  let snapshotId = 0;
  beforeAll(async () => {
    await loadGapsBorough(database());
    const outcome = await buildSnapshot(database(), { period: null });
    if (outcome.status === 'built') snapshotId = outcome.snapshot.snapshotId;
  });

  const list = async (filter: Record<string, string>, after: number | null = null, limit = 100) => {
    const parsed = premisesFilterSchema.parse(filter);
    const query = { snapshotId, filter: parsed };
    const rows = await createPremisesReads(database()).page({ ...query, after, limit });
    const count = await createPremisesReads(database()).count(query);
    return { uprns: rows.map(({ uprn }) => uprn), count };
  };

  // By the estimates that build-snapshot.test.ts holds to sums by hand.
  it.each([
    [{}, [1, 2, 3, 4, 5, 6, 7, 8]],
    [{ status: 'unserved' }, [6]],
    [{ class: 'superfast', status: 'unserved,likely-unserved' }, [2, 3, 4, 6]],
    [{ class: 'superfast', status: 'likely-served' }, [5]],
    [{ class: 'gigabit', status: 'served' }, [1, 7]],
    [{ class: 'ultrafast-100', status: 'unknown' }, [5, 6, 8]],
    [{ plan: 'contracted,not-planned' }, [2, 3, 4]],
    [{ disagree: 'yes' }, [7]],
    // 1 and 7 by their gigabit; nothing is said of 5, 6 and 8.
    [{ technology: 'next-generation' }, [1, 7]],
    [{ technology: 'fixed-wireless' }, [7]],
    [{ technology: 'neither' }, [2, 3, 4]],
    [{ technology: 'neither,fixed-wireless', plan: 'contracted,available' }, [2, 7]],
    [{ postcode: 'zz1 1ab' }, [7]],
    [{ within: 'E01999002' }, [6, 7]],
    [{ within: 'E00999001' }, [1, 2, 3, 4, 5]],
    [{ within: 'E02999001', class: 'gigabit', status: 'unserved' }, [2, 3, 4]],
    [{ within: 'E05999001' }, [1, 2, 3, 4, 5, 6, 7]],
    [{ within: 'E06999001', plan: 'unknown' }, [5, 6]],
    [{ within: 'E01888888' }, []],
  ] as const)('%j gives %j, and as many are counted', async (filter, expected) => {
    const found = await list(filter);
    expect(found).toEqual({ uprns: expected, count: expected.length });
  });

  it('come page by page, in the order of their numbers', async () => {
    expect((await list({}, null, 3)).uprns).toEqual([1, 2, 3]);
    expect((await list({}, 3, 3)).uprns).toEqual([4, 5, 6]);
    expect((await list({}, 6, 3)).uprns).toEqual([7, 8]);
  });

  it('one says all that is stored of it, and nothing else', async () => {
    const reads = createPremisesReads(database());
    const one = premisesRowSchema.parse(await reads.one(snapshotId, 2));
    expect(one).toMatchObject({
      uprn: 2,
      easting: 400_110,
      postcode: 'ZZ11AA',
      ladCode: 'E06999001',
      plan: 'contracted',
      isRecognised: true,
      classes: {
        decent: { chance: 0.666667, status: 'likely-served', basis: 'postcode', confidence: 'low' },
        gigabit: { chance: 0, status: 'unserved', basis: 'premises', confidence: 'high', disagrees: false },
      },
      technologies: {
        'next-generation': { chance: 0, status: 'unserved' },
        'fixed-wireless': { chance: 0.4, status: 'likely-unserved' },
      },
    });
    expect(await reads.one(snapshotId, 1234)).toBeNull();
    const disputed = await reads.one(snapshotId, 7);
    expect(disputed?.classes.gigabit).toMatchObject({
      status: 'served',
      confidence: 'medium',
      disagrees: true,
    });
  });

  it('are counted by area and class', async () => {
    const reads = createPremisesReads(database());
    const set = { type: 'lsoa', vintage: 2021 };
    const counts = await reads.countsOfSet(snapshotId, set, 'superfast');
    expect(counts.map(({ code, premises, unserved }) => [code, premises, unserved])).toEqual([
      ['E01999001', 4, 0],
      ['E01999002', 2, 1],
    ]);
    const all = await reads.counts(snapshotId, counts[0]?.areaId ?? 0);
    expect(all.map(({ speedClass }) => speedClass).sort()).toEqual([
      'decent',
      'gigabit',
      'superfast',
      'ultrafast-100',
      'ultrafast-300',
    ]);
    for (const each of all) {
      const { served, likelyServed, likelyUnserved, unserved, unknown } = each;
      expect(served + likelyServed + likelyUnserved + unserved + unknown).toBe(each.premises);
    }
  });
});

describe('the filter of premises', () => {
  it.each([
    [{ status: 'bad' }, 'status'],
    [{ status: '' }, 'status'],
    [{ class: 'fast' }, 'class'],
    [{ technology: 'copper' }, 'technology'],
    [{ within: 'nowhere' }, 'within'],
    [{ postcode: 'M33' }, 'postcode'],
    [{ period: "2026'; drop" }, 'period'],
    [{ speed: '30' }, undefined],
  ])('%j is refused, naming the field', (filter, field) => {
    const parsed = premisesFilterSchema.safeParse(filter);
    expect(parsed.success).toBe(false);
    expect(parsed.error?.issues[0]?.path[0]).toBe(field);
  });
});
