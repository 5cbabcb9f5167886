import { currentData } from '../../../core/index/preparation.ts';
import { columnOf } from '../../../core/index/indicator-matrix.ts';
import { valueFlag, type DataSet } from '../../../core/index/data-set.ts';
import { effectiveWeights } from '../../../core/index/weights.ts';
import { profileHash } from '../profile-hash.ts';
import type { IndexRun } from './run-index.ts';

/**
 * A run in a few figures, for a person's eye or another program: what was scored, the weights used, what the stages did,
 * and what deserves a look.
 */
export function runSummary(run: IndexRun) {
  const { profile, codes, preparation, scored } = run;
  const { leaves, nodes } = scored.compiled;
  const shares = effectiveWeights(scored.compiled, scored.weights);
  const last = currentData(preparation);
  const inside = preparation.groups.ids.filter((group) => group >= 0).length;
  const present = scored.score.filter((score) => !Number.isNaN(score));
  return {
    profile: { id: profile.id, version: profile.version, hash: profileHash(profile) },
    areas: codes.length,
    compared: inside,
    groups: scored.groups.count,
    scored: present.length,
    score: { min: least(present), max: greatest(present) },
    stages: [...preparation.dataSets.map(({ name }) => name), 'scaled', 'aggregated'],
    indicators: leaves.map((leaf) => {
      const from = leaf.slot * codes.length;
      const flags = last.flags.subarray(from, from + codes.length);
      return {
        id: leaf.indicatorId,
        component: leaf.componentId,
        weight: scored.weights[leaf.slot] ?? 0,
        effectiveWeight: shares[leaf.slot] ?? 0,
        missing: columnOf(last.matrix, leaf.slot).filter((value) => Number.isNaN(value)).length,
        imputed: flags.filter((flag) => (flag & valueFlag.imputed) !== 0).length,
      };
    }),
    imputed: imputedValues(last, inside),
    components: nodes.slice(0, -1).map(({ id, slot }) => ({ id, weight: scored.weights[slot] ?? 0 })),
    treatments: preparation.treatments.map(({ id, outcome, winsorisedCount, transform, lambda }) => ({
      id,
      outcome,
      winsorised: winsorisedCount,
      transform,
      lambda,
    })),
    warnings: warningsOf(run),
  };
}

/** How much of what was compared is imputed, and in how many areas; the flags of each area say how many of its own. */
function imputedValues({ flags, matrix }: DataSet, compared: number) {
  const byArea = new Int32Array(matrix.rowCount);
  flags.forEach((flag, at) => {
    if ((flag & valueFlag.imputed) !== 0)
      byArea[at % matrix.rowCount] = (byArea[at % matrix.rowCount] ?? 0) + 1;
  });
  const values = byArea.reduce((sum, count) => sum + count, 0);
  return {
    values,
    share: compared === 0 ? 0 : values / (compared * matrix.columnCount),
    areas: byArea.filter((count) => count > 0).length,
    mostInOneArea: byArea.reduce((most, count) => Math.max(most, count), 0),
  };
}

function warningsOf({ preparation, scored, codes }: IndexRun): readonly string[] {
  const { leaves } = scored.compiled;
  const shares = effectiveWeights(scored.compiled, scored.weights);
  const unscored = scored.score.filter((score) => Number.isNaN(score)).length;
  const fallback = currentData(preparation).flags.filter((flag) => (flag & valueFlag.fallback) !== 0).length;
  const above = currentData(preparation).flags.filter(
    (flag) => (flag & valueFlag.aboveDenominator) !== 0,
  ).length;
  return [
    ...(unscored > 0
      ? [`${unscored} of ${codes.length} areas have no score; the flags column says why`]
      : []),
    ...scored.zeroRanges.map(
      ({ id, groups }) =>
        `"${id}" cannot be normalised in ${groups.length} of ${scored.groups.count} comparison groups`,
    ),
    ...preparation.treatments
      .filter(({ outcome }) => outcome === 'failing')
      .map(({ id }) => `"${id}" still has outliers after treatment`),
    ...preparation.treatments
      .filter(({ outcome }) => outcome === 'constant')
      .map(({ id }) => `"${id}" has too few different values to be tested for outliers`),
    ...leaves
      .filter((leaf) => shares[leaf.slot] === 0)
      .map((leaf) => `"${leaf.indicatorId}" has weight 0 and does not count`),
    ...(fallback > 0 ? [`${fallback} values were imputed from a wider group than the one asked for`] : []),
    ...(above > 0 ? [`${above} counts are above their denominators; the rates are kept as they are`] : []),
  ];
}

function least(values: Float64Array): number | null {
  return values.length === 0 ? null : values.reduce((a, b) => Math.min(a, b));
}

function greatest(values: Float64Array): number | null {
  return values.length === 0 ? null : values.reduce((a, b) => Math.max(a, b));
}
