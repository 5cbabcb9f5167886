import type { Database } from '../../server/database/database.ts';
import { createAreaStore, type NewArea } from '../../server/store/area-store.ts';
import { createDatasetStore } from '../../server/store/dataset-store.ts';
import { createIndicatorStore } from '../../server/store/indicator-store.ts';
import { createMembershipStore } from '../../server/store/membership-store.ts';

/**
 * A made-up place on the National Grid near Manchester, written through the real stores: six LSOAs of one kilometre
 * square in a row, three to a ward, in one authority; population and one indicator with a suppressed value; two
 * postcodes, three premises, coverage of two LSOAs, a library.
 */
export const smallPlace = {
  lsoas: ['Z01000001', 'Z01000002', 'Z01000003', 'Z01000004', 'Z01000005', 'Z01000006'],
  wards: ['Z05000001', 'Z05000002'],
  authority: 'Z08000001',
} as const;

const west = 380_000;
const south = 395_000;
const side = 1000;

function square(column: number, columns: number): NewArea['geometry'] {
  const left = west + column * side;
  const right = left + columns * side;
  const ring = [
    [left, south],
    [right, south],
    [right, south + side],
    [left, south + side],
    [left, south],
  ];
  return [[Float64Array.from(ring.flat())]];
}

function area(code: string, name: string, geometry: NewArea['geometry']): NewArea {
  return { code, name, nameWelsh: null, geometry, populationPoint: null };
}

// eslint-disable-next-line @typescript-eslint/require-await -- the stores take asynchronous batches
async function* batch<Row>(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  yield rows;
}

async function createRelease(database: Database): Promise<number> {
  const datasets = createDatasetStore(database);
  await datasets.saveDataset(
    {
      id: 'small-place',
      title: 'A small place',
      publisher: 'Nobody',
      licence: 'OGL-UK-3.0',
      licenceUrl: 'https://example.org/licence',
      attribution: 'Made up by a test.',
      reader: 'test',
      madeUp: true,
    },
    true,
  );
  return datasets.createRelease({
    datasetId: 'small-place',
    reader: 'test',
    period: '2021',
    part: '',
    vintage: 2021,
    fileName: 'small.csv',
    fileSha256: '0'.repeat(64),
    fileBytes: 1,
    options: {},
    importedBy: 'test',
  });
}

async function createAreas(database: Database, releaseId: number): Promise<void> {
  const areas = createAreaStore(database);
  const sets = [
    {
      set: { type: 'lsoa', vintage: 2021 } as const,
      rows: smallPlace.lsoas.map((code, at) => area(code, `Seaborough 00${at + 1}A`, square(at, 1))),
    },
    {
      set: { type: 'ward', vintage: 2025 } as const,
      rows: smallPlace.wards.map((code, at) =>
        area(code, at === 0 ? 'Harbour' : 'Hill % Top', square(3 * at, 3)),
      ),
    },
    {
      set: { type: 'lad', vintage: 2025 } as const,
      rows: [area(smallPlace.authority, '=Seaborough', square(0, 6))],
    },
  ];
  for (const { set, rows } of sets) {
    const boundarySetId = await areas.createBoundarySet(set, { releaseId, resolution: 'test' });
    await areas.saveAreas(set, batch(rows), { madeUp: true, boundarySetId });
    await areas.countBoundarySet(boundarySetId);
  }
  const lsoa = { type: 'lsoa', vintage: 2021 } as const;
  const members = smallPlace.lsoas.flatMap((childCode, at) => [
    {
      child: lsoa,
      childCode,
      parent: { type: 'ward', vintage: 2025 } as const,
      parentCode: smallPlace.wards[at < 3 ? 0 : 1],
      method: 'best-fit' as const,
    },
    {
      child: lsoa,
      childCode,
      parent: { type: 'lad', vintage: 2025 } as const,
      parentCode: smallPlace.authority,
      method: 'exact' as const,
    },
  ]);
  await createMembershipStore(database).saveMemberships(releaseId, batch(members));
}

async function createValues(database: Database, releaseId: number): Promise<void> {
  const indicators = createIndicatorStore(database);
  const ids = await database.query<{ area_id: number }>(
    `select area_id from area where area_type = 'lsoa' order by code`,
  );
  const figures = { population: [100, 200, 300, 400, 500, 600], 'aged-75-plus': [1, 2, null, -4.5, 5, 6] };
  for (const [id, values] of Object.entries(figures)) {
    await indicators.saveIndicator({
      id,
      title: id === 'population' ? 'Population' : 'People aged 75 and over',
      description: 'A figure made up by a test.',
      phrase: 'people',
      theme: 'people',
      unit: id === 'population' ? 'count' : 'percent',
      direction: 'higher-is-riskier',
      decimals: 1,
      datasetId: 'small-place',
      denominatorTitle: null,
      additive: id === 'population',
      isCatalogued: true,
    });
    const areas = { type: 'lsoa', vintage: 2021 } as const;
    const series = { indicatorId: id, releaseId, areas, period: '2021', convertedFrom: null };
    const seriesId = await indicators.createSeries(series);
    const rows = values.map((value, at) => ({
      seriesId,
      areaId: ids[at]?.area_id ?? 0,
      value,
      numerator: null,
      denominator: null,
      missingReason: value === null ? ('suppressed' as const) : null,
      flag: 'observed' as const,
    }));
    await indicators.copyValues(batch(rows));
    await indicators.countSeries([seriesId]);
  }
}

async function createPlaces(database: Database, releaseId: number): Promise<void> {
  const [first] = smallPlace.lsoas;
  await database.execute(
    `insert into postcode (release_id, postcode, display, point, lsoa_code, ward_code, lad_code, terminated)
     values ($1::integer, 'ZZ11AA', 'ZZ1 1AA', ST_SetSRID(ST_MakePoint(380500, 395500), 27700), $2, $3, $4, null),
            ($1::integer, 'ZZ11AB', 'ZZ1 1AB', null, null, null, null, '2019-01')`,
    [releaseId, first, smallPlace.wards[0], smallPlace.authority],
  );
  await database.execute(
    `insert into premises (release_id, uprn, easting, northing, lsoa_id)
     select $1::integer, 100000000000 + n, 380100 + 100 * n, 395500, (select area_id from area where code = $2)
     from generate_series(1, 3) n`,
    [releaseId, first],
  );
  await database.execute(
    `insert into coverage (release_id, level, code, vintage, basis, premises, gigabit_premises, gigabit_percent)
     select $1::integer, 'lsoa', code, 2021, 'summed', 50, 25, 50 from area where area_type = 'lsoa'`,
    [releaseId],
  );
  await database.execute(
    `insert into support_place (release_id, kind, name, point, point_basis, lad_code, email)
     values ($1::integer, 'library', '@Harbour Library', ST_SetSRID(ST_MakePoint(380500, 395500), 27700),
       'published', $2, 'someone@example.org')`,
    [releaseId, smallPlace.authority],
  );
}

/** Writes the place into an empty database. */
export async function createSmallPlace(database: Database): Promise<void> {
  const releaseId = await createRelease(database);
  await createAreas(database, releaseId);
  await createValues(database, releaseId);
  await createPlaces(database, releaseId);
}
