import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { areaCollectionSchema, areaListSchema, type AreaList } from '../../core/contract/area-list.ts';
import { datasetSchema } from '../../core/contract/dataset.ts';
import { indicatorSummarySchema } from '../../core/contract/indicator.ts';
import {
  coverageListSchema,
  premisesListSchema,
  supportPlaceListSchema,
} from '../../core/contract/place-lists.ts';
import { areaProfileSchema, searchResultsSchema } from '../../core/contract/score.ts';
import { atlasSummarySchema } from '../../core/contract/tiles.ts';
import { valueListSchema } from '../../core/contract/value-list.ts';
import { describeDatabases } from '../support/databases.ts';
import { useTestApp } from '../support/app.ts';
import { createSmallPlace, smallPlace } from '../support/small-place.ts';

const csvDescriptionSchema = z.looseObject({
  'dc:source': z.array(z.string()),
  'dc:description': z.string(),
});

describeDatabases('resources of the API', (database) => {
  const app = useTestApp(database, createSmallPlace);

  it('says what is loaded', async () => {
    const summary = await app().getAs(atlasSummarySchema, '/api/v1/atlas');
    expect(summary).toMatchObject({ madeUp: true, basemapStyle: null, attribution: ['Made up by a test.'] });
    expect(summary.boundarySets).toHaveLength(3);
    // The place was laid out around 380 km east, 395 km north: west of Manchester.
    expect(summary.bounds?.[0]).toBeCloseTo(-2.303, 2);
    expect(summary.bounds?.[1]).toBeCloseTo(53.45, 2);
  });

  describe('areas', () => {
    it('walks through all areas by pages, each once and in order', async () => {
      const codes: string[] = [];
      let address: string | null = '/api/v1/areas?type=lsoa&limit=4';
      while (address !== null) {
        const page: AreaList = await app().getAs(areaListSchema, address);
        codes.push(...page.items.map((item) => item.code));
        address = page.next === null ? null : `/api/v1/areas?type=lsoa&limit=4&cursor=${page.next}`;
      }
      expect(codes).toEqual(smallPlace.lsoas);
    });

    it('finds areas within a ward, within an authority, in a box, by code and by name', async () => {
      const codesOf = async (query: string): Promise<string[]> =>
        (await app().getAs(areaListSchema, `/api/v1/areas?${query}`)).items.map((item) => item.code);
      expect(await codesOf(`within=${smallPlace.wards[1]}`)).toEqual(smallPlace.lsoas.slice(3));
      expect(await codesOf(`within=${smallPlace.authority}`)).toEqual(smallPlace.lsoas);
      expect(await codesOf(`type=ward&within=${smallPlace.authority}`)).toEqual([]);
      expect(await codesOf('bbox=-2.304,53.45,-2.2955,53.4595')).toEqual(smallPlace.lsoas.slice(0, 1));
      expect(await codesOf(`code=${smallPlace.lsoas[2]}`)).toEqual([smallPlace.lsoas[2]]);
      expect(await codesOf('q=006a')).toEqual([smallPlace.lsoas[5]]);
      expect(await codesOf('type=ward&q=%25')).toEqual([smallPlace.wards[1]]);
    });

    it('gives geometry as GeoJSON with bounds and credit', async () => {
      const response = await app().get('/api/v1/areas?type=ward&format=geojson');
      expect(response.headers['content-type']).toBe('application/geo+json; charset=utf-8');
      const collection = areaCollectionSchema.parse(response.json());
      expect(collection.features.map((feature) => feature.id)).toEqual(smallPlace.wards);
      expect(collection.attribution).toEqual({ lines: ['Made up by a test.'], madeUp: true });
      const ring = collection.features[0]?.geometry?.coordinates[0]?.[0] ?? [];
      expect(ring[0]).toEqual(ring.at(-1));
      expect(ring[0]?.[0]).toBeCloseTo(-2.303, 2);
    });

    it('tells all about one area, with null and a reason where a value is missing', async () => {
      const profile = await app().getAs(areaProfileSchema, `/api/v1/areas/${smallPlace.lsoas[2]}`);
      expect(profile.area).toMatchObject({ code: smallPlace.lsoas[2], population: 300, madeUp: true });
      expect(profile.memberships.map((each) => each.name)).toEqual(['Harbour', '=Seaborough']);
      const aged = profile.values.find((each) => each.indicatorId === 'aged-75-plus');
      expect(aged).toMatchObject({ value: null, missingReason: 'suppressed' });
      const ward = await app().getAs(areaProfileSchema, `/api/v1/areas/${smallPlace.wards[0]}`);
      expect(ward.children).toHaveLength(3);
    });

    it('knows an area that is not there', async () => {
      const problem = await app().getProblem('/api/v1/areas/Z09999999', 404);
      expect(problem.errors).toEqual([{ field: 'code', reason: 'no such area is loaded' }]);
    });
  });

  describe('indicators', () => {
    it('lists indicators with where they have values', async () => {
      const list = await app().getAs(z.array(indicatorSummarySchema), '/api/v1/indicators');
      expect(list).toHaveLength(2);
      const aged = list.find((each) => each.id === 'aged-75-plus');
      expect(aged?.series).toMatchObject([{ type: 'lsoa', vintage: 2021, valueCount: 5, missingCount: 1 }]);
    });

    it('pages through values', async () => {
      const first = await app().getAs(valueListSchema, '/api/v1/indicators/aged-75-plus/values?limit=5');
      expect(first.items).toHaveLength(5);
      const rest = await app().getAs(
        valueListSchema,
        `/api/v1/indicators/aged-75-plus/values?limit=5&cursor=${first.next ?? ''}`,
      );
      expect(rest.items).toMatchObject([{ areaCode: smallPlace.lsoas[5], value: 6 }]);
      expect(rest.next).toBeNull();
    });

    it('gives CSV whose name, description and credit say that it is made up', async () => {
      const response = await app().get('/api/v1/indicators/aged-75-plus/values?format=csv');
      expect(response.headers['content-disposition']).toBe(
        'attachment; filename="MADE-UP-aged-75-plus-lsoa-2021-2021.csv"',
      );
      const lines = response.body.split('\r\n');
      expect(lines[0]).toBe('area_code,area_name,value,numerator,denominator,missing_reason,flag');
      expect(lines[3]).toBe('Z01000003,Seaborough 003A,,,,suppressed,observed');
      // A negative number stays a number: only text is neutralised.
      expect(lines[4]).toBe('Z01000004,Seaborough 004A,-4.5,,,,observed');
      expect(lines).toHaveLength(8);
      const link = /^<https:\/\/atlas\.example([^>]+)>; rel="describedby"/.exec(
        String(response.headers.link),
      );
      const description = await app().getAs(csvDescriptionSchema, link?.[1] ?? '');
      expect(description['dc:source']).toEqual(['Made up by a test.']);
      expect(description['dc:description']).toContain('MADE-UP');
    });

    it('tells an unknown indicator from one without values there', async () => {
      expect((await app().getProblem('/api/v1/indicators/nothing/values', 404)).detail).toContain(
        'no indicator',
      );
      const problem = await app().getProblem('/api/v1/indicators/aged-75-plus/values?type=ward', 404);
      expect(problem.detail).toContain('no values on ward 2025');
    });
  });

  describe('search', () => {
    const labels = async (q: string): Promise<string[]> =>
      (await app().getAs(searchResultsSchema, `/api/v1/search?q=${encodeURIComponent(q)}`)).results.map(
        (result) => result.label,
      );

    it('finds by name, by the beginning of a postcode typed badly, and by code', async () => {
      expect(await labels('harb')).toEqual(['Harbour']);
      expect(await labels(' zz1 1a')).toEqual(['ZZ1 1AA, Harbour, =Seaborough', 'ZZ1 1AB']);
      expect(await labels('zz11aa')).toEqual(['ZZ1 1AA, Harbour, =Seaborough']);
      expect(await labels('z05000002')).toEqual(['Hill % Top']);
    });

    it('takes the signs of LIKE for themselves', async () => {
      expect(await labels('%')).toEqual(['Hill % Top']);
      expect(await labels('_')).toEqual([]);
    });
  });

  describe('coverage, premises and support places', () => {
    it('pages through coverage', async () => {
      const first = await app().getAs(coverageListSchema, '/api/v1/coverage?level=lsoa&limit=4');
      expect(first.items[0]).toMatchObject({
        code: smallPlace.lsoas[0],
        basis: 'summed',
        measures: { gigabit: { premises: 25, percent: 50 } },
      });
      const rest = await app().getAs(
        coverageListSchema,
        `/api/v1/coverage?level=lsoa&limit=4&cursor=${first.next ?? ''}`,
      );
      expect(rest.items).toHaveLength(2);
      const within = await app().getAs(coverageListSchema, `/api/v1/coverage?within=${smallPlace.wards[0]}`);
      expect(within.items).toHaveLength(3);
    });

    it('pages through premises in a box and refuses a box of a whole county', async () => {
      const box = '-2.31,53.44,-2.29,53.47';
      const first = await app().getAs(premisesListSchema, `/api/v1/premises?bbox=${box}&limit=2`);
      expect(first.items.map((each) => each.uprn)).toEqual([100000000001, 100000000002]);
      expect(first.items[0]).toMatchObject({ lsoaCode: smallPlace.lsoas[0], wardCode: null });
      const rest = await app().getAs(
        premisesListSchema,
        `/api/v1/premises?bbox=${box}&limit=2&cursor=${first.next ?? ''}`,
      );
      expect(rest.items).toHaveLength(1);
      expect((await app().getProblem('/api/v1/premises?bbox=-3,53,-2,54', 413)).errors?.[0]?.field).toBe(
        'bbox',
      );
    });

    it('lists support places without e-mail addresses', async () => {
      const response = await app().get(`/api/v1/support-places?within=${smallPlace.authority}`);
      expect(supportPlaceListSchema.parse(response.json()).items).toMatchObject([
        { name: '@Harbour Library', positionBasis: 'published' },
      ]);
      expect(response.body).not.toContain('someone@');
      expect(
        (await app().getAs(supportPlaceListSchema, '/api/v1/support-places?bbox=0,50,1,51')).items,
      ).toEqual([]);
    });
  });

  it('gives datasets with their releases', async () => {
    const list = await app().getAs(z.array(datasetSchema), '/api/v1/datasets');
    expect(list).toMatchObject([{ id: 'small-place', madeUp: true, releases: [{ fileName: 'small.csv' }] }]);
    expect(await app().getAs(datasetSchema, '/api/v1/datasets/small-place')).toEqual(list[0]);
    await app().getProblem('/api/v1/datasets/none', 404);
  });
});
