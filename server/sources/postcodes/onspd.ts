import { gridFromWgs84 } from '../../../core/geography/national-grid.ts';
import type { CsvTable } from '../csv.ts';
import { periodInWords } from '../reader-options.ts';
import { recordReader } from '../record-reader.ts';
import type { GridPoint, PostcodeRow, ReadContext } from '../source.ts';
import { parsePostcode } from './postcode-text.ts';

/**
 * The columns we take, by every name they have had: the 2025 releases put the year of the codes behind the name
 * (`oslaua` became `lad25cd`) and dropped the `os` before the coordinates.
 */
const columnPatterns = {
  postcode: /^pcds$/i,
  introduced: /^dointr$/i,
  terminated: /^doterm$/i,
  easting: /^(os)?east1m$/i,
  northing: /^(os)?n(o)?rth1m$/i,
  quality: /^(os)?grdind$|^gridind$/i,
  latitude: /^lat$/i,
  longitude: /^long$/i,
  lad: /^oslaua$|^lad\d\dcd$/i,
  ward: /^osward$|^wd\d\dcd$/i,
  oa: /^oa21(cd)?$/i,
  lsoa: /^lsoa21(cd)?$/i,
  msoa: /^msoa21(cd)?$/i,
} as const;
type Column = keyof typeof columnPatterns;

const isHeader = (cells: readonly string[]): boolean =>
  cells.some((cell) => columnPatterns.postcode.test(cell)) &&
  cells.some((cell) => columnPatterns.terminated.test(cell)) &&
  cells.some((cell) => columnPatterns.easting.test(cell));

/**
 * The ONS Postcode Directory: every postcode there has been, with its point and the codes of the areas it lies in, of
 * the 2021 census geography. Scottish and Northern Irish postcodes have no areas of that geography.
 */
export const onspd = recordReader<PostcodeRow>({
  id: 'onspd',
  title: 'ONS Postcode Directory',
  rowKind: 'postcode',
  isHeader,
  // Its columns of codes would do for a lookup of areas too: this must be the surer of the two.
  sureness: 0.98,
  datasetId: 'ons-postcode-directory',
  periodOf: (file) => periodInWords(file.name),
  partOf: (file) => /_UK_([A-Z]{1,2})\.csv$/i.exec(file.name)?.[1]?.toUpperCase() ?? '',
  rowsOf,
});

async function* rowsOf(table: CsvTable, context: ReadContext): AsyncGenerator<readonly PostcodeRow[]> {
  const positions = positionsIn(table.header);
  for await (const batch of table.batches) {
    const rows: PostcodeRow[] = [];
    for (const [at, record] of batch.records.entries()) {
      const line = batch.lines[at] ?? 0;
      const cell = (column: Column): string => (record[positions[column]] ?? '').trim();
      const text = parsePostcode(cell('postcode'));
      if (text === null) {
        const value = cell('postcode').slice(0, 60);
        context.reject({ line, column: 'pcds', value, reason: 'this is not a postcode' });
        continue;
      }
      const ended = cell('terminated');
      // Without its month the postcode would look as if it were in use.
      if (ended !== '' && monthOf(ended) === null) {
        context.reject({
          line,
          column: 'doterm',
          value: ended.slice(0, 60),
          reason: 'this is not a month (YYYYMM)',
        });
        continue;
      }
      rows.push({ kind: 'postcode', line, ...text, ...detailsOf(cell, text.postcode) });
    }
    if (rows.length > 0) yield rows;
  }
}

function positionsIn(header: readonly string[]): Readonly<Record<Column, number>> {
  const at = (column: Column): number => header.findIndex((name) => columnPatterns[column].test(name));
  return {
    postcode: at('postcode'),
    introduced: at('introduced'),
    terminated: at('terminated'),
    easting: at('easting'),
    northing: at('northing'),
    quality: at('quality'),
    latitude: at('latitude'),
    longitude: at('longitude'),
    lad: at('lad'),
    ward: at('ward'),
    oa: at('oa'),
    lsoa: at('lsoa'),
    msoa: at('msoa'),
  };
}

function detailsOf(cell: (column: Column) => string, postcode: string) {
  const quality = /^\d$/.test(cell('quality')) ? Number(cell('quality')) : null;
  return {
    point: quality === noPoint ? null : pointOf(cell, postcode),
    oaCode: codeOf(cell('oa')),
    lsoaCode: codeOf(cell('lsoa')),
    msoaCode: codeOf(cell('msoa')),
    wardCode: codeOf(cell('ward')),
    ladCode: codeOf(cell('lad')),
    wardName: null,
    introduced: monthOf(cell('introduced')),
    terminated: monthOf(cell('terminated')),
    // The same scale as Code-Point Open, whose steps are tens.
    positionalQuality: quality === null ? null : quality * 10,
  };
}

/** Quality 9: the postcode has no grid reference. */
const noPoint = 9;

/**
 * The northing is text with leading zeros ("0801193"). The coordinates of Northern Ireland (BT) are on the Irish grid,
 * where the same numbers are another place: its points are made from the degrees.
 */
function pointOf(cell: (column: Column) => string, postcode: string): GridPoint | null {
  if (postcode.startsWith('BT')) {
    const latitude = Number(cell('latitude'));
    const longitude = Number(cell('longitude'));
    // 99.999999 stands for no position.
    if (cell('latitude') === '' || cell('longitude') === '' || !(latitude < 90)) return null;
    return gridFromWgs84({ longitude, latitude });
  }
  const easting = Number(cell('easting'));
  const northing = Number(cell('northing'));
  return easting > 0 && northing > 0 ? { easting, northing } : null;
}

/** S99999999, E99999999 and the like stand for "none here". */
function codeOf(text: string): string | null {
  return text === '' || /^[A-Z]9{8}$/.test(text) ? null : text;
}

/** `198001` is January 1980. */
function monthOf(text: string): string | null {
  const month = /^(\d{4})(0[1-9]|1[0-2])$/.exec(text);
  return month === null ? null : `${month[1] ?? ''}-${month[2] ?? ''}`;
}
