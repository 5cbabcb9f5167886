import { indicatorOfParents } from '../../../core/index/indicator-of-parents.ts';
import { weightedMeanByParent } from '../../../core/index/summarise-parents.ts';
import type { ParentList } from '../../../core/summaries/parent-list.ts';
import { sumByParent } from '../../../core/summaries/sum-by-parent.ts';
import type { CombinedMethod } from '../../../core/contract/listing.ts';
import type { FigureTable } from '../figures/figure-table.ts';
import type { PlacedColumn } from '../indicator-column.ts';
import { namesOfTable, present } from '../scored-places.ts';
import type { AreaListing } from './list-areas.ts';
import type { ListColumn } from './list-columns.ts';

/** Several areas seen as one. Missing is null. */
export interface CombinedAreas {
  readonly areaCount: number;
  /** The profile's own areas in them, and how many of these have a score. */
  readonly memberCount: number;
  readonly scoredCount: number;
  /** People in all of them; null where that is not known of one. */
  readonly population: number | null;
  /** People in those with a score. */
  readonly scoredPopulation: number | null;
  /** The mean of the scores, weighted by people. */
  readonly score: number | null;
  /** By column of the list: columns that are of one area only (ranks, names) are left out. */
  readonly values: ReadonlyMap<string, CombinedValue>;
}

export interface CombinedValue {
  readonly value: number | null;
  readonly method: CombinedMethod;
}

/**
 * Several areas seen as one, worked out from the profile's own areas in them as it is for wards and authorities: scores and
 * components are means weighted by people, rates are worked out again from sums, counts are added up.
 *
 * @param members The figures of the profile's own areas (AreaLists.members), of the same profile and base.
 */
export function combineAreas(listing: AreaListing, members: FigureTable): CombinedAreas {
  const { inputs, scored } = members.table;
  const group = groupOf(listing, members);
  const people = inputs.populationSeries === null ? null : inputs.population;
  const inGroup = [...group.parentOf.keys()].filter((row) => group.parentOf[row] === 0);
  const hasScore = inGroup.filter((row) => !Number.isNaN(scored.score[row] ?? NaN));
  const mean = (values: Float64Array): number | null =>
    present(weightedMeanByParent(values, inputs.population, group)[0]);
  const score = mean(scored.score);
  return {
    areaCount: listing.selected.length,
    memberCount: inGroup.length,
    scoredCount: hasScore.length,
    population: people === null ? null : total(people, group),
    scoredPopulation: people === null ? null : sumOf(hasScore.map((row) => people[row] ?? NaN)),
    score,
    values: new Map(
      listing.columns.flatMap((column): [string, CombinedValue][] => {
        const combined = combineColumn(column, { listing, members, group, mean });
        return combined === null ? [] : [[column.id, combined]];
      }),
    ),
  };
}

interface Combining {
  readonly listing: AreaListing;
  readonly members: FigureTable;
  readonly group: ParentList;
  readonly mean: (values: Float64Array) => number | null;
}

function combineColumn({ id, subject }: ListColumn, combining: Combining): CombinedValue | null {
  const { members, group, mean } = combining;
  const { inputs, scored } = members.table;
  if (subject.kind === 'indicator') return combineIndicator(id, subject.placed, combining);
  if (subject.kind === 'component') {
    const { indicatorIds, componentIds } = namesOfTable(members.table);
    const at = componentIds.indexOf(subject.componentId);
    const values = scored.columns[indicatorIds.length + at]?.values;
    // As in wards: only areas that are scored have a say.
    const ofScored = values?.map((value, row) => (Number.isNaN(scored.score[row]) ? NaN : value));
    return { value: ofScored === undefined ? null : mean(ofScored), method: 'population-mean' };
  }
  if (subject.kind !== 'figure') return null;
  if (subject.figure === 'score') return { value: mean(scored.score), method: 'population-mean' };
  if (subject.figure !== 'population') return null;
  return {
    value: inputs.populationSeries === null ? null : total(inputs.population, group),
    method: 'total',
  };
}

function combineIndicator(id: string, placed: PlacedColumn, combining: Combining): CombinedValue | null {
  const { listing, members, group } = combining;
  // The mean of ranks is the rank of nothing.
  if (placed.series.unit === 'rank' || placed.series.unit === 'decile') return null;
  const own = members.columns.get(id.slice('indicator:'.length));
  if (own !== undefined && 'denominators' in own.column) {
    const { values, denominators } = own.column;
    const made = indicatorOfParents(
      {
        values,
        denominators,
        population: members.table.inputs.population,
        isCount: own.series.unit === 'count',
      },
      group,
    );
    return { value: present(made.values[0]), method: made.method };
  }
  return ofLargerAreas(placed, listing);
}

/** Published for these larger areas only: what rates were divided by is not known of them, so people weight them. */
function ofLargerAreas(placed: PlacedColumn, { selected, available }: AreaListing): CombinedValue {
  const population = available.get('population');
  const parentOf = new Int32Array(placed.column.values.length).fill(-1);
  for (const row of selected) parentOf[row] = 0;
  const people = Float64Array.from(parentOf, (_, row) => Number(population?.value(row) ?? NaN));
  const made = indicatorOfParents(
    {
      values: placed.column.values,
      denominators: new Float64Array(people.length).fill(NaN),
      population: people,
      isCount: placed.series.unit === 'count',
    },
    { parentOf, count: 1 },
  );
  return { value: present(made.values[0]), method: made.method };
}

/** The selected areas as one parent of the profile's own areas. */
function groupOf({ figures, selected }: AreaListing, members: FigureTable): ParentList {
  const { inputs } = members.table;
  const isSelected = new Set(selected);
  const { places } = figures;
  if (places.type === inputs.profile.areas.type) {
    return { parentOf: Int32Array.from(places.codes, (_, row) => (isSelected.has(row) ? 0 : -1)), count: 1 };
  }
  const parents = inputs.parents.find(({ type }) => type === places.type);
  const parentOf = parents?.parentOf ?? new Int32Array(inputs.areas.codes.length).fill(-1);
  return { parentOf: parentOf.map((parent) => (isSelected.has(parent) ? 0 : -1)), count: 1 };
}

function total(values: Float64Array, group: ParentList): number | null {
  const { sums, missing } = sumByParent(values, group);
  return missing[0] === 0 ? present(sums[0]) : null;
}

function sumOf(values: readonly number[]): number | null {
  const sum = values.reduce((all, value) => all + value, 0);
  return Number.isNaN(sum) ? null : sum;
}
