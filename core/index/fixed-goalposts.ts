import type { IndexDefinition, ProfileComponent, ProfileNode } from '../contract/profile.ts';
import type { Goalposts } from './goalposts.ts';

/**
 * The profile with goalposts that stand still: every indicator is put on 0 to 1 between a lowest and a highest value
 * that are given, not taken from the areas of one date, and all is added up by weighted means. Scores within a date say
 * how an area stands among others; only scores between fixed goalposts say whether it became better or worse itself.
 *
 * Weights are those that the profile gives; what it would work out from the figures of one date, and what it does to
 * them before they are put on one scale, is left out.
 *
 * The score runs from 0 (every indicator at the best value of all dates) to 100 (every one at the worst). An indicator
 * without goalposts, whose two are equal, or whose weight is 0 (switched off, screened out) is left out; so is a component
 * of weight 0 or that has nothing left.
 *
 * Source: UNDP, Human Development Report, technical notes; DESI (bounds fixed over the years).
 *
 * @param goalposts By indicator, in its own units: lowest and highest over everything that is to be compared.
 */
export function withFixedGoalposts(
  profile: IndexDefinition,
  goalposts: ReadonlyMap<string, Goalposts>,
): IndexDefinition {
  const fixAll = (nodes: readonly ProfileNode[]): ProfileNode[] =>
    nodes.flatMap((node): ProfileNode[] => {
      if (node.weight === 0) return [];
      if (!('indicator' in node)) return fixComponent(node);
      const posts = goalposts.get(node.indicator);
      if (posts === undefined || posts.lower === posts.upper) return [];
      return [{ ...node, normalise: asGoalposts, goalposts: { ...posts } }];
    });
  const fixComponent = ({ id, title, weight, children }: ProfileComponent): ProfileComponent[] => {
    const fixed = fixAll(children);
    return fixed.length === 0 ? [] : [{ id, title, weight, children: fixed }];
  };
  return {
    ...profile,
    recipe: [],
    weighting: { method: 'given' },
    aggregate: { method: 'arithmetic', divideBy: 'weights' },
    presentation: { method: 'linear', lower: 0, upper: 1 },
    components: fixAll(profile.components),
  };
}

const asGoalposts = {
  method: 'goalposts',
  clamp: true,
  logarithm: false,
  lowest: 0,
  highest: 1,
} as const;
