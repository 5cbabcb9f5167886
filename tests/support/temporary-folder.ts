import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, onTestFinished, TestRunner } from 'vitest';

/**
 * A new, empty folder that goes with what asked for it: asked for in a test, or in a hook before each, it goes with that test;
 * asked for where tests are declared, it is there from before the first of them until after the last. A hook before all
 * has no end to wait for: declare the folder above it.
 */
export function temporaryFolder(): string {
  const folder = join(tmpdir(), `atlas-test-${randomUUID()}`);
  const make = (): void => {
    mkdirSync(folder);
  };
  const remove = (): void => {
    rmSync(folder, { recursive: true, force: true });
  };
  if (TestRunner.getCurrentTest() === undefined) {
    beforeAll(make);
    afterAll(remove);
  } else {
    make();
    onTestFinished(remove);
  }
  return folder;
}
