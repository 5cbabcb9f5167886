import type { Assumptions } from '../../core/contract/assumptions.ts';
import type { IndexDefinition, ProfileLeaf } from '../../core/contract/profile.ts';
import type { ComparisonGroups } from '../../core/index/comparison-groups.ts';
import { imputationColumns, type ImputationColumn } from '../../core/index/imputation-columns.ts';
import type { PreparationSources } from '../../core/index/preparation.ts';
import type { Neighbours } from '../../core/spatial/neighbours.ts';
import type { IndexModel } from '../../core/uncertainty/version-ranker.ts';
import { solverFor } from '../usecases/index-run/solve-with-highs.ts';
import { sharedDoubles, sharedIntegers } from './shared-memory.ts';

/** An index and its data as threads are given them: plain values, the large ones shared and not copied. */
export interface StoredModel {
  readonly profile: IndexModel['profile'];
  readonly directions: IndexModel['directions'];
  readonly raw: IndexModel['data']['raw'];
  readonly groups: ComparisonGroups;
  readonly areaCodes: readonly string[];
  readonly columns: ReadonlyMap<string, Float64Array>;
  readonly namedGroups: ReadonlyMap<string, ComparisonGroups>;
  readonly neighbours: Neighbours | null;
}

/** Everything that any version can ask for, taken from where the data came from. */
export function storeModel(model: IndexModel, assumptions: Assumptions): StoredModel {
  const { profile, directions, data } = model;
  const columns = new Map<string, Float64Array>();
  for (const name of columnNames(profile, assumptions)) {
    const values = data.sources.column(name);
    if (values !== null) columns.set(name, sharedDoubles(values));
  }
  const namedGroups = new Map<string, ComparisonGroups>();
  for (const name of groupNames(profile, assumptions)) {
    const groups = data.sources.groups(name);
    if (groups !== null) namedGroups.set(name, groups);
  }
  const raw = { ...data.raw, values: sharedDoubles(data.raw.values) };
  return {
    profile,
    directions,
    raw,
    groups: data.groups,
    areaCodes: data.sources.areaCodes,
    columns,
    namedGroups,
    neighbours: sharedNeighbours(data.sources.neighbours ?? null),
  };
}

function sharedNeighbours(neighbours: Neighbours | null): Neighbours | null {
  if (neighbours === null) return null;
  const { areaCount, starts, ids } = neighbours;
  return { areaCount, starts: sharedIntegers(starts), ids: sharedIntegers(ids) };
}

/** The model again, in the thread, which loads a solver of its own where a version needs one. */
export async function restoreModel(stored: StoredModel, assumptions: Assumptions): Promise<IndexModel> {
  const { profile, directions, raw, groups, areaCodes, columns, namedGroups, neighbours } = stored;
  const sources: PreparationSources = {
    areaCodes,
    neighbours,
    column: (name) => columns.get(name) ?? null,
    groups: (name) => namedGroups.get(name) ?? null,
  };
  const rowOf = new Map(areaCodes.map((code, row) => [code, row]));
  const solve = await solverFor(profile, assumptions);
  const options = {
    rowOfArea: (code: string) => rowOf.get(code) ?? null,
    ...(solve === null ? {} : { solve }),
  };
  return { profile, directions, data: { raw, groups, sources }, options };
}

function columnNames(profile: IndexDefinition, assumptions: Assumptions): Set<string> {
  const names = new Set(Object.values(assumptions.standardErrors ?? {}));
  for (const { denominator } of leavesOf(profile)) if (denominator !== undefined) names.add(denominator);
  for (const { name, use } of imputedFrom(profile, assumptions)) if (use === 'number') names.add(name);
  return names;
}

function groupNames(profile: IndexDefinition, assumptions: Assumptions): Set<string> {
  const names = new Set<string>();
  for (const stage of profile.recipe ?? []) if (stage.stage === 'shrink') names.add(stage.group);
  for (const { name, use } of imputedFrom(profile, assumptions)) if (use === 'group') names.add(name);
  for (const frame of assumptions.base ?? []) if (typeof frame === 'object') names.add(frame.within);
  return names;
}

/** The columns that any method of imputation looks at. */
function imputedFrom(profile: IndexDefinition, assumptions: Assumptions): readonly ImputationColumn[] {
  return [
    ...(profile.recipe ?? []).flatMap((stage) => (stage.stage === 'impute' ? [stage.by] : [])),
    ...leavesOf(profile).flatMap(({ impute }) => impute ?? []),
    ...(assumptions.imputation ?? []).flatMap((option) => (option === 'own' ? [] : [option])),
  ].flatMap(imputationColumns);
}

function leavesOf({ components }: Pick<IndexDefinition, 'components'>): readonly ProfileLeaf[] {
  return components.flatMap((node) =>
    'children' in node ? leavesOf({ components: node.children }) : [node],
  );
}
