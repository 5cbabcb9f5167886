import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe } from 'vitest';

const repositoryRoot = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** The repository's own folder. */
export function repositoryPath(...parts: string[]): string {
  return join(repositoryRoot, ...parts);
}

/** Real open data and golden cases, which are never committed: ATLAS_SHARED_DIR, else beside the repository. */
export function sharedPath(...parts: string[]): string {
  return join(resolve(repositoryRoot, process.env['ATLAS_SHARED_DIR'] ?? '../shared'), ...parts);
}

/**
 * A suite that needs the shared data. Without it the suite is skipped and says so; in CI its absence is a failure.
 */
export function describeWithShared(title: string, define: () => void): void {
  if (existsSync(sharedPath('README.md'))) {
    describe(title, define);
    return;
  }
  if (process.env['CI'] === 'true') throw new Error(`CI must have the shared data at ${sharedPath()}`);
  describe.skip(`${title} (skipped: no shared data at ATLAS_SHARED_DIR)`, define);
}
