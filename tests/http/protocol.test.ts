import { Writable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { tileJsonSchema } from '../../core/contract/tiles.ts';
import { AppError } from '../../core/errors.ts';
import type { Database } from '../../server/database/database.ts';
import { bakeBoundaries } from '../../server/usecases/tiles/bake-boundaries.ts';
import { testSettings, useTestApp, wrapApp, type TestApp } from '../support/app.ts';
import { describeDatabases } from '../support/databases.ts';
import { createSmallPlace } from '../support/small-place.ts';
import { buildApp, type AppDependencies } from '../../server/app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A database that is away: every statement fails as the adapters fail then. */
function absentDatabase(): Database {
  const fail = (): Promise<never> =>
    Promise.reject(
      new AppError('source-unavailable', 'The database cannot be reached just now.', {
        details: { retryAfterSeconds: 2 },
      }),
    );
  return {
    kind: 'postgres',
    query: fail,
    execute: fail,
    executeScript: fail,
    copyFrom: fail,
    transaction: fail,
    close: () => Promise.resolve(),
  };
}

async function withoutDatabase(changes: Partial<AppDependencies> = {}): Promise<TestApp> {
  const app = await buildApp({
    database: absentDatabase(),
    settings: testSettings,
    dataFolder: '/nonexistent',
    schemaVersion: 1,
    profiles: [],
    parseAnswers: true,
    ...changes,
  });
  return wrapApp(app);
}

/** Every address with GET, from the tree that Fastify prints: four characters of indentation a level. */
function registeredAddresses(tree: string): string[] {
  const parts: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const match = /^(.*?)[├└]── (\S+) \((.*)\)$/.exec(line);
    if (match === null) return [];
    const [, indent = '', part = '', methods = ''] = match;
    const depth = indent.length / 4;
    parts.splice(depth, parts.length, depth === 0 || part.startsWith('.') ? part : part.replace(/^\/?/, '/'));
    return /GET|POST/.test(methods) ? [parts.join('').replace(/^\/\//, '/')] : [];
  });
}

describe('the service without its database', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await withoutDatabase();
  });
  afterAll(() => app.app.close());

  it('is alive, is not ready, and says when to ask again', async () => {
    expect((await app.get('/health')).json()).toEqual({ status: 'alive' });
    const ready = await app.app.inject('/ready');
    expect(ready.statusCode).toBe(503);
    expect(ready.headers['retry-after']).toBe('5');
    const data = await app.get('/api/v1/atlas');
    expect(data.statusCode).toBe(503);
    expect(data.headers['retry-after']).toBe('2');
    expect(data.headers['cache-control']).toBe('no-store');
    expect(data.headers.etag).toBeUndefined();
  });

  it('shows people a page that waits with them', async () => {
    const page = await app.get('/map', { accept: 'text/html' });
    expect(page.statusCode).toBe(503);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.body).toContain('Look again');
  });

  it('has a page for what does not exist, and problem details for programs', async () => {
    const page = await app.get('/nowhere', { accept: 'text/html,*/*' });
    expect(page.statusCode).toBe(404);
    expect(page.body).toContain('Page not found');
    const problem = await app.getProblem('/api/v1/nowhere', 404);
    expect(problem.type).toBe('https://atlas.example/api/docs#problem-not-found');
    expect(problem.instance).toBe('/api/v1/nowhere');
  });

  it('refuses other methods with the ones it allows', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const) {
      const response = await app.app.inject({ method, url: '/api/v1/atlas', payload: { a: 1 } });
      expect({ method, status: response.statusCode }).toEqual({ method, status: 405 });
      expect(response.headers['allow']).toBe('GET, HEAD, OPTIONS');
      expect(response.headers['content-type']).toContain('application/problem+json');
    }
  });

  it('refuses addresses that are too long or cannot be decoded', async () => {
    await app.getProblem(`/api/v1/search?q=${'x'.repeat(5000)}`, 414);
    await app.getProblem('/%E0%A4%A', 400);
  });

  it('hides what went wrong inside, and logs it under the request id', async () => {
    const lines: string[] = [];
    const log = new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(chunk.toString());
        done();
      },
    });
    const broken = { ...absentDatabase(), transaction: () => Promise.reject(new Error('password=hunter2')) };
    const failing = await withoutDatabase({ database: broken, logger: pino({ level: 'info' }, log) });
    const problem = await failing.getProblem('/api/v1/search?q=M332BH', 500);
    expect(JSON.stringify(problem)).not.toContain('hunter2');
    expect(lines.some((line) => line.includes('hunter2') && line.includes(problem.requestId ?? '?'))).toBe(
      true,
    );
    // Searches hold postcodes of people: they are not logged.
    expect(lines.join('')).not.toContain('M332BH');
    await failing.app.close();
  });

  it('describes itself: every address of the API is in the OpenAPI document and on the page made from it', async () => {
    const document = z
      .object({
        openapi: z.literal('3.1.0'),
        info: z.object({ title: z.string(), version: z.string() }),
        paths: z.record(z.string(), z.looseObject({})),
        components: z.object({
          schemas: z.record(z.string(), z.unknown()),
          parameters: z.record(z.string(), z.unknown()),
          responses: z.record(z.string(), z.unknown()),
        }),
      })
      .parse((await app.get('/api/openapi.json')).json());
    const documented = Object.keys(document.paths).map((path) => path.replaceAll(/\{(\w+)\}/g, ':$1'));
    const offered = registeredAddresses(app.app.printRoutes({ commonPrefix: false })).filter((address) =>
      /^\/(api\/(v1\/|openapi)|data\/catalogue|health|ready)/.test(address),
    );
    expect(offered.length).toBeGreaterThan(20);
    expect(documented.toSorted()).toEqual(offered.toSorted());
    const page = (await app.get('/api/docs', { accept: 'text/html' })).body;
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const method of Object.keys(methods)) expect(page).toContain(`${method.toUpperCase()} ${path}`);
    }
    // QGIS reads its page size here.
    expect(document.components.parameters['limit']).toMatchObject({
      schema: { default: 100, maximum: 10_000 },
    });
    const references = JSON.stringify(document).matchAll(/"#\/components\/(\w+)\/([^"]+)"/g);
    for (const [reference, kind = '', name = ''] of references) {
      const known = new Map(Object.entries(document.components)).get(kind) ?? {};
      expect(Object.keys(known), reference).toContain(name);
    }
  });

  it('sends the strict content security policy and its companions', async () => {
    const { headers } = await app.get('/api/docs', { accept: 'text/html' });
    expect(headers['content-security-policy']).toBe(
      "default-src 'none';script-src 'self';worker-src 'self';style-src 'self';img-src 'self' data:;" +
        "connect-src 'self';font-src 'self';manifest-src 'self';base-uri 'none';form-action 'self';" +
        "frame-ancestors 'none'",
    );
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'strict-transport-security': 'max-age=31536000',
      'cross-origin-opener-policy': 'same-origin',
    });
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers['permissions-policy']).toContain('camera=()');
  });

  it('lets a configured background map through the policy, and no other place', async () => {
    const style = 'https://tiles.example.org/styles/light.json?key=1';
    const mapped = await withoutDatabase({
      settings: { ...testSettings, basemapStyleUrl: style, publicUrl: null },
    });
    const { headers } = await mapped.get('/api/docs');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("connect-src 'self' https://tiles.example.org;");
    expect(policy).toContain("img-src 'self' data: https://tiles.example.org;");
    expect(policy).toContain("script-src 'self';");
    // Without an https address nothing must force browsers to https.
    expect(headers['strict-transport-security']).toBeUndefined();
    await mapped.app.close();
  });

  it('lets any website read the API', async () => {
    const response = await app.get('/api/openapi.json', { origin: 'https://elsewhere.example' });
    expect(response.headers['access-control-allow-origin']).toBe('*');
    expect(response.headers['access-control-allow-credentials']).toBeUndefined();
    const preflight = await app.app.inject({ method: 'OPTIONS', url: '/api/v1/atlas' });
    expect(preflight.statusCode).toBe(204);
    expect(preflight.headers['access-control-allow-methods']).toBe('GET, HEAD');
  });

  it('takes no link from what a request says its host is', async () => {
    const problem = await app.app.inject({
      url: '/api/v1/nowhere',
      headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
    });
    expect(problem.body).not.toContain('evil.example');
  });
});

describe('rate limits', () => {
  const settings = { ...testSettings, rateLimitPerMinute: 5 };
  const asks = async (
    app: TestApp,
    url: string,
    headers: (at: number) => Record<string, string>,
  ): Promise<number[]> => {
    const statuses: number[] = [];
    for (let at = 0; at < 7; at += 1) statuses.push((await app.get(url, headers(at))).statusCode);
    return statuses;
  };
  const forged = (at: number): Record<string, string> => ({ 'x-forwarded-for': `203.0.113.${at}` });

  it('answers 429 with Retry-After past the limit, whatever X-Forwarded-For says', async () => {
    const app = await withoutDatabase({ settings });
    expect(await asks(app, '/api/openapi.json', forged)).toEqual([200, 200, 200, 200, 200, 429, 429]);
    const refused = await app.get('/api/openapi.json');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(refused.headers['ratelimit-limit']).toBe('5');
    // What does not exist is counted too; health and tiles are not.
    expect((await app.get('/nowhere')).statusCode).toBe(429);
    expect(await asks(app, '/health', () => ({}))).toEqual(Array<number>(7).fill(200));
    const tile = await app.get('/api/v1/tiles/lsoa-2021/0123456789ab/0/0/0.mvt');
    expect(tile.statusCode).toBe(404);
    await app.app.close();
  });

  it('believes X-Forwarded-For behind a trusted proxy', async () => {
    const app = await withoutDatabase({ settings: { ...settings, trustProxy: true } });
    expect(await asks(app, '/api/openapi.json', forged)).toEqual(Array<number>(7).fill(200));
    await app.app.close();
  });
});

describeDatabases('tiles and conditional requests', (database) => {
  const folder = temporaryFolder();
  const app = useTestApp(
    database,
    async (empty) => {
      await createSmallPlace(empty);
      const set = { type: 'lsoa', vintage: 2021 } as const;
      await bakeBoundaries(empty, {
        set,
        dataFolder: folder,
        attribution: ['Made up by a test.'],
        madeUp: true,
      });
    },
    { dataFolder: folder },
  );

  async function tileUrl(): Promise<string> {
    const tileJson = tileJsonSchema.parse((await app().get('/api/v1/tiles/lsoa-2021.json')).json());
    const [template = ''] = tileJson.tiles;
    expect(template.startsWith('https://atlas.example/api/v1/tiles/lsoa-2021/')).toBe(true);
    expect(tileJson.attribution).toBe('MADE-UP DATA · Made up by a test.');
    // Zoom 10, the tile of 2.29 west, 53.455 north.
    return new URL(template.replace('{z}', '10').replace('{x}', '505').replace('{y}', '331')).pathname;
  }

  it('sends stored gzip bytes as they are, for a year, and plain ones to who cannot unpack', async () => {
    const url = await tileUrl();
    const packed = await app().get(url, { 'accept-encoding': 'gzip, br' });
    expect(packed.statusCode).toBe(200);
    expect(packed.headers).toMatchObject({
      'content-type': 'application/vnd.mapbox-vector-tile',
      'content-encoding': 'gzip',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
      'access-control-allow-origin': '*',
    });
    const plain = await app().get(url);
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(gunzipSync(packed.rawPayload).equals(plain.rawPayload)).toBe(true);
    expect(plain.rawPayload.includes('Z01000001')).toBe(true);
    const again = await app().get(url, { 'if-none-match': String(packed.headers.etag) });
    expect({ status: again.statusCode, bytes: again.rawPayload.length }).toEqual({ status: 304, bytes: 0 });
  });

  it('answers 204 where there is nothing, 404 for another hash, 400 outside the grid', async () => {
    const url = await tileUrl();
    expect((await app().get(url.replace('/10/505/331', '/10/0/0'))).statusCode).toBe(204);
    const unknown = await app().get(url.replace(/lsoa-2021\/[0-9a-f]+/, 'lsoa-2021/ffffffffffff'));
    expect(unknown.statusCode).toBe(404);
    expect(unknown.headers['cache-control']).toBe('no-store');
    await app().getProblem(url.replace('/10/505/331', '/2/4/0'), 400);
    await app().getProblem('/api/v1/tiles/lsoa-1999.json', 404);
  });

  it('answers 304 while nothing was imported, to lists of tags and to weak ones', async () => {
    const first = await app().get('/api/v1/areas?type=lsoa');
    const etag = String(first.headers.etag);
    expect(first.headers['cache-control']).toBe('public, no-cache');
    for (const header of [etag, `"x", ${etag}`, etag.replace('W/', ''), '*']) {
      expect((await app().get('/api/v1/areas?type=lsoa', { 'if-none-match': header })).statusCode).toBe(304);
    }
    const other = await app().get('/api/v1/areas?type=ward', { 'if-none-match': etag });
    expect(other.statusCode).toBe(200);
  });

  it('compresses answers that are worth it', async () => {
    const packed = await app().get('/api/v1/areas?type=lsoa&format=geojson', {
      'accept-encoding': 'br, gzip',
    });
    expect(packed.headers['content-encoding']).toBe('br');
    expect(packed.headers['vary']).toContain('accept-encoding');
  });

  it('is ready', async () => {
    const response = await app().get('/ready');
    expect(response.json()).toMatchObject({ isReady: true });
  });
});
