import { placeAndName } from '../../core/area-page/place-and-name.ts';
import type { ComparisonGroups } from '../../core/index/comparison-groups.ts';
import { jointRanks } from '../../core/index/joint-ranks.ts';
import type { ScoredIndex } from '../../core/index/score-index.ts';
import { summariseParents, weightedMeanByParent } from '../../core/index/summarise-parents.ts';
import type { MapAreaType } from '../state/explorer-state.ts';
import type { NumberColumn, ParentColumn, ProfileBlock } from './profile-block.ts';

/** The areas of one type with everything that the map, the table and the tooltip show of them. */
export interface AreaTable {
  readonly type: MapAreaType;
  readonly codes: readonly string[];
  readonly names: readonly string[];
  /** What people call the place: the ward and the authority around it. */
  readonly places: readonly string[];
  /** The authority of each row as a position in the block's list; -1 where unknown. */
  readonly authority: Int32Array;
  readonly population: NumberColumn;
  readonly longitude: NumberColumn;
  readonly latitude: NumberColumn;
  readonly score: NumberColumn;
  readonly rank: NumberColumn;
  /** Where areas share their rank: the best of the ranks that are shared; NaN elsewhere. */
  readonly jointRank: NumberColumn;
  readonly decile: Uint8Array;
  /** How many areas have a rank. */
  readonly rankedCount: number;
  /** How many areas each row was ranked among: its own comparison group. */
  readonly rankedAmong: Int32Array;
  readonly components: ReadonlyMap<string, NumberColumn>;
  readonly rowOf: ReadonlyMap<string, number>;
}

/** The grandparent of each parent: that of its first child (wards and MSOAs lie inside one authority). */
function grandparents(parent: ParentColumn, upper: ParentColumn | undefined): Int32Array {
  const found = new Int32Array(parent.codes.length).fill(-1);
  parent.positions.forEach((position, row) => {
    if (position >= 0 && found[position] === -1) found[position] = upper?.positions[row] ?? -1;
  });
  return found;
}

function nameAt(list: ParentColumn | undefined, position: number | undefined): string | null {
  return position === undefined || position < 0 ? null : (list?.names[position] ?? null);
}

function placesOf(...parts: (string | null)[]): string {
  return parts.filter((part) => part !== null).join(', ');
}

function rowIndex(codes: readonly string[]): Map<string, number> {
  return new Map(codes.map((code, row) => [code, row]));
}

function mapColumns(
  columns: ReadonlyMap<string, NumberColumn>,
  change: (column: NumberColumn) => NumberColumn,
): Map<string, NumberColumn> {
  return new Map([...columns].map(([id, column]) => [id, change(column)]));
}

function components(scored: ScoredIndex): Map<string, NumberColumn> {
  const nodes = scored.compiled.nodes.slice(0, -1);
  return new Map(nodes.map(({ id, slot }) => [id, scored.columns[slot]?.values ?? new Float64Array(0)]));
}

function rankedAmong(groups: ComparisonGroups, counts: Int32Array): Int32Array {
  return groups.ids.map((group) => counts[group] ?? 0);
}

function countRanked(ranks: NumberColumn): number {
  return ranks.reduce((count, rank) => (Number.isNaN(rank) ? count : count + 1), 0);
}

function baseTable(block: ProfileBlock, scored: ScoredIndex): AreaTable {
  const ward = block.parents.get('ward');
  const authority = block.parents.get('lad');
  return {
    type: 'lsoa',
    codes: block.codes,
    names: block.names,
    places: block.codes.map((_, row) =>
      placesOf(nameAt(ward, ward?.positions[row]), nameAt(authority, authority?.positions[row])),
    ),
    authority: authority?.positions ?? new Int32Array(block.codes.length).fill(-1),
    population: block.population,
    longitude: block.longitude,
    latitude: block.latitude,
    score: scored.score,
    rank: scored.rank,
    jointRank: jointRanks(scored.rank, scored.groups),
    decile: scored.decile,
    rankedCount: countRanked(scored.rank),
    rankedAmong: rankedAmong(scored.groups, scored.rankedCounts),
    components: components(scored),
    rowOf: rowIndex(block.codes),
  };
}

/** The people of each parent, compared or not. */
function peopleOf(block: ProfileBlock, parent: ParentColumn): Float64Array {
  const people = new Float64Array(parent.codes.length);
  parent.positions.forEach((position, row) => {
    const count = block.population[row] ?? NaN;
    if (position >= 0 && !Number.isNaN(count)) people[position] = (people[position] ?? 0) + count;
  });
  return people;
}

/** Population-weighted mean of a base column per parent. */
export function parentMean(block: ProfileBlock, values: NumberColumn, parent: ParentColumn): Float64Array {
  return weightedMeanByParent(values, block.population, {
    parentOf: parent.positions,
    count: parent.codes.length,
  });
}

/**
 * The table of an area type: base areas as the engine scored them; wards, MSOAs and authorities summarised by the
 * engine's own rule (population-weighted mean of the scores, ranked among themselves; deciles are never averaged).
 */
export function areaTable(block: ProfileBlock, scored: ScoredIndex, type: MapAreaType): AreaTable {
  const parent = type === 'lsoa' ? undefined : block.parents.get(type);
  if (parent === undefined) return baseTable(block, scored);
  const parents = { parentOf: parent.positions, count: parent.codes.length };
  const summary = summariseParents({ ...scored, population: block.population }, parents);
  const upper = block.parents.get('lad');
  const authority =
    type === 'lad' ? Int32Array.from(parent.codes, (_, row) => row) : grandparents(parent, upper);
  return {
    type,
    codes: parent.codes,
    names: parent.names,
    places: parent.codes.map((_, row) =>
      type === 'lad' ? '' : placesOf(nameAt(upper, authority[row] ?? -1)),
    ),
    authority,
    population: peopleOf(block, parent),
    longitude: parentMean(block, block.longitude, parent),
    latitude: parentMean(block, block.latitude, parent),
    score: summary.score,
    rank: summary.rank,
    jointRank: jointRanks(summary.rank, summary.groups),
    decile: summary.decile,
    rankedCount: countRanked(summary.rank),
    rankedAmong: rankedAmong(summary.groups, summary.rankedCounts),
    components: mapColumns(components(scored), (column) => parentMean(block, column, parent)),
    rowOf: rowIndex(parent.codes),
  };
}

/** Does the row lie, at least in part, within the places that are compared? */
export function isCompared({ rankedAmong, score }: AreaTable, row: number): boolean {
  return rankedAmong[row] !== 0 || !Number.isNaN(score[row]);
}

/** Rows of a table as what people call them: "Sale Central, Trafford (Trafford 012A)". */
export function fullName(table: AreaTable, row: number): string {
  const name = table.names[row] ?? table.codes[row] ?? '';
  const place = table.places[row] ?? '';
  if (place === '') return name;
  const isCensusArea = table.type === 'lsoa' || table.type === 'msoa';
  return isCensusArea ? placeAndName({ name, placeName: place }) : `${name}, ${place}`;
}
