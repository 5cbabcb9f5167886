import type { Command } from 'commander';
import { areaCodeSchema } from '../../../core/contract/area.ts';
import { savedListQuerySchema } from '../../../core/contract/coverage/premises-list.ts';
import { periodSchema } from '../../../core/contract/coverage/premises-filter.ts';
import { speedClasses, type SpeedClass } from '../../../core/contract/coverage/speed-class.ts';
import { AppError } from '../../../core/errors.ts';
import { createTranslator } from '../../../core/language/translator.ts';
import { csvHeader, csvRows } from '../../../server/files/csv.ts';
import { writeGeoPackage } from '../../../server/files/geopackage.ts';
import type { TableFile } from '../../../server/files/table-file.ts';
import { temporaryFile } from '../../../server/files/temporary-file.ts';
import { rowsWithGridBinary } from '../../../server/store/boundary-geometry.ts';
import type { CountedArea } from '../../../server/store/coverage/gap-report-reads.ts';
import { createAtlasReads } from '../../../server/store/atlas-reads.ts';
import {
  createGapReports,
  type GapReports,
  type ReportedArea,
} from '../../../server/usecases/coverage/gap-reports.ts';
import { findReportedArea } from '../../../server/usecases/coverage/reported-area.ts';
import { summaryColumns, summaryTypes } from '../../../server/usecases/coverage/summary-table.ts';
import { writeWholeFiles, type FileToWrite } from '../../../server/usecases/index-run/write-whole-files.ts';
import { fileWords } from '../../../server/usecases/lists/listing-file.ts';
import { withServices, type CommandServices } from '../../services.ts';
import { polygonEndings, reportPolygon, type PolygonTask } from './polygon-report.ts';
import { checkOutput, filterHelp, premisesColumnsHelp, refuseOption } from './premises-options.ts';
import { parseOptions } from '../parse-options.ts';

const help = `
What is printed: what premises in the area can order (a sentence), and a row for each ward in it, those with the most
premises expected without first; of a polygon the sentences. --class says by which speed: ${speedClasses.join(', ')}.

Columns of the files:
  area_code, area_name, area_type, speed_class
  premises                   properties (UPRNs) that BDUK does not exclude
  served, likely_served, likely_unserved, unserved, unknown
                             these by what they can order; together they are premises
  unserved_at_most           premises not known to be served
  expected_unserved          sum of (1 - chance) over premises whose chance is known
  expected_unserved_percent  of the premises whose chance is known

.csv has the rows, .json the whole report with the rows, .gpkg the rows with the borders of their areas.

A polygon has no parts. Of --polygon, .json has the report; .csv, .geojson and .gpkg have the premises in it, a row each:
those that cannot order the speed, for sure or likely, or those that --status, --plan and --technology say (more filters, and
postcodes: atlas coverage premises --polygon). The polygon is GeoJSON in
WGS84 (Polygon or MultiPolygon, as such or in a feature); at most 250,000 premises may lie in the box around it. Columns:
${premisesColumnsHelp}
${filterHelp}

Examples:
  atlas coverage report --within E08000009
  atlas coverage report --within E08000009 --class gigabit --output trafford.csv
  atlas coverage report --within E08000009 --by lsoa --output trafford.gpkg
  atlas coverage report --polygon street.geojson --class gigabit --output street.csv
  atlas coverage report --polygon street.geojson --status unknown --output street.gpkg`;

interface ReportOptions {
  readonly within?: string;
  readonly polygon?: string;
  readonly class: string;
  readonly by?: string;
  readonly status?: string;
  readonly plan?: string;
  readonly technology?: string;
  readonly period?: string;
  readonly output?: string;
}

/** `atlas coverage report`: a summary table of an area, ready for a report. */
export function addReportCommand(coverage: Command): void {
  coverage
    .command('report')
    .description('Say what premises of an area can order, with a row for each ward in it.')
    .option('--within <code>', 'the area of this code: local authority, ward, MSOA, region or nation')
    .option('--polygon <file>', 'in place of --within: the polygon of a GeoJSON file')
    .option('--class <speed>', `the speed: ${speedClasses.join(', ')}`, 'decent')
    .option('--by <kind>', `a row for each of: ${summaryTypes.join(', ')} (default: "ward"); with --within`)
    .option('--status <list>', 'only premises of these statuses; with --polygon')
    .option('--plan <list>', 'only premises with these plans; with --polygon')
    .option('--technology <list>', 'only premises that these technologies reach; with --polygon')
    .option('--period <period>', 'of the snapshot of this release; the newest unless said')
    .option(
      '--output <file>',
      'a file that ends in .csv, .json or .gpkg, with --polygon .geojson too; the screen without',
    )
    .addHelpText('after', help)
    .action(async (options: ReportOptions) => {
      const task = readOptions(options);
      await withServices((services) =>
        'polygon' in task
          ? reportPolygon({ ...services, reports: reportsOf(services) }, task)
          : reportCommand(services, task),
      );
    });
}

const endings = ['csv', 'json', 'gpkg'] as const;

export interface ReportTask {
  readonly within: string;
  readonly speedClass: SpeedClass;
  readonly by: (typeof summaryTypes)[number];
  readonly period: string | undefined;
  readonly output: string | undefined;
}

/** @throws AppError invalid-request naming the option. */
export function readOptions(options: ReportOptions): ReportTask | PolygonTask {
  const { within, polygon, by, status, plan, technology, period, output } = options;
  if (polygon !== undefined) {
    if (within !== undefined) throw refuseOption('--within', 'is in place of --polygon', within);
    if (by !== undefined) throw refuseOption('--by', 'a polygon has no parts', by);
    checkOutput(output, polygonEndings, polygon);
    const query = parseOptions(savedListQuerySchema, {
      class: options.class,
      status,
      plan,
      technology,
      period,
    });
    return { polygon, query, output };
  }
  for (const [name, value] of Object.entries({ status, plan, technology })) {
    if (value !== undefined) throw refuseOption(`--${name}`, 'is only for the premises of --polygon', value);
  }
  return readAreaOptions(options);
}

function readAreaOptions({ within, class: speed, by = 'ward', period, output }: ReportOptions): ReportTask {
  if (within === undefined) {
    throw new AppError('invalid-request', 'Say which area with --within, or which polygon with --polygon.', {
      details: { field: '--within', reason: 'is missing' },
    });
  }
  if (!areaCodeSchema.safeParse(within).success) {
    throw refuseOption('--within', 'an area code is 4 to 12 capital letters and digits', within);
  }
  const speedClass = speedClasses.find((each) => each === speed);
  if (speedClass === undefined) {
    throw refuseOption('--class', `must be one of ${speedClasses.join(', ')}`, speed);
  }
  const type = summaryTypes.find((each) => each === by);
  if (type === undefined) throw refuseOption('--by', `must be one of ${summaryTypes.join(', ')}`, by);
  if (period !== undefined && !periodSchema.safeParse(period).success) {
    throw refuseOption('--period', 'a period such as 2026-01', period);
  }
  checkOutput(output, endings, undefined);
  return { within, speedClass, by: type, period, output };
}

const endingOf = (output: string): (typeof endings)[number] | undefined =>
  endings.find((ending) => output.endsWith(`.${ending}`));

/**
 * Reports an area, on the screen or as a file that is written whole or not at all.
 *
 * @throws AppError not-found for an unknown area, or one in which no area of the kind has premises; invalid-request where
 *   the file cannot be written.
 */
export async function reportCommand(
  { database }: Pick<CommandServices, 'database'>,
  { within, speedClass, by, period, output }: ReportTask,
): Promise<void> {
  const reports = reportsOf({ database });
  const t = createTranslator('en');
  const area = await findReportedArea(database, within);
  const report = await reports.ofArea(area, { speedClass, period, t });
  if (report.estimate.status === 'missing' && report.estimate.reason === 'no-such-period') {
    throw new AppError('not-found', `--period: there is no snapshot of premises of ${period ?? 'now'}.`, {
      details: { field: '--period', value: period, reason: 'no snapshot of this period' },
    });
  }
  const rows = await readRows(reports, area, { by, speedClass, period });
  const columns = summaryColumns();
  if (output === undefined) {
    for (const sentence of report.sentences) console.log(sentence);
    process.stdout.write(csvHeader(columns) + csvRows(columns, rows));
    return;
  }
  const file: TableFile<CountedArea> = {
    name: `coverage-${within}`,
    title: `${area.name}: premises by ${by}, ${speedClass}`,
    columns,
    facts: report.sentences.map((text) => ({ label: area.name, text })),
    attribution: report.attribution,
    words: fileWords(t),
  };
  const text = await contentOf(endingOf(output) ?? 'csv', { database, file, rows, by, report });
  await writeWholeFiles([{ path: output, text }]);
  const warning = report.attribution.madeUp ? ` ${file.words.madeUp}` : '';
  console.log(`${rows.length} areas written to ${output}.${warning}`);
}

const reportsOf = ({ database }: Pick<CommandServices, 'database'>): GapReports =>
  createGapReports({ database, dataVersion: () => createAtlasReads(database).version() });

async function readRows(
  reports: GapReports,
  area: ReportedArea,
  { by, speedClass, period }: Pick<ReportTask, 'by' | 'speedClass' | 'period'>,
): Promise<readonly CountedArea[]> {
  const rows = await reports.parts(area, { type: by, speedClass, period });
  if (rows.length > 0) return rows;
  throw new AppError('not-found', `No ${by} within ${area.code} has premises.`, {
    details: { field: '--by', value: by, reason: 'choose another kind of area, or load premises first' },
  });
}

interface Content {
  readonly database: CommandServices['database'];
  readonly file: TableFile<CountedArea>;
  readonly rows: readonly CountedArea[];
  readonly by: string;
  readonly report: object;
}

async function contentOf(
  ending: (typeof endings)[number],
  { database, file, rows, by, report }: Content,
): Promise<FileToWrite['text']> {
  const { columns } = file;
  switch (ending) {
    case 'csv':
      return csvHeader(columns) + csvRows(columns, rows);
    case 'json': {
      const asRecord = (row: CountedArea) =>
        Object.fromEntries(columns.map(({ name, value }) => [name, value(row)]));
      return `${JSON.stringify({ ...report, rows: rows.map(asRecord) }, null, 2)}\n`;
    }
    case 'gpkg': {
      const at = rows.map((_, index) => index);
      const features = rowsWithGridBinary(database, at, (row) => rows[row]?.areaId ?? null);
      const write = (path: string): Promise<void> =>
        writeGeoPackage({ ...file, columns: columns.map((column) => byIndex(column, rows)) }, features, {
          ...{ path, layer: `coverage_${by}`, lastChange: new Date().toISOString() },
        });
      return (await temporaryFile(write)).stream as AsyncIterable<Uint8Array>;
    }
  }
}

/** A column of rows as one of their positions, as boundaries are read by. */
function byIndex(
  column: TableFile<CountedArea>['columns'][number],
  rows: readonly CountedArea[],
): TableFile<number>['columns'][number] {
  return {
    ...column,
    value: (at) => {
      const row = rows[at];
      return row === undefined ? null : column.value(row);
    },
  };
}
