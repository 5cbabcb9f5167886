import type { Imputation, RecipeStage } from '../contract/recipe.ts';
import type { ComparisonGroups } from './comparison-groups.ts';
import type { ColumnDraft } from './data-set.ts';
import type { ImputationSpread, SlotDraft } from './imputation-spread.ts';
import { imputeByEm } from './impute-em.ts';
import { cannotImpute } from './impute-error.ts';
import { imputeByGroup } from './impute-by-group.ts';
import { imputeNearest } from './impute-nearest.ts';
import { imputePanel } from './impute-panel.ts';
import { imputeSpatialLag } from './impute-spatial-lag.ts';
import { imputeWithinRow } from './impute-within-row.ts';
import { columnOf } from './indicator-matrix.ts';
import { isMeant, nextDataSet, type Preparation } from './preparation.ts';

type ImputeStage = Extract<RecipeStage, { stage: 'impute' }>;

/**
 * Fills in missing values, each indicator by its own method or else the stage's, and flags every one of them.
 *
 * Missing: what no method can fill stays missing with its reason. Suppressed counts are filled like others and never
 * taken as zero, which would make small areas look safe.
 *
 * @throws AppError invalid-request when a column or neighbours that a method asks for are not there, or row-mean comes
 * before normalisation; not-computable where a method has too little to go by.
 * Source: OECD/JRC Handbook (2008), section 4; COINr `Impute`.
 */
export function imputeStage(state: Preparation, stage: ImputeStage): Preparation {
  const spreads: ImputationSpread[] = [];
  const next = nextDataSet(state, 'imputed', (columns) => {
    // All work from the data before the stage: what one column lacks is not filled from another's filling.
    const before = columns.map((column) => column.values.slice());
    for (const leaf of state.compiled.leaves) {
      const column = columns[leaf.slot];
      if (column === undefined || !isMeant(stage, leaf.indicatorId)) continue;
      const method = leaf.impute ?? stage.by;
      spreads.push(...imputeColumn({ state, before, method }, { slot: leaf.slot, column }));
    }
    spreads.push(...imputeTogether({ state, stage, before }, columns));
  });
  return { ...next, spreads };
}

interface ColumnImputation {
  readonly state: Preparation;
  readonly before: readonly Float64Array[];
  readonly method: Imputation;
}

function imputeColumn(
  { state, before, method }: ColumnImputation,
  { slot, column }: SlotDraft,
): readonly ImputationSpread[] {
  const base = state.groups;
  switch (method.method) {
    case 'none':
    case 'em':
      // EM works on all its indicators together.
      return [];
    case 'mean':
    case 'median':
      return imputeByGroup({ slot, column }, { levels: [], base, average: method.method, minimum: 1 });
    case 'group-mean':
    case 'group-median': {
      const names = typeof method.group === 'string' ? [method.group] : method.group;
      const levels = names.map((name) => groupsNamed(state, name));
      const average = method.method === 'group-mean' ? 'mean' : 'median';
      return imputeByGroup({ slot, column }, { levels, base, average, minimum: method.minimum });
    }
    case 'row-mean': {
      if (!state.isNormalised) throw notNormalised();
      const { componentId } = state.compiled.leaves[slot] ?? { componentId: '' };
      const siblings = state.compiled.leaves.filter((leaf) => leaf.componentId === componentId);
      imputeWithinRow(
        column,
        siblings.map((leaf) => before[leaf.slot] ?? new Float64Array(0)),
        base,
      );
      return [];
    }
    case 'spatial-lag': {
      const { neighbours } = state.sources;
      if (neighbours === undefined || neighbours === null) throw noNeighbours();
      const id = state.compiled.leaves[slot]?.indicatorId ?? '';
      const predictors = method.predictors
        .map((name) => slotNamed(state, name, 'by.predictors'))
        .flatMap((other) => (other === slot ? [] : (before[other] ?? [])));
      return imputeSpatialLag({ slot, column }, { id, neighbours, predictors, base });
    }
    case 'panel': {
      for (const name of Object.keys(method.dates)) slotNamed(state, name, 'by.dates');
      const own = method.dates[state.compiled.leaves[slot]?.indicatorId ?? ''];
      if (own === undefined) return [];
      checkAsInFile(state, slot, before);
      const others = Object.entries(own.columns).map(([date, name]) => {
        return { date: Number(date), values: columnNamed(state, name) };
      });
      imputePanel(column, { at: own.at, others, rule: method.rule, gap: method.gap ?? Infinity, base });
      return [];
    }
    case 'nearest':
      imputeNearest(column, { columns: before, slot, base, neighbours: method.neighbours });
      return [];
  }
}

interface JointImputation {
  readonly state: Preparation;
  readonly stage: ImputeStage;
  readonly before: readonly Float64Array[];
}

/** EM, once for all indicators that have it with the same settings; those with another method help to tell them. */
function imputeTogether(
  { state, stage, before }: JointImputation,
  columns: readonly ColumnDraft[],
): readonly ImputationSpread[] {
  const meant = state.compiled.leaves.filter(
    ({ slot, indicatorId }) => isMeant(stage, indicatorId) && !isScreenedOut(state, slot),
  );
  const methods = new Map<string, Extract<Imputation, { method: 'em' }>>();
  const nameOf = (method: Imputation): string => JSON.stringify(method);
  for (const { impute } of meant) {
    const method = impute ?? stage.by;
    if (method.method === 'em') methods.set(nameOf(method), method);
  }
  return [...methods].flatMap(([name, { iterations, tolerance }]) =>
    imputeByEm(
      meant.map(({ slot, indicatorId: id, impute }) => ({
        ...{ slot, id, before: before[slot] ?? new Float64Array(0) },
        draft: nameOf(impute ?? stage.by) === name ? (columns[slot] ?? null) : null,
      })),
      { base: state.groups, iterations, tolerance },
    ),
  );
}

function isScreenedOut({ screenings }: Preparation, slot: number): boolean {
  return screenings.some(
    ({ isRemoving, indicators }) => isRemoving && indicators[slot]?.isIncluded === false,
  );
}

function groupsNamed(state: Preparation, name: string): ComparisonGroups {
  const groups = state.sources.groups(name);
  if (groups !== null) return groups;
  const reason = `there is no column "${name}" to group the areas by`;
  throw cannotImpute('invalid-request', { field: 'by.group', value: name, reason });
}

function columnNamed(state: Preparation, name: string): Float64Array {
  const values = state.sources.column(name);
  if (values !== null) return values;
  const reason = `there is no column "${name}" with figures of another date`;
  throw cannotImpute('invalid-request', { field: 'by.dates', value: name, reason });
}

/** Figures of other dates stand as in the file: after a stage that changed this one's they are of another kind. */
function checkAsInFile(state: Preparation, slot: number, before: readonly Float64Array[]): void {
  const [first] = state.dataSets;
  const raw = first === undefined ? undefined : columnOf(first.matrix, slot);
  const isOther = (value: number, row: number): boolean =>
    !Number.isNaN(value) && !Number.isNaN(raw?.[row]) && value !== raw?.[row];
  if (before[slot]?.some(isOther) !== true) return;
  const id = state.compiled.leaves[slot]?.indicatorId ?? '';
  const reason = `panel fills "${id}" with figures as they are in the file, so it must come before the stage that changes them`;
  throw cannotImpute('invalid-request', { field: 'by.method', value: 'panel', reason });
}

/** The slot of an indicator that a method names. */
function slotNamed({ compiled }: Preparation, name: string, field: string): number {
  const leaf = compiled.leaves.find(({ indicatorId }) => indicatorId === name);
  if (leaf !== undefined) return leaf.slot;
  const reason = `the profile has no indicator "${name}"`;
  throw cannotImpute('invalid-request', { field, value: name, reason });
}

function noNeighbours() {
  const reason =
    'spatial-lag takes the mean of the neighbours, and none were given: name a file of them with --neighbours, as `atlas index spatial --save-neighbours` writes it';
  return cannotImpute('invalid-request', { field: 'by.method', value: 'spatial-lag', reason });
}

function notNormalised() {
  const reason = 'row-mean compares indicators with each other, so a normalise stage must come before it';
  return cannotImpute('invalid-request', { field: 'by.method', value: 'row-mean', reason });
}
