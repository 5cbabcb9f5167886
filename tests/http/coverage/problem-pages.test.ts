import { Writable } from 'node:stream';
import { pino } from 'pino';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { officerProblemSchema } from '../../../core/contract/coverage/coverage-problem.ts';
import { formFields } from '../../../core/coverage/report-form.ts';
import { createProblemReads } from '../../../server/store/coverage/problem-reads.ts';
import { createTriageSessions } from '../../../server/pages/coverage/triage-session.ts';
import { pruneDaily } from '../../../server/usecases/coverage/prune-problems.ts';
import { buildTestApp, testSettings, useTestApp } from '../../support/app.ts';
import { describeDatabases } from '../../support/databases.ts';
import { createSmallPlace, smallPlace } from '../../support/small-place.ts';

const token = testSettings.adminToken ?? '';
const uprn = '100000000002';
let clock = new Date('2026-11-22T12:00:00Z');

const filled = { place: uprn, reason: 'has-service', speedClass: 'superfast', note: 'A line of "mine" <b>' };

describeDatabases('the pages of reports about coverage', (database) => {
  const app = useTestApp(database, createSmallPlace, { now: () => clock });
  beforeEach(async () => {
    clock = new Date('2026-11-22T12:00:00Z');
    await database().executeScript('truncate coverage_problem restart identity cascade');
  });

  const post = (
    url: string,
    fields: Readonly<Record<string, string>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) =>
    app().app.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html', ...headers },
      payload: new URLSearchParams(fields).toString(),
    });
  const html = (url: string, headers: Readonly<Record<string, string>> = {}) =>
    app().get(url, { accept: 'text/html', ...headers });

  async function reported(fields: Readonly<Record<string, string>> = filled): Promise<string> {
    const { headers } = await post('/coverage/problems/send', fields);
    return /\/([0-9A-Z]{12})\?/.exec(String(headers.location))?.[1] ?? '';
  }

  describe('the form', () => {
    it('is filled in by links, and asks for nothing twice', async () => {
      const page = await html(`/coverage/problems/report?place=${uprn}&class=gigabit`);
      expect(page.statusCode).toBe(200);
      expect(page.headers['cache-control']).toBe('no-store');
      expect(page.body).toContain(`value="${uprn}"`);
      expect(page.body).toMatch(/value="gigabit"[^>]*checked/);
      expect(page.body).toContain('90 days after you send it, or 14 days after the report is closed');
      for (const name of formFields) expect(page.body).toContain(`name="${name}"`);
    });

    it('says what is wrong with each field, links to it, and keeps what was written', async () => {
      const page = await post('/coverage/problems/report', {
        place: '999',
        reason: 'other',
        download: 'fast',
        day: '31',
        month: '2',
        year: '2026',
        email: '"><script>alert(1)</script>',
      });
      expect(page.statusCode).toBe(400);
      expect(page.body).toMatch(/<title>Error: Report a problem with coverage/);
      for (const [anchor, text] of [
        ['download', 'Download speed must be a number'],
        ['day', 'The day of the test must be a real date'],
        ['note', 'Say what is wrong'],
        ['email', 'Enter an email address'],
      ] as const) {
        expect(page.body).toMatch(new RegExp(`<a href="#${anchor}">${text}`));
        expect(page.body).toContain(`id="${anchor}"`);
      }
      expect(page.body).toContain('value="fast"');
      expect(page.body).toContain('value="&quot;&gt;&lt;script&gt;');
      expect(page.body).not.toContain('<script>alert');
      const unknown = await post('/coverage/problems/report', { ...filled, place: '999' });
      expect(unknown.body).toContain('<a href="#place">This place is not loaded here');
    });

    it('shows the answers to be checked, lets each be changed, and keeps them only when they are sent', async () => {
      const fields = { ...filled, download: '24,5', day: '1', month: '11', year: '2026' };
      const check = await post('/coverage/problems/report', fields);
      expect(check.statusCode).toBe(200);
      expect(check.body).toContain('Check your report');
      expect(check.body).toContain('Premises, UPRN 100000000002');
      expect(check.body).toContain('Download: 24.5 Mbit/s. Upload: not given. Day: 1 November 2026');
      expect(check.body).toContain('A line of &quot;mine&quot; &lt;b&gt;');
      for (const [name, value] of Object.entries(fields))
        expect(check.body).toContain(
          `name="${name}" value="${value.replaceAll('"', '&quot;').replace('<b>', '&lt;b&gt;')}"`,
        );
      const change = await post('/coverage/problems/report', { ...fields, change: 'note' });
      expect([change.statusCode, change.body.includes('Error:')]).toEqual([200, false]);
      expect(change.body).toContain('A line of &quot;mine&quot; &lt;b&gt;</textarea>');
      expect(await createProblemReads(database()).countsByState()).toMatchObject({ new: 0 });

      const sent = await post('/coverage/problems/send', fields);
      expect(sent.statusCode).toBe(303);
      const confirmation = await html(String(sent.headers.location));
      const reference = /<strong class="atlas-reference">([\dA-Z-]{14})</.exec(confirmation.body)?.[1] ?? '';
      expect(confirmation.body).toContain('Report sent');
      const found = await html(`/coverage/problems/find?reference=${reference.toLowerCase()}`);
      expect(found.statusCode).toBe(303);
      const track = await html(String(found.headers.location));
      expect(track.body).toContain(`Report ${reference}`);
      expect(track.body).toContain('Nobody has looked at this report yet.');
      // What was written is not public.
      expect(track.body).not.toContain('mine');
    });

    it('stays in Welsh from the first page to the last', async () => {
      const check = await post('/cy/coverage/problems/report', filled);
      expect(check.body).toContain('Gwirio eich adroddiad');
      expect(check.body).toContain('formaction="/cy/coverage/problems/report#place"');
      const sent = await post('/cy/coverage/problems/send', filled);
      expect(sent.headers.location).toMatch(/^\/cy\/coverage\/problems\/[0-9A-Z]{12}\?sent=yes$/);
      expect((await html(String(sent.headers.location))).body).toContain('Anfonwyd yr adroddiad');
    });

    it('is checked again when it is sent, whatever the page before said', async () => {
      expect((await post('/coverage/problems/send', { ...filled, note: 'x'.repeat(1001) })).statusCode).toBe(
        400,
      );
      expect((await post('/coverage/problems/send', {})).statusCode).toBe(400);
      const elsewhere = await post('/coverage/problems/send', filled, { origin: 'https://evil.example' });
      expect(elsewhere.statusCode).toBe(403);
      expect(await createProblemReads(database()).countsByState()).toMatchObject({ new: 0 });
    });

    it('stops programs that fill in what nobody sees, and says so to people whose browser did', async () => {
      const page = await post('/coverage/problems/report', { ...filled, website: 'https://spam.example' });
      expect(page.statusCode).toBe(400);
      expect(page.body).toContain('A hidden field was filled in');
      expect(page.body).toContain(`value="${uprn}"`);
      expect(page.body).not.toContain('spam.example');
    });

    it('says that the day is full, and keeps what was written in the page', async () => {
      const settings = { ...testSettings, coverageProblems: { emailDays: 30, dailyLimit: 0 } };
      const full = await buildTestApp(database(), { settings });
      const answer = await full.app.inject({
        method: 'POST',
        url: '/coverage/problems/send',
        headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
        payload: new URLSearchParams(filled).toString(),
      });
      expect([answer.statusCode, answer.headers['retry-after']]).toEqual([429, '3600']);
      expect(answer.body).toContain('As many reports as we take in a day have come');
      expect(answer.body).toContain(`value="${uprn}"`);
      expect((await full.get('/coverage/problems/privacy')).body).toContain('30 days after you send it');
      await full.app.close();
    });

    it('never fails, whatever is sent', async () => {
      const hostile = [
        '\0',
        '\ud800',
        '\u202e',
        "' or 1=1 --",
        '{{7*7}}',
        '\r\nSet-Cookie: a=b',
        'x'.repeat(6000),
      ];
      for (const url of ['/coverage/problems/report', '/coverage/problems/send']) {
        for (const value of hostile) {
          const every = Object.fromEntries(formFields.map((name) => [name, value]));
          const answer = await post(url, every);
          expect([url, value.slice(0, 9), answer.statusCode]).toEqual([url, value.slice(0, 9), 400]);
        }
        for (const [type, payload, status] of [
          ['application/x-www-form-urlencoded', 'place=1&place=2', 400],
          ['application/x-www-form-urlencoded', 'note=' + 'x'.repeat(70_000), 413],
          ['application/x-www-form-urlencoded', '__proto__=1&constructor=2', 400],
          ['multipart/form-data', 'x', 415],
        ] as const) {
          const answer = await app().app.inject({
            method: 'POST',
            url,
            headers: { 'content-type': type },
            payload,
          });
          expect([url, payload.slice(0, 30), answer.statusCode]).toEqual([url, payload.slice(0, 30), status]);
        }
      }
      for (const url of [
        '/coverage/problems/nothing',
        '/coverage/problems/%00',
        '/coverage/problems/..%2F..%2Fetc',
        '/coverage/problems?page=0',
        '/coverage/problems?class=x',
        '/coverage/problems/find?reference=%00',
      ])
        expect([400, 404], url).toContain((await html(url)).statusCode);
      const lost = await html('/coverage/problems/find?reference=000000000000');
      expect(lost.body).toContain('No report has this reference');
      expect((await html('/coverage/problems/find?reference=')).body).toContain(
        'Enter the reference of a report',
      );
      expect((await html('/coverage/problems/send')).headers.location).toBe('/coverage/problems/report');
    });
  });

  it('lead to what sources say of their subject, by the speed that they are about', async () => {
    const everyStatus = 'served,likely-served,likely-unserved,unserved,unknown';
    for (const [place, address] of [
      [uprn, `/coverage/premises/${uprn}`],
      ['ZZ1 1AA', `/coverage/premises?class=superfast&amp;status=${everyStatus}&amp;postcode=ZZ11AA`],
      [smallPlace.authority, `/coverage/areas/${smallPlace.authority}?class=superfast`],
    ] as const) {
      const reference = await reported({ ...filled, place });
      expect((await html(`/coverage/problems/${reference}`)).body).toContain(`href="${address}"`);
      expect((await html(`/cy/coverage/problems/${reference}`)).body).toContain(`href="/cy${address}"`);
    }
  });

  describe('officers', () => {
    async function signIn(): Promise<string> {
      const answer = await post('/coverage/triage/sign-in', { token });
      expect([answer.statusCode, answer.headers.location]).toEqual([303, '/coverage/triage']);
      const cookie = String(answer.headers['set-cookie']);
      expect(cookie).toMatch(
        /^atlas-triage=\d+\.[\w-]{16}\.[\w-]{43}; Path=\/; Max-Age=28800; HttpOnly; SameSite=Strict; Secure$/,
      );
      expect(cookie).not.toContain(token);
      return cookie.split(';')[0] ?? '';
    }

    it('are let in by the token alone, for eight hours, and out again', async () => {
      const reference = await reported();
      for (const url of ['/coverage/triage', `/coverage/triage/${reference}`]) {
        const away = await html(url);
        expect([away.statusCode, away.headers.location]).toEqual([303, '/coverage/triage/sign-in']);
        const forged = await html(url, {
          cookie: `atlas-triage=9999999999999.${'a'.repeat(16)}.${'b'.repeat(43)}`,
        });
        expect(forged.statusCode).toBe(303);
      }
      expect(
        (await post(`/coverage/triage/${reference}`, { to: 'checking', comment: 'x', revision: '0' }))
          .statusCode,
      ).toBe(303);
      const wrong = await post('/coverage/triage/sign-in', { token: 'guess' });
      expect([wrong.statusCode, wrong.headers['set-cookie']]).toEqual([401, undefined]);
      expect(wrong.body).toContain('That is not the administrator token');
      const cookie = await signIn();
      expect((await html('/coverage/triage', { cookie: `a=b; ${cookie}` })).statusCode).toBe(200);
      clock = new Date(clock.getTime() + 8 * 3_600_000 - 1000);
      expect((await html('/coverage/triage', { cookie })).statusCode).toBe(200);
      clock = new Date(clock.getTime() + 1000);
      expect((await html('/coverage/triage', { cookie })).statusCode).toBe(303);
      const out = await post('/coverage/triage/sign-out');
      expect(String(out.headers['set-cookie'])).toMatch(/^atlas-triage=; Path=\/; Max-Age=0;/);
      expect(await createProblemReads(database()).countsByState()).toMatchObject({ new: 1, checking: 0 });
    });

    it('see nothing where no token is set', async () => {
      const off = await buildTestApp(database(), { settings: { ...testSettings, adminToken: null } });
      const page = await off.get('/coverage/triage/sign-in', { accept: 'text/html' });
      expect(page.statusCode).toBe(403);
      expect(page.body).toContain('ATLAS_ADMIN_TOKEN');
      expect((await off.get('/coverage/triage')).statusCode).toBe(303);
      await off.app.close();
    });

    it('move a report, with its note published by choice, and see when somebody else was faster', async () => {
      const reference = await reported({ ...filled, email: 'someone@example.org' });
      const cookie = await signIn();
      const address = `/coverage/triage/${reference}`;
      const move = (fields: Readonly<Record<string, string>>) => post(address, fields, { cookie });
      const list = await html(`/coverage/triage?state=new&within=${smallPlace.authority}&class=`, { cookie });
      expect(list.body).toContain(`href="${address}"`);
      expect((await html('/coverage/triage?state=upheld', { cookie })).body).not.toContain(address);
      expect((await html('/coverage/triage?within=Sale!', { cookie })).statusCode).toBe(400);

      const page = await html(address, { cookie });
      expect(page.body).toContain('someone@example.org');
      expect(page.body).toContain('A line of &quot;mine&quot; &lt;b&gt;');
      expect(page.body).not.toContain('name="publishNote"');
      const silent = await move({ revision: '0', to: 'checking', comment: ' ' });
      expect(silent.statusCode).toBe(400);
      expect(silent.body).toContain('<a href="#comment">Say why');
      expect((await move({ revision: '0', to: 'gone', comment: 'x' })).body).toContain(
        '<a href="#to">Choose one',
      );
      expect((await move({ revision: 'x', to: 'checking', comment: 'x' })).statusCode).toBe(400);
      const from = await post(
        address,
        { revision: '0', to: 'checking', comment: 'x' },
        { cookie, origin: 'https://evil.example' },
      );
      expect(from.statusCode).toBe(403);

      expect((await move({ revision: '0', to: 'checking', comment: 'Mine.' })).headers.location).toBe(
        address,
      );
      const late = await move({ revision: '0', to: 'checking', comment: 'No, mine.' });
      expect(late.statusCode).toBe(409);
      expect(late.body).toContain('Somebody else moved this report');
      expect(late.body).toContain('No, mine.</textarea>');
      expect(late.body).toContain('name="revision" value="1"');
      await move({ revision: '1', to: 'upheld', comment: 'Seen there.', publishNote: 'yes' });
      const upheld = await createProblemReads(database()).findForOfficers(reference);
      expect(officerProblemSchema.parse(upheld)).toMatchObject({
        state: 'upheld',
        noteIsPublic: true,
        revision: 2,
      });
      const shown = await html('/cy/coverage/problems');
      expect(shown.body).toContain('A line of &quot;mine&quot; &lt;b&gt;');
      expect(shown.body).not.toMatch(/someone@|Seen there/);
      expect((await html(`/cy${address}`, { cookie })).body).toContain('Gwirio adroddiad');
      expect((await html('/coverage/triage/000000000000', { cookie })).statusCode).toBe(404);
    });
  });

  it('leave no trace of who reported what in the log', async () => {
    const lines: string[] = [];
    const sink = new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(chunk.toString());
        done();
      },
    });
    const logged = await buildTestApp(database(), { logger: pino({ level: 'info' }, sink) });
    const reference = await reported();
    await logged.app.inject({
      method: 'POST',
      url: '/api/v1/coverage/problems',
      payload: {},
      remoteAddress: '192.0.2.7',
    });
    await logged.app.inject({ url: `/coverage/problems/${reference}`, remoteAddress: '192.0.2.7' });
    expect(lines.map((line) => (JSON.parse(line) as { path?: string }).path)).toEqual([
      '/api/v1/coverage/problems',
      '/coverage/problems/:reference',
    ]);
    expect(lines.join('')).not.toContain('192.0.2.7');
    expect(lines.join('')).not.toContain(reference);
    await logged.app.inject({ url: '/about', remoteAddress: '192.0.2.7' });
    expect(lines.at(-1)).toContain('192.0.2.7');
    await logged.app.close();
  });

  it('say which methods an address takes', async () => {
    const refused = await app().app.inject({ method: 'DELETE', url: '/api/v1/coverage/problems' });
    expect([refused.statusCode, refused.headers.allow]).toEqual([405, 'GET, HEAD, POST, OPTIONS']);
    const one = await app().app.inject({ method: 'POST', url: '/api/v1/coverage/problems/000000000000' });
    expect([one.statusCode, one.headers.allow]).toEqual([405, 'GET, HEAD, PATCH, OPTIONS']);
  });
});

describe('what is done by the clock', () => {
  it('deletes every day until it is stopped, and goes on after a failure', async () => {
    vi.useFakeTimers();
    try {
      const troubles: unknown[] = [];
      let runs = 0;
      const stop = pruneDaily(
        () => {
          runs += 1;
          return runs === 1 ? Promise.reject(new Error('away')) : Promise.resolve();
        },
        (error) => troubles.push(error),
      );
      await vi.advanceTimersByTimeAsync(86_400_000 - 1);
      expect(runs).toBe(0);
      await vi.advanceTimersByTimeAsync(1);
      await vi.advanceTimersByTimeAsync(86_400_000);
      expect([runs, troubles.map(String)]).toEqual([2, ['Error: away']]);
      stop();
      await vi.advanceTimersByTimeAsync(864_000_000);
      expect(runs).toBe(2);
    } finally {
      vi.useRealTimers();
    }
  });

  it('opens no session that was signed by another token, changed or too old', () => {
    let now = new Date('2026-11-22T12:00:00Z');
    const sessions = createTriageSessions(token, () => now);
    const value = sessions.open();
    expect(sessions.isOpen(value)).toBe(true);
    expect(createTriageSessions(`${token}.`, () => now).isOpen(value)).toBe(false);
    const [until = '', nonce = '', signature = ''] = value.split('.');
    expect(sessions.isOpen([String(Number(until) + 1), nonce, signature].join('.'))).toBe(false);
    expect(
      sessions.isOpen([until, nonce.replace(/^./, (c) => (c === 'a' ? 'b' : 'a')), signature].join('.')),
    ).toBe(false);
    for (const text of ['', '.', '..', value.slice(1), `${value}=`, `${until}.${nonce}`])
      expect(sessions.isOpen(text), text).toBe(false);
    now = new Date(now.getTime() + 8 * 3_600_000);
    expect(sessions.isOpen(value)).toBe(false);
  });
});
