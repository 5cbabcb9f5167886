import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decodeColumns } from '../../core/columns.ts';
import { explanationSchema, scoreListSchema, type ScoreList } from '../../core/contract/score.ts';
import { describeDatabases } from '../support/databases.ts';
import { useTestApp } from '../support/app.ts';
import { seededCodes, seededProfile, seedScoring } from '../support/seed-scoring.ts';

const csvDescriptionSchema = z.looseObject({ tableSchema: z.object({ columns: z.array(z.unknown()) }) });

const scores = '/api/v1/profiles/seeded/scores';

describeDatabases('profiles and scores', (database) => {
  const app = useTestApp(database, seedScoring, { profiles: [seededProfile] });

  async function list(query: string): Promise<ScoreList> {
    const response = await app().get(`${scores}?${query}`);
    expect(response.statusCode, response.body).toBe(200);
    return scoreListSchema.parse(response.json());
  }

  it('lists and describes profiles', async () => {
    const response = await app().get('/api/v1/profiles');
    expect(response.json()).toMatchObject([{ id: 'seeded', latestRunId: null }]);
    expect((await app().get('/api/v1/profiles/seeded')).json()).toEqual(seededProfile);
    expect((await app().getProblem('/api/v1/profiles/none', 404)).detail).toContain('none');
  });

  it('pages through scores, the greatest risk first, areas without a score last', async () => {
    const whole = await list('limit=100');
    expect(whole).toMatchObject({ total: 12, next: null, attribution: { madeUp: true } });
    expect(whole.scores[0]).toMatchObject({ code: seededCodes[0], rank: 1, rankOf: 11, decile: 1 });
    expect(whole.scores[11]).toMatchObject({ code: seededCodes[11], score: null, rank: null });
    const paged: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: ScoreList = await list(`limit=5${cursor === '' ? '' : `&cursor=${cursor}`}`);
      paged.push(...page.scores.map((score) => score.code));
      cursor = page.next;
    }
    expect(paged).toEqual(whole.scores.map((score) => score.code));
  });

  it('refuses a cursor of another question, and one that is made up', async () => {
    const { next } = await list('limit=5');
    expect(
      (await app().getProblem(`${scores}?limit=5&sort=name&cursor=${next ?? ''}`, 409)).detail,
    ).toContain('cursor');
    await app().getProblem(`${scores}?cursor=bm90IGpzb24`, 400);
    await app().getProblem(`${scores}?cursor=${Buffer.from('[-1,"x"]').toString('base64url')}`, 400);
  });

  it('scores wards and authorities, and areas within one of them', async () => {
    expect((await list('type=ward')).scores).toHaveLength(4);
    expect((await list('type=lad')).areas).toEqual({ type: 'lad', vintage: 2023 });
    const within = await list('within=X05000002');
    expect(within.scores.map((score) => score.code).sort()).toEqual(seededCodes.slice(3, 6));
    await app().getProblem(`${scores}?type=region`, 404);
    await app().getProblem(`${scores}?vintage=2011`, 404);
  });

  it('compares within authorities, and within a selection', async () => {
    const byAuthority = await list('base=lad');
    expect(byAuthority.base).toEqual({ kind: 'within', type: 'lad' });
    expect(byAuthority.scores.filter((score) => score.rank === 1)).toHaveLength(2);
    const selection = await list('base=in:X08000001');
    expect(selection.total).toBe(6);
    await app().getProblem(`${scores}?base=in:X99999999`, 404);
  });

  it('scores with own weights, and says who is wrong about an indicator', async () => {
    const own = await list('weights=slow:0,people:5');
    const byDefault = await list('');
    const aged = own.scores.find((score) => score.code === seededCodes[1]);
    expect(aged?.contributions).toMatchObject({ slow: 0 });
    expect(own.scores.map((score) => score.score)).not.toEqual(byDefault.scores.map((score) => score.score));
    const sum = Object.values(aged?.contributions ?? {}).reduce<number>(
      (total, points) => total + (points ?? 0),
      0,
    );
    expect(sum).toBeCloseTo(aged?.score ?? NaN, 9);
    await app().getProblem(`${scores}?weights=nothing:1`, 400);
  });

  it('gives CSV of every row without a limit, and its description', async () => {
    const response = await app().get(`${scores}?format=csv`);
    expect(response.headers['content-disposition']).toContain(
      'filename="MADE-UP-seeded-scores-lsoa-2021.csv"',
    );
    const lines = response.body.trimEnd().split('\r\n');
    expect(lines).toHaveLength(13);
    expect(lines[0]).toContain('area_code,area_name,place_name,score,rank');
    expect(lines[0]).toContain('component_people,points_slow,points_speed,points_aged_75_plus');
    const description = await app().get(`${scores}?format=csvw`);
    expect(description.headers['content-type']).toBe('application/csvm+json; charset=utf-8');
    const { tableSchema } = csvDescriptionSchema.parse(description.json());
    expect(tableSchema.columns).toHaveLength(lines[0]?.split(',').length ?? 0);
    expect((await app().get(`${scores}?format=csv&limit=3`)).body.trimEnd().split('\r\n')).toHaveLength(4);
  });

  describe('columns', () => {
    const address = '/api/v1/profiles/seeded/columns';

    it('gives the same scores as the list, compressed or not', async () => {
      const plain = await app().get(address);
      expect(plain.headers['content-type']).toBe('application/octet-stream');
      const bytes = plain.rawPayload;
      const decoded = decodeColumns(new Uint8Array(bytes).buffer);
      expect(decoded.header.codes.split('\n')).toEqual(seededCodes);
      const first = (await list('sort=code&limit=1')).scores[0];
      expect(decoded.column('score')[0]).toBe(first?.score);
      const packed = await app().get(address, { 'accept-encoding': 'gzip' });
      expect(packed.headers['content-encoding']).toBe('gzip');
      expect(packed.rawPayload.length).toBeLessThan(bytes.length);
    });

    it('answers 304 while nothing changed, and anew after an import', async () => {
      const { etag } = (await app().get(address)).headers;
      expect((await app().get(address, { 'if-none-match': String(etag) })).statusCode).toBe(304);
      await database().execute(`insert into dataset_release
        (dataset_id, reader, file_name, file_sha256, file_bytes, imported_by)
        values ('seed', 'test', 'more.csv', repeat('1', 64), 1, 'test')`);
      // The version of the data is held for a second.
      await new Promise((resolve) => setTimeout(resolve, 1100));
      expect((await app().get(address, { 'if-none-match': String(etag) })).statusCode).toBe(200);
    });
  });

  it('explains an area in words and figures', async () => {
    const response = await app().get(`/api/v1/profiles/seeded/areas/${seededCodes[0] ?? ''}`);
    const explanation = explanationSchema.parse(response.json());
    expect(explanation.sentence.length).toBeGreaterThan(20);
    expect(explanation.memberships.map((each) => each.name)).toEqual(['Cliff', 'Northdale']);
    const ward = await app().getAs(explanationSchema, '/api/v1/profiles/seeded/areas/X05000001?type=ward');
    expect(ward.area.name).toBe('Cliff');
    await app().getProblem('/api/v1/profiles/seeded/areas/X01999999', 404);
  });

  describe('the explorer page', () => {
    it('holds the table, the credit and the banner without any script', async () => {
      const page = await app().get('/map', { accept: 'text/html' });
      expect(page.statusCode).toBe(200);
      expect(page.body).toContain('id="atlas-explorer"');
      expect(page.body).toContain('Made-up data.');
      expect(page.body).toContain('Made up by a test.');
      expect(page.body.match(/<tr class="govuk-table__row" data-code=/g)).toHaveLength(12);
      expect(page.body).not.toMatch(/<script(?![^>]*\bsrc=)/);
      expect(page.body).not.toMatch(/\sstyle=|\son[a-z]+=/);
    });

    it('shows the kind of area that the address names, and passes over what it does not know', async () => {
      const page = await app().get('/map?areas=ward&base=nonsense&map=10/53/-2&x=%3Cscript%3E', {
        accept: 'text/html',
      });
      expect(page.body.match(/<tr class="govuk-table__row" data-code=/g)).toHaveLength(4);
      expect(page.body).not.toContain('<script>');
    });

    it('may be framed at /embed and nowhere else', async () => {
      const embedded = await app().get('/embed', { accept: 'text/html' });
      expect(embedded.headers['content-security-policy']).toContain('frame-ancestors *');
      expect(embedded.headers['x-frame-options']).toBeUndefined();
      expect(embedded.body).toContain('data-embed');
      const page = await app().get('/map', { accept: 'text/html' });
      expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(page.headers['x-frame-options']).toBe('DENY');
    });

    it('lists datasets with licence and provenance', async () => {
      const page = await app().get('/data', { accept: 'text/html' });
      expect(page.body).toContain('Seeded figures');
      expect(page.body).toContain('OGL-UK-3.0');
      expect(page.body).toContain('seed.csv');
    });
  });
});
