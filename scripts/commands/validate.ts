import type { Command } from 'commander';
import type { WeightRule } from '../../core/index/choose-weights.ts';
import { profileNamed } from '../../server/usecases/score-all.ts';
import {
  validateProfile,
  type AgreementRow,
  type ValidationReport,
} from '../../server/usecases/validate-profile.ts';
import { withServices } from '../services.ts';
import { textTable } from '../text-table.ts';

interface ValidateOptions {
  readonly outcome?: string;
  readonly outOfSample: boolean;
  readonly json: boolean;
}

/** Round percentages, none below a tenth: what docs/methods/atlas-profile.md chose the weights from. */
const weightRule: WeightRule = { step: 10, minimum: 10 };

/** `atlas validate PROFILE`. */
export function addValidateCommand(program: Command): void {
  program
    .command('validate')
    .description(
      'Check the scores of a profile against an outcome that it does not use, by nation and region.',
    )
    .argument('<profile>', 'profile of data/profiles: atlas, deri-1.6 ...')
    .option('--outcome <id>', 'outcome of the indicator catalogue (default: the Digital Propensity Index)')
    .option('--out-of-sample', 'also choose the weights anew without each region, and test them on it', false)
    .option('--json', 'print JSON', false)
    .action(async (profileId: string, options: ValidateOptions) => {
      await withServices(async ({ database, catalogue, indicators }) => {
        const report = await validateProfile(
          { database, indicators },
          {
            profile: profileNamed(catalogue.profiles, profileId),
            outcomeId: options.outcome,
            outOfSample: options.outOfSample ? weightRule : undefined,
          },
        );
        process.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : reportText(report));
      });
    });
}

function reportText(report: ValidationReport): string {
  const { outcome, outOfSample } = report;
  const converted = outcome.isConverted ? ', converted from another vintage of areas' : '';
  const parts = [
    `Profile ${report.profileId} ${report.profileVersion} against ${outcome.title} (${outcome.publisher}, ` +
      `${outcome.period}${converted}).`,
    'Spearman: rank correlation of score and outcome, 1 is the same order. Worst tenth: percent of the tenth with the',
    'highest scores that is also the tenth with the worst outcome, 10 is chance. Within: median of the rank',
    'correlations inside authorities.',
    '',
    agreementTable([...report.nations, ...report.regions]),
  ];
  if (outOfSample !== null) {
    parts.push(
      `Out of sample: weights of ${outOfSample.componentIds.join(', ')} chosen without the region (percent).`,
      '',
      textTable(outOfSample.folds.map((fold) => ({ ...columnsOf(fold), weights: fold.weights.join(', ') }))),
      agreementTable([outOfSample.pooled]),
    );
  }
  return parts.join('\n');
}

function agreementTable(rows: readonly AgreementRow[]): string {
  return textTable(rows.map(columnsOf));
}

function columnsOf(row: AgreementRow) {
  return {
    place: row.place,
    areas: row.areas,
    Spearman: row.spearman,
    'worst tenth %': row.worstTenthPercent,
    within: row.medianWithinAuthority,
  };
}
