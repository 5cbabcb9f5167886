import type { Command } from 'commander';
import {
  createStatusStore,
  type MembershipStatus,
  type ReleaseStatus,
  type SeriesStatus,
} from '../../server/store/status-store.ts';
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
          releases: await store.releases(),
          areaSets: await store.areaSets(),
          memberships: (await store.memberships()).map(namedSets),
          series: await store.series(),
        };
        const reconciled = reconcile(status.series);
        if (options.json) {
          process.stdout.write(`${JSON.stringify({ ...status, conversion: reconciled }, null, 2)}\n`);
          return;
        }
        process.stdout.write(`${textTable([status.counts])}\n${textTable(status.releases)}\n`);
        process.stdout.write(`${textTable(status.areaSets)}\n`);
        process.stdout.write(`${textTable(status.memberships)}\n${textTable(status.series)}\n`);
        process.stdout.write(releasesText(status.releases));
        process.stdout.write(reconciliationText(reconciled));
      });
    });
}

/** Area sets in one word each, as they stand in the table. */
function namedSets({ method, members, without, ...sets }: MembershipStatus) {
  return {
    child: `${sets.childType} ${sets.childVintage}`,
    parent: `${sets.parentType} ${sets.parentVintage}`,
    ...{ method, members, without },
  };
}

/** Every row that was read was kept, rejected or left out; more kept than read would be a mistake of ours. */
function releasesText(releases: readonly ReleaseStatus[]): string {
  const withRest = releases.filter(({ rowsLeftOut }) => rowsLeftOut !== 0);
  const lines = withRest.map(({ file, rowsRead, rowsKept, rowsRejected, rowsLeftOut }) =>
    rowsLeftOut > 0
      ? `  ${file}: ${rowsLeftOut} of ${rowsRead} rows left out (areas that are not loaded, or nothing new in a lookup)\n`
      : `  ${file}: ${rowsKept} rows kept and ${rowsRejected} rejected of ${rowsRead} read do not agree\n`,
  );
  const whole = releases.length - withRest.length;
  return `${whole} of ${releases.length} releases: rows read = rows kept + rows rejected.\n${lines.join('')}`;
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
