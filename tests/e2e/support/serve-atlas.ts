import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { repositoryPath } from '../../support/shared.ts';
import { hasChromium } from './browser.ts';

declare module 'vitest' {
  interface ProvidedContext {
    atlasAddress: string;
  }
}

/** What officers of the service under test sign in with. */
export const adminToken = 'a token for the tests in the browser, and for nothing else';

const readyPattern = /The Digital Exclusion Atlas is at (http:\S+)/;
const startTimeoutMs = 600_000;

interface Service {
  readonly address: string;
  readonly stop: () => Promise<void>;
}

/**
 * Runs the service that `npm start` runs, on a free port and an empty data folder: it fills itself with the sample
 * borough. The pages are those of dist/web, which `npm test` builds before.
 */
async function startAtlas(): Promise<Service> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'atlas-e2e-'));
  const child = spawn(process.execPath, ['--import', 'tsx', repositoryPath('server', 'main.ts')], {
    cwd: repositoryPath(),
    env: {
      ...process.env,
      PORT: '0',
      ATLAS_DATA_DIR: dataFolder,
      DATABASE_URL: '',
      LOG_LEVEL: 'error',
      RATE_LIMIT_PER_MINUTE: '100000',
      ATLAS_ADMIN_TOKEN: adminToken,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const closed = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve();
    });
  });
  const address = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`the service did not start in ${startTimeoutMs / 1000} s:\n${output}`));
    }, startTimeoutMs);
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const found = readyPattern.exec(output)?.[1];
      if (found === undefined) return;
      clearTimeout(timer);
      resolve(found);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`the service ended with code ${code ?? 'none'} before it was ready:\n${output}`));
    });
  });
  return {
    address,
    stop: async () => {
      child.kill('SIGTERM');
      await closed;
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

/**
 * One service for all browser suites. `ATLAS_E2E_ADDRESS` names one that runs already, for quick rounds while working
 * on the pages.
 */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const running = process.env['ATLAS_E2E_ADDRESS'];
  if (running !== undefined && running !== '') {
    project.provide('atlasAddress', running);
    return undefined;
  }
  if (!hasChromium) {
    project.provide('atlasAddress', '');
    return undefined;
  }
  const service = await startAtlas();
  project.provide('atlasAddress', service.address);
  return service.stop;
}
