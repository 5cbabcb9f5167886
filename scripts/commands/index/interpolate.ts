import { Option, type Command } from 'commander';
import { AppError } from '../../../core/errors.ts';
import { csvText } from '../../../server/usecases/index-run/scores-csv.ts';
import { writeWholeFiles } from '../../../server/usecases/index-run/write-whole-files.ts';
import { interpolateFiles } from '../../../server/usecases/interpolate/interpolate-files.ts';
import { namedLines } from '../../text-table.ts';
import { coordinatesOption } from './coordinates-option.ts';
import { refuseOverwriting } from './option-values.ts';

interface InterpolateOptions {
  readonly source: string;
  readonly target: string;
  readonly field: string;
  readonly kind: 'counts' | 'rates';
  readonly targetCode?: string;
  readonly coordinates: 'auto' | 'degrees' | 'plane';
  readonly points?: string;
  readonly pointsField?: string;
  readonly output: string;
  readonly json: boolean;
}

const help = `
Counts (people, households): every source area gives each target the share of its value that they have in common. Totals are
kept; what lies outside of all targets is printed as unallocated. Rates (percentages, means, scores): every target gets the
mean of its source areas, weighted by what they have in common.
In common is ground area, or with --points the people (or addresses) at the points that lie in both: better, where known.

Columns of --output: code (of the target area), value (empty where no source with a value overlaps it), coverage (share of
what the target has in common with sources whose sources have a value)

Examples
  atlas index interpolate --source lsoa.geojson --target wards.geojson --field people --kind counts --output wards.csv
  atlas index interpolate --source lsoa.geojson --target wards.geojson --field income --kind rates \\
    --points postcodes.geojson --points-field residents --output wards.csv

Both files must be in one coordinate system; for ground area a plane one, such as the British National Grid. A "crs" member is
heeded, else numbers that fit are taken for longitude and latitude; --coordinates says otherwise, of both files.

Exit codes: 0 done; 2 an option is wrong, or the files do not go together; 3 it cannot be worked out; 4 a file breaks its format
(text for a number, a point for an area, people below 0); 1 our mistake.
Definitions and sources: docs/methods/spatial-statistics.md, section Areal interpolation
`;

/** `atlas index interpolate`. */
export function addInterpolateCommand(group: Command): void {
  group
    .command('interpolate')
    .summary('move counts or rates from one set of areas to another')
    .description('Moves a figure from one set of areas to another that overlaps it: areal interpolation.')
    .requiredOption('--source <file>', 'GeoJSON or TopoJSON of the areas that have the figure')
    .requiredOption('--target <file>', 'GeoJSON or TopoJSON of the areas that shall have it')
    .requiredOption('--field <name>', 'property of the source areas')
    .addOption(
      new Option('--kind <kind>', 'what the figure is').choices(['counts', 'rates']).makeOptionMandatory(),
    )
    .option('--target-code <name>', 'property with the code of each target area (default: found)')
    .addOption(coordinatesOption())
    .option('--points <file>', 'GeoJSON of points where people are')
    .option('--points-field <name>', 'their property that says how many (default: one each)')
    .requiredOption('--output <file>', 'where the figures of the target areas go: CSV')
    .option('--json', 'print the totals as JSON', false)
    .addHelpText('after', help)
    .action(runInterpolate);
}

async function runInterpolate(options: InterpolateOptions): Promise<void> {
  const { source, target, points, pointsField, output } = options;
  refuseOverwriting({ output }, [source, target, points]);
  if (pointsField !== undefined && points === undefined) {
    throw new AppError('invalid-request', '--points-field is of --points, and none are given.', {
      details: { field: 'points-field', value: pointsField },
    });
  }
  const { codes, result, figures, notes } = await interpolateFiles({
    ...{ source, target, field: options.field, kind: options.kind, targetCode: options.targetCode },
    coordinates: options.coordinates,
    points: points === undefined ? null : { path: points, field: pointsField ?? null },
  });
  const rows = codes.map((code, area) => [code, result.values[area] ?? null, result.coverage[area] ?? null]);
  await writeWholeFiles([{ path: output, text: csvText([['code', 'value', 'coverage'], ...rows]) }]);
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ notes, ...figures }, null, 2)}\n`
      : `${notes.join('\n')}\n${namedLines(figures)}Written to ${output}.\n`,
  );
}
