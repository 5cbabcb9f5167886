import type { Command } from 'commander';
import { speedClasses } from '../../../core/contract/coverage/speed-class.ts';
import { buildSnapshot } from '../../../server/usecases/coverage/build-snapshot.ts';
import { createNotSpotReads, type NotSpotCount } from '../../../server/store/coverage/not-spot-reads.ts';
import { withServices, type CommandServices } from '../../services.ts';
import { snapshotProgress } from '../../snapshot-progress.ts';

const help = `
What is made: every premises of the loaded OS Open UPRN points with its areas, what BDUK says is planned for it, and the
best estimate of what it can order by speed (docs/methods/coverage-gaps.md); the counts of every area; and the not-spots of
every speed (docs/methods/not-spots.md), matched with those of the release before and printed as counts. Imports do this
by themselves at their end; the command does it again where the data or the boundaries have changed, and adds the snapshot
of an earlier release, with which the not-spots of later ones are then named anew.

Examples:
  atlas coverage build
  atlas coverage build --period 2025-07   beside the present, so that not-spots can be followed over time`;

/** `atlas coverage build`: joins premises, plans and coverage. */
export function addBuildCommand(coverage: Command): void {
  coverage
    .command('build')
    .description('Join premises with plans and coverage, and estimate what each can order.')
    .option(
      '--period <period>',
      'of the coverage of this release, as in 2025-07; what is in force unless said',
    )
    .addHelpText('after', help)
    .action(async (options: { readonly period?: string }) => {
      await withServices((services) => buildCommand(services, options.period ?? null));
    });
}

/**
 * Builds a snapshot and says what came of it.
 *
 * @throws AppError as buildSnapshot.
 */
export async function buildCommand(
  services: Pick<CommandServices, 'database' | 'onProgress'>,
  period: string | null,
): Promise<void> {
  const started = performance.now();
  const outcome = await buildSnapshot(services.database, { period, ...snapshotProgress(services) });
  if (outcome.status === 'nothing-loaded') {
    console.log('No premises are loaded: import OS Open UPRN first. Nothing was built.');
    return;
  }
  const { snapshot } = outcome;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const done = outcome.status === 'built' ? `built in ${seconds} s` : 'unchanged';
  console.log(`Coverage snapshot ${snapshot.period}: ${snapshot.premises} premises, ${done}.`);
  for (const { message, count } of snapshot.notes) console.log(`  ${count}: ${message}`);
  const counts = await createNotSpotReads(services.database).counts(snapshot.snapshotId);
  const byClass = new Map(counts.map((each) => [each.speedClass, each]));
  console.log('Not-spots:');
  for (const speedClass of speedClasses)
    console.log(`  ${speedClass}: ${countText(byClass.get(speedClass))}`);
}

function countText(count: NotSpotCount | undefined): string {
  if (count === undefined) return 'none';
  const { new: fresh, persisting, closed, premises } = count;
  return `${fresh + persisting} with ${premises} premises (${fresh} new, ${persisting} persisting), ${closed} closed`;
}
