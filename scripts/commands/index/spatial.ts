import { Option, type Command } from 'commander';
import { neighboursOf } from '../../../core/spatial/neighbours.ts';
import {
  analyseAreas,
  spatialStatistics,
  type AreasAnalysis,
} from '../../../server/usecases/spatial/analyse-areas.ts';
import { writeWholeFiles } from '../../../server/usecases/index-run/write-whole-files.ts';
import { createProgressLine } from '../../progress-line.ts';
import { coordinatesOption } from './coordinates-option.ts';
import { wholeNumber } from './option-values.ts';
import { spatialHelp } from './spatial-help.ts';
import { readSpatialRequest, refuseWithoutEffect, type SpatialOptions } from './spatial-options.ts';
import { summaryLines, summaryOf, tableOf } from './spatial-output.ts';

/** `atlas index spatial`: spatial statistics of any GeoJSON. */
export function addSpatialCommand(index: Command): void {
  const command = index
    .command('spatial')
    .summary('spatial statistics of any GeoJSON: Moran, Geary, Getis-Ord, local clusters')
    .description(
      'Spatial statistics of areas or points from any GeoJSON file, with no database: whether like values stand ' +
        'together (moran, geary, getis-ord), and where (local-moran, local-g, local-g-star, local-geary, ' +
        'bivariate-local-moran).',
    );
  addDataOptions(command);
  addNeighbourOptions(command);
  addStatisticOptions(command);
  command
    .option('--output <file>', 'write the result as CSV; an earlier file stays whole until the new one is')
    .option('--json', 'print the result as JSON; with all areas where there is no --output', false)
    .option('--save-neighbours <file>', 'write the neighbours that were used as a GAL file, by code')
    .addHelpText('after', spatialHelp)
    .action(runSpatial);
}

function addDataOptions(command: Command): void {
  command
    .requiredOption(
      '--input <file>',
      'GeoJSON (FeatureCollection, or a feature on each line) or TopoJSON; .gz and zip too',
    )
    .option('--field <name>', 'property with the value of each area')
    .option('--events <name>', 'instead of --field: property with a count of events ...')
    .option('--population <name>', '... and with the population it is of: rates standardised for its size')
    .option('--second-field <name>', 'for bivariate-local-moran: the value looked for around each area')
    .option('--data <file>', 'CSV table that has these fields, joined to the areas by code')
    .option('--data-code <column>', 'its column of codes (default: the first)')
    .option(
      '--code <name>',
      'property (or id of the feature) with the code of each area (default: found by name and uniqueness)',
    )
    .option('--missing <marks>', 'texts that stand for no value, with commas between (default: see below)')
    .addOption(coordinatesOption())
    .option(
      '--x-field <name>',
      'for distances: property with the easting or longitude, instead of the geometry',
    )
    .option('--y-field <name>', '... and with the northing or latitude');
}

function addNeighbourOptions(command: Command): void {
  command
    .option(
      '--weights <rule>',
      'who is a neighbour: queen, rook, knn:K, distance:LOW,HIGH, file:PATH',
      'queen',
    )
    .addOption(
      new Option(
        '--style <letter>',
        'scale of the weights: W by row, B binary, C and U by the whole, S variance-stabilising',
      )
        .choices(['W', 'B', 'C', 'U', 'S'])
        .default('W'),
    )
    .option(
      '--snap <distance>',
      'queen, rook: corners this close count as one, in units of the coordinates',
      '0',
    )
    .option('--symmetrise', 'knn, file: neighbours in both directions', false)
    .option(
      '--id-field <name>',
      'file: property its identifiers are of; row or row0 for feature numbers from 1 or 0',
    )
    .addOption(
      new Option('--link-values <use>', 'file: what becomes of the numbers of a GWT file')
        .choices(['ignore', 'weight', 'inverse'])
        .default('ignore'),
    )
    .option(
      '--islands <policy>',
      'areas without neighbours: none, nearest, or links:FILE (CSV of two codes a line)',
      'none',
    );
}

function addStatisticOptions(command: Command): void {
  command
    .addOption(
      new Option('--statistic <name>', 'what is computed')
        .choices([...spatialStatistics])
        .default('local-moran'),
    )
    .addOption(
      new Option(
        '--alternative <side>',
        'what counts as surprising: either side, or the statistic above or below chance',
      )
        .choices(['two-sided', 'greater', 'less'])
        .default('two-sided'),
    )
    .option(
      '--permutations <number>',
      'random deals; 0 for formulas only',
      wholeNumber('--permutations', 0, 9_999_999),
      999,
    )
    .option(
      '--seed <number>',
      'start of the random numbers: the same seed gives the same answer',
      wholeNumber('--seed', 0, 4_294_967_295),
      1,
    )
    .option(
      '--screen-permutations <number>',
      'local: deal again, so often, for areas that look significant at first',
      wholeNumber('--screen-permutations', 1, 99_999_999),
    )
    .option('--screen-level <p>', 'local: ... whose first p is no more than this', '0.05')
    .addOption(
      new Option(
        '--p <kind>',
        'local: the p that is corrected and decides the class (default: permutation, if any)',
      ).choices(['permutation', 'analytic']),
    )
    .addOption(
      new Option('--fdr <method>', 'local: correction of p for the number of areas')
        .choices(['bh', 'by', 'holm', 'bonferroni', 'none'])
        .default('none'),
    )
    .option('--level <p>', 'local: significant at a corrected p of this or less', '0.05')
    .addOption(
      new Option('--divisor <n>', 'local Moran: of the variance, n as spdep or n-1 as esda and GeoDa')
        .choices(['n', 'n-1'])
        .default('n'),
    )
    .addOption(
      new Option(
        '--moments <kind>',
        'local Moran: of the formulas, with the own value fixed or dealt out too',
      )
        .choices(['conditional', 'total'])
        .default('conditional'),
    )
    .addOption(
      new Option('--g-form <year>', 'Gi, Gi*: variance of 1995 (as spdep), or of 1992 (binary weights only)')
        .choices(['1995', '1992'])
        .default('1995'),
    )
    .addOption(
      new Option(
        '--counted <areas>',
        'global: n counts all areas with a value, or those with neighbours (as spdep)',
      )
        .choices(['all', 'linked'])
        .default('all'),
    )
    .option(
      '--threads <number>',
      'local: threads; the answer does not depend on it (default: one a core)',
      wholeNumber('--threads', 0, 64),
    );
}

async function runSpatial(options: SpatialOptions, command: Command): Promise<void> {
  refuseWithoutEffect(options, (name) => command.getOptionValueSource(name) === 'cli');
  const request = readSpatialRequest(options);
  const progress = createProgressLine(process.stderr);
  const analysis = await analyseAreas(request, {
    threads: options.threads,
    onProgress: (done, all) => {
      if (done < all)
        progress.say(`permutations: ${done.toLocaleString('en-GB')} of ${all.toLocaleString('en-GB')} areas`);
    },
  }).finally(progress.end);
  const table = tableOf(analysis, request);
  await writeWholeFiles([
    ...(options.output === undefined ? [] : [{ path: options.output, text: table.csv() }]),
    ...(options.saveNeighbours === undefined
      ? []
      : [{ path: options.saveNeighbours, text: galOf(analysis) }]),
  ]);
  const summary = summaryOf(analysis, request);
  if (options.json) {
    const areas =
      options.output === undefined && analysis.result.scope === 'local' ? { areas: table.records() } : {};
    process.stdout.write(`${JSON.stringify({ ...summary, ...areas }, null, 2)}\n`);
  } else {
    process.stdout.write(summaryLines(summary, options.output));
  }
}

function galOf({ codes, neighbours, areas }: AreasAnalysis): string {
  const lines = [`0 ${codes.codes.length} ${areas.path.replaceAll(/\s/g, '_')} ${codes.field ?? 'row'}`];
  codes.codes.forEach((code, area) => {
    const ids = [...neighboursOf(neighbours, area)];
    lines.push(`${code} ${ids.length}`, ids.map((id) => codes.codes[id] ?? '').join(' '));
  });
  return `${lines.join('\n')}\n`;
}
