import type { AreaSummary, AreaType, Membership } from '../../core/contract/area.ts';
import type { MissingReason } from '../../core/contract/indicator.ts';
import type { Explanation } from '../../core/contract/score.ts';
import { AppError } from '../../core/errors.ts';
import { indicatorPhrase } from '../../core/language/data-texts.ts';
import { createTranslator, type Translate } from '../../core/language/translator.ts';
import { columnOf } from '../../core/index/indicator-matrix.ts';
import { missingCauses, type MissingCause } from '../../core/index/data-set.ts';
import { currentData, preparedData } from '../../core/index/preparation.ts';
import { namesOfFlags } from '../../core/index/value-flag-names.ts';
import { riskSentence } from '../../core/index/risk-sentence.ts';
import { effectiveWeights } from '../../core/index/weights.ts';
import type { Queryable } from '../database/database.ts';
import { createSeriesStore, type CurrentSeries } from '../store/series-store.ts';
import { explainFit } from './explain-fit.ts';
import { explainInterval } from './explain-interval.ts';
import { attributionOf } from './list-scores.ts';
import { nationExtents } from './loaded-extent.ts';
import type { ScoringInputs } from './load-scoring-inputs.ts';
import { oncePer } from './once-per.ts';
import type { ScoreTable } from './make-score-table.ts';
import { rowsByParent } from './rows-by-parent.ts';
import { contributionsOf, placesOf, present, type ScoredPlaces } from './scored-places.ts';

/** The place to explain, as the area store knows it. */
export interface ExplainedPlace {
  readonly area: AreaSummary;
  readonly memberships: readonly Membership[];
}

/** Larger ones are made of whole neighbourhoods. */
const fittedTypes: ReadonlySet<AreaType> = new Set(['msoa', 'ward']);

export interface ExplainOptions {
  readonly database: Queryable;
  /** The language of the sentences; English unless given. */
  readonly t?: Translate;
}

/**
 * Everything needed to say why a place scores as it does, with a sentence in plain words.
 *
 * The values of the place's authority and nation, and of a place larger than the profile's areas, are worked out again
 * from summed numerators and denominators; only figures that have none are population-weighted means.
 *
 * @throws AppError not-found when the place is not among those the table compares.
 */
export async function explainArea(
  { database, t = createTranslator('en') }: ExplainOptions,
  table: ScoreTable,
  place: ExplainedPlace,
): Promise<Explanation> {
  const { inputs } = table;
  const places = placesOf(table, place.area.type);
  const row = rowOf(places, place.area.code);
  const score = places.score(row);
  const kinds = t('sentences.comparedKinds', { kind: place.area.type });
  const denominators = await denominatorsOf(inputs, database);
  const rowsOf = {
    own: memberRows(table, place.area.type, row),
    authority: rowsInParent(table, places, { type: 'lad', row }),
    nation: nationRows(table, places, row),
  };
  const meanPoints = meanContributions(table, rowsOf.own);
  const shares = effectiveWeights(inputs.compiled, table.scored.weights);
  const isOwnArea = place.area.type === inputs.profile.areas.type;
  const indicators = inputs.compiled.leaves.flatMap((leaf) => {
    const series = inputs.series[leaf.slot];
    if (series === undefined) return [];
    const data = {
      values: columnOf(inputs.matrix, leaf.slot),
      denominators: denominators[leaf.slot] ?? new Float64Array(0),
      population: inputs.population,
    };
    const valueOver = (rows: readonly number[]): number | null => valueOfRows(data, rows);
    const contribution = score.contributions[leaf.indicatorId] ?? null;
    const normalised = present(table.scored.columns[leaf.slot]?.values[row]);
    return {
      indicatorId: leaf.indicatorId,
      ...wordsOf(series),
      componentId: leaf.componentId,
      weightShare: shares[leaf.slot] ?? 0,
      raw: isOwnArea ? present(data.values[row]) : valueOver(rowsOf.own),
      used: isOwnArea ? usedValue(table, leaf.slot, row) : null,
      normalised: isOwnArea ? normalised : null,
      contribution,
      contributionAgainstMean:
        contribution === null || score.score === null ? null : contribution - (meanPoints[leaf.slot] ?? 0),
      authorityValue: rowsOf.authority.length === 0 ? null : valueOver(rowsOf.authority),
      nationValue: rowsOf.nation.length === 0 ? null : valueOver(rowsOf.nation),
      missingReason: isOwnArea ? inputMissing(table, leaf.slot, row) : null,
      substitution: leaf.substitution,
    };
  });
  const yardstick = rowsOf.nation.length > 0 ? ('nation' as const) : ('lad' as const);
  const yardstickNames = inputs.parents.find(({ type }) => type === yardstick)?.names;
  return {
    area: place.area,
    profileId: inputs.profile.id,
    score,
    sentence: riskSentence(
      {
        ...score,
        placeNoun: kinds,
        inputsFilledIn: isOwnArea ? (table.scored.inputsPresent[row] ?? 0) - score.inputsPresent : 0,
        // An authority is no yardstick for itself.
        yardstickName:
          yardstick === place.area.type
            ? null
            : (yardstickNames?.[places.parentPosition(yardstick, row)] ?? null),
        drivers: indicators.map((indicator) => ({
          ...indicator,
          phrase: indicatorPhrase(t, indicator.indicatorId, indicator.phrase),
          pointsAgainstMean: indicator.contributionAgainstMean,
          yardstickValue: yardstick === 'nation' ? indicator.nationValue : indicator.authorityValue,
        })),
      },
      t,
    ),
    rankInterval: await explainInterval(
      database,
      table,
      {
        ...{ places, row, authorityRows: rowsOf.authority },
        kindNoun: isOwnArea ? null : kinds,
      },
      t,
    ),
    ...(isOwnArea || !fittedTypes.has(place.area.type)
      ? {}
      : { bestFit: await explainFit({ database, t }, inputs, place.area, rowsOf.own) }),
    indicators,
    memberships: [...place.memberships],
    attribution: attributionOf(table),
  };
}

function wordsOf({ title, phrase, unit, decimals, datasetTitle, publisher, period }: CurrentSeries) {
  return { title, phrase, unit, decimals, datasetTitle, publisher, period };
}

function rowOf(places: ScoredPlaces, code: string): number {
  const row = places.rows.find((candidate) => places.codes[candidate] === code);
  if (row !== undefined) return row;
  throw new AppError('not-found', `The area "${code}" is not among those that are compared.`, {
    details: { field: 'code', value: code, type: places.type, vintage: places.vintage },
  });
}

/** Denominators of the inputs' series, read once for all explanations from the same inputs. */
const denominatorsOf = oncePer(
  async (inputs: ScoringInputs, database: Queryable): Promise<readonly Float64Array[]> => {
    const store = createSeriesStore(database);
    const columns: Float64Array[] = [];
    for (const { seriesId } of inputs.series) {
      columns.push(await store.denominators(seriesId, inputs.profile.areas));
    }
    return columns;
  },
);

/** The profile's areas that make up the place. */
function memberRows({ inputs }: ScoreTable, type: AreaType, row: number): readonly number[] {
  if (type === inputs.profile.areas.type) return [row];
  return rowsHeldBy(inputs.parents.find((parent) => parent.type === type)?.parentOf, row);
}

/** The profile's areas in the authority or nation of a place. */
export function rowsInParent(
  { inputs }: ScoreTable,
  places: ScoredPlaces,
  at: { readonly type: 'lad' | 'nation'; readonly row: number },
): readonly number[] {
  const position = places.type === at.type ? at.row : places.parentPosition(at.type, at.row);
  return rowsHeldBy(inputs.parents.find((parent) => parent.type === at.type)?.parentOf, position);
}

/** The areas of the place's nation; none unless the whole nation is loaded, as a part of it is not the nation. */
function nationRows(table: ScoreTable, places: ScoredPlaces, row: number): readonly number[] {
  const position = places.type === 'nation' ? row : places.parentPosition('nation', row);
  const isWhole = nationExtents(table)[position]?.extent === 'whole';
  return isWhole ? rowsInParent(table, places, { type: 'nation', row }) : [];
}

function rowsHeldBy(parentOf: Int32Array | undefined, position: number): readonly number[] {
  if (parentOf === undefined || position < 0) return [];
  return rowsByParent(parentOf)[position] ?? [];
}

interface LeafData {
  readonly values: Float64Array;
  readonly denominators: Float64Array;
  readonly population: Float64Array;
}

/**
 * The value of an indicator over several areas. A rate is worked out again from sums: weighting each rate by its own
 * denominator is sum of numerators over sum of denominators. Other figures are weighted by population.
 */
function valueOfRows({ values, denominators, population }: LeafData, rows: readonly number[]): number | null {
  const rates = weightedMean(values, denominators, rows);
  return rates ?? weightedMean(values, population, rows);
}

function weightedMean(values: Float64Array, weights: Float64Array, rows: readonly number[]): number | null {
  let sum = 0;
  let total = 0;
  for (const row of rows) {
    const value = values[row] ?? NaN;
    const weight = weights[row] ?? NaN;
    if (Number.isNaN(value) || Number.isNaN(weight)) continue;
    sum += weight * value;
    total += weight;
  }
  return total > 0 ? sum / total : null;
}

/** Mean points of each indicator over the scored areas compared with this place: they add up to the mean score. */
function meanContributions(table: ScoreTable, members: readonly number[]): Float64Array {
  const groups = new Set(members.map((row) => table.scored.groups.ids[row] ?? -1));
  const compared = [...groups].flatMap((group) => pointsOfGroups(table).get(group) ?? []);
  const count = compared.reduce((total, each) => total + each.count, 0);
  return Float64Array.from(
    table.inputs.compiled.leaves,
    ({ slot }) => compared.reduce((total, { sums }) => total + (sums[slot] ?? 0), 0) / count,
  );
}

/** The points of each input, by its slot, summed over the scored areas of each group that is compared. */
const pointsOfGroups = oncePer((table: ScoreTable) => {
  const { scored, inputs } = table;
  const rowCount = inputs.areas.codes.length;
  const contributions = contributionsOf(table);
  const groups = new Map<number, { readonly sums: number[]; count: number }>();
  scored.score.forEach((score, row) => {
    if (Number.isNaN(score)) return;
    const id = scored.groups.ids[row] ?? -1;
    const group = groups.get(id) ?? { sums: [], count: 0 };
    groups.set(id, group);
    group.count += 1;
    for (const { slot } of inputs.compiled.leaves) {
      group.sums[slot] = (group.sums[slot] ?? 0) + (contributions[slot * rowCount + row] || 0);
    }
  });
  return groups;
});

type ExplainedIndicator = Explanation['indicators'][number];

/** Why an input of an area is not used: null where it is. */
function inputMissing(
  { inputs, scored, preparation }: ScoreTable,
  leaf: number,
  row: number,
): ExplainedIndicator['missingReason'] {
  if (!Number.isNaN(scored.columns[leaf]?.values[row] ?? NaN)) return null;
  const { causes, matrix } = currentData(preparation);
  const cause = missingCauses[causes[leaf * matrix.rowCount + row] ?? 0] ?? 'present';
  return cause === 'screened-out' ? cause : (inputs.reasons[leaf]?.get(row) ?? reasonOfCause[cause]);
}

/** Why a published figure is missing after the recipe; one that is there after it all areas have alike. */
const reasonOfCause: Readonly<Record<MissingCause, MissingReason>> = {
  present: 'zero-range',
  'not-in-source': 'not-in-source',
  suppressed: 'suppressed',
  'zero-denominator': 'zero-denominator',
  'no-denominator': 'not-computable',
  'screened-out': 'screened-out',
  'zero-range': 'zero-range',
  'not-computable': 'not-computable',
};

/** What the recipe made of a figure; null where it left it as it is. */
function usedValue(
  { inputs, preparation }: ScoreTable,
  leaf: number,
  row: number,
): ExplainedIndicator['used'] {
  const { matrix, flags } = preparedData(preparation);
  const at = leaf * matrix.rowCount + row;
  const value = matrix.values[at] ?? NaN;
  if (Object.is(value, inputs.matrix.values[at])) return null;
  return { value: present(value), flags: [...namesOfFlags(flags[at] ?? 0)] };
}
