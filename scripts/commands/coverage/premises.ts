import { once } from 'node:events';
import type { Command } from 'commander';
import {
  listGroups,
  premisesFileEndings,
  savedListQuerySchema,
  type SavedListQuery,
} from '../../../core/contract/coverage/premises-list.ts';
import { speedClasses } from '../../../core/contract/coverage/speed-class.ts';
import type { DrawnPolygon } from '../../../core/coverage/drawn-polygon.ts';
import { createTranslator } from '../../../core/language/translator.ts';
import { createPremisesLists } from '../../../server/usecases/coverage/premises-lists.ts';
import { contentOf } from '../../../server/usecases/coverage/saved-list.ts';
import { savePremises } from '../../../server/usecases/coverage/save-premises.ts';
import { writeWholeFiles } from '../../../server/usecases/index-run/write-whole-files.ts';
import { withServices, type CommandServices } from '../../services.ts';
import {
  checkOutput,
  filterHelp,
  premisesColumnsHelp,
  readPolygonFile,
  refuseOption,
} from './premises-options.ts';
import { parseOptions } from '../parse-options.ts';

const help = `
The premises that cannot order the speed, for sure or likely; or those that --status, --plan, --technology, --postcode and
--disagree say. What BDUK calls no premises is left out, as in every count. Nothing is known of who is in them.

Columns:
${premisesColumnsHelp}

Columns with --by postcode, where a row counts the premises of a postcode that fit:
  postcode (empty: not known), premises, speed_class
  served, likely_served, likely_unserved, unserved, unknown
                             these by what they can order; together they are premises
  expected_unserved          sum of (1 - chance) over premises whose chance is known
  planned                    with a better network coming (BDUK: contracted, voucher or expected)
  ward_code, ward_name, lad_code
                             where most of them lie
  easting, northing, longitude, latitude
                             the mean of their places; empty without a postcode
  local_evidence, local_evidence_date
                             reports that officers upheld about the postcode

${filterHelp}

Files (--output), by their ending; a file is written whole or not at all:
  .csv      UTF-8 with one row of headings        .geojson  points in WGS84
  .gpkg     points on the National Grid with a spatial index

Exit codes: 0 done; 2 a mistake in an option, or no such period; 5 the database cannot be reached; 1 anything else.

Examples:
  atlas coverage premises --within E05000001 --class superfast
  atlas coverage premises --within E08000009 --by postcode --output postcodes.csv
  atlas coverage premises --within E08000009 --class gigabit --plan not-planned --output campaign.gpkg
  atlas coverage premises --polygon street.geojson --status unknown --output street.geojson`;

type ListOptions = Readonly<
  Partial<Record<Exclude<keyof SavedListQuery, 'disagree'> | 'polygon' | 'output', string>>
> & {
  readonly disagree?: boolean;
};

/** `atlas coverage premises`: premises or their postcodes, as a file or as CSV on the screen. */
export function addPremisesCommand(coverage: Command): void {
  coverage
    .command('premises')
    .description('List premises, or their postcodes, by what they can order, and save them as a file.')
    .option('--class <speed>', `${speedClasses.join(', ')} (default: decent)`)
    .option('--status <list>', 'only premises of these statuses (default: unserved,likely-unserved)')
    .option('--plan <list>', 'only premises with these plans')
    .option('--technology <list>', 'only premises that these technologies reach')
    .option('--within <code>', 'only premises in the area of this code')
    .option('--polygon <file>', 'only premises in the polygon of a GeoJSON file')
    .option('--postcode <postcode>', 'only premises of this postcode')
    .option('--disagree', 'only premises of which sources say what excludes each other')
    .option('--period <period>', 'of the snapshot of this release; the newest unless said')
    .option('--by <group>', `a row for each of: ${listGroups.join(', ')} (default: premises)`)
    .option('--output <file>', 'a file that ends in .csv, .geojson or .gpkg; CSV on the screen without')
    .addHelpText('after', help)
    .action(async (options: ListOptions) => {
      const task = readListTask(options);
      await withServices((services) => premisesCommand(services, task));
    });
}

export interface ListTask {
  readonly query: SavedListQuery;
  /** A GeoJSON file. */
  readonly polygon: string | undefined;
  readonly output: string | undefined;
}

/** @throws AppError invalid-request naming the option. */
export function readListTask({ polygon, output, disagree, ...filter }: ListOptions): ListTask {
  if (polygon !== undefined && filter.within !== undefined) {
    throw refuseOption('--within', 'is in place of --polygon', filter.within);
  }
  checkOutput(output, premisesFileEndings, polygon);
  const given = { ...filter, disagree: disagree === true ? 'yes' : undefined };
  return { query: parseOptions(savedListQuerySchema, given), polygon, output };
}

/**
 * Lists premises or postcodes, on the screen or as a file that is written whole or not at all.
 *
 * @throws AppError as savePremises; invalid-request where the polygon cannot be read or the file cannot be written.
 */
export async function premisesCommand(
  services: Pick<CommandServices, 'database'>,
  { query, polygon: path, output }: ListTask,
): Promise<void> {
  const polygon = path === undefined ? undefined : await readPolygonFile(path);
  if (output !== undefined) {
    await saveList(services, { query, polygon, output });
    return;
  }
  const list = await savePremises(createPremisesLists(services.database), query, {
    ...{ t: createTranslator('en'), polygon },
  });
  for await (const part of list.csv()) {
    // Whoever reads more slowly than this writes is waited for: a city is a hundred megabytes.
    if (!process.stdout.write(part)) await once(process.stdout, 'drain');
  }
}

/** Writes a list as the file whose ending it has, and says how long it is. */
export async function saveList(
  { database }: Pick<CommandServices, 'database'>,
  {
    query,
    polygon,
    output,
  }: {
    readonly query: SavedListQuery;
    readonly polygon: DrawnPolygon | undefined;
    readonly output: string;
  },
): Promise<void> {
  const list = await savePremises(createPremisesLists(database), query, {
    ...{ t: createTranslator('en'), polygon },
  });
  const ending = premisesFileEndings.find((each) => output.endsWith(`.${each}`)) ?? 'csv';
  await writeWholeFiles([{ path: output, text: await contentOf(list, ending) }]);
  const { attribution, words } = list.file;
  const what = query.by === 'postcode' ? 'postcodes' : 'premises';
  console.log(`${list.total} ${what} written to ${output}.${attribution.madeUp ? ` ${words.madeUp}` : ''}`);
}
