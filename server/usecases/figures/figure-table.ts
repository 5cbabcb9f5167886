import type { AreaSet, AreaType } from '../../../core/contract/area.ts';
import { formatBase } from '../../../core/contract/base-text.ts';
import type { ComparisonBase } from '../../../core/contract/profile.ts';
import type { Queryable } from '../../database/database.ts';
import { createSeriesStore, type CurrentSeries } from '../../store/series-store.ts';
import { createBackgroundJobs, type Patience } from '../background-jobs.ts';
import {
  columnOfParents,
  columnPlaces,
  publishedColumn,
  type MemberColumn,
  type PlacedColumn,
} from '../indicator-column.ts';
import type { ScoreTable } from '../make-score-table.ts';
import { oncePer } from '../once-per.ts';
import type { Scoring } from '../score-table.ts';
import { placesOf, type ScoredPlaces } from '../scored-places.ts';

export interface FigureRequest {
  readonly profileId: string;
  /** The profile's own kind of area when left out. */
  readonly type?: AreaType | undefined;
  /** The profile's own when left out. */
  readonly base?: ComparisonBase | undefined;
}

/**
 * Everything that is known of the areas of one kind: their scores and every current indicator, in memory, by row. What lists
 * sort and filter, profiles tell and comparisons set side by side.
 */
export interface FigureTable {
  readonly table: ScoreTable;
  readonly places: ScoredPlaces;
  /** By indicator, in the order of themes and titles. NaN is missing, with its reason by row. */
  readonly columns: ReadonlyMap<string, PlacedColumn>;
}

export interface FigureOptions {
  readonly database: Queryable;
  readonly scoring: Scoring;
  readonly dataVersion: () => Promise<string>;
  readonly patience: Pick<Patience, 'waitMilliseconds' | 'retryAfterSeconds'>;
  /** Ids of the indicators, in the order in which they are shown. */
  readonly indicatorIds: () => Promise<readonly string[]>;
}

interface Member extends MemberColumn {
  readonly series: CurrentSeries;
}

/** Every current indicator over the areas of one set. */
type Members = ReadonlyMap<string, Member>;

/** LSOAs of England and Wales with 60 indicators are 35 MB, shared by the profiles that score them. */
const keptSets = 2;
const keptTables = 6;

/** What the figures of every kind of area are made from. */
interface Read {
  readonly table: ScoreTable;
  readonly members: Members;
}

/**
 * Reads figures of all areas at once and keeps them: the first question after an import takes seconds for England (60
 * columns of 33,755 values), every other one none. It is worked out in the background, with progress.
 */
export function createFigures({ database, scoring, dataVersion, patience, indicatorIds }: FigureOptions) {
  const jobs = createBackgroundJobs<Read>(keptTables);
  const kept = new Map<string, Members>();

  async function read(
    version: string,
    request: FigureRequest,
    onProgress: (done: number) => void,
  ): Promise<Read> {
    const table = await scoring.table({ profileId: request.profileId, base: request.base });
    const set = table.inputs.profile.areas;
    const key = `${version}\n${set.type}\n${set.vintage}`;
    const members = kept.get(key) ?? (await readMembers(set, onProgress));
    kept.delete(key);
    kept.set(key, members);
    const [oldest] = kept.keys();
    if (kept.size > keptSets && oldest !== undefined) kept.delete(oldest);
    return { table, members };
  }

  async function readMembers(set: AreaSet, onProgress: (done: number) => void): Promise<Members> {
    const store = createSeriesStore(database);
    const series = await inOrder(await store.current(await indicatorIds(), set));
    const members = new Map<string, Member>();
    for (const each of series) {
      members.set(each.indicatorId, {
        series: each,
        ...(await store.columnWithDenominators(each.seriesId, set)),
      });
      onProgress(members.size / series.length);
    }
    return members;
  }

  /** As the catalogue has them: the database gives them by their ids. */
  async function inOrder(series: readonly CurrentSeries[]): Promise<CurrentSeries[]> {
    const order = new Map((await indicatorIds()).map((id, at) => [id, at]));
    return series.toSorted((a, b) => (order.get(a.indicatorId) ?? 0) - (order.get(b.indicatorId) ?? 0));
  }

  const columnsByType = oncePer<ScoreTable, Map<AreaType, Promise<ReadonlyMap<string, PlacedColumn>>>>(
    () => new Map(),
  );

  async function columnsOf(
    { inputs }: ScoreTable,
    type: AreaType,
    members: Members,
  ): Promise<ReadonlyMap<string, PlacedColumn>> {
    const places = columnPlaces(inputs, type);
    if (places.parentOf === null) {
      return new Map(
        [...members].map(([id, { series, ...column }]) => [id, { series, column, method: 'published' }]),
      );
    }
    const store = createSeriesStore(database);
    const published = new Map(
      (await store.current(await indicatorIds(), places)).map((series) => [series.indicatorId, series]),
    );
    const columns = new Map<string, PlacedColumn>();
    for (const id of await indicatorIds()) {
      const [series, member] = [published.get(id), members.get(id)];
      const placed =
        series !== undefined
          ? await publishedColumn(store, series, places)
          : member !== undefined
            ? columnOfParents(member, places, inputs.population)
            : null;
      if (placed !== null) columns.set(id, placed);
    }
    return columns;
  }

  return {
    /**
     * The figures of the areas of a kind.
     *
     * @throws AppError not-found (profile, kind of area), not-computable (no data), source-unavailable with how far it
     *   is while they are being read.
     */
    async of(request: FigureRequest): Promise<FigureTable> {
      const version = await dataVersion();
      const base = request.base === undefined ? '' : formatBase(request.base);
      const { table, members } = await jobs.ask(
        [version, request.profileId, base].join('\n'),
        ({ onProgress }) => read(version, request, onProgress),
        { ...patience, saying: 'The figures of all areas are being read' },
      );
      const type = request.type ?? table.inputs.profile.areas.type;
      const places = placesOf(table, type);
      const made = columnsByType(table);
      let columns = made.get(type);
      if (columns === undefined) {
        columns = columnsOf(table, type, members);
        made.set(type, columns);
        // What failed must be tried again, not remembered.
        columns.catch(() => made.delete(type));
      }
      return { table, places, columns: await columns };
    },

    /** Ends what is running. */
    close(): void {
      jobs.close();
    },
  };
}

export type Figures = ReturnType<typeof createFigures>;
