import { contributionColumns } from '../../../core/index/contributions.ts';
import { missingCauses, type DataSet } from '../../../core/index/data-set.ts';
import { describeColumn } from '../../../core/reliability/describe-column.ts';
import { columnOf } from '../../../core/index/indicator-matrix.ts';
import { currentData } from '../../../core/index/preparation.ts';
import { shareOfSlots } from '../../../core/index/weights.ts';
import { snakeCase } from '../../../core/snake-case.ts';
import { flagNames } from './area-notes.ts';
import type { IndexRun } from './run-index.ts';
import { csvText } from './scores-csv.ts';

export interface NamedFile {
  readonly name: string;
  readonly text: string;
}

/** The names that stage files go by: those of an earlier run, with other stages, must not stand among the new ones. */
export const stageFileName =
  /^(\d\d-[a-z0-9-]+|flags|weights|statistics|contributions|treatment|screened(-\d+)?-(areas|indicators))\.csv$/;

type Cells = readonly (string | number | null)[];

/**
 * Every stage of a run as files: one numbered CSV per data set (raw, denominated, imputed ... normalised, aggregated),
 * the flag or the reason for being missing of every value, weights, statistics before and after, what treatment and
 * screening did, and each indicator's points.
 */
export function stageFiles(run: IndexRun): readonly NamedFile[] {
  const { preparation, scored } = run;
  const { nodes } = scored.compiled;
  const ids = scored.compiled.leaves.map((leaf) => leaf.indicatorId);
  const stages = [
    ...preparation.dataSets.map(({ name, matrix }) => ({
      name,
      ids,
      columns: ids.map((_, at) => columnOf(matrix, at)),
    })),
    // Directed: higher is riskier from here on.
    { name: 'scaled', ids, columns: ids.map((_, at) => scored.columns[at]?.values ?? empty) },
    { name: 'aggregated', ids: nodes.map(({ id }) => id), columns: scored.aggregated },
  ];
  const files = stages.map((stage, at) => ({
    name: `${String(at + 1).padStart(2, '0')}-${stage.name}.csv`,
    text: csvText(tableOf(run.codes, stage.ids, stage.columns)),
  }));
  return [
    ...files,
    { name: 'flags.csv', text: csvText(flagRows(run, ids)) },
    { name: 'weights.csv', text: csvText(weightRows(run)) },
    { name: 'statistics.csv', text: csvText(statisticRows(stages)) },
    { name: 'contributions.csv', text: csvText(contributionRows(run, ids)) },
    ...(preparation.treatments.length === 0
      ? []
      : [{ name: 'treatment.csv', text: csvText(treatmentRows(run)) }]),
    ...screeningFiles(run),
  ];
}

const empty = new Float64Array(0);

function tableOf(
  codes: readonly string[],
  ids: readonly string[],
  columns: readonly Float64Array[],
): Cells[] {
  return [
    ['code', ...ids],
    ...codes.map((code, row) => [code, ...columns.map((column) => column[row] ?? null)]),
  ];
}

function flagRows({ codes, preparation }: IndexRun, ids: readonly string[]): Cells[] {
  const last = currentData(preparation);
  return [
    ['code', ...ids],
    ...codes.map((code, row) => [
      code,
      ...ids.map((_, column) => flagText(last, column * codes.length + row)),
    ]),
  ];
}

/** `imputed+winsorised-high`; `missing: zero-denominator`; empty for a value as observed. */
function flagText({ flags, causes }: DataSet, at: number): string {
  const cause = causes[at] ?? 0;
  if (cause !== 0) return `missing: ${missingCauses[cause] ?? ''}`;
  return flagNames
    .filter(([bit]) => ((flags[at] ?? 0) & bit) !== 0)
    .map(([, name]) => name)
    .join('+');
}

function weightRows({ scored }: IndexRun): Cells[] {
  const { leaves, nodes } = scored.compiled;
  const shares = shareOfSlots(scored.compiled, scored.weights);
  const rootId = nodes.at(-1)?.id ?? '';
  const parentOf = new Map(
    nodes.flatMap(({ id, children }) => children.map((child) => [child, id] as const)),
  );
  const row = (id: string, slot: number): Cells => [
    id,
    parentOf.get(slot) ?? '',
    scored.weights[slot] ?? null,
    shares[slot] ?? 0,
  ];
  return [
    ['id', 'parent', 'weight', 'effective_weight'],
    ...leaves.map((leaf) => row(leaf.indicatorId, leaf.slot)),
    ...nodes.filter(({ id }) => id !== rootId).map((node) => row(node.id, node.slot)),
    [rootId, '', 1, 1],
  ];
}

interface Stage {
  readonly name: string;
  readonly ids: readonly string[];
  readonly columns: readonly Float64Array[];
}

function statisticRows(stages: readonly Stage[]): Cells[] {
  const rows = stages.flatMap(({ name, ids, columns }) =>
    columns.map((values, at): Cells => {
      const { flags, ...numbers } = describeColumn(values);
      return [name, ids[at] ?? '', ...Object.values(numbers), flags.join(' ')];
    }),
  );
  const names = Object.keys(describeColumn(empty)).map(snakeCase);
  return [['stage', 'id', ...names], ...rows];
}

function contributionRows({ codes, scored }: IndexRun, ids: readonly string[]): Cells[] {
  const points = contributionColumns(scored);
  return tableOf(
    codes,
    ids,
    ids.map((_, at) => points.subarray(at * codes.length, (at + 1) * codes.length)),
  );
}

function treatmentRows({ preparation }: IndexRun): Cells[] {
  const header = [
    ...['id', 'outcome', 'skewness_before', 'kurtosis_before', 'winsorised'],
    ...['skewness_winsorised', 'kurtosis_winsorised', 'transform', 'lambda'],
    ...['skewness_transformed', 'kurtosis_transformed'],
  ];
  const rows = preparation.treatments.map((detail): Cells => [
    ...[detail.id, detail.outcome, detail.before.skewness, detail.before.kurtosis, detail.winsorisedCount],
    ...[detail.afterWinsorising?.skewness ?? null, detail.afterWinsorising?.kurtosis ?? null],
    ...[detail.transform, detail.lambda],
    ...[detail.afterTransform?.skewness ?? null, detail.afterTransform?.kurtosis ?? null],
  ]);
  return [header, ...rows];
}

function screeningFiles({ codes, preparation }: IndexRun): readonly NamedFile[] {
  return preparation.screenings.flatMap(({ name, areas, indicators }) => {
    const areaRows: Cells[] = [
      ['code', 'missing', 'zero', 'missing_or_zero', 'availability', 'non_zero', 'included'],
      ...codes.map((code, row): Cells => {
        const missing = areas.missing[row] ?? 0;
        const zero = areas.zero[row] ?? 0;
        return [
          ...[code, missing, zero, missing + zero],
          ...[areas.availability[row] ?? null, areas.nonZero[row] ?? null],
          areas.included[row] === 1 ? 'yes' : 'no',
        ];
      }),
    ];
    const indicatorRows: Cells[] = [
      ['id', 'availability', 'non_zero', 'unique', 'included'],
      ...indicators.map(({ id, availability, nonZero, unique, isIncluded }): Cells => [
        ...[id, availability, nonZero, unique],
        isIncluded ? 'yes' : 'no',
      ]),
    ];
    return [
      { name: `${name}-areas.csv`, text: csvText(areaRows) },
      { name: `${name}-indicators.csv`, text: csvText(indicatorRows) },
    ];
  });
}
