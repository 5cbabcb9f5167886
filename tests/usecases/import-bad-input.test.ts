import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, it } from 'vitest';
import { AppError } from '../../core/errors.ts';
import { openFile } from '../../server/sources/open-file.ts';
import type { SourceFile } from '../../server/sources/source.ts';
import { loadCatalogue, type Catalogue } from '../../server/usecases/catalogue.ts';
import { importFile } from '../../server/usecases/import/import-file.ts';
import { countAll } from '../support/count-rows.ts';
import { describeDatabases } from '../support/databases.ts';
import { boundaryFile, generalHealth, healthCounts, madeUpLsoas } from '../support/made-up-files.ts';
import { saveForTest } from '../support/save-for-test.ts';
import { repositoryPath } from '../support/shared.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { zipOf } from '../support/zip.ts';

/** A table of figures whose first rows are sound, and which is long: what is wrong comes when rows have been written. */
const sound = generalHealth(madeUpLsoas.map((code, at) => [code, ...healthCounts(at)]));
const counts = healthCounts(0).join(',');
const long = Array.from({ length: 20_000 }, (_, at) => {
  const noise = createHash('sha256').update(String(at)).digest('hex');
  return `2021,${noise},E01${100_000 + at},${counts}\n`;
}).join('');
const packed = zipOf([{ name: 'ts037.csv', content: sound + long }]);
const damaged = Buffer.from(packed).fill(0xff, packed.length / 2, packed.length / 2 + 4000);
const bomb = gzipSync(`${sound}${'2021,A,E01999001,0,0,0,0,0,0\n'.repeat(3_500_000)}`);

describeDatabases('bad files leave nothing behind, and the error names the file', (database) => {
  let catalogue: Catalogue;
  const folder = temporaryFolder();
  const load = (file: SourceFile) =>
    importFile(
      {
        database: database(),
        dataFolder: dirname(file.path),
        sources: catalogue.sources,
        indicators: catalogue.indicators,
        onProgress: () => undefined,
      },
      {
        file,
        format: null,
        datasetId: null,
        options: {},
        madeUp: false,
        acceptWarnings: true,
        isDryRun: false,
        importedBy: 'test',
      },
    );

  beforeAll(async () => {
    catalogue = await loadCatalogue(repositoryPath('data'));
    const file = boundaryFile({ type: 'LSOA', vintage: 21 }, madeUpLsoas);
    await load({ ...file, path: join(folder, file.name) });
  });

  it.each([
    [
      'gzip cut short',
      'cut.csv.gz',
      gzipSync(sound + long).subarray(0, -5000),
      ['source-rejected', 'cut short'],
    ],
    ['zip with spoilt bytes', 'spoilt.zip', damaged, ['source-rejected', 'cut short']],
    ['gzip bomb', 'bomb.csv.gz', bomb, ['too-large', 'times its size']],
    [
      'NUL character',
      'nul.csv',
      `${sound}${long}2021,A\0B,E01999001,${counts}\n`,
      ['source-rejected', 'NUL'],
    ],
    [
      'quote never closed',
      'quote.csv',
      `${sound}${long}2021,"A,E01,${counts}\n`,
      ['source-rejected', 'quote'],
    ],
    [
      '6 MB in a line',
      'line.csv',
      `${sound}${'1,'.repeat(3_000_000)}`,
      ['source-rejected', 'longer than 4 MiB'],
    ],
    ['nothing', 'empty.csv', '', ['source-rejected', 'is empty']],
    ['Excel workbook', 'book.csv', packed, ['source-rejected', 'Excel workbook']],
  ] as const)('%s', async (_trap, name, content, [code, words]) => {
    const path = saveForTest(name, content);
    const before = await countAll(database());
    const work = async (): Promise<unknown> => load(await openFile(path));
    const error = await work().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code, message: expect.stringContaining(words) as string });
    expect(error).toMatchObject({ message: expect.stringContaining(name) as string });
    expect(await countAll(database())).toEqual(before);
  });
});
