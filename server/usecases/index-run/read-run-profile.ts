import type { ProfileNode } from '../../../core/contract/profile.ts';
import type { Imputation } from '../../../core/contract/recipe.ts';
import { runProfileSchema, type RunProfile } from '../../../core/contract/run-profile.ts';
import { imputationColumns } from '../../../core/index/imputation-columns.ts';
import { invalidField, parseYaml, type FieldPath, type Place } from '../parse-yaml.ts';
import { readNamedText } from '../read-named-text.ts';

/** A column that a profile asks for, and where it does. */
export interface NamedColumn {
  readonly name: string;
  readonly use: 'number' | 'group';
  readonly path: FieldPath;
}

export interface ReadProfile {
  readonly profile: RunProfile;
  readonly place: Place;
  readonly columns: readonly NamedColumn[];
}

/**
 * Reads a profile for files, YAML or JSON, and lists the columns it needs.
 *
 * @throws AppError not-found when there is no such file; invalid-request with file, line, field and reason.
 */
export async function readRunProfile(file: string): Promise<ReadProfile> {
  const { value: profile, ...where } = parseYaml(await readNamedText(file), runProfileSchema, pathsInFile);
  const place = { file, ...where };
  checkNames(profile, place);
  return { profile, place, columns: columnsOf(profile) };
}

/** A profile written short has `indicators` for `components` and `children`, and a stage's options without `by`. */
function pathsInFile(path: FieldPath): readonly FieldPath[] {
  return path.reduce<readonly FieldPath[]>(
    (ways, key) => {
      const others = key === 'components' || key === 'children' ? ['indicators'] : [];
      const spelt = [key, ...others].flatMap((name) => ways.map((way) => [...way, name]));
      return key === 'by' ? [...spelt, ...ways] : spelt;
    },
    [[]],
  );
}

/** The column of the file that each indicator stands in, by the indicator's name. */
export function indicatorColumns(profile: RunProfile): ReadonlyMap<string, string> {
  return new Map(
    leavesOf(profile.components, []).map(({ leaf }) => [leaf.indicator, leaf.column ?? leaf.indicator]),
  );
}

function columnsOf(profile: RunProfile): readonly NamedColumn[] {
  const columns: NamedColumn[] = [];
  for (const { leaf, path } of leavesOf(profile.components, ['components'])) {
    const own = leaf.column === undefined ? 'indicator' : 'column';
    columns.push({ name: leaf.column ?? leaf.indicator, use: 'number', path: [...path, own] });
    if (leaf.denominator !== undefined) {
      columns.push({ name: leaf.denominator, use: 'number', path: [...path, 'denominator'] });
    }
    if (leaf.impute !== undefined) columns.push(...imputedFrom(leaf.impute, [...path, 'impute']));
  }
  for (const [at, stage] of (profile.recipe ?? []).entries()) {
    const path = ['recipe', at];
    if (stage.stage === 'shrink') columns.push({ name: stage.group, use: 'group', path: [...path, 'group'] });
    if (stage.stage === 'impute') columns.push(...imputedFrom(stage.by, path));
  }
  const { base } = profile;
  if (base.kind === 'within') columns.push({ name: base.column, use: 'group', path: ['base'] });
  return columns;
}

function imputedFrom(method: Imputation, path: FieldPath): readonly NamedColumn[] {
  return imputationColumns(method).map(({ name, use, field }) => ({ name, use, path: [...path, ...field] }));
}

interface PlacedLeaf {
  readonly leaf: Extract<ProfileNode, { indicator: string }>;
  readonly path: FieldPath;
}

function leavesOf(nodes: readonly ProfileNode[], path: FieldPath): readonly PlacedLeaf[] {
  return nodes.flatMap((node, at) => {
    const here = [...path, at];
    return 'indicator' in node
      ? [{ leaf: node, path: here }]
      : leavesOf(node.children, [...here, 'children']);
  });
}

/** Columns of the output that a component's own column must not be taken for. */
const outputNames = new Set(['code', 'score', 'rank', 'percentile', 'decile', 'inputs_present', 'flags']);

function checkNames(profile: RunProfile, place: Place): void {
  const seen = new Set([profile.id]);
  const check = (nodes: readonly ProfileNode[], path: FieldPath): void => {
    for (const [at, node] of nodes.entries()) {
      const isLeaf = 'indicator' in node;
      const name = isLeaf ? node.indicator : node.id;
      const field = [...path, at, isLeaf ? 'indicator' : 'id'];
      if (seen.has(name)) throw invalidField(place, field, repeatedReason(name, profile.id));
      if (!isLeaf && outputNames.has(name)) {
        throw invalidField(
          place,
          field,
          `"${name}" is a column of the output: give the component another name`,
        );
      }
      seen.add(name);
      if (!isLeaf) check(node.children, [...path, at, 'children']);
    }
  };
  check(profile.components, ['components']);
}

function repeatedReason(name: string, profileId: string): string {
  const clash = name === profileId ? 'is the name of the whole index already' : 'is used already';
  return `"${name}" ${clash}; names of indicators and components must differ (an indicator may say \`column\` beside its name)`;
}
