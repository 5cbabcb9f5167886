import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { checkTotals, createTotalsCheck } from '../../../server/usecases/coverage/check-totals.ts';
import { describeDatabases } from '../../support/databases.ts';
import {
  authorityCoverage,
  authorityCoverageOfHomes,
  loadJoinedBorough,
  loadMadeUp,
  outputAreasOfHomes,
  revisedOutputAreas,
} from '../../support/gaps-borough.ts';

describeDatabases('totals of an authority', (database) => {
  const testborough = { code: 'E06999001', name: 'Testborough', vintage: 2025 };
  const noFigure = 'no-published-figure-of-this-release';
  beforeAll(async () => {
    await loadJoinedBorough(database());
    await loadMadeUp(database(), outputAreasOfHomes('202601'));
    await loadMadeUp(database(), authorityCoverage('202601'));
    await database().execute('create table kept_coverage as select * from coverage');
    await database().execute('create table kept_count as select * from premises_count');
  });
  afterAll(async () => {
    // The embedded database is that of other files too.
    await database().execute('drop table kept_coverage');
    await database().execute('drop table kept_count');
  });
  beforeEach(async () => {
    for (const [table, kept] of [
      ['coverage', 'kept_coverage'],
      ['premises_count', 'kept_count'],
    ] as const) {
      await database().execute(`delete from ${table}`);
      await database().execute(`insert into ${table} select * from ${kept}`);
    }
  });

  const skipped = async () =>
    (await checkTotals(database())).notChecked.map(({ of, isResidential, period, reason }) => [
      ...[of, isResidential ? 'homes' : 'all', period, reason],
    ]);
  const superfast = async (period?: string) =>
    (await createTotalsCheck(database()).ofAuthority(testborough, period)).checks
      .filter(({ of, measure }) => of === 'output-areas' && measure === 'superfast')
      .map(({ isResidential, added, published, difference }) => [
        ...[isResidential ? 'homes' : 'all', added, published, difference],
      ]);

  it('are of homes beside homes, and never beside all premises', async () => {
    expect(await superfast()).toEqual([['all', 3, 4, -1]]);
    expect(await skipped()).toEqual([['output-areas', 'homes', '2026-01', noFigure]]);
    // What neither gives is not listed.
    const { checks } = await checkTotals(database());
    expect(checks.filter(({ of }) => of === 'output-areas').map(({ measure }) => measure)).toEqual([
      ...['premises', 'superfast', 'gigabit', 'below_decent'],
    ]);
  });

  it('are not held against figures of another release, nor against any where the release has no date', async () => {
    const release = "dataset_id = 'ofcom-fixed-coverage-oa' and part = ''";
    await database().execute(`update dataset_release set period = '2025-07' where ${release}`);
    expect(await skipped()).toContainEqual(['output-areas', 'all', '2025-07', noFigure]);
    await database().execute(`update dataset_release set period = null where ${release}`);
    expect(await skipped()).toContainEqual(['output-areas', 'all', null, noFigure]);
    await database().execute(`update dataset_release set period = '2026-01' where ${release}`);
    expect(await superfast()).toHaveLength(1);
  });

  it('are of every release that is in force, each beside its own', async () => {
    // As where output areas of two vintages are loaded: neither takes the place of the other.
    const homes = "dataset_id = 'ofcom-fixed-coverage-oa' and part = 'residential'";
    await database().execute(
      `update coverage set is_residential = false
       where release_id = (select release_id from dataset_release where ${homes})`,
    );
    await database().execute(`update dataset_release set period = '2025-07' where ${homes}`);
    expect(await superfast()).toEqual([['all', 3, 4, -1]]);
    expect(await skipped()).toEqual([['output-areas', 'all', '2025-07', noFigure]]);
    await database().execute(`update dataset_release set period = '2026-01' where ${homes}`);
  });

  it('are not added up of some output areas, nor of those of others', async () => {
    const homes = "level = 'lsoa' and is_residential";
    await database().execute(`delete from coverage where ${homes} and code = 'E01999002'`);
    expect(await skipped()).toEqual([['output-areas', 'homes', '2026-01', 'incomplete']]);
    await database().execute(`update coverage set code = 'E01888888' where ${homes}`);
    expect(await skipped()).toEqual([
      ['output-areas', 'homes', '2026-01', 'no-output-areas-of-this-release'],
    ]);
  });

  it('have no share of premises where nothing is known of any, and none at all where there are none', async () => {
    const shares = async () => (await checkTotals(database())).checks.filter(({ of }) => of === 'premises');
    expect((await shares()).map(({ difference }) => difference === null)).toEqual([
      ...[false, false, true, true, false],
    ]);
    await database().execute('update premises_count set unknown = premises, expected_unserved = 0');
    expect((await shares()).map(({ added, difference }) => [added, difference])).toEqual(
      Array.from({ length: 5 }, () => [null, null]),
    );
    await database().execute('delete from premises_count');
    await database().execute("delete from coverage where level = 'lad'");
    expect(await shares()).toEqual([]);
    expect((await skipped()).filter(([of]) => of === 'premises')).toEqual([]);
  });

  it('differ by no more digits than are meant', async () => {
    const { checks } = await checkTotals(database());
    for (const { difference } of checks) {
      if (difference !== null) expect(Number(difference.toFixed(6))).toBe(difference);
    }
  });

  it('are of the last import of a release that came twice, and of homes beside homes', async () => {
    await loadMadeUp(database(), revisedOutputAreas('202601'));
    await loadMadeUp(database(), authorityCoverageOfHomes('202601'));
    for (const period of [undefined, '2026-01']) {
      expect(await superfast(period)).toEqual([
        ['all', 4, 4, 0],
        ['homes', 2, 3, -1],
      ]);
    }
    const none = await createTotalsCheck(database()).ofAuthority(testborough, '2019-09');
    expect(none).toEqual({ checks: [], notChecked: [], sources: [] });
  });
});
