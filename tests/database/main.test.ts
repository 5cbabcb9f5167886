import { readdirSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { problemSchema } from '../../core/contract/problem.ts';
import { readConfig } from '../../server/config.ts';
import { migrate } from '../../server/database/migrate.ts';
import { openDatabase } from '../../server/database/open-database.ts';
import { openFrontDoor } from '../../server/front-door.ts';
import { startService } from '../../server/main.ts';
import { createSmallPlace } from '../support/small-place.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();

function later(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function get(port: number, path: string, accept = '*/*'): Promise<Response> {
  return fetch(`http://127.0.0.1:${port}${path}`, { headers: { accept } });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });
}

describe('the front door', () => {
  it('says that the service is starting, to people and to programs', async () => {
    const door = await openFrontDoor({ host: '127.0.0.1', port: 0 });
    door.say('Unpacking <it>');
    const page = await get(door.port, '/map', 'text/html,*/*');
    expect([page.status, page.headers.get('retry-after')]).toEqual([503, '2']);
    const html = await page.text();
    expect(html).toContain('<html lang="en-GB">');
    expect(html).toContain('Unpacking &lt;it&gt;');
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);

    const api = await get(door.port, '/api/v1/atlas?x=1', 'text/html');
    expect([api.status, api.headers.get('retry-after')]).toEqual([503, '2']);
    expect(api.headers.get('content-type')).toContain('application/problem+json');
    expect(problemSchema.parse(await api.json())).toMatchObject({ status: 503, instance: '/api/v1/atlas' });

    expect((await get(door.port, '/health')).status).toBe(200);
    expect((await get(door.port, '/ready')).status).toBe(503);
    await door.close(1000);
  });

  it('hands over without closing the port, and lets a request in flight end before it closes', async () => {
    const door = await openFrontDoor({ host: '127.0.0.1', port: 0 });
    expect((await get(door.port, '/')).status).toBe(503);
    door.open((_request, response) => {
      setTimeout(() => response.end('late'), 300);
    });
    const inFlight = get(door.port, '/');
    await later(100);
    const closing = door.close(5_000);
    expect(await (await inFlight).text()).toBe('late');
    await closing;
    await expect(get(door.port, '/')).rejects.toThrow('fetch failed');
  });

  it('cuts off a request that does not end in time', async () => {
    const door = await openFrontDoor({ host: '127.0.0.1', port: 0 });
    door.open(() => undefined);
    const endless = expect(get(door.port, '/')).rejects.toThrow('fetch failed');
    await later(100);
    const began = performance.now();
    await door.close(200);
    expect(performance.now() - began).toBeLessThan(2_000);
    await endless;
  });

  it('does not let a client take for ever to send its headers', async () => {
    const door = await openFrontDoor({ host: '127.0.0.1', port: 0, headersMilliseconds: 300 });
    const slow = connect(door.port, '127.0.0.1');
    const ended = new Promise<string>((resolve) => {
      let answer = '';
      slow.on('data', (bytes) => (answer += bytes.toString()));
      slow.on('close', () => {
        resolve(answer);
      });
    });
    slow.write('GET / HTTP/1.1\r\nHost: atlas.test\r\n');
    expect(await ended).toContain('408 Request Timeout');
    await door.close(200);
  });
});

describe('the service', () => {
  // Onto an empty folder it loads the sample borough first: the suites in the browser start it so.
  beforeAll(async () => {
    const database = await openDatabase(readConfig({ ATLAS_DATA_DIR: folder }));
    await migrate(database);
    await createSmallPlace(database);
    await database.close();
  });

  it('answers while it opens its database, then serves, and frees its folder at the end', async () => {
    const port = await freePort();
    const config = readConfig({
      ATLAS_DATA_DIR: folder,
      PORT: String(port),
      LOG_LEVEL: 'silent',
      PUBLIC_URL: 'http://atlas.test',
    });
    const progress: string[] = [];
    let whileOpening: Promise<Response> | undefined;
    const service = await startService(config, (text) => {
      progress.push(text);
      whileOpening ??= get(port, '/api/v1/atlas');
    });
    expect((await whileOpening)?.status).toBe(503);
    expect(service.address).toBe(`http://localhost:${port}`);
    expect(progress).toContain('Starting the database');
    expect((await get(port, '/api/v1/atlas')).status).toBe(200);

    await expect(startService(config, () => undefined)).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    await expect(startService({ ...config, port: 0 }, () => undefined)).rejects.toMatchObject({
      code: 'conflict',
      details: { pid: process.pid },
    });
    await service.stop();
    expect(readdirSync(join(folder, 'database'))).toEqual(['cluster']);
    await expect(get(port, '/health')).rejects.toThrow('fetch failed');
  });
});
