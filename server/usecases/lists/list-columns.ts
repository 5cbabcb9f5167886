import { parentTypes, type AreaType, type ParentType } from '../../../core/contract/area.ts';
import type { MissingReason } from '../../../core/contract/indicator.ts';
import type { RankIntervalList } from '../../../core/contract/rank-interval.ts';
import { decimalsOfNumber } from '../../../core/format-figure.ts';
import { positionsOfTexts } from '../../../core/lists/sort-rows.ts';
import type { FigureTable } from '../figures/figure-table.ts';
import type { PlacedColumn } from '../indicator-column.ts';
import type { ScoreTable } from '../make-score-table.ts';
import { missingReasonOf, namesOfTable, observedInputs, type ScoredPlaces } from '../scored-places.ts';

/** Columns that every list has, whatever is loaded. */
export const placeFigures = [
  'score',
  'rank',
  'rank-from',
  'rank-to',
  'decile',
  'percentile',
  'population',
  'inputs',
] as const;
type PlaceFigure = (typeof placeFigures)[number];
export type PlaceText = 'code' | 'name' | 'place' | ParentType | `${ParentType}-code`;

/** What a column is about: what its words are made from. */
export type ColumnSubject =
  | { readonly kind: 'figure'; readonly figure: PlaceFigure }
  | { readonly kind: 'text'; readonly text: PlaceText }
  | {
      readonly kind: 'component';
      readonly profileId: string;
      readonly componentId: string;
      readonly title: string;
    }
  | { readonly kind: 'indicator'; readonly placed: PlacedColumn };

/** One column of a list, by row. */
export interface ListColumn {
  /** As addresses have it: `score`, `lad`, `component:skills`, `indicator:aged-75-plus`. */
  readonly id: string;
  readonly kind: 'number' | 'text';
  /** How many are shown; null: none for whole numbers, else one (ties share a rank of a half). */
  readonly decimals: number | null;
  readonly subject: ColumnSubject;
  /** Null is missing. */
  value(row: number): number | string | null;
  /** Why a value is missing, where that is known. */
  reason(row: number): MissingReason | null;
  /** Numbers by row that sort as the values do; NaN is missing. */
  sortValues(): ArrayLike<number>;
}

type Reason = (row: number) => MissingReason | null;

interface NumberColumn {
  readonly id: string;
  readonly subject: ColumnSubject;
  readonly values: ArrayLike<number>;
  readonly decimals: number | null;
  readonly reason: Reason;
}

function numberColumn({ id, subject, values, decimals, reason }: NumberColumn): ListColumn {
  const value = (row: number): number | null => {
    const found = values[row] ?? NaN;
    return Number.isNaN(found) ? null : found;
  };
  return {
    ...{ id, subject, decimals, value, kind: 'number' },
    reason: (row) => (value(row) === null ? reason(row) : null),
    sortValues: () => values,
  };
}

function textColumn(text: PlaceText, read: () => readonly (string | null)[]): ListColumn {
  let texts: readonly (string | null)[] | null = null;
  let positions: Float64Array | null = null;
  const all = (): readonly (string | null)[] => (texts ??= read());
  return {
    ...{ id: text, kind: 'text', decimals: null, subject: { kind: 'text', text } },
    value: (row) => all()[row] ?? null,
    reason: () => null,
    sortValues: () => (positions ??= positionsOfTexts(all())),
  };
}

/** What places are told by besides scores; larger areas give theirs one object at a time, so it is done once. */
interface PlaceVectors {
  readonly population: ArrayLike<number>;
  readonly inputs: ArrayLike<number>;
  readonly components: readonly ArrayLike<number>[];
  readonly placeNames: readonly (string | null)[];
}

function vectorsOf(table: ScoreTable, places: ScoredPlaces): PlaceVectors {
  const { inputs, scored } = table;
  const { indicatorIds, componentIds } = namesOfTable(table);
  if (places.type === inputs.profile.areas.type) {
    return {
      population: inputs.populationSeries === null ? [] : inputs.population,
      inputs: observedInputs(table),
      components: componentIds.map((_, at) => scored.columns[indicatorIds.length + at]?.values ?? []),
      placeNames: inputs.areas.placeNames.map((name) => name || null),
    };
  }
  const scores = places.codes.map((_, row) => places.score(row));
  return {
    population: scores.map(({ population }) => population ?? NaN),
    inputs: scores.map(({ inputsPresent }) => inputsPresent),
    components: componentIds.map((id) => scores.map(({ components }) => components[id] ?? NaN)),
    placeNames: scores.map(({ placeName }) => placeName),
  };
}

interface IntervalEnds {
  readonly from: ArrayLike<number>;
  readonly to: ArrayLike<number>;
}

/** The ends of the rank intervals by row of the places; empty where nobody has worked them out. */
function endsOf(places: ScoredPlaces, intervals: RankIntervalList): IntervalEnds {
  if (intervals.status === 'missing') return { from: [], to: [] };
  const at = new Map(intervals.codes.split('\n').map((code, position) => [code, position]));
  const byRow = (values: readonly (number | null)[]): Float64Array =>
    Float64Array.from(places.codes, (code) => values[at.get(code) ?? -1] ?? NaN);
  return { from: byRow(intervals.q5), to: byRow(intervals.q95) };
}

function figureColumns({ table, places }: FigureTable, intervals: RankIntervalList, vectors: PlaceVectors) {
  const isOwn = places.type === table.inputs.profile.areas.type;
  const whyNoScore: Reason = (row) => {
    if (!Number.isNaN(places.scores[row] ?? NaN)) return null;
    return isOwn ? missingReasonOf(table, row) : 'too-few-inputs';
  };
  const ends = endsOf(places, intervals);
  const { rank, percentile, decile } = places.ranking;
  const columns: Readonly<Record<PlaceFigure, Omit<NumberColumn, 'id' | 'subject'>>> = {
    score: { values: places.scores, decimals: 1, reason: whyNoScore },
    rank: { values: rank, decimals: null, reason: whyNoScore },
    'rank-from': { values: ends.from, decimals: 0, reason: whyNoScore },
    'rank-to': { values: ends.to, decimals: 0, reason: whyNoScore },
    decile: {
      values: Float64Array.from(decile, (tenth) => (tenth === 0 ? NaN : tenth)),
      decimals: 0,
      reason: whyNoScore,
    },
    percentile: { values: percentile, decimals: 1, reason: whyNoScore },
    population: { values: vectors.population, decimals: 0, reason: () => 'not-in-source' },
    inputs: { values: vectors.inputs, decimals: 0, reason: () => null },
  };
  return placeFigures.map((figure) =>
    numberColumn({ id: figure, subject: { kind: 'figure', figure }, ...columns[figure] }),
  );
}

function parentColumns({ table, places }: FigureTable): ListColumn[] {
  return parentTypes.flatMap((type) => {
    const parents = table.inputs.parents.find((each) => each.type === type);
    if (parents === undefined || !isLarger(type, places.type)) return [];
    let positions: Int32Array | null = null;
    const read = (texts: readonly string[]) => () => {
      positions ??= Int32Array.from(places.codes, (_, row) => places.parentPosition(type, row));
      return Array.from(positions, (at) => texts[at] ?? null);
    };
    return [textColumn(type, read(parents.names)), textColumn(`${type}-code`, read(parents.codes))];
  });
}

const sizes: readonly AreaType[] = ['oa', 'lsoa', 'msoa', 'ward', 'lad', 'region', 'nation'];

function isLarger(type: AreaType, than: AreaType): boolean {
  return sizes.indexOf(type) > sizes.indexOf(than);
}

/**
 * Every column that a list of these areas can have, in the order in which they are offered: what the areas are and lie in,
 * their scores, components, indicators.
 */
export function listColumns(
  figures: FigureTable,
  intervals: RankIntervalList,
): ReadonlyMap<string, ListColumn> {
  const { table, places } = figures;
  const vectors = vectorsOf(table, places);
  const nodes = table.inputs.compiled.nodes.slice(0, -1);
  const columns = [
    textColumn('code', () => places.codes),
    textColumn('name', () => places.names),
    textColumn('place', () => vectors.placeNames),
    ...parentColumns(figures),
    ...figureColumns(figures, intervals, vectors),
    ...nodes.map(({ id, title }, at) =>
      numberColumn({
        id: `component:${id}`,
        subject: { kind: 'component', profileId: table.inputs.profile.id, componentId: id, title },
        values: vectors.components[at] ?? [],
        decimals: 2,
        reason: () => 'too-few-inputs',
      }),
    ),
    ...[...figures.columns].map(([id, placed]) =>
      numberColumn({
        id: `indicator:${id}`,
        subject: { kind: 'indicator', placed },
        values: placed.column.values,
        decimals: decimalsOfNumber(placed.series),
        reason: (row) => placed.column.reasons.get(row) ?? 'not-in-source',
      }),
    ),
  ];
  return new Map(columns.map((column) => [column.id, column]));
}
