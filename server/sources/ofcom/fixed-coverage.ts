import { isAreaCode } from '../area-of-code.ts';
import { openCsv, type CsvTable } from '../csv.ts';
import { sampleRecords, type CsvBatch } from '../csv-records.ts';
import { parsePostcode } from '../postcodes/postcode-text.ts';
import { parseReaderOptions } from '../reader-options.ts';
import type { CoverageRow, OpenedSource, ReadContext, SourceFile, SourceReader } from '../source.ts';
import { hasHeader } from '../values-table.ts';
import { coverageFacts } from './coverage-facts.ts';
import { noteTally } from './coverage-notes.ts';
import { createRepeats, type Repeats } from './repeated-rows.ts';
import { coverageColumns, isCoverageHeader, type CoverageColumns } from './coverage-columns.ts';
import {
  readFigures,
  settleFigures,
  superfastIsExclusive,
  UnreadableFigure,
  type FigureTally,
} from './coverage-figures.ts';

/**
 * Ofcom Connected Nations, fixed broadband coverage: by local authority (2016 on), output area and postcode. Header
 * names, their order and the meaning of two columns changed from release to release; every release is brought to one
 * shape, and what had to be done for that stands in the notes.
 *
 * Missing: a figure that the release does not have, or leaves blank, is null, never 0.
 */
export const fixedCoverage: SourceReader<CoverageRow> = {
  id: 'ofcom-fixed-coverage',
  title: 'Fixed broadband coverage (Ofcom Connected Nations)',
  rowKind: 'coverage',
  recognise: (sample) => (hasHeader(sample, isCoverageHeader) ? 0.95 : 0),
  open,
};

async function open(file: SourceFile, context: ReadContext): Promise<OpenedSource<CoverageRow>> {
  const options = parseReaderOptions(context);
  const table = await openCsv(file, {
    signal: context.signal,
    reject: (rejection) => {
      context.reject(rejection);
    },
    isHeader: isCoverageHeader,
    refuseRepeatedNames: true,
  });
  const columns = coverageColumns(table.header);
  const firsts = firstRecords(file);
  const isResidential = isResidentialFile(file, context);
  const isExclusive = fileIsExclusive(firsts, columns);
  if (isExclusive) context.note(exclusiveNote);
  return {
    facts: coverageFacts(file, { columns, options, isResidential, firsts, context, header: table.header }),
    columns: [],
    batches: rowsOf(table, { columns, isResidential, isExclusive }, context),
  };
}

const exclusiveNote = {
  code: 'superfast-exclusive',
  severity: 'info',
  message:
    'In this release "SFBB availability" leaves out premises that can get 300 Mbit/s; they were added, so that superfast means 30 Mbit/s and more as in later releases.',
} as const;

function firstRecords(file: SourceFile): readonly (readonly string[])[] {
  const records = sampleRecords(file.text);
  const header = records.findIndex((record) => isCoverageHeader(record.map((cell) => cell.trim())));
  return records.slice(header + 1);
}

/** `_res_` moves about: `pc_coverage_res_r1`, `oa_res_coverage_r1`; in the zips the folder is `postcode_res_files`. */
function isResidentialFile({ name, path }: SourceFile, context: ReadContext): boolean {
  const said = context.options['residential'];
  if (said !== undefined) return said === true || said === 'true';
  return /_res(?=[_.])/i.test(name) || /_res_files\/[^/]*$/i.test(path);
}

/** What SFBB means is a fact of the release: the rows of its beginning that can tell are asked, and most are right. */
function fileIsExclusive(records: readonly (readonly string[])[], columns: CoverageColumns): boolean {
  let votes = 0;
  for (const record of records) {
    try {
      const answer = superfastIsExclusive(readFigures(record, columns, emptyTally()));
      if (answer !== null) votes += answer ? 1 : -1;
    } catch (error) {
      // The row is rejected, with its line, when its turn comes.
      if (!(error instanceof UnreadableFigure)) throw error;
    }
  }
  return votes > 0;
}

interface Reading {
  readonly columns: CoverageColumns;
  readonly isResidential: boolean;
  readonly isExclusive: boolean;
}

function emptyTally(): FigureTally {
  return { blankCells: 0, differing: new Map(), recomputed: new Map() };
}

async function* rowsOf(
  table: CsvTable,
  reading: Reading,
  context: ReadContext,
): AsyncGenerator<readonly CoverageRow[]> {
  const tally = emptyTally();
  const repeats = createRepeats();
  for await (const batch of table.batches) {
    const rows = rowsOfBatch(batch, { ...reading, tally, repeats, header: table.header }, context);
    if (rows.length > 0) yield rows;
  }
  noteTally(tally, context);
}

function rowsOfBatch(
  batch: CsvBatch,
  reading: Reading & {
    readonly tally: FigureTally;
    readonly repeats: Repeats;
    readonly header: readonly string[];
  },
  context: ReadContext,
): readonly CoverageRow[] {
  const { columns, isResidential, isExclusive, tally } = reading;
  const rows: CoverageRow[] = [];
  for (const [at, record] of batch.records.entries()) {
    const line = batch.lines[at] ?? 0;
    const cell = (record[columns.code] ?? '').trim();
    const code = codeOf(cell, columns.level);
    if (code === null) {
      const reason = columns.level === 'postcode' ? 'this is not a postcode' : 'this is not an area code';
      context.reject({
        line,
        column: reading.header[columns.code] ?? null,
        value: cell.slice(0, 60),
        reason,
      });
      continue;
    }
    if (reading.repeats.isRepeat(code, record)) {
      context.reject({ line, column: null, value: code, reason: 'the same row stands above already' });
      continue;
    }
    try {
      const figures = settleFigures(readFigures(record, columns, tally), { isExclusive, line }, tally);
      const name = columns.name === -1 ? null : (record[columns.name] ?? '').trim();
      rows.push({ kind: 'coverage', line, level: columns.level, code, name, isResidential, ...figures });
    } catch (error) {
      if (!(error instanceof UnreadableFigure)) throw error;
      const column = reading.header[error.position] ?? null;
      context.reject({ line, column, value: error.value.slice(0, 60), reason: 'this is not a number' });
    }
  }
  return rows;
}

function codeOf(cell: string, level: CoverageColumns['level']): string | null {
  if (level === 'postcode') return parsePostcode(cell)?.postcode ?? null;
  return isAreaCode(cell) ? cell : null;
}
