import type { Command } from 'commander';
import type { TotalCheck, TotalsReport } from '../../../core/contract/coverage/totals-check.ts';
import { checkTotals } from '../../../server/usecases/coverage/check-totals.ts';
import { withServices, type CommandServices } from '../../services.ts';

const help = `
What is compared, for each local authority:
  output-areas  what the output areas of a release add up to, against the figures published of the authority in the same
                release: premises, and premises by each measure
  premises      what the estimates of single premises add up to, as percent of those known, against the published percent;
                property numbers and publishers count premises differently, so that counts are not compared

The difference is what was added up less what is published. Differences are listed and not judged: the command ends with
0. Authorities without a published figure of the same release are listed with the reason, and measures that only one side
gives have "none" for the other. The page /coverage/areas/CODE of an authority shows the same.

Output, a line each: the code and the name of the authority, the period, all premises or homes, what was added up, the
measure with its unit, then the sum, the published figure and the difference. JSON has the same as "checks", what could
not be compared as "notChecked" with its "reason", and whose figures they are as "sources".

Examples:
  atlas coverage check
  atlas coverage check --json > totals.json`;

/** `atlas coverage check`: totals against the published ones. */
export function addCheckCommand(coverage: Command): void {
  coverage
    .command('check')
    .description(
      'Compare what output areas and premises add up to with the published figures of authorities.',
    )
    .option('--json', 'print JSON', false)
    .addHelpText('after', help)
    .action(async ({ json }: { readonly json: boolean }) => {
      await withServices((services) => checkCommand(services, json));
    });
}

/** Compares and prints, as text or as JSON. */
export async function checkCommand(
  { database }: Pick<CommandServices, 'database'>,
  asJson: boolean,
): Promise<void> {
  const report = await checkTotals(database);
  console.log(asJson ? JSON.stringify(report, null, 2) : textOf(report));
}

const shown = (value: number | null, unit: TotalCheck['unit']): string =>
  // What rounds to nothing has no sign.
  value === null ? 'none' : unit === 'percent' ? value.toFixed(2).replace(/^-(?=0\.00$)/, '') : String(value);

function textOf({ checks, notChecked }: TotalsReport): string {
  const compared = checks.filter(({ difference }) => difference !== null);
  const equal = compared.filter(({ difference }) => difference === 0);
  return [
    `${compared.length} totals compared: ${equal.length} equal, ${compared.length - equal.length} differ. ${checks.length - compared.length} without one of the figures.`,
    ...checks.map(({ code, name, period, isResidential, of, measure, unit, added, published, difference }) =>
      [
        `${code} ${name}, ${period ?? 'undated'}, ${isResidential ? 'homes' : 'all premises'}, ${of}, ${measure} (${unit}):`,
        `added up ${shown(added, unit)}, published ${shown(published, unit)}, difference ${shown(difference, unit)}`,
      ].join(' '),
    ),
    ...notChecked.map(
      ({ code, name, period, isResidential, of, reason }) =>
        `${code} ${name}, ${period ?? 'undated'}, ${isResidential ? 'homes' : 'all premises'}, ${of}: not compared: ${reason.replaceAll('-', ' ')}`,
    ),
  ].join('\n');
}
