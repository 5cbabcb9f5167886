import { recipeStageSchema } from '../../core/contract/recipe.ts';
import { compileProfile, type CompiledIndex } from '../../core/index/compile-profile.ts';
import type { ProfileNode } from '../../core/contract/profile.ts';
import { buildProfile } from './build-profile.ts';
import { readTable } from './read-table.ts';
import { sharedPath } from './shared.ts';

/** COINr's ASEM index as a profile, from its own table of indicators, with this recipe and anything else said. */
export function asemIndex(
  recipe: readonly unknown[],
  overrides: Readonly<Record<string, unknown>> = {},
): CompiledIndex {
  const meta = readTable(sharedPath('golden', 'coinr-asem-pipeline', 'input_iMeta.csv'));
  const column = (name: string): string[] => meta.text(name);
  const [codes, parents, types, denominators] = ['iCode', 'Parent', 'Type', 'Denominator'].map(column);
  const [weights, directions] = ['Weight', 'Direction'].map((name) => meta.numbers(name));
  const nodesOf = (parent: string): unknown[] =>
    (codes ?? []).flatMap((code, at): unknown[] => {
      if (parents?.[at] !== parent) return [];
      const weight = weights?.[at] ?? 1;
      if (types?.[at] === 'Aggregate') return [{ id: code, title: code, weight, children: nodesOf(code) }];
      const denominator = denominators?.[at] ?? '';
      const direction = directions?.[at] === -1 ? 'lower-is-riskier' : 'higher-is-riskier';
      return [{ indicator: code, weight, direction, ...(denominator === '' ? {} : { denominator }) }];
    });
  const profile = buildProfile({
    presentation: { method: 'none' },
    components: nodesOf('Index'),
    ...overrides,
  });
  const definition = {
    ...profile,
    id: 'Index',
    recipe: recipe.map((stage) => recipeStageSchema.parse(stage)),
    components: profile.components satisfies readonly ProfileNode[],
  };
  return compileProfile(definition, () => 'higher-is-riskier');
}
