import { describe, expect, it } from 'vitest';
import type { Around } from '../../../core/contract/area-page/around.ts';
import { analyseUncertainty } from '../../../server/usecases/analyse-uncertainty.ts';
import { aroundProfile, aroundWards, smallPlace } from '../../support/around-place.ts';
import { describeDatabases } from '../../support/databases.ts';
import { useAround } from '../../support/use-around.ts';

type Known<Section> = Extract<Section, { status: 'known' }>;

function known<Section extends { readonly status: 'known' | 'missing' }>(section: Section): Known<Section> {
  if (section.status === 'known') return section as Known<Section>;
  throw new Error(`missing: ${JSON.stringify(section)}`);
}

describeDatabases('what is around an area', (database) => {
  let version = 'first';
  const [first, second, third, fourth, fifth, sixth] = smallPlace.lsoas;
  const ask = useAround(database, () => version);

  const percentOf = (section: Around['connectivity'], id: string) => {
    const measure = known(section).measures.find((each) => each.id === id);
    return [measure?.premises, measure?.percent, measure?.authorityPercent, measure?.nationPercent];
  };

  describe('connectivity', () => {
    it('sets a neighbourhood beside its authority by the same release', async () => {
      const { connectivity } = await ask(second);
      expect(connectivity).toMatchObject({
        ...{ status: 'known', period: '2026-01', basis: 'summed-output-areas', parts: 1 },
        ...{ premises: 100, matchedPremises: 99, isResidential: false },
        // Published by an older release as well: that is not what the neighbourhood is set beside.
        authority: { status: 'known', code: smallPlace.authority, basis: 'summed-lsoas', premises: 600 },
        // The codes of the place begin with a Z: no nation's.
        nation: { status: 'missing', reason: 'not-within' },
        sources: [{ title: 'Made-up coverage', period: '2026-01', licence: 'OGL-UK-3.0', madeUp: true }],
      });
      // 10 + 20 + ... + 60 of 600.
      expect(percentOf(connectivity, 'gigabit')).toEqual([20, 20, 35, null]);
      expect(percentOf(connectivity, 'full_fibre')).toEqual([null, null, null, null]);
    });

    it('adds the neighbourhoods of a ward and of an authority up', async () => {
      const ward = await ask(smallPlace.wards[0]);
      expect(ward.connectivity).toMatchObject({ basis: 'summed-lsoas', parts: 3, premises: 300 });
      expect(percentOf(ward.connectivity, 'gigabit')).toEqual([60, 20, 35, null]);
      expect(percentOf(ward.connectivity, 'below_30')).toEqual([3, 1, 2.5, null]);
      const authority = await ask(smallPlace.authority);
      expect(authority.connectivity).toMatchObject({
        ...{ period: '2026-01', parts: 6, authority: { status: 'missing', reason: 'not-within' } },
      });
      expect(percentOf(authority.connectivity, 'gigabit')).toEqual([210, 35, null, null]);
    });
  });

  describe('support', () => {
    it('measures from where people live, in a straight line, and leaves out what has closed', async () => {
      const support = known((await ask(second)).support);
      expect(support).toMatchObject({ from: 'population-point', closed: 1, unplaced: 1 });
      // From 381 600, 395 500: to Second (381 500, 395 900) sqrt(100² + 400²) = 412.3 m.
      expect(
        support.nearest.map(({ name, distanceMetres }) => [name, Math.round(distanceMetres ?? 0)]),
      ).toEqual([
        ['Second', 412],
        ['Third', 900],
        ['@Harbour Library', 1100],
        ['Fourth', 1900],
        ['Fifth', 2900],
      ]);
      expect(support.within).toMatchObject({ total: 1, places: [{ name: 'Second', isWithin: true }] });
      expect(support.sources).toMatchObject([{ datasetId: 'small-place', period: '2021', madeUp: true }]);
      expect(JSON.stringify(support)).not.toContain('someone@');
    });

    it('measures from the middle of the ground where no other is known, and says so', async () => {
      const support = known((await ask(first)).support);
      expect(support.from).toBe('centroid');
      expect(support.nearest[0]).toMatchObject({ name: '@Harbour Library', distanceMetres: 0 });
    });

    it('knows all places of an authority', async () => {
      const { within } = known((await ask(smallPlace.authority)).support);
      expect(within?.total).toBe(6);
    });

    it('has no places of an area without boundary and point', async () => {
      expect((await ask('Z01000009')).support).toEqual({ status: 'missing', reason: 'no-point' });
    });
  });

  describe('neighbours', () => {
    it('are the areas that touch, without a claim where no intervals are stored', async () => {
      const section = known((await ask(second)).neighbours);
      // The third touches it as well and has no score.
      expect(section.areas.map(({ code, comparison }) => [code, comparison])).toEqual([[first, 'unknown']]);
      expect(section).toMatchObject({ hasIntervals: false, withoutScore: 1, own: { code: second } });
      const wards = known((await ask(smallPlace.wards[0])).neighbours);
      expect(wards.areas.map(({ code }) => code)).toEqual([smallPlace.wards[1]]);
    });

    it('says so where an area touches nothing of its kind, has no boundary, or is not compared', async () => {
      expect((await ask(smallPlace.authority)).neighbours).toMatchObject({ reason: 'touches-none' });
      expect((await ask('Z01000009')).neighbours).toMatchObject({ reason: 'no-boundary' });
      expect((await ask(aroundWards.byPostcode)).neighbours).toMatchObject({ reason: 'not-compared' });
    });

    it('calls a difference clear only where intervals do not overlap', async () => {
      await analyseUncertainty({ database: database() }, { profile: aroundProfile, draws: 10, seed: 1 });
      const setInterval = (code: string, q5: number, q95: number) =>
        database().execute(
          `update rank_interval i set rank_q5 = $2::double precision, rank_q95 = $3::double precision
           from area a where a.area_id = i.area_id and a.code = $1`,
          [code, q5, q95],
        );
      await setInterval(fifth, 2, 3);
      await setInterval(sixth, 1, 1);
      await setInterval(fourth, 3, 5);
      const section = known((await ask(fifth)).neighbours);
      expect(section.hasIntervals).toBe(true);
      expect(section.areas.map(({ code, comparison }) => [code, comparison])).toEqual([
        [sixth, 'clearly-higher'],
        [fourth, 'not-apart'],
      ]);
      await setInterval(fourth, 4, 5);
      expect(known((await ask(fifth)).neighbours).areas[1]?.comparison).toBe('clearly-lower');
    });
  });

  describe('similar areas', () => {
    it('are those with the nearest figures, never the area itself', async () => {
      const section = known((await ask(first)).similar);
      // The one figure is 1, 2, -, -4.5, 5, 6: nearest to 1 are 2, then 5, 6 and -4.5.
      expect(section.areas.map(({ code }) => code)).toEqual([second, ...[fifth, sixth], fourth]);
      expect(section.inputs).toMatchObject([
        { indicatorId: 'aged-75-plus', period: '2021', licence: 'OGL-UK-3.0' },
      ]);
      expect(section.areas[0]).toMatchObject({
        authority: '=Seaborough',
        mostAlike: [{ ownValue: 1, value: 2 }],
        mostDifferent: [],
      });
      expect(section.attribution).toEqual({ lines: ['Made up by a test.'], madeUp: true });
    });

    it('are not looked for where the figures of the area are not known', async () => {
      expect((await ask(third)).similar).toEqual({ status: 'missing', reason: 'too-few-inputs' });
      expect((await ask(smallPlace.authority)).similar).toEqual({ status: 'missing', reason: 'no-others' });
    });
  });

  describe('trend', () => {
    it('follows an indicator from the last release that was not brought over, by the series in force', async () => {
      const { lines } = known((await ask(second)).trend);
      expect(lines.map(({ id }) => id)).toEqual(['population']);
      expect(lines[0]?.points).toEqual([
        { period: '2019', value: 500, missingReason: null, note: 'converted' },
        { period: '2020', value: 90, missingReason: null, note: null },
        { period: '2021', value: 200, missingReason: null, note: null },
      ]);
      expect(lines[0]?.change).toMatchObject({ from: '2020', to: '2021', direction: 'up', fromValue: 90 });
    });

    it('follows coverage by releases of one kind, and passes over what had another meaning', async () => {
      const { lines } = known((await ask(smallPlace.authority)).trend);
      const line = (id: string) => lines.find((each) => each.id === id);
      expect(line('gigabit')?.change).toMatchObject({
        from: '2021-05',
        to: '2025-07',
        fromValue: 20,
        toValue: 34,
      });
      expect(line('superfast')?.points.map(({ note }) => note)).toEqual(['worked-out-anew', null, null]);
      expect(line('superfast')?.change).toMatchObject({ from: '2021-05', fromValue: 97, toValue: 98 });
      expect(line('full_fibre')?.change).toMatchObject({ from: '2019-09', fromValue: 2, toValue: 30 });
      expect(line('full_fibre')?.sources).toMatchObject([{ title: 'Made-up coverage' }]);
    });

    it('says so where there is one release only', async () => {
      expect((await ask(smallPlace.wards[0])).trend).toEqual({ status: 'missing', reason: 'one-release' });
    });
  });

  describe('larger areas that cannot be added up', () => {
    it('are missing, with the reason', async () => {
      // Not among those of the profile's lookup: their figures are asked of the section alone.
      const reasons = await Promise.all(
        Object.values(aroundWards).map(async (code) => {
          const { connectivity } = await ask(code);
          return connectivity.status === 'missing' ? connectivity.reason : connectivity.basis;
        }),
      );
      expect(reasons).toEqual(['incomplete', 'percentages-only', 'summed-postcodes']);
      // 10 of 40 premises, not the mean of 100 % and 0 %.
      expect(percentOf((await ask(aroundWards.withPremises)).connectivity, 'gigabit')).toEqual([
        10,
        25,
        null,
        null,
      ]);
    });
  });

  describe('a nation', () => {
    it('is set beside an area only when the release has all of it', async () => {
      await database().executeScript(`
        insert into area (area_type, vintage, code, name) values ('lsoa', 2021, 'E01000001', 'Real 001A');
        insert into coverage (release_id, level, code, vintage, basis, premises, gigabit_premises, gigabit_percent)
        select (select release_id from dataset_release where file_name = 'oa.csv'), 'lsoa',
          'E01' || lpad(n::text, 6, '0'), 2021, 'summed', 10, case when n <= 6751 then 10 else 0 end, 0
        from generate_series(1, 33754) n;
      `);
      version = 'all but one';
      const before = (await ask('E01000001')).connectivity;
      expect(before).toMatchObject({ nation: { status: 'missing', reason: 'not-whole' } });
      await database().execute(
        `insert into coverage (release_id, level, code, vintage, basis, premises, gigabit_premises, gigabit_percent)
         select release_id, 'lsoa', 'E01033755', 2021, 'summed', 10, 0, 0 from dataset_release where file_name = 'oa.csv'`,
      );
      // What was summed is kept until the data has another version.
      expect((await ask('E01000001')).connectivity).toEqual(before);
      version = 'whole';
      const { connectivity } = await ask('E01000001');
      expect(connectivity).toMatchObject({
        nation: { status: 'known', code: 'E92000001', name: 'England', premises: 337_550 },
      });
      // 6,751 of 33,755 areas of ten premises.
      expect(percentOf(connectivity, 'gigabit')[3]).toBeCloseTo(20, 10);
    });
  });

  describe('places of support that two lists hold', () => {
    it('are counted once, as the list with opening hours has them; another kind of place there stays', async () => {
      await database().executeScript(`
        update support_place set postcode = 'ZZ1 1AA' where name = '@Harbour Library';
        insert into dataset_release (dataset_id, reader, period, part, file_name, file_sha256, file_bytes, imported_by)
        select dataset_id, 'test', '2026', 'another list', 'another.csv', repeat('b', 64), 1, 'test'
        from dataset_release order by release_id limit 1;
        insert into support_place (release_id, kind, name, postcode, point, point_basis, lad_code)
        select r.release_id, p.kind, p.name, 'ZZ11AA', ST_SetSRID(ST_MakePoint(380520, 395500), 27700), 'postcode', 'Z08000001'
        from dataset_release r cross join
          (values ('library: run by the council', 'Harbour'), ('jobcentre', 'Harbour Jobcentre')) as p (kind, name)
        where r.file_name = 'another.csv';`);
      version = 'two lists';
      const names = known((await ask(first)).support).nearest.map(({ name }) => name);
      expect(names).toContain('@Harbour Library');
      expect(names).toContain('Harbour Jobcentre');
      expect(names).not.toContain('Harbour');
    });
  });

  describe('coverage of authorities only', () => {
    it('is not given out as that of a neighbourhood, whose page leads to the authority', async () => {
      await database().executeScript(`delete from coverage where level <> 'lad'`);
      version = 'authorities';
      const { connectivity } = await ask(second);
      expect(connectivity).toMatchObject({
        ...{ status: 'missing', reason: 'not-in-source' },
        authority: { code: smallPlace.authority },
      });
      expect((await ask(smallPlace.authority)).connectivity).toMatchObject({ basis: 'published' });
    });
  });

  describe('nothing loaded', () => {
    it('is said of coverage and support', async () => {
      await database().executeScript('delete from coverage; delete from support_place;');
      version = 'empty';
      const { connectivity, support } = await ask(second);
      expect(connectivity).toEqual({ status: 'missing', reason: 'nothing-loaded', authority: null });
      expect(support).toEqual({ status: 'missing', reason: 'nothing-loaded' });
    });
  });
});
