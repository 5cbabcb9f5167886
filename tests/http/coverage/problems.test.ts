import { beforeEach, describe, expect, it } from 'vitest';
import {
  officerProblemSchema,
  problemsPageSchema,
  trackedProblemSchema,
  upheldListSchema,
  type ChallengeState,
  type ProblemReport,
  type TrackedProblem,
} from '../../../core/contract/coverage/coverage-problem.ts';
import { problemSchema } from '../../../core/contract/problem.ts';
import { createProblemStore } from '../../../server/store/coverage/problem-store.ts';
import { createUpheldReads } from '../../../server/store/coverage/upheld-reads.ts';
import { pruneProblems } from '../../../server/usecases/coverage/prune-problems.ts';
import { listProblems } from '../../../scripts/commands/coverage/problems.ts';
import { buildTestApp, testSettings, useTestApp } from '../../support/app.ts';
import { describeDatabases } from '../../support/databases.ts';
import { rowsOfCsv } from '../../support/read-csv.ts';
import { createSmallPlace, smallPlace } from '../../support/small-place.ts';

const address = '/api/v1/coverage/problems';
const token = testSettings.adminToken ?? '';
const uprn = '100000000001';
const [lsoa, otherLsoa] = smallPlace.lsoas;

let clock = new Date('2026-11-22T12:00:00Z');
const daysLater = (days: number): Date => new Date(clock.getTime() + days * 86_400_000);

const report: ProblemReport = {
  subject: { kind: 'premises', code: uprn },
  reason: 'cannot-order-speed',
  speedClass: 'gigabit',
};

describeDatabases('reports about coverage', (database) => {
  const app = useTestApp(database, createSmallPlace, { now: () => clock });
  beforeEach(async () => {
    clock = new Date('2026-11-22T12:00:00Z');
    await database().executeScript('truncate coverage_problem restart identity cascade');
  });

  const send = (payload: unknown, headers: Readonly<Record<string, string>> = {}) =>
    app().app.inject({ method: 'POST', url: address, headers, payload: payload as object });
  const patch = (reference: string, payload: object, headers = { authorization: `Bearer ${token}` }) =>
    app().app.inject({ method: 'PATCH', url: `${address}/${reference}`, headers, payload });

  async function report201(changes: Partial<ProblemReport> = {}): Promise<TrackedProblem> {
    const response = await send({ ...report, ...changes });
    expect({ status: response.statusCode, body: response.body }).toMatchObject({ status: 201 });
    return trackedProblemSchema.parse(response.json());
  }

  /** Moves a report through states; the note is published where the last is upheld and it says so. */
  async function moveThrough(reference: string, states: readonly ChallengeState[], publishNote = false) {
    let revision = 0;
    for (const to of states) {
      const response = await patch(reference, {
        revision,
        to,
        comment: `To ${to}.`,
        publishNote: publishNote && to === 'upheld',
      });
      expect({ to, status: response.statusCode, body: response.body }).toMatchObject({ to, status: 200 });
      ({ revision } = officerProblemSchema.parse(response.json()));
    }
  }
  const uphold = (reference: string, publishNote = false) =>
    moveThrough(reference, ['checking', 'upheld'], publishNote);

  const stored = () =>
    database().query<{ email: string | null; note: string | null }>(
      'select email, note from coverage_problem order by coverage_problem_id',
    );

  it('are taken with a reference by which they are looked up, and without what is personal in the answer', async () => {
    const response = await send({
      ...report,
      downloadMbps: 24.456,
      uploadMbps: 3,
      testedOn: '2026-11-20',
      note: ' The cabinet is full. ',
      email: 'someone@example.org',
    });
    expect(response.statusCode).toBe(201);
    const problem = trackedProblemSchema.parse(response.json());
    expect(problem).toEqual({
      reference: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{12}$/) as unknown,
      subject: { kind: 'premises', code: uprn, name: null, nameWelsh: null },
      areaCodes: [lsoa, smallPlace.wards[0], smallPlace.authority],
      reason: 'cannot-order-speed',
      speedClass: 'gigabit',
      downloadMbps: 24.46,
      uploadMbps: 3,
      testedOn: '2026-11-20',
      note: null,
      state: 'new',
      reportedOn: '2026-11-22',
      changedOn: '2026-11-22',
      revision: 0,
      moves: [],
    });
    expect(response.headers.location).toBe(`https://atlas.example${address}/${problem.reference}`);
    const shown = `${problem.reference.slice(0, 4)}-${problem.reference.slice(4, 8)}-${problem.reference.slice(8)}`;
    const read = await app().get(`${address}/${shown.toLowerCase()}`);
    expect(trackedProblemSchema.parse(read.json())).toEqual(problem);
    expect([read.headers['cache-control'], read.headers.etag]).toEqual(['no-store', undefined]);
    expect(await stored()).toEqual([{ email: 'someone@example.org', note: 'The cabinet is full.' }]);
    expect(read.body + response.body).not.toMatch(/someone|cabinet/);
  });

  it('are about what is loaded, however its code is written, and about nothing else', async () => {
    const postcode = await report201({ subject: { kind: 'postcode', code: 'zz1 1aa' } });
    expect(postcode).toMatchObject({
      subject: { code: 'ZZ11AA' },
      areaCodes: [lsoa, smallPlace.wards[0], smallPlace.authority],
    });
    const area = await report201({ subject: { kind: 'area', code: otherLsoa } });
    expect(area).toMatchObject({
      subject: { code: otherLsoa, name: 'Seaborough 002A' },
      areaCodes: [otherLsoa, smallPlace.wards[0], smallPlace.authority],
    });
    // A postcode that nobody places is loaded all the same.
    expect(await report201({ subject: { kind: 'postcode', code: 'ZZ11AB' } })).toMatchObject({
      areaCodes: [],
    });
    for (const subject of [
      { kind: 'premises', code: '100000009999' },
      { kind: 'postcode', code: 'M33 2BH' },
      { kind: 'area', code: 'E08000009' },
    ] as const) {
      const response = await send({ ...report, subject });
      expect(problemSchema.parse(response.json())).toMatchObject({
        status: 400,
        errors: [{ field: 'subject', reason: expect.stringContaining('not loaded here') as unknown }],
      });
    }
  });

  it('are taken for premises that only the list of plans has, in the areas of its postcode', async () => {
    await database().execute(
      `insert into premises_plan (release_id, uprn, postcode, lad_code)
       select release_id, 200000000001, 'ZZ1 1AA', $1 from dataset_release`,
      [smallPlace.authority],
    );
    expect(await report201({ subject: { kind: 'premises', code: '200000000001' } })).toMatchObject({
      areaCodes: [lsoa, smallPlace.wards[0], smallPlace.authority],
    });
    await database().execute('delete from premises_plan');
  });

  it('are refused with the field that is wrong, and never fail', async () => {
    const refused: readonly (readonly [unknown, string])[] = [
      [{ ...report, subject: { kind: 'premises', code: 'abc' } }, 'subject'],
      [{ ...report, subject: { kind: 'premises', code: 100_000_000_001 } }, 'subject/code'],
      [{ ...report, subject: { kind: 'home', code: uprn } }, 'subject/kind'],
      [{ ...report, subject: uprn }, 'subject'],
      [{ ...report, reason: 'because' }, 'reason'],
      [{ ...report, speedClass: 'fast' }, 'speedClass'],
      [{ subject: report.subject, reason: 'has-service' }, 'speedClass'],
      [{ ...report, downloadMbps: '24' }, 'downloadMbps'],
      [{ ...report, downloadMbps: 1e9, testedOn: '2026-11-20' }, 'downloadMbps'],
      [{ ...report, uploadMbps: -1, testedOn: '2026-11-20' }, 'uploadMbps'],
      [{ ...report, downloadMbps: 1, testedOn: '2026-11-23' }, 'testedOn'],
      [{ ...report, note: 'a\u0000b' }, 'note'],
      [{ ...report, note: 'a\u202eb' }, 'note'],
      [{ ...report, note: 'a\ud800b' }, 'note'],
      [{ ...report, note: 'x'.repeat(1001) }, 'note'],
      [{ ...report, email: 'a@b.example\nBcc: c@d.example' }, 'email'],
      [{ ...report, state: 'upheld' }, 'state'],
    ];
    for (const [body, field] of refused) {
      const response = await send(body);
      const problem = problemSchema.parse(response.json());
      expect({ body, status: problem.status, fields: problem.errors?.map((error) => error.field) }).toEqual({
        body,
        status: 400,
        fields: [field],
      });
    }
    for (const [payload, status] of [
      ['{', 400],
      ['[]', 400],
      ['null', 400],
      [JSON.stringify({ ...report, note: 'x'.repeat(20_000) }), 413],
    ] as const) {
      const response = await app().app.inject({
        method: 'POST',
        url: address,
        headers: { 'content-type': 'application/json' },
        payload,
      });
      expect([payload.slice(0, 20), response.statusCode]).toEqual([payload.slice(0, 20), status]);
    }
    const text = await app().app.inject({
      method: 'POST',
      url: address,
      headers: { 'content-type': 'text/plain' },
      payload: 'x',
    });
    expect(text.statusCode).toBe(400);
    expect(await stored()).toEqual([]);
  });

  it('are refused where a page of another site sends them', async () => {
    const from = (headers: Readonly<Record<string, string>>) =>
      send(report, headers).then((r) => r.statusCode);
    expect(await from({ 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' })).toBe(403);
    expect(await from({ 'sec-fetch-site': 'same-site', origin: 'https://other.atlas.example' })).toBe(403);
    expect(await from({ origin: 'https://evil.example' })).toBe(403);
    expect(await from({ origin: 'null' })).toBe(403);
    expect(await stored()).toEqual([]);
    expect(await from({ origin: 'https://atlas.example' })).toBe(201);
    expect(await from({ 'sec-fetch-site': 'same-origin', origin: 'https://atlas.example' })).toBe(201);
  });

  it('are taken up to the limit of a day, and again when the day is over', async () => {
    const settings = { ...testSettings, coverageProblems: { emailDays: 90, dailyLimit: 2 } };
    const limited = await buildTestApp(database(), { settings, now: () => clock });
    const sendOne = () => limited.app.inject({ method: 'POST', url: address, payload: report });
    const answers = await Promise.all([sendOne(), sendOne(), sendOne(), sendOne()]);
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([201, 201, 429, 429]);
    const start = clock;
    clock = new Date(daysLater(1).getTime() - 1000);
    expect((await sendOne()).statusCode).toBe(429);
    clock = start;
    expect(answers.find(({ statusCode }) => statusCode === 429)?.headers['retry-after']).toBe('3600');
    clock = daysLater(1);
    expect((await sendOne()).statusCode).toBe(201);
    await limited.app.close();
  });

  it('are counted one after another: each waits until the one before it is stored', async () => {
    let letGo = (): void => undefined;
    const isOver = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    let before: Promise<void> = Promise.resolve();
    await new Promise<void>((hasBegun, fail) => {
      before = database().transaction(async (transaction) => {
        await createProblemStore(transaction).waitForOthers();
        hasBegun();
        await isOver;
      });
      before.catch(fail);
    });
    const sent = send(report);
    // Long enough for a report that does not wait.
    const patience = new Promise((resolve) => setTimeout(resolve, 1000, 'waits'));
    try {
      expect(await Promise.race([sent.then(() => 'sent'), patience])).toBe('waits');
    } finally {
      letGo();
    }
    await before;
    expect((await sent).statusCode).toBe(201);
  });

  it('are taken so often from one address, by form and API together, and not more', async () => {
    const settings = { ...testSettings, rateLimitPerMinute: 120 };
    const limited = await buildTestApp(database(), { settings, now: () => clock });
    const byApi = () => limited.app.inject({ method: 'POST', url: address, payload: report });
    const byForm = () =>
      limited.app.inject({
        method: 'POST',
        url: '/coverage/problems/send',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({
          place: uprn,
          reason: report.reason,
          speedClass: 'gigabit',
        }).toString(),
      });
    const codes = [await byApi(), await byForm(), await byApi(), await byForm()].map((r) => r.statusCode);
    expect(codes).toEqual([201, 303, 429, 429]);
    expect((await byApi()).headers['retry-after']).toBe('600');
    expect((await limited.get(address)).statusCode).toBe(200);
    await limited.app.close();
  });

  describe('are moved by officers', () => {
    it('who know the token, and by nobody else', async () => {
      const { reference } = await report201();
      const move = { revision: 0, to: 'checking', comment: 'Mine.' };
      for (const authorization of ['', 'Bearer wrong', `Basic ${token}`, token]) {
        const response = await patch(reference, move, { authorization });
        expect([response.statusCode, response.headers['www-authenticate']]).toEqual([401, 'Bearer']);
      }
      const off = await buildTestApp(database(), { settings: { ...testSettings, adminToken: null } });
      const refused = await off.app.inject({
        method: 'PATCH',
        url: `${address}/${reference}`,
        headers: { authorization: `Bearer ${token}` },
        payload: move,
      });
      expect(refused.statusCode).toBe(403);
      await off.app.close();
      expect((await app().get(`${address}/${reference}`)).json()).toMatchObject({ state: 'new', moves: [] });
    });

    it('along the allowed ways, each move with its time and comment, the comments for officers only', async () => {
      const { reference } = await report201({ email: 'someone@example.org', note: 'Full.' });
      expect((await patch(reference, { revision: 0, to: 'upheld', comment: 'So.' })).json()).toMatchObject({
        status: 400,
        errors: [{ field: 'to' }],
      });
      clock = daysLater(2);
      await uphold(reference);
      clock = daysLater(1);
      const again = officerProblemSchema.parse(
        (await patch(reference, { revision: 2, to: 'checking', comment: 'Look again.\r\nPlease.' })).json(),
      );
      expect(again).toMatchObject({
        state: 'checking',
        revision: 3,
        email: 'someone@example.org',
        note: 'Full.',
        reportedAt: '2026-11-22T12:00:00.000Z',
        moves: [
          { from: 'new', to: 'checking', comment: 'To checking.', at: '2026-11-24T12:00:00.000Z' },
          { from: 'checking', to: 'upheld', comment: 'To upheld.' },
          { from: 'upheld', to: 'checking', comment: 'Look again.\nPlease.', at: '2026-11-25T12:00:00.000Z' },
        ],
      });
      const seen = await app().get(`${address}/${reference}`);
      expect(trackedProblemSchema.parse(seen.json())).toMatchObject({
        state: 'checking',
        reportedOn: '2026-11-22',
        changedOn: '2026-11-25',
        moves: [
          { state: 'checking', on: '2026-11-24' },
          { state: 'upheld', on: '2026-11-24' },
          { state: 'checking', on: '2026-11-25' },
        ],
      });
      expect(seen.body).not.toMatch(/Look again|someone|Full/);
    });

    it('one at a time: who read an older revision is told so and nothing changes', async () => {
      const { reference } = await report201();
      const both = await Promise.all([
        patch(reference, { revision: 0, to: 'checking', comment: 'Mine.' }),
        patch(reference, { revision: 0, to: 'checking', comment: 'No, mine.' }),
      ]);
      expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
      // Not that it cannot go there from where it is now, which is not what was read.
      expect((await patch(reference, { revision: 0, to: 'checking', comment: 'Me.' })).statusCode).toBe(409);
      // Back where it was is not where it was: two others have been at it.
      await moveThroughFrom(reference, 1, ['rejected', 'checking']);
      expect((await patch(reference, { revision: 1, to: 'upheld', comment: 'Yes.' })).statusCode).toBe(409);
      const moves = await database().query('select 1 as one from coverage_problem_move');
      expect(moves).toHaveLength(3);
    });

    async function moveThroughFrom(reference: string, start: number, states: readonly ChallengeState[]) {
      for (const [at, to] of states.entries()) {
        const response = await patch(reference, { revision: start + at, to, comment: 'So.' });
        expect(response.statusCode).toBe(200);
      }
    }

    it('publishing a note only where there is one and it is upheld', async () => {
      const publish = { comment: 'So.', publishNote: true };
      const refused = { status: 400, errors: [{ field: 'publishNote' }] };
      const noted = await report201({ note: 'The cabinet is full.' });
      expect(
        (await patch(noted.reference, { ...publish, revision: 0, to: 'checking' })).json(),
      ).toMatchObject(refused);
      const bare = await report201();
      await moveThrough(bare.reference, ['checking']);
      expect((await patch(bare.reference, { ...publish, revision: 1, to: 'upheld' })).json()).toMatchObject(
        refused,
      );
      for (const { reference } of [noted, bare]) {
        expect((await app().get(`${address}/${reference}`)).json()).not.toMatchObject({ state: 'upheld' });
      }
    });

    it('with a comment, and a report that there is', async () => {
      const { reference } = await report201();
      for (const comment of ['', ' \n ', 'x'.repeat(1001), 'a\u0007b', 'a\ud800']) {
        const response = await patch(reference, { revision: 0, to: 'checking', comment });
        expect(problemSchema.parse(response.json())).toMatchObject({
          status: 400,
          errors: [{ field: 'comment' }],
        });
      }
      const noNote = { revision: 0, to: 'checking', comment: 'So.', publishNote: true };
      expect((await patch(reference, noNote)).json()).toMatchObject({ errors: [{ field: 'publishNote' }] });
      // As long as it may be, counted in characters as people see them.
      for (const [revision, comment] of ['x'.repeat(1000), '🏠'.repeat(1000)].entries()) {
        const to = revision === 0 ? 'checking' : 'rejected';
        expect((await patch(reference, { revision, to, comment })).statusCode).toBe(200);
      }
      for (const unknown of ['000000000000', 'nothing', '..%2f..%2fx', "'; drop table coverage_problem"])
        expect((await patch(encodeURI(unknown), noNote)).statusCode, unknown).toBe(404);
    });
  });

  describe('that were upheld', () => {
    async function seedUpheld() {
      const premises = await report201({
        note: '=HYPERLINK("https://evil.example")',
        email: 'a@example.org',
      });
      const postcode = await report201({
        subject: { kind: 'postcode', code: 'ZZ11AA' },
        reason: 'other',
        note: '<script>alert(1)</script>',
      });
      const authority = await report201({
        subject: { kind: 'area', code: smallPlace.authority },
        speedClass: 'decent',
      });
      const farAway = await report201({ subject: { kind: 'area', code: smallPlace.wards[1] } });
      const rejected = await report201();
      const open = await report201({ note: 'Nobody looked.' });
      await uphold(premises.reference, true);
      await uphold(postcode.reference);
      await uphold(authority.reference);
      await uphold(farAway.reference);
      await moveThrough(rejected.reference, ['checking', 'rejected']);
      return { premises, postcode, authority, farAway, rejected, open };
    }

    it('are listed, filtered and paged, the newest first, and no others', async () => {
      const { premises, postcode, authority, farAway } = await seedUpheld();
      const references = async (query: string): Promise<string[]> =>
        (await app().getAs(upheldListSchema, `${address}?${query}`)).items.map(({ reference }) => reference);
      expect(await references('')).toEqual(
        [farAway, authority, postcode, premises].map(({ reference }) => reference),
      );
      expect(await references(`within=${smallPlace.wards[0]}`)).toEqual([
        postcode.reference,
        premises.reference,
      ]);
      expect(await references('class=decent')).toEqual([authority.reference]);
      expect(await references('within=E08000009')).toEqual([]);
      const first = await app().getAs(upheldListSchema, `${address}?limit=3&state=upheld`);
      const second = await app().getAs(upheldListSchema, `${address}?limit=3&cursor=${first.next ?? ''}`);
      expect([first.items.length, second.items.map((item) => item.reference), second.next]).toEqual([
        3,
        [premises.reference],
        null,
      ]);
      expect(first.attribution).toEqual({
        lines: ['Made up by a test.', expect.stringContaining('officers upheld: local evidence') as unknown],
        madeUp: true,
      });
      for (const query of ['state=new', 'state=rejected', 'class=fast', 'within=x', 'q=1', 'limit=0'])
        await app().getProblem(`${address}?${query}`, 400);
    });

    it('show a note only where an officer published it, and no address anywhere', async () => {
      const { premises, postcode } = await seedUpheld();
      const { items } = await app().getAs(upheldListSchema, address);
      const noteOf = ({ reference }: TrackedProblem) =>
        items.find((item) => item.reference === reference)?.note;
      expect([noteOf(premises), noteOf(postcode)]).toEqual(['=HYPERLINK("https://evil.example")', null]);
      expect(JSON.stringify(items)).not.toContain('a@example.org');
      // Taken up again, it is public no more.
      await patch(premises.reference, { revision: 2, to: 'checking', comment: 'Again.' });
      expect((await app().get(`${address}/${premises.reference}`)).json()).toMatchObject({ note: null });
    });

    it('are saved as CSV in which nothing runs, with descriptions that credit the sources', async () => {
      await seedUpheld();
      const response = await app().get(`${address}?format=csv`);
      expect(response.headers['content-type']).toContain('text/csv');
      expect(response.headers['content-disposition']).toMatch(/coverage-problems.*\.csv"/);
      const rows = rowsOfCsv(response.body);
      expect(rows).toHaveLength(4);
      expect(rows.map((row) => row['area_name'])).toEqual(['Hill % Top', "'=Seaborough", '', '']);
      expect(rows[3]).toMatchObject({
        about: 'premises',
        code: uprn,
        reason: 'cannot-order-speed',
        speed_class: 'gigabit',
        download_mbps: '',
        note: `'=HYPERLINK("https://evil.example")`,
        reported_on: '2026-11-22',
        upheld_on: '2026-11-22',
      });
      const csvw = await app().get(`${address}?format=csvw`);
      expect(JSON.stringify(csvw.json())).toContain('Made up by a test.');
      const schema = (await app().get(`${address}?format=tableschema`)).json<{
        fields: { name: string }[];
      }>();
      expect(schema.fields.map(({ name }) => name)).toEqual(Object.keys(rows[0] ?? {}));
      const one = rowsOfCsv((await app().get(`${address}?format=csv&limit=1&class=decent`)).body);
      expect(one.map((row) => row['code'])).toEqual([smallPlace.authority]);
    });

    it('stand ready for maps, pages and exports: of premises, postcodes and areas, and within areas', async () => {
      const { premises, postcode, authority, farAway } = await seedUpheld();
      const upheld = createUpheldReads(database());
      const ofPremises = await upheld.of('premises', [uprn, '100000000002']);
      expect([...ofPremises.keys()]).toEqual([uprn]);
      expect(ofPremises.get(uprn)?.map(({ reference }) => reference)).toEqual([premises.reference]);
      expect([...(await upheld.of('postcode', ['ZZ11AA'])).keys()]).toEqual(['ZZ11AA']);
      expect((await upheld.of('area', [uprn])).size).toBe(0);
      const within = await upheld.within([smallPlace.authority, smallPlace.wards[0]]);
      expect(within.map(({ reference }) => reference)).toEqual(
        [premises, postcode, authority, farAway].map(({ reference }) => reference),
      );
      expect(await upheld.countsWithin([...smallPlace.wards, smallPlace.authority, 'E08000009'])).toEqual(
        new Map([
          [smallPlace.wards[0], 2],
          [smallPlace.wards[1], 1],
          [smallPlace.authority, 4],
        ]),
      );
    });

    it('are on the page with the number of all others, escaped, in both languages', async () => {
      await seedUpheld();
      const page = await app().get('/coverage/problems', { accept: 'text/html' });
      expect([page.statusCode, page.headers['cache-control'], page.headers.etag]).toEqual([
        200,
        'no-store',
        undefined,
      ]);
      expect(page.body).toContain('=HYPERLINK(&quot;https://evil.example&quot;)');
      expect(page.body).not.toContain('<script>alert');
      expect(page.body).toContain('=Seaborough (Z08000001)');
      expect(page.body).toContain('4 reports fit.');
      const welsh = await app().get('/cy/coverage/problems?class=decent', { accept: 'text/html' });
      expect(welsh.body).toContain('Adroddiadau a gadarnhawyd gan swyddogion');
      const data = await app().getAs(problemsPageSchema, '/coverage/problems.json?class=decent');
      expect(data).toMatchObject({
        counts: { new: 1, checking: 0, upheld: 4, rejected: 1 },
        total: 1,
        page: 1,
        pageCount: 1,
      });
      const wrong = await app().get('/coverage/problems?within=Sale+Moor!', { accept: 'text/html' });
      expect(wrong.statusCode).toBe(400);
      expect(wrong.body).toContain('Enter the code of an area');
      expect(wrong.body).toContain('value="Sale Moor!"');
    });

    it('are listed for the command line, with those that wait', async () => {
      await seedUpheld();
      const options = { limit: 100, json: false };
      const all = await listProblems({ database: database() }, options);
      expect(all.trimEnd().split('\n')).toHaveLength(7);
      expect(all).not.toContain('example.org');
      const rejected = await listProblems(
        { database: database() },
        { ...options, state: 'rejected', json: true },
      );
      expect(JSON.parse(rejected)).toMatchObject([{ state: 'rejected', note: null }]);
      expect(await listProblems({ database: database() }, { ...options, state: 'checking' })).toBe(
        'No report fits.\n',
      );
    });
  });

  describe('lose what is personal', () => {
    const prune = (now: Date, emailDays = 90) => pruneProblems(database(), { now, emailDays });

    it('when their time is over, and not a second before', async () => {
      await report201({ email: 'open@example.org', note: 'Kept: nobody closed it.' });
      const justBefore = new Date(daysLater(90).getTime() - 1000);
      expect(await prune(justBefore)).toEqual({ emails: 0, notes: 0 });
      expect(await prune(daysLater(90))).toEqual({ emails: 1, notes: 0 });
      expect(await prune(daysLater(90))).toEqual({ emails: 0, notes: 0 });
      expect(await stored()).toEqual([{ email: null, note: 'Kept: nobody closed it.' }]);
    });

    it('fourteen days after they are closed, but for a note that was published', async () => {
      const published = await report201({ email: 'a@example.org', note: 'To publish.' });
      const unpublished = await report201({ email: 'b@example.org', note: 'Not to publish.' });
      const rejected = await report201({ email: 'c@example.org', note: 'Rejected.' });
      const reopened = await report201({ email: 'd@example.org', note: 'Taken up again.' });
      clock = daysLater(3);
      await uphold(published.reference, true);
      await uphold(unpublished.reference);
      await moveThrough(rejected.reference, ['checking', 'rejected']);
      await moveThrough(reopened.reference, ['checking', 'rejected', 'checking']);
      const justBefore = new Date(daysLater(14).getTime() - 1000);
      expect(await prune(justBefore)).toEqual({ emails: 0, notes: 0 });
      expect(await prune(daysLater(14))).toEqual({ emails: 3, notes: 2 });
      expect(await stored()).toEqual([
        { email: null, note: 'To publish.' },
        { email: null, note: null },
        { email: null, note: null },
        { email: 'd@example.org', note: 'Taken up again.' },
      ]);
    });

    it('as soon as the setting says', async () => {
      await report201({ email: 'a@example.org' });
      expect(await prune(daysLater(7), 8)).toEqual({ emails: 0, notes: 0 });
      expect(await prune(daysLater(7), 7)).toEqual({ emails: 1, notes: 0 });
    });
  });
});
