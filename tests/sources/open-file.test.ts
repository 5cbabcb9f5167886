import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openFile, openFiles } from '../../server/sources/open-file.ts';
import type { SourceFile } from '../../server/sources/source.ts';
import { readText } from '../../server/sources/text-stream.ts';
import { defaultUnpackLimits } from '../../server/sources/unpack-limits.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { zipOf } from '../support/zip.ts';

const folder = temporaryFolder();

function save(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function textOf(file: SourceFile): Promise<string> {
  let text = '';
  for await (const chunk of readText(file)) text += chunk;
  return text;
}

describe('openFile', () => {
  it('reads plain and gzipped files, more than once', async () => {
    const plain = await openFile(save('plain.csv', 'a,b\n1,2\n'));
    expect(plain).toMatchObject({ name: 'plain.csv', encoding: 'utf-8', byteLength: 8 });
    const packed = await openFile(save('packed.csv.gz', gzipSync('a,b\n1,2\n')));
    expect(packed.name).toBe('packed.csv');
    for (const file of [plain, packed, packed]) expect(await textOf(file)).toBe('a,b\n1,2\n');
  });

  it.each([
    ['UTF-8 byte-order mark', Buffer.from('\ufeffcode,£\n', 'utf8'), 'utf-8'],
    ['windows-1252 pound sign (ONS income)', Buffer.from('code,\xa3\n', 'latin1'), 'windows-1252'],
    ['UTF-16 with a mark', Buffer.from('\ufeffcode,£\n', 'utf16le'), 'utf-16le'],
    ['UTF-16 without a mark', Buffer.from('code,£\n', 'utf16le'), 'utf-16le'],
  ])('tells and decodes %s', async (name, bytes, encoding) => {
    const file = await openFile(save(`${name.replaceAll(/\W/g, '')}.csv`, bytes));
    expect(file.encoding).toBe(encoding);
    expect(file.text).toBe('code,£\n');
    expect(await textOf(file)).toBe('code,£\n');
  });

  it('finds a windows-1252 character that comes only after the first 64 KiB', async () => {
    const bytes = Buffer.from(`${'a,b\n'.repeat(40_000)}\x80,\x96\n`, 'latin1');
    const file = await openFile(save('late.csv', bytes));
    expect(file.encoding).toBe('windows-1252');
    expect((await textOf(file)).endsWith('€,–\n')).toBe(true);
  });

  it('says which byte is not of the encoding that was asked for', async () => {
    const path = save('forced.csv', Buffer.from('code,\xa3\n', 'latin1'));
    const file = await openFile(path, { encoding: 'utf-8' });
    await expect(textOf(file)).rejects.toMatchObject({ code: 'source-rejected', details: { file: path } });
  });

  it('reads a member of a zip by name, by pattern, and within a zip inside', async () => {
    const inner = zipOf([
      { name: 'pc/b.csv', content: 'b' },
      { name: 'pc/a.csv', content: 'a' },
    ]);
    const path = save(
      'outer.zip',
      zipOf([
        { name: 'docs/readme.txt', content: 'read me' },
        { name: '__MACOSX/._x.csv', content: 'clutter' },
        { name: 'data/inner.zip', content: inner },
        { name: 'data/top.csv', content: 'top' },
      ]),
    );
    expect(await textOf(await openFile(`${path}/docs/readme.txt`))).toBe('read me');
    expect(await textOf(await openFile(path, { member: 'top.csv' }))).toBe('top');
    const nested = await openFiles(`${path}/data/inner.zip/*.csv`);
    expect(nested.map((file) => file.name)).toEqual(['a.csv', 'b.csv']);
    expect(nested[0]?.path).toBe(`${path}/data/inner.zip/pc/a.csv`);
    expect(await textOf(await openFile(`${path}/inner.zip/b.csv`))).toBe('b');
    expect((await openFiles(path)).map((file) => file.name)).toEqual(['a.csv', 'b.csv', 'top.csv']);
  });

  it('lists the members when the address means none or several', async () => {
    const path = save(
      'two.zip',
      zipOf([
        { name: 'a.csv', content: 'a' },
        { name: 'b.csv', content: 'b' },
      ]),
    );
    await expect(openFile(path)).rejects.toMatchObject({
      code: 'invalid-request',
      details: { members: [`${path}/a.csv`, `${path}/b.csv`] },
    });
    await expect(openFile(`${path}/c.csv`)).rejects.toMatchObject({
      code: 'not-found',
      details: { members: ['a.csv', 'b.csv'] },
    });
    await expect(openFile(join(folder, 'absent.csv'))).rejects.toMatchObject({ code: 'not-found' });
  });

  it('stops a zip bomb: by what the archive claims, and by what really comes out', async () => {
    const zeros = Buffer.alloc(80 * 1024 * 1024);
    const honest = save('honest.zip', zipOf([{ name: 'a.csv', content: zeros }]));
    await expect(openFile(`${honest}/a.csv`)).rejects.toMatchObject({ code: 'too-large' });
    const lying = save('lying.zip', zipOf([{ name: 'a.csv', content: zeros, claimedSize: 10 }]));
    await expect(openFile(`${lying}/a.csv`)).rejects.toMatchObject({ code: 'source-rejected' });
    const gzipped = await openFile(save('bomb.csv.gz', gzipSync(zeros)));
    await expect(textOf(gzipped)).rejects.toMatchObject({ code: 'too-large' });
  }, 60_000);

  it('stops at too many members and at too large a file', async () => {
    const path = save(
      'many.zip',
      zipOf(Array.from({ length: 5 }, (_, at) => ({ name: `${at}.csv`, content: 'abc' }))),
    );
    const fewMembers = { ...defaultUnpackLimits, maxMembers: 4 };
    await expect(openFiles(path, { limits: fewMembers })).rejects.toMatchObject({ code: 'too-large' });
    const fewBytes = { ...defaultUnpackLimits, maxUnpackedBytes: 2 };
    await expect(openFile(`${path}/1.csv`, { limits: fewBytes })).rejects.toMatchObject({
      code: 'too-large',
    });
  });

  it('calls a damaged archive damaged', async () => {
    const whole = zipOf([{ name: 'a.csv', content: 'a,b\n'.repeat(1000) }]);
    const cut = save('cut.zip', whole.subarray(0, whole.length - 30));
    await expect(openFile(`${cut}/a.csv`)).rejects.toMatchObject({ code: 'source-rejected' });
    const packed = gzipSync('a,b\n'.repeat(1000));
    const cutGzip = save('cut.csv.gz', packed.subarray(0, packed.length - 12));
    await expect(openFile(cutGzip)).rejects.toMatchObject({ code: 'source-rejected' });
  });
});
