import { z } from 'zod';
import { vintageSchema, areaTypeSchema } from '../../core/contract/area.ts';
import type { MissingReason } from '../../core/contract/indicator.ts';
import { AppError } from '../../core/errors.ts';
import { isAreaCode } from './area-of-code.ts';
import { openCsv, type CsvTable } from './csv.ts';
import { sampleRecords, type CsvBatch } from './csv-records.ts';
import { parseNumber } from './number.ts';
import type {
  FileSample,
  OpenedSource,
  ReadContext,
  SourceColumn,
  SourceFacts,
  SourceFile,
  SourceReader,
  ValuesRow,
} from './source.ts';

/** What an import may say about a file that the file itself does not. */
const valuesOptionsSchema = z.looseObject({
  dataset: z.string().optional(),
  areaType: areaTypeSchema.optional(),
  vintage: vintageSchema.optional(),
  // The command line makes a number of a year.
  period: z.coerce.string().optional(),
  part: z.string().optional(),
});
export type ValuesOptions = z.infer<typeof valuesOptionsSchema>;

/** Where in a record the code, the name and the numbers are. */
export interface ValuesLayout {
  readonly facts: SourceFacts;
  readonly codePosition: number;
  readonly namePosition: number | null;
  readonly columns: readonly (SourceColumn & { readonly position: number })[];
  /** Mends what the publisher's arithmetic left in a number. */
  readonly adjust?: (value: number) => number;
  /** Takes the code (and the name) out of the code cell where they are not simply the cell. */
  readonly splitCode?: (cell: string) => { readonly code: string; readonly name: string | null };
}

/** A format of one row per area and one column per figure: everything that differs between publishers. */
export interface ValuesFormat {
  readonly id: string;
  readonly title: string;
  /** How sure recognition is when a record of the file's beginning is its header. */
  readonly sureness: number;
  isHeader(cells: readonly string[]): boolean;
  readonly isFootnote?: (cells: readonly string[]) => boolean;
  layout(table: CsvTable, file: SourceFile, options: ValuesOptions, context: ReadContext): ValuesLayout;
}

/** Makes a reader of a one-row-per-area format. */
export function valuesReader(format: ValuesFormat): SourceReader<ValuesRow> {
  return {
    id: format.id,
    title: format.title,
    rowKind: 'values',
    recognise: (sample) => (hasHeader(sample, (cells) => format.isHeader(cells)) ? format.sureness : 0),
    open: (file, context) => openValues(format, file, context),
  };
}

/** Whether one of the first records of a sample is the header looked for. */
export function hasHeader(sample: FileSample, isHeader: (cells: readonly string[]) => boolean): boolean {
  return sampleRecords(sample.text).some((record) => isHeader(record.map((cell) => cell.trim())));
}

/** @throws AppError invalid-request naming the option that is wrong. */
export function parseValuesOptions(context: ReadContext): ValuesOptions {
  const parsed = valuesOptionsSchema.safeParse(context.options);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new AppError('invalid-request', `The import option ${issue?.path.join('.') ?? ''} is wrong.`, {
    details: { field: issue?.path.join('.') ?? 'options', reason: issue?.message ?? 'invalid' },
  });
}

async function openValues(
  format: ValuesFormat,
  file: SourceFile,
  context: ReadContext,
): Promise<OpenedSource<ValuesRow>> {
  const options = parseValuesOptions(context);
  const table = await openCsv(file, {
    signal: context.signal,
    reject: (rejection) => {
      context.reject(rejection);
    },
    isHeader: (cells) => format.isHeader(cells),
    ...(format.isFootnote === undefined ? {} : { isFootnote: format.isFootnote }),
  });
  if (table.repeatedNames.length > 0) {
    context.note({
      code: 'repeated-names',
      severity: 'warning',
      message: `The header repeats ${table.repeatedNames.join(', ')}; they are numbered in order.`,
    });
  }
  const layout = format.layout(table, file, options, context);
  return {
    facts: layout.facts,
    columns: layout.columns.map(({ name, kind, total }) => ({ name, kind, total })),
    batches: valuesBatches(table.batches, layout, context),
  };
}

/** Records to rows: the code checked, every number read, what is missing kept as null with its reason. */
export async function* valuesBatches(
  batches: AsyncIterable<CsvBatch>,
  layout: ValuesLayout,
  context: ReadContext,
): AsyncGenerator<readonly ValuesRow[]> {
  for await (const batch of batches) {
    const rows: ValuesRow[] = [];
    for (const [at, record] of batch.records.entries()) {
      const row = toRow(record, batch.lines[at] ?? 0, layout, context);
      if (row !== null) rows.push(row);
    }
    if (rows.length > 0) yield rows;
  }
}

function toRow(
  record: readonly string[],
  line: number,
  layout: ValuesLayout,
  context: ReadContext,
): ValuesRow | null {
  const cell = (record[layout.codePosition] ?? '').trim();
  const named = layout.namePosition === null ? null : (record[layout.namePosition] ?? '').trim();
  const { code, name } = layout.splitCode?.(cell) ?? { code: cell, name: named };
  if (!isAreaCode(code)) {
    context.reject({
      line,
      column: 'area code',
      value: cell.slice(0, 60),
      reason: 'this is not an area code',
    });
    return null;
  }
  const values: (number | null)[] = [];
  let reasons: Map<number, MissingReason> | null = null;
  for (const [index, column] of layout.columns.entries()) {
    const number = parseNumber(record[column.position] ?? '');
    values.push(number.value === null ? null : (layout.adjust?.(number.value) ?? number.value));
    if (number.reason !== null)
      reasons = (reasons ?? new Map<number, MissingReason>()).set(index, number.reason);
  }
  return { kind: 'values', line, code, name, values, reasons };
}
