import { defineConfig } from 'vitest/config';

/**
 * Projects by what they need, one after another: `unit` runs in parallel and needs nothing; `database` runs one file at a time
 * in one process, because the embedded database costs seconds and a gigabyte to open; `browser` needs Chromium.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/{analysis,core,files,pdf,sources,web,golden,scripts}/**/*.test.ts'],
          setupFiles: ['tests/support/english-words.ts'],
          environment: 'node',
          isolate: false,
          maxWorkers: '100%',
          sequence: { groupOrder: 0 },
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'database',
          include: ['tests/{database,store,usecases,http}/**/*.test.ts'],
          globalSetup: ['tests/support/postgres-cluster.ts'],
          environment: 'node',
          pool: 'forks',
          isolate: false,
          fileParallelism: false,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/e2e/support/serve-atlas.ts', 'tests/e2e/support/start-browser.ts'],
          environment: 'node',
          isolate: false,
          fileParallelism: false,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
          testTimeout: 180_000,
          hookTimeout: 180_000,
          // A browser on a busy machine is late, not wrong: as patient as Playwright is.
          expect: { poll: { timeout: 30_000 } },
        },
      },
    ],
  },
});
