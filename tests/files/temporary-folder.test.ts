import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('folders of tests', () => {
  let ofAll = '';
  let ofHook = '';
  const ofTests: string[] = [];
  beforeEach(() => {
    ofHook = temporaryFolder();
    ofTests.push(ofHook);
  });

  describe('declared beside tests', () => {
    const folder = temporaryFolder();
    it('are there in each of them, and the same', () => {
      expect(readdirSync(folder)).toEqual([]);
      writeFileSync(join(folder, 'kept.txt'), 'kept');
      ofAll = folder;
    });
    it('keep what an earlier one wrote', () => {
      expect(readdirSync(folder)).toEqual(['kept.txt']);
    });
  });

  it('are gone after the last test that they were declared beside', () => {
    expect(ofAll).not.toBe('');
    expect(existsSync(ofAll)).toBe(false);
  });

  it('are there and empty in the test that asks for one, and for its hooks', () => {
    const folder = temporaryFolder();
    ofTests.push(folder);
    writeFileSync(join(folder, 'a.txt'), 'a');
    expect(readdirSync(ofHook)).toEqual([]);
  });

  // After the last test, so that there is none whose folder could be left.
  afterAll(() => {
    expect(ofTests.filter((folder) => existsSync(folder))).toEqual([]);
    expect(ofTests).toHaveLength(5);
  });
});
