import { present } from '../scored-places.ts';
import type { ComparedFiles } from './compare-files.ts';
import type { ComparedRecipes } from './compare-recipes.ts';
import type { ComparedRuns } from './compared-runs.ts';

/** How many moves the summary shows; the file has all of them. */
const mostShown = 10;

/** Two profiles in a few figures, what differs between them, and what each setting does by itself. */
export function recipesSummary(compared: ComparedRecipes) {
  const { before, after, changes, effects, reasonOf } = compared;
  const bases = [before.run.profile.base, after.run.profile.base].map((base) => JSON.stringify(base));
  return {
    ...agreement(compared),
    largest_moves: largest(compared).map((move) => {
      const { indicator, setting } = reasonOf(move.row, move.places);
      return { ...named(compared, move), indicator, setting };
    }),
    changes,
    one_at_a_time: effects.map(({ setting, places, problem }) => ({
      setting,
      moved: places === null ? null : places.filter((each) => Math.abs(each) > 0).length,
      mean_shift: places === null ? null : present(meanShift(places)),
      problem,
    })),
    warnings: [
      ...(bases[0] === bases[1]
        ? []
        : ['the profiles compare areas with different others: moves say little']),
      ...(changes.length === 0 ? ['the profiles say the same'] : []),
      ...unranked(compared),
    ],
  };
}

/** Two dates in a few figures: moves among the others of each date, and changes by themselves. */
export function filesSummary(compared: ComparedFiles) {
  const { fixed, sameIndicators, onlyBefore, onlyAfter, before } = compared;
  const changes = [...fixed.values()].map(({ change }) => change);
  const sum = changes.reduce((total, change) => total + change, 0);
  const leaves = before.run.scored.compiled.leaves.length;
  return {
    ...agreement(compared),
    largest_moves: largest(compared).map((move) => named(compared, move)),
    fixed: {
      areas: changes.length,
      higher: changes.filter((change) => change > 0).length,
      lower: changes.filter((change) => change < 0).length,
      mean_change: changes.length === 0 ? null : sum / changes.length,
    },
    only_in_first_file: onlyBefore.length,
    only_in_second_file: onlyAfter.length,
    same_indicators: sameIndicators,
    warnings: [
      'ranks and scores compare areas with the others of their own date: only fixed_change is a change of the area itself',
      ...(onlyBefore.length + onlyAfter.length === 0
        ? []
        : [
            `the comparison base changed: ${onlyBefore.length} areas are in the first file only, ${onlyAfter.length} in the second only, so ranks are among different areas`,
          ]),
      ...(sameIndicators.length === 0
        ? []
        : [
            `${sameIndicators.length} of ${leaves} indicators have the same figures at both dates: ${sameIndicators.join(', ')}`,
          ]),
      ...unranked(compared),
    ],
  };
}

function agreement({ comparison, kendall, decilesChanged, before, after }: ComparedRuns) {
  const scored = (scores: Float64Array): number => scores.filter((score) => !Number.isNaN(score)).length;
  return {
    scored_before: scored(before.score),
    scored_after: scored(after.score),
    compared: comparison.areaCount,
    moved: comparison.changedCount,
    spearman: present(comparison.spearman),
    kendall: present(kendall),
    mean_shift: present(comparison.meanAbsoluteShift),
    worst_tenth_kept: present(comparison.worstTenthKept),
    deciles_changed: decilesChanged,
  };
}

function largest({ comparison }: ComparedRuns): ComparedRuns['comparison']['moves'] {
  return comparison.moves.filter(({ places }) => places !== 0).slice(0, mostShown);
}

function named(
  { codes }: ComparedRuns,
  { row, before, after, places }: ComparedRuns['comparison']['moves'][number],
) {
  return { code: codes[row] ?? '', rank_before: before, rank_after: after, places };
}

function unranked({ comparison: { onlyBefore, onlyAfter } }: ComparedRuns): readonly string[] {
  if (onlyBefore.length + onlyAfter.length === 0) return [];
  return [
    `${onlyBefore.length} areas are ranked in the first run only, ${onlyAfter.length} in the second only; they are no moves`,
  ];
}

function meanShift(places: Float64Array): number {
  const known = places.filter((each) => !Number.isNaN(each));
  return known.reduce((sum, each) => sum + Math.abs(each), 0) / known.length;
}
