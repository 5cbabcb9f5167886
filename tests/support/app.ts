import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, expect } from 'vitest';
import type { z } from 'zod';
import { problemSchema, type Problem } from '../../core/contract/problem.ts';
import { buildApp, type AppDependencies } from '../../server/app.ts';
import type { Database } from '../../server/database/database.ts';
import { migrate } from '../../server/database/migrate.ts';
import type { App, HttpSettings } from '../../server/http/app-types.ts';

export const testSettings: HttpSettings = {
  publicUrl: 'https://atlas.example',
  basemapStyleUrl: null,
  trustProxy: false,
  adminToken: 'a token of at least thirty-two characters',
  operator: { name: 'Seaborough Council', email: 'atlas@seaborough.example' },
  coverageProblems: { emailDays: 90, dailyLimit: 500 },
  rateLimitPerMinute: 1_000_000,
};

export interface TestApp {
  readonly app: App;
  /** GET; every JSON answer was parsed by its contract before it came here, every failure by the problem contract. */
  get(url: string, headers?: Readonly<Record<string, string>>): Promise<LightMyRequestResponse>;
  /** GET that must succeed, parsed by the schema that the test expects. */
  getAs<Result>(schema: z.ZodType<Result>, url: string): Promise<Result>;
  /** GET that must fail with this status, as problem details. */
  getProblem(url: string, status: number): Promise<Problem>;
}

/** The application on a database, without a port. Anything in it can be replaced. */
export async function buildTestApp(
  database: Database,
  changes: Partial<AppDependencies> = {},
): Promise<TestApp> {
  const app = await buildApp({
    database,
    settings: testSettings,
    dataFolder: '/nonexistent',
    profiles: [],
    schemaVersion: (await migrate(database)).version,
    parseAnswers: true,
    // A busy machine is no reason for another answer.
    patience: { waitMilliseconds: 60_000, retryAfterSeconds: 3 },
    ...changes,
  });
  return wrapApp(app);
}

export function wrapApp(app: App): TestApp {
  async function get(
    url: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<LightMyRequestResponse> {
    const response = await app.inject({ method: 'GET', url, headers: { ...headers } });
    if (response.statusCode >= 400 && !String(response.headers['content-type']).startsWith('text/html')) {
      expect(response.headers['content-type'], url).toBe('application/problem+json; charset=utf-8');
      const problem = problemSchema.parse(response.json());
      expect(problem.status, url).toBe(response.statusCode);
    }
    return response;
  }
  return {
    app,
    get,
    async getAs(schema, url) {
      const response = await get(url);
      expect({ url, status: response.statusCode, body: response.body }).toMatchObject({ url, status: 200 });
      return schema.parse(response.json());
    },
    async getProblem(url, status) {
      const response = await get(url);
      expect({ url, status: response.statusCode, body: response.body }).toMatchObject({ url, status });
      return problemSchema.parse(response.json());
    },
  };
}

/** The application for all tests of a suite, closed after them. Call inside describeDatabases. */
export function useTestApp(
  database: () => Database,
  seed: (database: Database) => Promise<void>,
  changes: Partial<AppDependencies> = {},
): () => TestApp {
  let current: TestApp | undefined;
  beforeAll(async () => {
    await seed(database());
    current = await buildTestApp(database(), changes);
  });
  afterAll(async () => {
    await current?.app.close();
  });
  return () => {
    if (current === undefined) throw new Error('Ask for the application inside a test.');
    return current;
  };
}
