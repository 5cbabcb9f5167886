import type { Command } from 'commander';
import { z } from 'zod';
import { areaCodeSchema } from '../../../core/contract/area.ts';
import { challengeStates } from '../../../core/contract/coverage/coverage-problem.ts';
import { speedClasses } from '../../../core/contract/coverage/speed-class.ts';
import { daysAfterClosing } from '../../../core/coverage/keeping-times.ts';
import { shownReference } from '../../../core/coverage/problem-reference.ts';
import { createProblemReads } from '../../../server/store/coverage/problem-reads.ts';
import { pruneProblems } from '../../../server/usecases/coverage/prune-problems.ts';
import { withServices, type CommandServices } from '../../services.ts';
import { textTable } from '../../text-table.ts';
import { parseOptions } from '../parse-options.ts';

const optionsSchema = z.object({
  state: z.enum(challengeStates).optional(),
  within: areaCodeSchema.optional(),
  class: z.enum(speedClasses).optional(),
  limit: z.coerce.number().int().min(1).max(10_000),
  json: z.boolean(),
});
type ListOptions = z.output<typeof optionsSchema>;

const listHelp = `
Columns: reference (three times four letters and digits), state, about (premises, postcode or area), code (UPRN, postcode or
area code), reason, speed_class, reported_on, changed_on. Notes and e-mail addresses are not printed: officers read them at
/coverage/triage/REFERENCE.

Examples:
  atlas coverage problems list --state new
  atlas coverage problems list --within E08000009 --class gigabit --json > reports.json
`;

const pruneHelp = `
Deletes
  - e-mail addresses, ATLAS_CHALLENGE_EMAIL_DAYS days (default 90) after the report came, or ${daysAfterClosing} days after it was upheld or
    rejected, whichever comes first;
  - notes that were not published, ${daysAfterClosing} days after the report was upheld or rejected.
The service does the same when it starts, and every day while it runs. Prints how many of each were deleted.

Example:
  atlas coverage problems prune
`;

/** `atlas coverage problems list|prune`: what people report as wrong. */
export function addProblemsCommands(group: Command): void {
  const problems = group.command('problems').description('Reports that coverage is wrong.');
  problems
    .command('list')
    .description('List reports, the newest first.')
    .option('--state <state>', `only in this state: ${challengeStates.join(', ')}`)
    .option('--within <code>', 'only what lay within the area of this code when it was reported')
    .option('--class <class>', `only about this class of speed: ${speedClasses.join(', ')}`)
    .option('--limit <number>', 'how many, 1 to 10000', '100')
    .option('--json', 'print JSON', false)
    .addHelpText('after', listHelp)
    .action(async (given: unknown) => {
      const options = parseOptions(optionsSchema, given);
      await withServices(async (services) => {
        process.stdout.write(await listProblems(services, options));
      });
    });
  problems
    .command('prune')
    .description('Delete e-mail addresses and notes whose time is over.')
    .addHelpText('after', pruneHelp)
    .action(async () => {
      await withServices(async ({ database, config }) => {
        const { emails, notes } = await pruneProblems(database, {
          now: new Date(),
          emailDays: config.challengeEmailDays,
        });
        process.stdout.write(`Deleted ${emails} e-mail addresses and ${notes} notes.\n`);
      });
    });
}

/** The reports that fit, as a table or as JSON. */
export async function listProblems(
  { database }: Pick<CommandServices, 'database'>,
  options: ListOptions,
): Promise<string> {
  const rows = await createProblemReads(database).page({
    state: options.state ?? null,
    within: options.within ?? null,
    speedClass: options.class ?? null,
    before: null,
    limit: options.limit,
    offset: 0,
  });
  const found = rows.map(({ problem }) => problem);
  if (options.json) return `${JSON.stringify(found, null, 2)}\n`;
  if (found.length === 0) return 'No report fits.\n';
  return textTable(
    found.map((problem) => ({
      reference: shownReference(problem.reference),
      state: problem.state,
      about: problem.subject.kind,
      code: problem.subject.code,
      reason: problem.reason,
      speed_class: problem.speedClass,
      reported_on: problem.reportedOn,
      changed_on: problem.changedOn,
    })),
  );
}
