import type { Command } from 'commander';
import { createStatusStore, type SeriesStatus } from '../../server/store/status-store.ts';
import { withServices } from '../services.ts';
import { textTable } from '../text-table.ts';

/** `atlas status`: what is loaded, and whether the totals reconcile. */
export function addStatusCommand(program: Command): void {
  program
    .command('status')
    .description(
      'Say what is loaded and whether totals reconcile; nothing is lost without being counted here.',
    )
    .option('--json', 'print JSON', false)
    .action(async (options: { readonly json: boolean }) => {
      await withServices(async ({ database }) => {
        const store = createStatusStore(database);
        const status = {
          counts: await store.counts(),
          areaSets: await store.areaSets(),
          memberships: await store.memberships(),
          series: await store.series(),
        };
        if (options.json) {
          process.stdout.write(`${JSON.stringify(status, null, 2)}\n`);
          return;
        }
        process.stdout.write(`${textTable([status.counts])}\n${textTable(status.areaSets)}\n`);
        process.stdout.write(`${textTable(status.memberships)}\n${textTable(status.series)}\n`);
        process.stdout.write(reconciliation(status.series));
      });
    });
}

/** Totals before and after conversion to another vintage must agree to a millionth of the total. */
function reconciliation(series: readonly SeriesStatus[]): string {
  const converted = series.filter((each) => each.isConverted && each.total !== null);
  const off = converted.filter(
    ({ total, totalBefore }) =>
      total !== null && totalBefore !== null && Math.abs(total - totalBefore) > 1e-6 * Math.abs(totalBefore),
  );
  if (off.length === 0) {
    return `${converted.length} converted totals agree with the totals before conversion.\n`;
  }
  const lines = off.map(
    ({ indicatorId, total, totalBefore }) =>
      `  ${indicatorId}: ${totalBefore ?? '?'} became ${total ?? '?'}\n`,
  );
  return `Totals that do not agree after conversion:\n${lines.join('')}`;
}
