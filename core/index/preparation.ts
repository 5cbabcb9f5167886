import type { Neighbours } from '../spatial/neighbours.ts';
import type { ComparisonGroups } from './comparison-groups.ts';
import type { CompiledIndex } from './compile-profile.ts';
import { draftOf, rawDataSet, type ColumnDraft, type DataSet } from './data-set.ts';
import type { ImputationSpread } from './imputation-spread.ts';
import type { IndicatorMatrix } from './indicator-matrix.ts';
import type { Screening } from './screening.ts';
import type { TreatmentDetail } from './treat-column.ts';

/** Where a stage finds what is not an indicator. */
export interface PreparationSources {
  /** The code of each row, for screening by name and for reference areas. */
  readonly areaCodes: readonly string[];
  /** A column by its name: a denominator, or figures of another date. Null where there is none of that name. */
  readonly column: (name: string) => Float64Array | null;
  /** Groups by the name of a column: authority, region, rurality. Null where there is none of that name. */
  readonly groups: (name: string) => ComparisonGroups | null;
  /** Who is a neighbour of whom, by row; left out where nobody said. */
  readonly neighbours?: Neighbours | null;
}

/**
 * The data on its way from raw to ready, after some of the stages. Nothing in it is changed: a stage gives a new one,
 * so that any of them can be kept and gone on from another way (as the Monte Carlo runs do).
 */
export interface Preparation {
  /** As compiled, with what the stages settled: indicators screened out have weight 0, normalised ones need no more. */
  readonly compiled: CompiledIndex;
  /** Raw first; one per stage. */
  readonly dataSets: readonly DataSet[];
  /** The comparison base without the areas that were screened out. */
  readonly groups: ComparisonGroups;
  readonly sources: PreparationSources;
  /** The columns that are rates already and are not to be divided again. */
  readonly rated: ReadonlySet<number>;
  /** Whether a normalise stage has been done, so that indicators can be compared with each other. */
  readonly isNormalised: boolean;
  readonly treatments: readonly TreatmentDetail[];
  readonly screenings: readonly Screening[];
  /** How far off the values of the last impute stage may be, where its methods say so. */
  readonly spreads: readonly ImputationSpread[];
}

export interface PreparationInput {
  readonly compiled: CompiledIndex;
  /** Columns in the order of `compiled.leaves`. */
  readonly raw: IndicatorMatrix;
  readonly groups: ComparisonGroups;
  readonly sources: PreparationSources;
  /** What is known of the raw values: suppressed, converted from another vintage. */
  readonly flags?: Uint16Array;
  readonly causes?: Uint8Array;
}

/** The raw data, before any stage. */
export function startPreparation(input: PreparationInput): Preparation {
  const { compiled, raw, groups, sources, ...known } = input;
  return {
    compiled,
    dataSets: [rawDataSet(raw, known)],
    groups,
    sources,
    rated: new Set(),
    isNormalised: false,
    treatments: [],
    screenings: [],
    spreads: [],
  };
}

/** The matrix after the last stage, which is what the scorer takes. */
export function currentData({ dataSets }: Pick<Preparation, 'dataSets'>): DataSet {
  const last = dataSets.at(-1);
  if (last === undefined) throw new RangeError('a preparation holds at least its raw data');
  return last;
}

/** The data as it was prepared, in the indicators' own units: after the last stage before a normalise stage. */
export function preparedData(state: Pick<Preparation, 'dataSets'>): DataSet {
  const normalisedAt = state.dataSets.findIndex(({ name }) => name === 'normalised');
  return state.dataSets[normalisedAt - 1] ?? currentData(state);
}

/**
 * The next data set: a copy of the last one that `change` writes to, under the stage's name, numbered from the second
 * of its kind on.
 */
export function nextDataSet(
  state: Preparation,
  stem: string,
  change: (columns: readonly ColumnDraft[]) => void,
): Preparation {
  const earlier = state.dataSets.filter(({ name }) => name === stem || name.startsWith(`${stem}-`)).length;
  const { dataSet, columns } = draftOf(currentData(state), earlier === 0 ? stem : `${stem}-${earlier + 1}`);
  change(columns);
  return { ...state, dataSets: [...state.dataSets, dataSet] };
}

/** Whether a stage that names its indicators means this one. */
export function isMeant(stage: { readonly indicators?: readonly string[] | undefined }, id: string): boolean {
  return stage.indicators === undefined || stage.indicators.includes(id);
}
