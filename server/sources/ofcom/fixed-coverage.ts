import { isAreaCode } from '../area-of-code.ts';
import { openCsv, type CsvTable } from '../csv.ts';
import { sampleRecords, type CsvBatch } from '../csv-records.ts';
import { parsePostcode } from '../postcodes/postcode-text.ts';
import { parseReaderOptions, periodInName, type ReaderOptions } from '../reader-options.ts';
import type {
  CoverageRow,
  OpenedSource,
  ReadContext,
  SourceFacts,
  SourceFile,
  SourceReader,
} from '../source.ts';
import { hasHeader } from '../values-table.ts';
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
  });
  const columns = coverageColumns(table.header);
  const firsts = firstRecords(file);
  const isResidential = isResidentialFile(file.name, context);
  const isExclusive = fileIsExclusive(firsts, columns);
  if (isExclusive) context.note(exclusiveNote);
  return {
    facts: factsOf(file, { columns, options, isResidential, firsts, context, header: table.header }),
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

/** `_res_` moves about: `pc_coverage_res_r1`, `oa_res_coverage_r1`. */
function isResidentialFile(name: string, context: ReadContext): boolean {
  const said = context.options['residential'];
  if (said !== undefined) return said === true || said === 'true';
  return /_res(?=[_.])/i.test(name);
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

interface Known {
  readonly columns: CoverageColumns;
  readonly options: ReaderOptions;
  readonly isResidential: boolean;
  readonly firsts: readonly (readonly string[])[];
  readonly context: ReadContext;
  readonly header: readonly string[];
}

function factsOf(file: SourceFile, known: Known): SourceFacts {
  const { columns, options, isResidential } = known;
  const period = options.period ?? periodInName(file.name);
  const parts = [
    columns.level === 'postcode' ? postcodeAreaIn(file, known) : '',
    isResidential ? 'residential' : '',
  ];
  return {
    datasetId: options.dataset ?? `ofcom-fixed-coverage-${columns.level}`,
    areas:
      columns.level === 'oa'
        ? { type: 'oa', vintage: options.vintage ?? outputAreaVintage(known.header[0] ?? '', period) }
        : null,
    period,
    part: options.part ?? parts.filter((part) => part !== '').join(' '),
  };
}

/** `oa11` says so; Ofcom went over to the output areas of 2021 with the releases of 2023. */
function outputAreaVintage(key: string, period: string | null): number {
  if (/11$/.test(key)) return 2011;
  if (/21$/.test(key)) return 2021;
  return period !== null && period < '2023' ? 2011 : 2021;
}

/** The files of CW and MK were once published with the rows of CV and ME: the rows are believed, not the name. */
function postcodeAreaIn(file: SourceFile, { firsts, header, context }: Known): string {
  const position = header.findIndex((name) => /^(postcode area|pca)$/i.test(name));
  const inRows = (firsts[0]?.[position] ?? '').trim().toUpperCase();
  const inName = /_([A-Z]{1,2})\.(?:[\w-]+\.)*csv$/i.exec(file.name)?.[1]?.toUpperCase() ?? inRows;
  if (inRows !== '' && inName !== inRows) {
    context.note({
      code: 'postcode-area-differs',
      severity: 'warning',
      message: `The file is named after postcode area ${inName} and holds that of ${inRows}: it may have been published under the wrong name.`,
    });
  }
  return inRows === '' ? inName : inRows;
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

interface Repeats {
  /** Whether this very row came before; one with other figures is left to the quality gate, which refuses it. */
  isRepeat(code: string, record: readonly string[]): boolean;
}

/** Of each row a number is kept, not its text: the country has 1.7 million postcodes. */
function createRepeats(): Repeats {
  const seen = new Map<string, number>();
  return {
    isRepeat(code, record) {
      const hash = hashOf(record.join(','));
      if (seen.get(code) === hash) return true;
      seen.set(code, hash);
      return false;
    },
  };
}

function hashOf(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return hash;
}

function codeOf(cell: string, level: CoverageColumns['level']): string | null {
  if (level === 'postcode') return parsePostcode(cell)?.postcode ?? null;
  return isAreaCode(cell) ? cell : null;
}

function noteTally(tally: FigureTally, context: ReadContext): void {
  if (tally.blankCells > 0) {
    context.note({
      code: 'blank-figures',
      severity: 'info',
      message: `${tally.blankCells} figures are blank or marked as not published; they are kept as missing.`,
      count: tally.blankCells,
    });
  }
  for (const [measure, count] of tally.recomputed) {
    context.note({
      code: 'percent-recomputed',
      severity: 'info',
      message: `The percents of ${measure.replaceAll('_', ' ')} hold only a speed band in ${count} rows; they were worked out again from the number of premises.`,
      count,
    });
  }
  for (const [measure, { count, firstLine }] of tally.differing) {
    context.note({
      code: 'percent-differs',
      severity: 'warning',
      message: `The percents of ${measure.replaceAll('_', ' ')} differ from number / all premises in ${count} rows, first in line ${firstLine}; both are kept as published.`,
      count,
    });
  }
}
