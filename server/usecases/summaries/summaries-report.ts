import { poorFit } from '../../../core/summaries/best-fit-quality.ts';
import type { SummariesReport, SummarisedLevel } from './summarise-areas.ts';

/** How many codes a warning names before it says how many more there are. */
const mostNamed = 10;

/**
 * The summaries in a few figures, for a person's eye or another program, and what deserves a look: areas that belong
 * nowhere or have no say, and larger areas whose border cuts through many homes.
 */
export function summariesReport({ table, areas, levels }: SummariesReport) {
  const ranked = areas.rank.filter((rank) => !Number.isNaN(rank)).length;
  return {
    areas: table.codes.length,
    ranked,
    ranked_among: areas.rankedCount,
    levels: levels.map(({ level, summaries, fit }) => ({
      level: level.name,
      larger_areas: level.parents.length,
      summarised: summaries.summary.averageRank.filter((value) => !Number.isNaN(value)).length,
      areas_without: level.list.parentOf.filter((parent) => parent < 0).length,
      areas_absent: level.absent.reduce((sum, count) => sum + count, 0),
      poor_fits: fit === null ? null : poorFits({ level, fit }).length,
    })),
    warnings: [
      ...counted(table.codes.length - ranked, 'areas have no rank and count in areas alone'),
      ...counted(
        areas.population.filter((people) => Number.isNaN(people)).length,
        'areas have no population and no say in means, extent and local concentration',
      ),
      ...[...areas.counts].flatMap(([name, values]) =>
        counted(
          values.filter((value) => Number.isNaN(value)).length,
          `areas have no ${name}: sums without them are not ranked`,
        ),
      ),
      ...levels.flatMap(levelWarnings),
    ],
  };
}

function levelWarnings({ level, fit }: SummarisedLevel): readonly string[] {
  const poor = fit === null ? [] : poorFits({ level, fit });
  const unknown = fit?.covered.filter((share) => Number.isNaN(share)).length ?? 0;
  return [
    ...counted(
      level.list.parentOf.filter((parent) => parent < 0).length,
      `areas belong to no ${level.name} and are left out of it`,
    ),
    ...counted(
      level.absent.reduce((sum, count) => sum + count, 0),
      `areas of the lookup are not in the file: their ${level.name} is summarised without them`,
    ),
    ...counted(unknown, `of ${level.name} have no people in the points file: how well they fit is not known`),
    ...(poor.length === 0
      ? []
      : [
          `${poor.length} of ${level.parents.length} ${level.name} fit poorly (best_fit_share or own_share below ${poorFit}): ${someOf(poor)}`,
        ]),
  ];
}

function poorFits({
  level,
  fit,
}: {
  level: SummarisedLevel['level'];
  fit: SummarisedLevel['fit'];
}): string[] {
  return level.parents.filter(
    (_, parent) => (fit?.covered[parent] ?? NaN) < poorFit || (fit?.own[parent] ?? NaN) < poorFit,
  );
}

function counted(count: number, what: string): readonly string[] {
  return count === 0 ? [] : [`${count} ${what}`];
}

function someOf(codes: readonly string[]): string {
  const more = codes.length - mostNamed;
  return `${codes.slice(0, mostNamed).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
