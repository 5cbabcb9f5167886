import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../server/database/database.ts';
import { migrate } from '../../server/database/migrate.ts';
import { openPostgres } from '../../server/database/postgres.ts';
import { buildTestApp, type TestApp } from '../support/app.ts';
import {
  createPostgresCluster,
  findPostgresBinaries,
  type PostgresCluster,
} from '../support/postgres-cluster.ts';
import { createSmallPlace } from '../support/small-place.ts';

const bin = findPostgresBinaries();

describe.skipIf(bin === null)('a PostgreSQL server that crashes and comes back', () => {
  let cluster: PostgresCluster;
  let database: Database;
  let app: TestApp;
  let lostConnections = 0;

  beforeAll(async () => {
    cluster = await createPostgresCluster(bin ?? '');
    await cluster.start();
    database = openPostgres({
      connectionString: cluster.connectionString('postgres'),
      onConnectionLost: () => {
        lostConnections += 1;
      },
    });
    await migrate(database);
    await createSmallPlace(database);
    app = await buildTestApp(database);
  });
  afterAll(async () => {
    await app.app.close();
    await database.close();
    await cluster.remove();
  });

  const ask = async (): Promise<number[]> => {
    // Not /api/v1/atlas or /data: what they say is kept for as long as the version of the data is taken as read, one
    // second. The page of a dataset reads its reports each time.
    const addresses = [
      '/api/v1/areas?type=lsoa',
      '/api/v1/datasets',
      '/api/v1/search?q=harbour',
      '/data/small-place',
    ];
    const answers = await Promise.all(addresses.map((address) => app.get(address)));
    return answers.map((answer) => answer.statusCode);
  };

  it('answers 503 with Retry-After meanwhile, stays alive, and is right again with the first request after', async () => {
    expect(await ask()).toEqual([200, 200, 200, 200]);
    await cluster.stop('immediate');
    const away = await app.get('/api/v1/areas?type=lsoa');
    expect(away.statusCode).toBe(503);
    expect(Number(away.headers['retry-after'])).toBeGreaterThan(0);
    expect(await ask()).toEqual([503, 503, 503, 503]);
    expect((await app.get('/health')).statusCode).toBe(200);
    expect((await app.app.inject('/ready')).statusCode).toBe(503);
    await cluster.start();
    for (let round = 0; round < 5; round += 1) expect(await ask()).toEqual([200, 200, 200, 200]);
    expect((await app.get('/ready')).statusCode).toBe(200);
    expect(lostConnections).toBeGreaterThan(0);
  });

  it('loses no request when the server restarts between two', async () => {
    expect(await ask()).toEqual([200, 200, 200, 200]);
    await cluster.stop('immediate');
    await cluster.start();
    expect(await ask()).toEqual([200, 200, 200, 200]);
  });
});
