import { booleanPointInPolygon, centroid } from '@turf/turf';
import type { Polygon } from 'geojson';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProblemSubject } from '../../../core/contract/coverage/coverage-problem.ts';
import { upheldCollectionSchema } from '../../../core/contract/coverage/local-evidence.ts';
import { gridFromWgs84, wgs84FromGrid } from '../../../core/geography/national-grid.ts';
import { createUpheldReads } from '../../../server/store/coverage/upheld-reads.ts';
import { useTestApp } from '../../support/app.ts';
import { describeDatabases } from '../../support/databases.ts';
import { loadJoinedBorough } from '../../support/gaps-borough.ts';
import { saveReportInStates, untilUpheld } from '../../support/uphold-report.ts';

const path = '/api/v1/coverage/problems.geojson';

/** A ward like the letter C: a kilometre square without its middle and its eastern side. */
const bentRing = [
  ...[
    [402_000, 400_000],
    [403_000, 400_000],
    [403_000, 400_100],
    [402_100, 400_100],
    [402_100, 400_900],
  ],
  ...[
    [403_000, 400_900],
    [403_000, 401_000],
    [402_000, 401_000],
    [402_000, 400_000],
  ],
];
const bentWard: Polygon = { type: 'Polygon', coordinates: [bentRing] };

const subjects = {
  premises: { kind: 'premises', code: '7' },
  /** Of 1, 2, 3 and a mast beside them, which BDUK calls no premises. */
  postcode: { kind: 'postcode', code: 'ZZ11AA' },
  listedPostcode: { kind: 'postcode', code: 'ZZ99ZZ' },
  unknownPostcode: { kind: 'postcode', code: 'ZZ51AA' },
  ward: { kind: 'area', code: 'E05999009' },
  areaWithoutBoundary: { kind: 'area', code: 'E05999008' },
  goneProperty: { kind: 'premises', code: '99' },
} as const satisfies Record<string, ProblemSubject>;
type SubjectName = keyof typeof subjects;
const subjectNames = Object.keys(subjects) as SubjectName[];
const referenceOf = (name: SubjectName): string => `K7QX2M9D4TR${subjectNames.indexOf(name)}`;

describeDatabases('upheld reports on the map', (database) => {
  const atlas = useTestApp(database, async (empty) => {
    await loadJoinedBorough(empty);
    const corners = bentRing.map((corner) => corner.join(' ')).join(', ');
    // An older boundary of the ward lies elsewhere: its newest one counts.
    await empty.executeScript(`
      insert into area (area_type, vintage, code, name, name_welsh, geometry) values
        ('ward', 2024, 'E05999009', 'Old bend', null,
          ST_GeomFromText('MULTIPOLYGON(((1000 1000, 2000 1000, 2000 2000, 1000 1000)))', 27700)),
        ('ward', 2025, 'E05999009', 'The Bend', 'Y Tro', ST_GeomFromText('MULTIPOLYGON(((${corners})))', 27700)),
        ('ward', 2025, 'E05999008', 'Nowhere', null, null);
      insert into postcode (release_id, postcode, display, point)
        select min(release_id), 'ZZ99ZZ', 'ZZ9 9ZZ', ST_SetSRID(ST_MakePoint(401000, 400700), 27700)
        from dataset_release where superseded_by is null;`);
  });
  beforeAll(async () => {
    for (const name of subjectNames) {
      await saveReportInStates(database(), {
        ...{ reference: referenceOf(name), subject: subjects[name], states: untilUpheld },
        ...{ reason: 'cannot-order-speed', speedClass: 'gigabit' },
      });
    }
    // Nobody has checked this one, and nobody believed that one.
    for (const [at, last] of (['checking', 'rejected'] as const).entries()) {
      await saveReportInStates(database(), {
        ...{ reference: `K7QX2M9D4TS${at}`, subject: { kind: 'area', code: 'E06999001' } },
        ...{ reason: 'other', speedClass: null, states: [...new Set(['new', 'checking', last] as const)] },
      });
    }
  });
  afterAll(async () => {
    await database().executeScript('truncate coverage_problem restart identity cascade');
  });

  const read = (query = '') => atlas().getAs(upheldCollectionSchema, `${path}${query}`);
  async function featureOf(name: SubjectName) {
    const { kind, code } = subjects[name];
    const found = (await read()).features.filter(
      ({ properties: { subject } }) => subject.kind === kind && subject.code === code,
    );
    expect(found).toHaveLength(1);
    const [feature] = found;
    if (feature === undefined) throw new Error(name);
    return feature;
  }
  async function gridOf(name: SubjectName) {
    const [longitude, latitude] = (await featureOf(name)).geometry?.coordinates ?? [NaN, NaN];
    return gridFromWgs84({ longitude, latitude });
  }

  it('says what a mark is about, what was upheld, and nothing personal', async () => {
    expect(await featureOf('premises')).toEqual({
      ...{ type: 'Feature', id: 7 },
      properties: {
        subject: { kind: 'premises', code: '7', name: null, nameWelsh: null },
        ...{ position: 'premises', missing: null },
        reports: [
          {
            ...{ reference: referenceOf('premises'), about: 'premises', reason: 'cannot-order-speed' },
            ...{ speedClass: 'gigabit', upheldOn: '2026-11-02' },
          },
        ],
      },
      geometry: { type: 'Point', coordinates: [expect.any(Number), expect.any(Number)] },
    });
    const { easting, northing } = await gridOf('premises');
    expect([easting, northing]).toEqual([expect.closeTo(401_600, 0), expect.closeTo(400_500, 0)]);
    const answer = await atlas().get(path);
    expect(answer.body).not.toMatch(/Jones|someone/);
    expect(answer.headers['content-type']).toMatch(/^application\/geo\+json/);
    expect([answer.headers['cache-control'], answer.headers.etag]).toEqual(['no-store', undefined]);
  });

  it('has each subject of an upheld report once, and no other', async () => {
    const collection = await read();
    expect(collection).toMatchObject({ period: '2026-01', matched: subjectNames.length, isComplete: true });
    expect(
      collection.features.map(({ properties: { subject } }) => `${subject.kind} ${subject.code}`).sort(),
    ).toEqual(subjectNames.map((name) => `${subjects[name].kind} ${subjects[name].code}`).sort());
    expect(collection.features.map(({ properties }) => properties.reports.map(({ about }) => about))).toEqual(
      collection.features.map(({ properties }) => [properties.subject.kind]),
    );
  });

  it('puts a postcode at the mean of its premises, of which what BDUK calls none is none', async () => {
    expect((await featureOf('postcode')).properties).toMatchObject({ position: 'mean-of-premises' });
    // (400,100 + 400,110 + 400,120) / 3: the mast at 400,130 would move it by five metres.
    const { easting, northing } = await gridOf('postcode');
    expect([easting, northing]).toEqual([expect.closeTo(400_110, 0), expect.closeTo(400_100, 0)]);
  });

  it('puts a postcode without premises where the postcode directory has it', async () => {
    expect((await featureOf('listedPostcode')).properties).toMatchObject({ position: 'postcode-directory' });
    const { easting, northing } = await gridOf('listedPostcode');
    expect([easting, northing]).toEqual([expect.closeTo(401_000, 0), expect.closeTo(400_700, 0)]);
  });

  it('puts an area inside its newest boundary, where its middle lies outside', async () => {
    const { properties } = await featureOf('ward');
    expect(properties).toMatchObject({
      subject: { name: 'The Bend', nameWelsh: 'Y Tro' },
      position: 'in-area',
    });
    const { easting, northing } = await gridOf('ward');
    expect(booleanPointInPolygon([easting, northing], bentWard)).toBe(true);
    expect(booleanPointInPolygon(centroid(bentWard), bentWard)).toBe(false);
  });

  it('says why something has no position, and puts it nowhere', async () => {
    const whys = { unknownPostcode: 'no-postcode-point', areaWithoutBoundary: 'no-boundary' } as const;
    for (const [name, missing] of Object.entries({ ...whys, goneProperty: 'no-such-premises' } as const)) {
      const feature = await featureOf(name as SubjectName);
      expect(feature.geometry, name).toBeNull();
      expect(feature.properties, name).toMatchObject({ position: null, missing });
      expect(feature.properties.reports, name).toHaveLength(1);
    }
  });

  it('is of a box, with what has no position in every one and before all others', async () => {
    const lost = ['E05999008', 'ZZ51AA', 99];
    const idsIn = async (west: number): Promise<unknown[]> => {
      const { longitude, latitude } = wgs84FromGrid({ easting: 401_600, northing: 400_500 });
      const box = [longitude + west, latitude - 0.001, longitude + west + 0.002, latitude + 0.001];
      return (await read(`?bbox=${box.join(',')}`)).features.map(({ id }) => id);
    };
    expect(await idsIn(-0.001)).toEqual([...lost, 7]);
    expect(await idsIn(0.001)).toEqual(lost);
    expect((await read()).features.slice(0, 3).map(({ id }) => id)).toEqual(lost);
    // Without a snapshot no postcode has premises either.
    const few = await createUpheldReads(database()).places(null, { box: null, limit: 2 });
    expect(few.places.map(({ code }) => code)).toEqual(['E05999008', 'ZZ11AA']);
    expect(few.matched).toBe(subjectNames.length);
  });

  it('is of a period', async () => {
    expect((await read('?period=2026-01')).features).toHaveLength(subjectNames.length);
    await atlas().getProblem(`${path}?period=2019-09`, 404);
    await atlas().getProblem(`${path}?bbox=1,2,3`, 400);
  });
});

describeDatabases('upheld reports where nothing is loaded', (database) => {
  const atlas = useTestApp(database, () => Promise.resolve());
  it('are none on the map', async () => {
    const collection = await atlas().getAs(upheldCollectionSchema, path);
    expect(collection).toMatchObject({ period: null, matched: 0, isComplete: true, features: [] });
  });

  describe('but reports that were upheld before', () => {
    afterAll(async () => {
      await database().executeScript('truncate coverage_problem restart identity cascade');
    });
    it('are told of without a position', async () => {
      await saveReportInStates(database(), {
        ...{ reference: 'K7QX2M9D4TR9', subject: subjects.premises, states: untilUpheld },
        ...{ reason: 'other', speedClass: null },
      });
      const { period, features } = await atlas().getAs(upheldCollectionSchema, path);
      expect([period, features.map(({ geometry, properties }) => [geometry, properties.missing])]).toEqual([
        null,
        [[null, 'no-such-premises']],
      ]);
    });
  });
});
