import { describe, expect, it } from 'vitest';
import { indicatorColumnSchema, type IndicatorColumn } from '../../core/contract/indicator-column.ts';
import { describeDatabases } from '../support/databases.ts';
import { useTestApp } from '../support/app.ts';
import { seededCodes, seededProfile, seedScoring } from '../support/seed-scoring.ts';

const wards = ['X05000001', 'X05000002', 'X05000003', 'X05000004'];

describeDatabases('an indicator as one column', (database) => {
  const app = useTestApp(
    database,
    async (opened) => {
      await seedScoring(opened);
      await opened.executeScript(`
        insert into indicator_series (indicator_id, release_id, area_type, vintage, period)
        values ('speed', 1, 'lad', 2023, '2021');
        insert into indicator_value (series_id, area_id, value, missing_reason)
        select (select max(series_id) from indicator_series), area_id,
          case code when 'X08000001' then 55 end, case code when 'X08000002' then 'suppressed' end
        from area where area_type = 'lad';`);
    },
    { profiles: [seededProfile] },
  );
  const read = (indicatorId: string, type = ''): Promise<IndicatorColumn> =>
    app().getAs(
      indicatorColumnSchema,
      `/api/v1/profiles/seeded/indicators/${indicatorId}${type === '' ? '' : `?type=${type}`}`,
    );

  it('gives the areas of the profile in the order of their codes, with why a value is missing', async () => {
    const column = await read('slow');
    expect(column.codes.split('\n')).toEqual(seededCodes);
    expect(column.values).toEqual([50, 40, 30, 20, null, 0, 5, 10, 15, 20, 25, null]);
    expect(column.reasons).toEqual({ suppressed: [4, 11] });
    expect(column).toMatchObject({ method: 'published', unit: 'percent', attribution: { madeUp: true } });
  });

  it('works rates of wards out from sums, not from the people who live there', async () => {
    const column = await read('aged-75-plus', 'ward');
    expect(column.codes.split('\n')).toEqual(wards);
    // (16 + 20) / 2 of equal denominators; weighted by the 200 and 100 people it would be 17.33.
    expect(column.values[3]).toBeCloseTo(18, 10);
    expect(column).toMatchObject({ method: 'from-sums', areas: { type: 'ward', vintage: 2023 } });
  });

  it('adds counts up, and weights by people what has no denominator', async () => {
    expect(await read('population', 'ward')).toMatchObject({ values: [400, 500, 400, 500], method: 'total' });
    const speeds = await read('speed', 'ward');
    expect(speeds.values[3]).toBeCloseTo((200 * 100 + 100 * 110) / 300, 10);
    expect(speeds.method).toBe('population-mean');
  });

  it('prefers what was published for the very areas', async () => {
    const column = await read('speed', 'lad');
    expect(column).toMatchObject({ values: [55, null], method: 'published', reasons: { suppressed: [1] } });
  });

  it('has no mean of ranks', async () => {
    await database().execute("update indicator set unit = 'rank' where indicator_id = 'slow'");
    await app().getProblem('/api/v1/profiles/seeded/indicators/slow?type=ward', 404);
    await database().execute("update indicator set unit = 'percent' where indicator_id = 'slow'");
  });

  it('says what it does not know', async () => {
    const path = '/api/v1/profiles/seeded/indicators';
    expect((await app().getProblem(`${path}/none`, 404)).detail).toContain('no indicator "none"');
    expect((await app().getProblem(`${path}/slow?type=region`, 404)).detail).toContain('type region');
    await app().getProblem(`${path}/slow?type=planet`, 400);
    await app().getProblem('/api/v1/profiles/none/indicators/slow', 404);
  });
});

describe('the answer', () => {
  it('names no reason that is not one', () => {
    expect(indicatorColumnSchema.shape.reasons.safeParse({ 'out-to-lunch': [1] }).success).toBe(false);
  });
});
