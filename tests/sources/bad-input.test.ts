import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../core/errors.ts';
import { boundaries } from '../../server/sources/boundaries/boundaries.ts';
import { nomisBulk } from '../../server/sources/nomis-bulk.ts';
import { fixedCoverage } from '../../server/sources/ofcom/fixed-coverage.ts';
import { openFile, openFiles } from '../../server/sources/open-file.ts';
import { readerById, recogniseReader } from '../../server/sources/registry.ts';
import { fileOf, readSource } from '../support/read-source.ts';
import { saveForTest } from '../support/save-for-test.ts';
import { zipOf } from '../support/zip.ts';

/** What a person is told, who imports a file without saying its format. */
async function refusal(path: string): Promise<AppError> {
  try {
    const file = await openFile(path);
    await readSource(recogniseReader(file), file);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error(`${path} was taken`);
}

const header = 'date,geography,geography code,Age: Total,Age: Aged 85 years and over';
/** Rows that do not pack well, so that a packed file that is cut has lost something. */
const rows = (count: number): string =>
  Array.from({ length: count }, (_, at) => {
    const noise = createHash('sha256').update(String(at)).digest('hex');
    return `2021,${noise},E01${String(at).padStart(6, '0')},1500,30\n`;
  }).join('');

describe('a file that is no table', () => {
  it.each([
    ['nothing', '', 'is empty'],
    ['white space', ' \r\n\r\n', 'is empty'],
    ['only a byte-order mark', '\uFEFF', 'is empty'],
    ['an Excel workbook', zipOf([{ name: 'xl/workbook.xml', content: '<x/>' }]), 'an Excel workbook'],
    ['an old Excel workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'an Excel workbook of the old kind'],
    ['a GeoPackage', Buffer.from('SQLite format 3\0\x10\0', 'latin1'), 'a GeoPackage'],
    ['a PDF', Buffer.from('%PDF-1.7\n%\xe2\xe3', 'latin1'), 'a PDF'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000', 'hex'), 'a picture'],
    ['a gzip under another name', gzipSync(header), 'a gzip'],
    ['the web page of a failed download', '\n<!DOCTYPE html><title>404</title>', 'is a web page'],
    ['other bytes', Buffer.from('some\0bytes\0', 'latin1'), 'NUL characters'],
  ])('%s: the error says what it is', async (name, content, reason) => {
    const path = saveForTest(`${name.replaceAll(' ', '-')}.csv`, content);
    const error = await refusal(path);
    expect(error).toMatchObject({ code: 'source-rejected' });
    expect(error.message).toContain(`${name.replaceAll(' ', '-')}.csv is`);
    expect(error.message).toContain(reason);
  });

  it('a folder: the error says so', async () => {
    const path = dirname(saveForTest('a-file.csv', header));
    await expect(openFile(path)).rejects.toThrow(`${path} is a folder`);
  });

  it('10 MB in a single line: the error says that the line is too long, and does not speak of quotes', async () => {
    const path = saveForTest('one-line.csv', `${header} ${'1,'.repeat(5_000_000)}`);
    await expect(openFile(path).then((file) => readSource(nomisBulk, file))).rejects.toMatchObject({
      code: 'source-rejected',
      message: expect.stringContaining('line 1 is longer than 4 MiB') as string,
    });
  });

  it('a NUL character in line 4,003: the error names the line', async () => {
    const text = `${header}\n${rows(4001)}2021,Lea\0ds,E01000009,1,1\n${rows(10)}`;
    await expect(readSource(nomisBulk, fileOf(text, 'nul.csv'))).rejects.toMatchObject({
      code: 'source-rejected',
      details: { file: 'nul.csv', line: 4003 },
    });
  });

  it('a NUL character in the name of a boundary: the error names file and line', async () => {
    const text = `{"type":"Feature","properties":{"LSOA21CD":"E01000001","LSOA21NM":"a\0b"},"geometry":null}`;
    await expect(readSource(boundaries, fileOf(text, 'nul.geojson'))).rejects.toThrow(
      'nul.geojson: the feature on line 1 is not JSON',
    );
  });
});

describe('an archive that is cut short is refused by name, even where its beginning reads well', () => {
  const text = `${header}\n${rows(40_000)}`;

  it('gzip', async () => {
    const packed = gzipSync(text);
    const path = saveForTest('cut.csv.gz', packed.subarray(0, packed.length - 5000));
    const error = await refusal(path);
    expect(error).toMatchObject({ code: 'source-rejected', details: { file: path } });
    expect(error.message).toContain('damaged or cut short');
  });

  it('zip, whose directory stands at the end', async () => {
    const packed = zipOf([{ name: 'a.csv', content: text }]);
    const error = await refusal(saveForTest('cut.zip', packed.subarray(0, packed.length - 60)));
    expect(error).toMatchObject({ code: 'source-rejected' });
    expect(error.message).toContain('cut.zip');
  });

  it('zip, with bytes spoilt in the middle of a member', async () => {
    const packed = zipOf([{ name: 'a.csv', content: text }]);
    packed.fill(0xff, packed.length / 2, packed.length / 2 + 4000);
    const error = await refusal(saveForTest('spoilt.zip', packed));
    expect(error).toMatchObject({ code: 'source-rejected' });
    expect(error.message).toContain('spoilt.zip/a.csv');
  });
});

describe('a header that is not as it should be', () => {
  const ofcom = 'laua,laua_name,SFBB availability (% premises)';

  it('again in the middle (two files put together): rejected with its line, the rows around are read', async () => {
    const first = `${header}\n${rows(2)}`;
    const { rows: read, rejections } = await readSource(nomisBulk, fileOf(first + first, 'twice.csv'));
    expect(read).toHaveLength(4);
    expect(rejections).toMatchObject([{ line: 4, column: 'date', value: 'date' }]);
    expect(rejections[0]?.reason).toContain('the header stands here again');
  });

  it.each([
    [
      'a lookup, whose column names look like codes',
      'area-lookup',
      'LSOA21CD,LAD22CD\nE01000001,E08000009\n',
    ],
    [
      'a list of places, where it would be a place called "name"',
      'gm-support-places',
      'name,address,postcode,area_name,area_code,lon,lat\nSale,1 Road,M33 7AA,Trafford,E08000009,-2.3,53.4\n',
    ],
  ])('again in the middle of %s', async (_where, id, text) => {
    const reader = readerById(id);
    const once = await readSource(reader, fileOf(text));
    const { rows: read, rejections } = await readSource(
      reader,
      fileOf(`${text}${text.split('\n')[0] ?? ''}\n`),
    );
    expect(read).toEqual(once.rows);
    expect(rejections).toMatchObject([{ line: 3 }]);
  });

  it('a column that stands twice: refused by name where columns are found by name', async () => {
    const text = `${ofcom},SFBB availability (% premises)\nE08000009,Trafford,97,12\n`;
    await expect(readSource(fixedCoverage, fileOf(text, 'twice.csv'))).rejects.toMatchObject({
      code: 'source-rejected',
      details: { file: 'twice.csv', column: 'SFBB availability (% premises)' },
    });
  });

  it('a column that stands twice in a table of figures: both are kept, numbered, and said', async () => {
    const text = `${header},Age: Total\n2021,A,E01000001,10,2,11\n`;
    const { columns, notes } = await readSource(nomisBulk, fileOf(text));
    expect(columns.map(({ name }) => name)).toEqual([
      'Age: Total',
      'Age: Aged 85 years and over',
      'Age: Total (2)',
    ]);
    expect(notes).toMatchObject([{ code: 'repeated-names', severity: 'warning' }]);
  });

  it.each([
    ['semicolons', ';'],
    ['tabs', '\t'],
    ['bars', '|'],
  ])('%s for commas: recognised and read all the same', async (_name, delimiter) => {
    const file = fileOf(`${ofcom}\nE08000009,Trafford,97.5\n`.replaceAll(',', delimiter));
    expect(recogniseReader(file).id).toBe('ofcom-fixed-coverage');
    expect((await readSource(fixedCoverage, file)).rows).toMatchObject([
      { code: 'E08000009', name: 'Trafford', measures: { superfast: { percent: 97.5 } } },
    ]);
  });

  it('lone CR for line ends (old Mac): recognised, read, and lines counted', async () => {
    const file = fileOf(`${ofcom}\nE08000009,Trafford,97.5\nE08000010,Wigan,many\n`.replaceAll('\n', '\r'));
    expect(recogniseReader(file).id).toBe('ofcom-fixed-coverage');
    const { rows: read, rejections } = await readSource(fixedCoverage, file);
    expect(read).toHaveLength(1);
    expect(rejections).toMatchObject([{ line: 3, value: 'many' }]);
  });
});

describe('a zip with the publisher’s papers beside the data', () => {
  it.each([
    ['OS Open UPRN', ['licence.txt', 'osopenuprn_202609.csv', 'versions.txt'], ['osopenuprn_202609.csv']],
    [
      'Code-Point Open',
      ['Data/CSV/m.csv', 'Doc/Code-Point_Open_Column_Headers.csv', 'Doc/licence.txt'],
      ['m.csv'],
    ],
    ['nothing but papers', ['licence.txt'], ['licence.txt']],
  ])('%s: only the data is taken', async (name, members, taken) => {
    const path = saveForTest(`${name}.zip`, zipOf(members.map((member) => ({ name: member, content: 'x' }))));
    expect((await openFiles(path)).map((file) => file.name)).toEqual(taken);
  });

  it('a paper can still be named', async () => {
    const path = saveForTest('named.zip', zipOf([{ name: 'Doc/list.csv', content: 'x' }]));
    expect((await openFiles(`${path}/Doc/list.csv`)).map((file) => file.name)).toEqual(['list.csv']);
  });
});
