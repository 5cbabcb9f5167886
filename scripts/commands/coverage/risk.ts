import type { Command } from 'commander';
import { formatBase } from '../../../core/contract/base-text.ts';
import {
  riskByCoverageQuerySchema,
  type RiskByCoverageQuery,
} from '../../../core/contract/coverage/risk-by-coverage.ts';
import { coverageGroups } from '../../../core/contract/coverage/risk-groups.ts';
import { speedClasses } from '../../../core/contract/coverage/speed-class.ts';
import { chooseProfile } from '../../../core/choose-profile.ts';
import { riskSentences, shareText, takeUpSentences } from '../../../core/coverage/risk-words.ts';
import { AppError } from '../../../core/errors.ts';
import { createTranslator } from '../../../core/language/translator.ts';
import { csvHeader, csvRows } from '../../../server/files/csv.ts';
import { baseOf } from '../../../server/http/profile-routes.ts';
import { createAtlasReads } from '../../../server/store/atlas-reads.ts';
import { createRiskByCoverage } from '../../../server/usecases/coverage/risk-by-coverage.ts';
import { riskAreaColumns } from '../../../server/usecases/coverage/risk-columns.ts';
import { writeWholeFiles } from '../../../server/usecases/index-run/write-whole-files.ts';
import { createScoring } from '../../../server/usecases/score-table.ts';
import { withServices, type CommandServices } from '../../services.ts';
import { columnLines, textTable } from '../../text-table.ts';
import { parseOptions } from '../parse-options.ts';

const help = `
What is printed: the premises that cannot order the speed in the riskiest fifth of areas and elsewhere; then a table, a row
for each fifth of the ranking and one for areas without a score, with areas by the share of their premises that go without
(many: 20 % and more, some: 5 to under 20 %, few: under 5 %, not-known: nothing is known of half of them or more), all
premises, those of which nothing is known, the expected number without, and the people who live in the areas; then areas by
kind of gap. Risk is that of the area, never of the people in a premises.

Columns of the file, a row for each area:
${columnLines(riskAreaColumns.map(({ name, description }) => ({ name, meaning: description })))}

Exit codes: 0 done, 2 an option is wrong, 3 there are no premises, or the index ranks areas of another year.

Examples:
  atlas coverage risk --within E08000009
  atlas coverage risk --class superfast --within E08000009 --output trafford-risk.csv`;

interface RiskOptions {
  readonly class: string;
  readonly profile?: string;
  readonly base?: string;
  readonly within?: string;
  readonly output?: string;
}

/** `atlas coverage risk`: premises that cannot order a speed, by how much risk their areas are at. */
export function addRiskCommand(coverage: Command): void {
  coverage
    .command('risk')
    .description('Join the premises that cannot order a speed to the risk of the areas they lie in.')
    .option('--class <class>', `the speed: ${speedClasses.join(', ')}`, 'decent')
    .option('--profile <id>', "the index that ranks areas; the Atlas's own unless said")
    .option('--base <base>', "everything, nation, region, lad or in:CODE,CODE; the profile's own unless said")
    .option('--within <code>', 'only areas within the area of this code')
    .option('--output <file>', 'write every area as CSV')
    .addHelpText('after', help)
    .action(async ({ output, ...options }: RiskOptions) => {
      const query = parseOptions(riskByCoverageQuerySchema, options);
      await withServices((services) => riskCommand(services, query, output));
    });
}

/**
 * Prints risk by coverage, and writes its areas whole or not at all.
 *
 * @throws AppError as RiskByCoverageJoin.of; invalid-request where the file cannot be written.
 */
export async function riskCommand(
  { database, catalogue }: Pick<CommandServices, 'database' | 'catalogue'>,
  query: RiskByCoverageQuery,
  output: string | undefined,
): Promise<void> {
  const scoring = createScoring({ database, profiles: catalogue.profiles });
  const profileId = query.profile ?? chooseProfile(await scoring.summaries())?.id;
  if (profileId === undefined) throw new AppError('not-found', 'There is no profile.');
  const dataVersion = (): Promise<string> => createAtlasReads(database).version();
  const { summary, areas } = await createRiskByCoverage({ database, scoring, dataVersion }).of({
    ...{ speedClass: query.class, profileId, base: baseOf(query.base), within: query.within },
  });
  if (output !== undefined) {
    const text = csvHeader(riskAreaColumns) + csvRows(riskAreaColumns, areas);
    await writeWholeFiles([{ path: output, text }]);
  }
  const t = createTranslator('en');
  const { profile, base, within, period, table } = summary;
  const place = within === null ? 'everywhere that is loaded' : within.name;
  console.log(
    `${profile.title} ${profile.version}, compared: ${formatBase(base)}; ${place}; premises of ${period}.`,
  );
  for (const sentence of riskSentences(summary.headline, summary.class, t)) console.log(sentence);
  const rows = [...table.rows, { risk: 'all', cells: table.columns, total: table.total }];
  console.log(
    textTable(
      rows.map(({ risk, cells, total: { premises, unknown, expectedUnserved, people } }) => ({
        risk,
        ...Object.fromEntries(coverageGroups.map((group, at) => [group, cells[at]?.areas ?? 0])),
        ...{ premises, unknown, without: Math.round(expectedUnserved), people },
        share: premises > unknown ? shareText(expectedUnserved / (premises - unknown), t) : null,
      })),
    ),
  );
  console.log(
    textTable(
      summary.kinds.map(({ kind, sums }) => ({
        ...{ kind, areas: sums.areas, premises: sums.premises },
        ...{ without: Math.round(sums.expectedUnserved), people: sums.people },
      })),
    ),
  );
  for (const sentence of takeUpSentences(summary.takeUp, t)) console.log(sentence);
}
