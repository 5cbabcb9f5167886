import { expect, it } from 'vitest';
import { osOpenUprn } from '../../../server/sources/premises/os-open-uprn.ts';
import { fileOf, readSource } from '../../support/read-source.ts';

const header = 'UPRN,X_COORDINATE,Y_COORDINATE,LATITUDE,LONGITUDE\r\n';

/** Lines as they should be, and lines that are wrong in every way that the reader knows. */
const special = [
  '100,400000.25,300000.5,53.1,-2.1',
  '0101,400000.10,300000,53.1,-2.1',
  '102.0,400000,300000,53.1,-2.1',
  '0000000000103,400000,300000,53.1,-2.1',
  '1234567890123,400000,300000,53.1,-2.1',
  '999999999999,400000,300000,53.1,-2.1',
  '0,400000,300000,53.1,-2.1',
  '106,0,0,53.1,-2.1',
  '107,700000.1,300000,53.1,-2.1',
  '108,400000,1300001,53.1,-2.1',
  '109, 400000 ,300000,53.1,-2.1',
  '110,4e5,300000,53.1,-2.1',
  '111,400000.123456789012,300000,53.1,-2.1',
  '112,400000,300000',
  '113,400000,300000,53.1,-2.1,,',
  '114,400000,300000,53.1,-2.1,x',
  ',,,,',
  'UPRN,X_COORDINATE,Y_COORDINATE,LATITUDE,LONGITUDE',
  '-115,400000,300000,53.1,-2.1',
  '116,,300000,53.1,-2.1',
  '117,700000,1300000,,',
];

/** Enough lines to fill the first block, which is read before the width of the file is known. */
const filling = Array.from({ length: 12_000 }, (_, at) => `${5_000_000 + at},350000,250000.75,52.1,-2.2`);

it('OS Open UPRN: what a line says does not depend on where in the file it stands', async () => {
  const early = await readSource(osOpenUprn, fileOf(header + special.join('\r\n')));
  const late = await readSource(
    osOpenUprn,
    fileOf(`${header}${[...filling, ...special, ...filling].join('\r\n')}\r\n`),
  );
  const inOrder = <Row extends { readonly line: number }>(rows: readonly Row[]): Row[] =>
    rows
      .filter(({ line }) => line > filling.length + 1 && line <= filling.length + 1 + special.length)
      .map((row) => ({ ...row, line: row.line - filling.length }))
      .sort((one, other) => one.line - other.line);
  expect(late.rows.length).toBe(2 * filling.length + early.rows.length);
  expect(inOrder(late.rows)).toEqual(early.rows);
  expect(inOrder(late.rejections)).toEqual(early.rejections.toSorted((one, other) => one.line - other.line));
  expect(early.rows.map(({ uprn }) => uprn)).toEqual([100, 101, 999_999_999_999, 109, 110, 111, 113, 117]);
  expect(late.rows.at(-1)).toEqual({
    kind: 'premises',
    line: 1 + 2 * filling.length + special.length,
    uprn: 5_011_999,
    easting: 350_000,
    northing: 250_000.75,
  });
});
