import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { temporaryFile } from '../../server/files/temporary-file.ts';

/** Deleting happens after the stream has closed. */
async function gone(path: string): Promise<void> {
  await expect.poll(() => existsSync(dirname(path))).toBe(false);
}

it('is written whole, read once and deleted', async () => {
  let path = '';
  const { stream, bytes } = await temporaryFile(async (place) => {
    path = place;
    await writeFile(place, 'all of it');
  });
  expect(bytes).toBe(9);
  expect(await text(stream)).toBe('all of it');
  await gone(path);
});

it('is deleted when its reader goes away half-way', async () => {
  let path = '';
  const { stream } = await temporaryFile(async (place) => {
    path = place;
    await writeFile(place, 'x'.repeat(1_000_000));
  });
  await once(stream, 'readable');
  stream.destroy();
  await gone(path);
});

it('leaves nothing where writing fails', async () => {
  let path = '';
  const failing = temporaryFile(async (place) => {
    path = place;
    await writeFile(place, 'half of');
    throw new Error('the disk is full');
  });
  await expect(failing).rejects.toThrow('the disk is full');
  await gone(path);
});
