import { z } from 'zod';
import { noQuerySchema } from '../../core/contract/queries.ts';
import type { AtlasReads } from '../store/atlas-reads.ts';
import type { App } from './app-types.ts';
import { unlimited } from './rate-limits.ts';

const healthSchema = z.strictObject({ status: z.literal('alive') });

const checkSchema = z.strictObject({
  name: z.enum(['database', 'migrations', 'data']),
  isPassed: z.boolean(),
  message: z.string(),
});
const readinessSchema = z.strictObject({ isReady: z.boolean(), checks: z.array(checkSchema) });
type Check = z.infer<typeof checkSchema>;

async function check(name: Check['name'], run: () => Promise<string | null>): Promise<Check> {
  try {
    const complaint = await run();
    return { name, isPassed: complaint === null, message: complaint ?? 'in order' };
  } catch {
    // The reason may name hosts and users, so the caller is told only that it failed.
    return { name, isPassed: false, message: 'not available at the moment' };
  }
}

export interface HealthDependencies {
  readonly atlas: AtlasReads;
  /** The newest migration that this program was built with. */
  readonly expectedSchemaVersion: number;
}

async function readiness({ atlas, expectedSchemaVersion }: HealthDependencies): Promise<Check[]> {
  const database = await check('database', async () => {
    await atlas.ping();
    return null;
  });
  if (!database.isPassed) return [database];
  const migrations = await check('migrations', async () => {
    const found = await atlas.schemaVersion();
    return found === expectedSchemaVersion
      ? null
      : `at ${found}, this program expects ${expectedSchemaVersion}`;
  });
  if (!migrations.isPassed) return [database, migrations];
  const data = await check('data', async () =>
    (await atlas.hasAreas()) ? null : 'nothing has been imported yet',
  );
  return [database, migrations, data];
}

/** Is the process alive (no database is touched), and can it answer? Never rate limited, never cached. */
export function registerHealthRoutes(app: App, dependencies: HealthDependencies): void {
  const options = { config: unlimited, helmet: { contentSecurityPolicy: false as const } };

  app.get(
    '/health',
    {
      ...options,
      schema: {
        summary: 'Is the process alive?',
        tags: ['service'],
        querystring: noQuerySchema,
        response: { 200: healthSchema },
      },
    },
    async (_request, reply) => {
      reply.header('cache-control', 'no-store');
      return { status: 'alive' as const };
    },
  );

  app.get(
    '/ready',
    {
      ...options,
      schema: {
        summary: 'Can it answer: database reachable, migrated, and holding data?',
        tags: ['service'],
        querystring: noQuerySchema,
        response: { 200: readinessSchema, 503: readinessSchema },
      },
    },
    async (_request, reply) => {
      const checks = await readiness(dependencies);
      const isReady = checks.every((each) => each.isPassed);
      reply.header('cache-control', 'no-store');
      if (!isReady) reply.code(503).header('retry-after', '5');
      return { isReady, checks };
    },
  );
}
