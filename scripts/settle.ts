import { buildSnapshot } from '../server/usecases/coverage/build-snapshot.ts';
import { settleBoundaries } from '../server/usecases/settle-boundaries.ts';
import type { CommandServices } from './services.ts';
import { snapshotProgress } from './snapshot-progress.ts';

/** After imports: areas find their parents, figures their areas' later vintage, boundaries become
 * tiles, premises are joined with what is known of their broadband. Says what was done. */
export async function settle(services: CommandServices): Promise<void> {
  const { derived, converted, baked } = await settleBoundaries({
    database: services.database,
    dataFolder: services.dataFolder,
    onProgress: (step) => {
      services.onProgress({ step, file: '', rows: 0 });
    },
  });
  for (const { child, parent, placed, outside } of derived) {
    process.stdout.write(
      `${child.type} ${child.vintage} in ${parent.type} ${parent.vintage}: ${placed} placed by point, ${outside} outside\n`,
    );
  }
  for (const { indicatorId, from, to, report } of converted) {
    process.stdout.write(
      `${indicatorId}: brought from ${from.type} ${from.vintage} to ${to.vintage}, ${report.unplacedCodes.length} areas without successor\n`,
    );
  }
  for (const { type, vintage } of baked) process.stdout.write(`tiles of ${type} ${vintage} baked\n`);
  const outcome = await buildSnapshot(services.database, { period: null, ...snapshotProgress(services) });
  if (outcome.status === 'built') {
    const { period, premises } = outcome.snapshot;
    process.stdout.write(`coverage snapshot ${period}: ${premises} premises joined\n`);
  }
}
