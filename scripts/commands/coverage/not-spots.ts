import type { Command } from 'commander';
import { notSpotFilterSchema, type NotSpotFilter } from '../../../core/contract/coverage/not-spots.ts';
import { AppError } from '../../../core/errors.ts';
import { createTranslator } from '../../../core/language/translator.ts';
import { csvHeader, csvRows } from '../../../server/files/csv.ts';
import { geoJsonText } from '../../../server/files/geojson.ts';
import { temporaryFile } from '../../../server/files/temporary-file.ts';
import { createAtlasReads } from '../../../server/store/atlas-reads.ts';
import {
  notSpotFeatures,
  notSpotFile,
  notSpotFileEndings,
  writeNotSpotGeoPackage,
  type NotSpotFileEnding,
} from '../../../server/usecases/coverage/not-spot-file.ts';
import { createNotSpots } from '../../../server/usecases/coverage/not-spots.ts';
import { writeWholeFiles, type FileToWrite } from '../../../server/usecases/index-run/write-whole-files.ts';
import { createScoring } from '../../../server/usecases/score-table.ts';
import { withServices, type CommandServices } from '../../services.ts';
import { parseOptions } from '../parse-options.ts';

const help = `
Not-spots: five or more premises without a speed within 200 metres of each other (docs/methods/not-spots.md). They are found
when a snapshot is built (atlas coverage build).

Columns: not_spot_id, speed_class, status (new, persisting, closed against the release before), period, rank, premises (without
the speed), surely_unserved, likely_unserved, expected_unserved (sum of 1 - chance), premises_within (all within the outline),
served_within, distance_metres (to the nearest premises with the speed), premises_at_risk (in areas of the riskiest fifth: the
risk of the area, not of the households), premises_risk_unknown, premises_planned (BDUK: contracted, voucher or expected), wards,
local_authorities, area_hectares, easting, northing (British National Grid). What is missing is empty (CSV) or null.

Files (--output), by their ending; a file is written whole or not at all:
  .csv      UTF-8 with one row of headings        .geojson  WGS84 with outlines
  .gpkg     British National Grid with outlines and a spatial index

Exit codes: 0 done; 2 a mistake in an option, or no such area, period or profile; 5 the database cannot be reached; 1 anything
else.

Examples:
  atlas coverage not-spots --class superfast --within E08000009
  atlas coverage not-spots --class gigabit --rank at-risk --output not-spots.gpkg
  atlas coverage not-spots --status closed --output closed.csv`;

interface NotSpotsOptions {
  readonly class?: string;
  readonly within?: string;
  readonly rank?: string;
  readonly status?: string;
  readonly period?: string;
  readonly profile?: string;
  readonly output?: string;
}

/** `atlas coverage not-spots`: places where premises without a speed lie together, as a file or as CSV on the screen. */
export function addNotSpotsCommand(coverage: Command): void {
  coverage
    .command('not-spots')
    .description('List places where premises that cannot get a speed lie together, and save them as a file.')
    .option('--class <speed>', 'decent, superfast, ultrafast-100, ultrafast-300 or gigabit (default: decent)')
    .option('--within <code>', 'only not-spots with premises in the area of this code')
    .option('--rank <order>', 'premises, at-risk or distance, greatest first (default: premises)')
    .option('--status <words>', 'new, persisting, closed, joined by commas (default: new,persisting)')
    .option('--period <period>', 'of the snapshot of this release; the newest unless said')
    .option('--profile <id>', "whose scores tell the risk of areas; the Atlas's own unless said")
    .option('--output <file>', 'a file that ends in .csv, .geojson or .gpkg; CSV on the screen without')
    .addHelpText('after', help)
    .action(async (options: NotSpotsOptions) => {
      const { output, ...rest } = options;
      const filter = parseOptions(notSpotFilterSchema, rest);
      const ending = endingOf(output);
      await withServices((services) => notSpotsCommand(services, { filter, ending, output }));
    });
}

function endingOf(output: string | undefined): NotSpotFileEnding {
  if (output === undefined) return 'csv';
  const ending = notSpotFileEndings.find((each) => output.endsWith(`.${each}`));
  if (ending !== undefined) return ending;
  throw new AppError('invalid-request', `${output} must end in .csv, .geojson or .gpkg.`, {
    details: { field: '--output', value: output },
  });
}

interface NotSpotsTask {
  readonly filter: NotSpotFilter;
  readonly ending: NotSpotFileEnding;
  readonly output: string | undefined;
}

/**
 * Lists not-spots and writes them, whole or not at all.
 *
 * @throws AppError as NotSpots.listing; invalid-request where the file cannot be written.
 */
export async function notSpotsCommand(
  { database, catalogue }: Pick<CommandServices, 'database' | 'catalogue'>,
  { filter, ending, output }: NotSpotsTask,
): Promise<void> {
  const notSpots = createNotSpots({
    database,
    scoring: createScoring({ database, profiles: catalogue.profiles }),
    dataVersion: () => createAtlasReads(database).version(),
  });
  const listing = await notSpots.listing(filter);
  if (listing.snapshot === null) {
    console.log(
      'No snapshot of premises has been made: import premises, or run atlas coverage build. Nothing was written.',
    );
    return;
  }
  const { rows } = listing;
  const savedAt = new Date();
  const file = notSpotFile(listing, { t: createTranslator('en'), savedAt, address: null });
  const csv = csvHeader(file.columns) + csvRows(file.columns, rows);
  if (output === undefined) {
    process.stdout.write(csv);
    return;
  }
  const contents: Readonly<
    Record<NotSpotFileEnding, () => FileToWrite['text'] | Promise<FileToWrite['text']>>
  > = {
    csv: () => csv,
    geojson: () => geoJsonText(file, notSpotFeatures(database, rows)),
    gpkg: async () => {
      const write = (path: string) => writeNotSpotGeoPackage(database, { file, rows, path, savedAt });
      return (await temporaryFile(write)).stream as AsyncIterable<Uint8Array>;
    },
  };
  await writeWholeFiles([{ path: output, text: await contents[ending]() }]);
  const warning = file.attribution.madeUp ? ` ${file.words.madeUp}` : '';
  console.log(
    `${rows.length} not-spots with ${listing.list.premises} premises written to ${output}.${warning}`,
  );
}
