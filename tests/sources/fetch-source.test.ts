import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sourceDefinitionSchema, type SourceDefinition } from '../../core/contract/dataset.ts';
import { fetchSource, type FetchOutcome } from '../../server/usecases/fetch-source.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, attempt: number) => void;

/** 200,000 bytes, of which no two stretches are alike, so that a file put together wrongly has another hash. */
function content(seed: number): Buffer {
  const bytes = Buffer.alloc(200_000);
  let state = seed;
  for (let at = 0; at < bytes.length; at += 4) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes.writeUInt32LE(state, at);
  }
  return bytes;
}

const whole = content(1);
const changed = content(2);
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Serves bytes as a well-behaved server does: ranges under If-Range, with an ETag. */
function serve(request: IncomingMessage, response: ServerResponse, bytes: Buffer, etag: string): void {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  if (from > 0 && request.headers['if-range'] === etag) {
    response.writeHead(206, {
      etag,
      'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}`,
      'content-length': bytes.length - from,
    });
    response.end(bytes.subarray(from));
    return;
  }
  response.writeHead(200, { etag, 'content-length': bytes.length });
  response.end(bytes);
}

/** Sends the first bytes of an answer that promised all of them, then cuts the connection. */
function cut(response: ServerResponse, bytes: Buffer, headers: Record<string, string>): void {
  response.writeHead(200, { 'content-length': bytes.length, ...headers });
  response.write(bytes.subarray(0, 80_000), () => setTimeout(() => response.destroy(), 30));
}

describe('fetching a source', () => {
  let folder: string;
  let server: Server;
  let requests: IncomingMessage['headers'][];

  beforeEach(() => {
    folder = temporaryFolder();
    requests = [];
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  async function sourceServedBy(handler: Handler, path = '/open.csv'): Promise<SourceDefinition> {
    server = createServer((request, response) => {
      requests.push(request.headers);
      handler(request, response, requests.length);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return sourceDefinitionSchema.parse({
      id: 'open-thing',
      title: 'A thing',
      publisher: 'Nobody',
      licence: 'OGL',
      licenceUrl: 'https://example.org/licence',
      attribution: 'Nobody',
      address: `http://127.0.0.1:${address.port}${path}`,
      reader: 'test',
    });
  }

  const fetchIt = (source: SourceDefinition, attempts = 3): Promise<FetchOutcome> =>
    fetchSource(source, {
      folder,
      now: new Date('2026-11-22T00:00:00Z'),
      attempts,
      backOffMilliseconds: 5,
      stallMilliseconds: 2000,
    });

  const filesIn = (): string[] => readdirSync(join(folder, 'open-thing')).sort();

  it('writes the file under its own name and a record with its SHA-256 beside it', async () => {
    const progress: number[] = [];
    const source = await sourceServedBy((request, response) => {
      serve(request, response, whole, '"a"');
    });
    const outcome = await fetchSource(source, {
      folder,
      now: new Date('2026-11-22T00:00:00Z'),
      onProgress: ({ bytes, total }) => progress.push(total === whole.length ? bytes : -1),
    });
    expect(readFileSync(outcome.path).equals(whole)).toBe(true);
    expect(filesIn()).toEqual(['open.csv', 'open.csv.fetch.json']);
    expect(JSON.parse(readFileSync(`${outcome.path}.fetch.json`, 'utf8'))).toEqual({
      source: 'open-thing',
      address: source.address,
      file: 'open.csv',
      bytes: 200_000,
      sha256: sha256(whole),
      etag: '"a"',
      lastModified: null,
      fetchedAt: '2026-11-22T00:00:00.000Z',
    });
    expect(progress.at(-1)).toBe(200_000);
    expect(progress).not.toContain(-1);
  });

  it('a connection that is cut: goes on with Range and If-Range, and the whole is right', async () => {
    const source = await sourceServedBy((request, response, attempt) => {
      if (attempt === 1) cut(response, whole, { etag: '"a"' });
      else serve(request, response, whole, '"a"');
    });
    const outcome = await fetchIt(source);
    expect(outcome).toMatchObject({ attempts: 2, bytes: 200_000, sha256: sha256(whole) });
    expect(requests[1]).toMatchObject({ 'if-range': '"a"', 'accept-encoding': 'identity' });
    expect(requests[1]?.range).toMatch(/^bytes=\d{2,}-$/);
  });

  it('a later run goes on with the half file of an earlier one', async () => {
    const source = await sourceServedBy((request, response, attempt) => {
      if (attempt === 1) cut(response, whole, { etag: '"a"' });
      else serve(request, response, whole, '"a"');
    });
    await expect(fetchIt(source, 1)).rejects.toMatchObject({ code: 'source-unavailable' });
    expect(filesIn()).toEqual(['download.part', 'download.part.json']);
    const outcome = await fetchIt(source, 1);
    expect(requests[1]?.range).toBeDefined();
    expect(outcome.sha256).toBe(sha256(whole));
    expect(filesIn()).toEqual(['open.csv', 'open.csv.fetch.json']);
  });

  it('a server that ignores ranges: begins again and does not append', async () => {
    const source = await sourceServedBy((_request, response, attempt) => {
      if (attempt === 1) cut(response, whole, { etag: '"a"' });
      else response.writeHead(200, { etag: '"a"', 'content-length': whole.length }).end(whole);
    });
    expect(await fetchIt(source)).toMatchObject({ attempts: 2, sha256: sha256(whole) });
  });

  it('a file that changes between attempts: the new one whole, no mixture', async () => {
    const source = await sourceServedBy((request, response, attempt) => {
      if (attempt === 1) cut(response, whole, { etag: '"a"' });
      else serve(request, response, changed, '"b"');
    });
    expect(await fetchIt(source)).toMatchObject({ sha256: sha256(changed), etag: '"b"' });
  });

  it('a server that ignores If-Range and continues with another file: found by its ETag, begun again', async () => {
    const source = await sourceServedBy((request, response, attempt) => {
      if (attempt === 1) cut(response, whole, { etag: '"a"' });
      else if (request.headers.range === undefined) serve(request, response, changed, '"b"');
      else {
        const from = Number(/\d+/.exec(request.headers.range)?.[0]);
        const range = `bytes ${from}-${changed.length - 1}/${changed.length}`;
        response.writeHead(206, { etag: '"b"', 'content-range': range }).end(changed.subarray(from));
      }
    });
    expect(await fetchIt(source)).toMatchObject({ attempts: 3, sha256: sha256(changed) });
  });

  it('a weak ETag vouches for no bytes: the file is begun again', async () => {
    const source = await sourceServedBy((request, response, attempt) => {
      if (attempt === 1) cut(response, whole, { etag: 'W/"a"' });
      else serve(request, response, whole, 'W/"a"');
    });
    expect(await fetchIt(source)).toMatchObject({ sha256: sha256(whole) });
    expect(requests[1]?.range).toBeUndefined();
  });

  it('a server that always ends short of the length it gave: refused, the half file takes no name', async () => {
    const source = await sourceServedBy((_request, response) => {
      cut(response, whole, {});
    });
    await expect(fetchIt(source)).rejects.toMatchObject({
      code: 'source-unavailable',
      details: { attempts: 3 },
    });
    expect(requests).toHaveLength(3);
    expect(filesIn()).not.toContain('open.csv');
  });

  it('a server that lies about the length of the whole in a range: not taken', async () => {
    const source = await sourceServedBy((request, response, attempt) => {
      if (attempt === 1) {
        cut(response, whole, { etag: '"a"' });
        return;
      }
      const from = Number(/\d+/.exec(request.headers.range ?? '0')?.[0]);
      const rest = whole.subarray(from, from + 1000);
      const range = `bytes ${from}-${from + 999}/${whole.length}`;
      response.writeHead(206, { etag: '"a"', 'content-range': range }).end(rest);
    });
    await expect(fetchIt(source)).rejects.toMatchObject({
      code: 'source-unavailable',
      message: expect.stringMatching(/sent \d+ bytes of 200000/) as unknown,
    });
  });

  it.each([404, 403, 410])('%i is not tried again, and says so with the address', async (status) => {
    const source = await sourceServedBy((_request, response) => {
      response.writeHead(status).end('no');
    });
    await expect(fetchIt(source)).rejects.toMatchObject({
      code: 'source-unavailable',
      details: { status, address: source.address },
    });
    expect(requests).toHaveLength(1);
  });

  it('503 is tried again', async () => {
    const source = await sourceServedBy((request, response, attempt) => {
      if (attempt === 1) response.writeHead(503, { 'retry-after': '0' }).end();
      else serve(request, response, whole, '"a"');
    });
    expect(await fetchIt(source)).toMatchObject({ attempts: 2, sha256: sha256(whole) });
  });

  it('a web page with status 200 is not the file', async () => {
    const source = await sourceServedBy((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<h1>We have moved</h1>');
    });
    await expect(fetchIt(source)).rejects.toMatchObject({ details: { reason: 'text/html' } });
  });

  it('the name that the server gives is kept, and cannot lead out of the folder', async () => {
    const source = await sourceServedBy((request, response) => {
      response.setHeader('content-disposition', 'attachment; filename="../../ONSPD_FEB_2025.zip"');
      serve(request, response, whole, '"a"');
    }, '/sharing/data');
    expect((await fetchIt(source)).file).toBe('_.._ONSPD_FEB_2025.zip');
  });

  it('half a file of another address is not gone on with', async () => {
    const source = await sourceServedBy((request, response) => {
      serve(request, response, whole, '"a"');
    });
    await fetchIt(source);
    writeFileSync(join(folder, 'open-thing/download.part'), 'other bytes');
    const record = { address: 'http://elsewhere.example/', etag: '"a"', lastModified: null };
    writeFileSync(join(folder, 'open-thing/download.part.json'), JSON.stringify(record));
    expect((await fetchIt(source)).sha256).toBe(sha256(whole));
    expect(requests[1]?.range).toBeUndefined();
  });

  it('a source without an address points to the page where people get it', async () => {
    const source = await sourceServedBy(() => undefined);
    const byHand: SourceDefinition = { ...source, address: undefined, page: 'https://example.org/page' };
    await expect(fetchIt(byHand)).rejects.toMatchObject({
      code: 'invalid-request',
      message: expect.stringContaining('https://example.org/page') as unknown,
    });
  });
});
