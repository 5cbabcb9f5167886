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
        const reconciled = reconcile(status.series);
        if (options.json) {
          process.stdout.write(`${JSON.stringify({ ...status, conversion: reconciled }, null, 2)}\n`);
          return;
        }
        process.stdout.write(`${textTable([status.counts])}\n${textTable(status.areaSets)}\n`);
        process.stdout.write(`${textTable(status.memberships)}\n${textTable(status.series)}\n`);
        process.stdout.write(reconciliationText(reconciled));
      });
    });
}

interface Reconciliation {
  /** Counts that were brought from another vintage. */
  readonly compared: number;
  readonly disagreeing: readonly SeriesStatus[];
}

/** Totals before and after conversion to another vintage must agree to a millionth of the total. */
function reconcile(series: readonly SeriesStatus[]): Reconciliation {
  const compared = series.filter(
    ({ isConverted, total, totalBefore }) => isConverted && (total !== null || totalBefore !== null),
  );
  const disagreeing = compared.filter(
    ({ total, totalBefore }) =>
      Math.abs((total ?? 0) - (totalBefore ?? 0)) > 1e-6 * Math.abs(totalBefore ?? 0),
  );
  return { compared: compared.length, disagreeing };
}

function reconciliationText({ compared, disagreeing }: Reconciliation): string {
  if (disagreeing.length === 0) {
    return `${compared} converted totals agree with the totals before conversion.\n`;
  }
  const lines = disagreeing.map(
    ({ indicatorId, total, totalBefore }) =>
      `  ${indicatorId}: ${totalBefore ?? 'nothing'} became ${total ?? 'nothing'}\n`,
  );
  return `Totals that do not agree after conversion:\n${lines.join('')}`;
}
