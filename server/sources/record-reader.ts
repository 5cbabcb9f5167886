import { openCsv, type CsvTable } from './csv.ts';
import type { NumberCell } from './number-rows.ts';
import { parseReaderOptions, periodInName } from './reader-options.ts';
import type { ReadContext, SourceFile, SourceReader, SourceRow } from './source.ts';
import { hasHeader } from './values-table.ts';

/** What tells one format of records (a premises, a postcode, a place a line) from another. */
export interface RecordFormat<Row extends SourceRow> {
  readonly id: string;
  readonly title: string;
  readonly rowKind: Row['kind'];
  readonly isHeader: (cells: readonly string[]) => boolean;
  /** How sure a file with that header is of this format. */
  readonly sureness: number;
  /** The dataset its files belong to, unless an option names another. */
  readonly datasetId: string;
  /** The period a file is about; by its name (202507_...) unless said. */
  readonly periodOf?: (file: SourceFile) => string | null;
  /** Tells files of one dataset apart that stand side by side. */
  readonly partOf: (file: SourceFile, header: readonly string[]) => string;
  /** Cells of a record, from the first, that may come as numbers (CsvOptions.leadingNumbers). */
  readonly leadingNumbers?: readonly NumberCell[];
  readonly rowsOf: (table: CsvTable, context: ReadContext, file: SourceFile) => AsyncIterable<readonly Row[]>;
}

/** A reader for CSV files with a header and one thing a line, which are about no area set. */
export function recordReader<Row extends SourceRow>(format: RecordFormat<Row>): SourceReader<Row> {
  const { id, title, rowKind, isHeader } = format;
  return {
    id,
    title,
    rowKind,
    recognise: (sample) => (hasHeader(sample, isHeader) ? format.sureness : 0),
    async open(file, context) {
      const options = parseReaderOptions(context);
      const table = await openCsv(file, {
        signal: context.signal,
        reject: (rejection) => {
          context.reject(rejection);
        },
        isHeader,
        refuseRepeatedNames: true,
        ...(format.leadingNumbers === undefined ? {} : { leadingNumbers: format.leadingNumbers }),
      });
      return {
        facts: {
          datasetId: options.dataset ?? format.datasetId,
          areas: null,
          period: options.period ?? (format.periodOf ?? ((named) => periodInName(named.name)))(file),
          part: options.part ?? format.partOf(file, table.header),
        },
        columns: [],
        batches: format.rowsOf(table, context, file),
      };
    },
  };
}
