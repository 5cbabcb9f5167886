import type { Command } from 'commander';
import { listingQuerySchema, type ListingQuery } from '../../core/contract/listing.ts';
import { AppError } from '../../core/errors.ts';
import { locales, type Locale } from '../../core/language/locale.ts';
import { createTranslator } from '../../core/language/translator.ts';
import { csvHeader, csvRows } from '../../server/files/csv.ts';
import { geoJsonText } from '../../server/files/geojson.ts';
import type { TableFile } from '../../server/files/table-file.ts';
import { temporaryFile } from '../../server/files/temporary-file.ts';
import { writeXlsx } from '../../server/files/xlsx.ts';
import { createIndicatorReads } from '../../server/store/indicator-reads.ts';
import { createAtlasReads } from '../../server/store/atlas-reads.ts';
import { createFigures } from '../../server/usecases/figures/figure-table.ts';
import { writeWholeFiles, type FileToWrite } from '../../server/usecases/index-run/write-whole-files.ts';
import { createAreaLists, type AreaListing } from '../../server/usecases/lists/list-areas.ts';
import { writeListGeoPackage } from '../../server/usecases/lists/list-geopackage.ts';
import { listRequest, usualProfile } from '../../server/usecases/lists/list-request.ts';
import { listedFeatures } from '../../server/usecases/lists/listed-features.ts';
import { listingFile } from '../../server/usecases/lists/listing-file.ts';
import { createScoring } from '../../server/usecases/score-table.ts';
import { withServices, type CommandServices } from '../services.ts';
import { listHelp } from './list-help.ts';
import { parseOptions } from './parse-options.ts';

interface ListOptions {
  readonly profile?: string;
  readonly base?: string;
  readonly type?: string;
  readonly within?: string;
  readonly where: readonly string[];
  readonly any?: true;
  readonly sort?: string;
  readonly columns?: string;
  readonly language: string;
  readonly output?: string;
}

/** `atlas list ...`: areas filtered and sorted, as a file or as CSV on the screen. */
export function addListCommand(program: Command): void {
  program
    .command('list')
    .description('List areas with their scores and figures, filtered and sorted, and save them as a file.')
    .option('--profile <id>', "the profile; the Atlas's own unless said")
    .option('--base <base>', "everything, nation, region, lad or in:CODE,CODE; the profile's own unless said")
    .option('--type <kind>', "lsoa, msoa, ward, lad or region; the profile's own unless said")
    .option('--within <code>', 'only areas within the area of this code')
    .option(
      '--where <condition>',
      'only areas that fit, as in "decile<=2"; may be given more than once',
      (text: string, before: readonly string[]) => [...before, text],
      [],
    )
    .option('--any', 'areas that fit any condition, not all of them')
    .option('--sort <column>', 'by which column; with - in front the other way round (default: rank)')
    .option('--columns <names>', 'names of columns joined by commas, or all; a usual few unless said')
    .option('--language <language>', 'en or cy: of headings and notes', 'en')
    .option(
      '--output <file>',
      'a file that ends in .csv, .xlsx, .geojson or .gpkg; CSV on the screen without',
    )
    .addHelpText('after', listHelp)
    .action(async (options: ListOptions) => {
      const query = queryOf(options);
      const locale = localeOf(options.language);
      const ending = endingOf(options.output);
      await withServices((services) =>
        listCommand(services, { query, locale, ending, output: options.output }),
      );
    });
}

type Ending = 'csv' | 'xlsx' | 'geojson' | 'gpkg';

function queryOf({ any, where, ...options }: ListOptions): ListingQuery {
  const { profile, base, type, within, sort, columns } = options;
  return parseOptions(listingQuerySchema, {
    ...{ profile, base, type, within, sort, columns },
    ...(where.length === 0 ? {} : { where: [...where] }),
    ...(any === undefined ? {} : { match: 'any' }),
  });
}

function localeOf(language: string): Locale {
  const locale = locales.find((each) => each === language);
  if (locale !== undefined) return locale;
  throw new AppError('invalid-request', `--language must be one of ${locales.join(', ')}.`, {
    details: { field: '--language', value: language },
  });
}

function endingOf(output: string | undefined): Ending {
  if (output === undefined) return 'csv';
  const ending = (['csv', 'xlsx', 'geojson', 'gpkg'] as const).find((each) => output.endsWith(`.${each}`));
  if (ending !== undefined) return ending;
  throw new AppError('invalid-request', `${output} must end in .csv, .xlsx, .geojson or .gpkg.`, {
    details: { field: '--output', value: output },
  });
}

interface ListTask {
  readonly query: ListingQuery;
  readonly locale: Locale;
  readonly ending: Ending;
  readonly output: string | undefined;
}

/**
 * Lists areas and writes them, whole or not at all.
 *
 * @throws AppError as AreaLists.list; invalid-request where the file cannot be written.
 */
export async function listCommand(
  services: Pick<CommandServices, 'database' | 'catalogue'>,
  { query, locale, ending, output }: ListTask,
): Promise<void> {
  const { database, catalogue } = services;
  const { profiles } = catalogue;
  const scoring = createScoring({ database, profiles });
  const indicators = createIndicatorReads(database);
  const figures = createFigures({
    ...{ database, scoring },
    dataVersion: () => createAtlasReads(database).version(),
    patience: { waitMilliseconds: 2 ** 31 - 1, retryAfterSeconds: 0 },
    indicatorIds: async () => (await indicators.list()).map(({ id }) => id),
  });
  try {
    const profileId = query.profile ?? (await usualProfile(scoring));
    const listing = await createAreaLists({ database, figures }).list(listRequest(query, profileId));
    const savedAt = new Date();
    const t = createTranslator(locale);
    const file = listingFile(listing, { locale, t, savedAt, address: null });
    if (output === undefined) {
      for (const part of csvParts(file, listing)) process.stdout.write(part);
      return;
    }
    const text = await contentOf(ending, { services, listing, file, savedAt });
    await writeWholeFiles([{ path: output, text }]);
    const warning = file.attribution.madeUp ? ` ${file.words.madeUp}` : '';
    console.log(
      `${listing.rows.length} areas with ${file.columns.length} columns written to ${output}.${warning}`,
    );
  } finally {
    figures.close();
  }
}

interface Content {
  readonly services: Pick<CommandServices, 'database'>;
  readonly listing: AreaListing;
  readonly file: TableFile<number>;
  readonly savedAt: Date;
}

async function contentOf(
  ending: Ending,
  { services: { database }, listing, file, savedAt }: Content,
): Promise<FileToWrite['text']> {
  switch (ending) {
    case 'csv':
      return [...csvParts(file, listing)].join('');
    case 'xlsx':
      return writeXlsx(file, listing.rows);
    case 'geojson':
      return geoJsonText(file, listedFeatures(database, listing));
    case 'gpkg': {
      const write = (path: string) => writeListGeoPackage(database, { listing, file, path, savedAt });
      return (await temporaryFile(write)).stream as AsyncIterable<Uint8Array>;
    }
  }
}

const rowsPerPart = 2000;

function* csvParts({ columns }: TableFile<number>, { rows }: AreaListing): Generator<string> {
  yield csvHeader(columns);
  for (let start = 0; start < rows.length; start += rowsPerPart) {
    yield csvRows(columns, rows.slice(start, start + rowsPerPart));
  }
}
