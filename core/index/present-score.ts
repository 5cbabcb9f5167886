import type { Presentation } from '../contract/profile.ts';
import { AppError } from '../errors.ts';
import type { ComparisonGroups } from './comparison-groups.ts';
import { fixedScaling } from './goalposts.ts';
import { applyScaling, groupRange, type GroupScaling } from './group-scaling.ts';
import { minMaxScaling } from './min-max.ts';

const tolerance = 1e-6;

/**
 * How the root's value becomes the score that people see: 0 (least risk) to 100 (most).
 * 'linear' keeps the natural bounds of the index; 'min-max' takes those of the comparison group; 'none' leaves it as it is.
 */
export function presentationScaling(
  index: Float64Array,
  groups: ComparisonGroups,
  presentation: Presentation,
): GroupScaling {
  switch (presentation.method) {
    case 'min-max':
      return minMaxScaling(index, groups, { lower: 0, upper: 100 });
    case 'linear':
      return fixedScaling(groups, { lowest: 0, highest: 100 }, { sign: 1, goalposts: presentation });
    case 'none':
      return fixedScaling(groups, { lowest: 0, highest: 1 }, { sign: 1, goalposts: { lower: 0, upper: 1 } });
  }
}

/**
 * Applies the presentation.
 *
 * @throws AppError not-computable when a score leaves 0 to 100, because then the bounds that the profile gives are not
 * the bounds of its index and the scores would not mean what they say.
 */
export function presentScore(
  index: Float64Array,
  groups: ComparisonGroups,
  { scaling, rule }: { readonly scaling: GroupScaling; readonly rule: Presentation },
): Float64Array {
  const score = applyScaling(index, groups, scaling);
  if (rule.method === 'none') return score;
  const { lowest, highest } = groupRange(score, { ids: groups.ids, count: groups.count });
  for (let group = 0; group < groups.count; group += 1) {
    const low = lowest[group] ?? NaN;
    const high = highest[group] ?? NaN;
    if (low < -tolerance || high > 100 + tolerance) throw outOfBounds(low < -tolerance ? low : high);
  }
  return score;
}

function outOfBounds(value: number): AppError {
  return new AppError(
    'not-computable',
    `The presentation bounds of the profile do not hold: a score would be ${value}, outside 0 to 100.`,
    { details: { field: 'presentation', value, reason: 'give the bounds of the index, or use min-max' } },
  );
}
