import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvBlocks } from '../../server/database/csv-blocks.ts';

async function* cutInto(text: string, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text, 'utf8');
  let offset = 0;
  for (let turn = 0; offset < bytes.length; turn += 1) {
    await Promise.resolve();
    const size = sizes[turn % sizes.length] ?? 1;
    yield bytes.subarray(offset, offset + size);
    offset += size;
  }
}

async function blocksOf(text: string, sizes: readonly number[], blockBytes: number): Promise<string[]> {
  const blocks: string[] = [];
  for await (const block of csvBlocks(cutInto(text, sizes), blockBytes))
    blocks.push(Buffer.from(block).toString());
  return blocks;
}

describe('CSV blocks', () => {
  it('end at the end of a record, not at a newline inside quotes', async () => {
    expect(await blocksOf('1,a\n2,"b\nc"\n3,d\n', [3], 6)).toEqual(['1,a\n', '2,"b\nc"\n', '3,d\n']);
    expect(await blocksOf('"a ""b""\n', [1], 2)).toEqual(['"a ""b""\n']);
  });

  it('are whole records that put together are the file, however it is cut', async () => {
    const field = fc.oneof(fc.stringMatching(/^[a-z€]{0,6}$/), fc.stringMatching(/^"([a-z,\n]|""){0,8}"$/));
    const record = fc.array(field, { minLength: 1, maxLength: 4 }).map((fields) => `${fields.join(',')}\n`);
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { maxLength: 12 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 40 }),
        async (records, sizes, blockBytes) => {
          const blocks = await blocksOf(records.join(''), sizes, blockBytes);
          expect(blocks.join('')).toBe(records.join(''));
          // Every block begins where a record begins.
          const starts = new Set<number>([0]);
          let offset = 0;
          for (const text of records) {
            offset += text.length;
            starts.add(offset);
          }
          let at = 0;
          for (const block of blocks) {
            expect(starts).toContain(at);
            at += block.length;
          }
        },
      ),
    );
  });
});
