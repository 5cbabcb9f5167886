import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

let folder: string | null = null;

/** Writes a file to a folder that goes when the tests of the file are over; gives its path. */
export function saveForTest(name: string, content: string | Buffer): string {
  folder ??= mkdtempSync(join(tmpdir(), 'atlas-test-files-'));
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

afterAll(() => {
  if (folder !== null) rmSync(folder, { recursive: true, force: true });
  folder = null;
});
