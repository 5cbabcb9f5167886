import { openCsv, type CsvTable } from '../csv.ts';
import { sampleRecords } from '../csv-records.ts';
import { parseReaderOptions, periodInWords } from '../reader-options.ts';
import type {
  FileSample,
  OpenedSource,
  PostcodeRow,
  ReadContext,
  SourceFile,
  SourceReader,
} from '../source.ts';
import { parsePostcode, postcodeAreaOf } from './postcode-text.ts';

/** The names stand in a document of their own; the files have no header line. */
const columns = ['PC', 'PQ', 'EA', 'NO', 'CY', 'RH', 'LH', 'CC', 'DC', 'WC'] as const;

/** Code-Point Open: the live postcodes of Great Britain with their points, one headerless file per postcode area. */
export const codePointOpen: SourceReader<PostcodeRow> = {
  id: 'code-point-open',
  title: 'Code-Point Open',
  rowKind: 'postcode',
  recognise: (sample) => (looksRight(sample) ? 0.9 : 0),
  open,
};

/** Ten cells: a postcode, a quality in tens, two whole numbers, a code of a country. */
function looksRight(sample: FileSample): boolean {
  const [first] = sampleRecords(sample.text, 1);
  if (first?.length !== columns.length) return false;
  const [postcode = '', quality = '', easting = '', northing = '', country = ''] = first;
  return (
    parsePostcode(postcode) !== null &&
    /^\d0$/.test(quality) &&
    /^\d+$/.test(easting) &&
    /^\d+$/.test(northing) &&
    /^[EWSN]92\d{6}$/.test(country)
  );
}

async function open(file: SourceFile, context: ReadContext): Promise<OpenedSource<PostcodeRow>> {
  const options = parseReaderOptions(context);
  const table = await openCsv(file, {
    signal: context.signal,
    reject: (rejection) => {
      context.reject(rejection);
    },
    isHeader: null,
    columns,
  });
  const first = sampleRecords(file.text, 1)[0]?.[0] ?? '';
  return {
    facts: {
      datasetId: options.dataset ?? 'os-code-point-open',
      areas: null,
      period: options.period ?? periodInWords(file.name),
      part: options.part ?? postcodeAreaOf(first),
    },
    columns: [],
    batches: rowsOf(table, context),
  };
}

async function* rowsOf(table: CsvTable, context: ReadContext): AsyncGenerator<readonly PostcodeRow[]> {
  for await (const batch of table.batches) {
    const rows: PostcodeRow[] = [];
    for (const [at, record] of batch.records.entries()) {
      const line = batch.lines[at] ?? 0;
      const [cell = '', quality = '', easting = '', northing = ''] = record;
      const text = parsePostcode(cell);
      if (text === null) {
        context.reject({ line, column: 'PC', value: cell.slice(0, 60), reason: 'this is not a postcode' });
        continue;
      }
      rows.push({
        kind: 'postcode',
        line,
        ...text,
        point: pointOf(quality, easting, northing),
        oaCode: null,
        lsoaCode: null,
        msoaCode: null,
        wardCode: orNull(record[9] ?? ''),
        ladCode: orNull(record[8] ?? ''),
        wardName: null,
        introduced: null,
        terminated: null,
        positionalQuality: /^\d+$/.test(quality) ? Number(quality) : null,
      });
    }
    if (rows.length > 0) yield rows;
  }
}

/** Quality 90 has no coordinates: 0, 0 is not a place off the Isles of Scilly. */
function pointOf(quality: string, easting: string, northing: string): PostcodeRow['point'] {
  const point = { easting: Number(easting), northing: Number(northing) };
  return quality !== '90' && point.easting > 0 && point.northing > 0 ? point : null;
}

function orNull(text: string): string | null {
  const trimmed = text.trim();
  return trimmed === '' ? null : trimmed;
}
