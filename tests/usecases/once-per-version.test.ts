import { describe, expect, it } from 'vitest';
import { oncePerVersion } from '../../server/usecases/once-per-version.ts';

describe('oncePerVersion', () => {
  it('reads once for each version, and again when the version has changed', async () => {
    let version = 'one';
    let reads = 0;
    const ask = oncePerVersion(
      () => Promise.resolve(version),
      () => Promise.resolve((reads += 1)),
    );
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1]);
    version = 'two';
    expect([await ask(), await ask()]).toEqual([2, 2]);
  });

  it('forgets a reading that failed', async () => {
    let reads = 0;
    const ask = oncePerVersion(
      () => Promise.resolve('one'),
      () => {
        reads += 1;
        return reads === 1 ? Promise.reject(new Error('away')) : Promise.resolve(reads);
      },
    );
    await expect(ask()).rejects.toThrow('away');
    expect(await ask()).toBe(2);
  });
});
