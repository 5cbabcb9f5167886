import type { ProfileSummary } from '../../core/contract/profile.ts';
import type { AtlasApi } from '../api/atlas-api.ts';
import { RequestError } from '../api/request.ts';
import type { ClusterList } from '../../core/contract/clusters.ts';
import type { RankIntervalList } from '../../core/contract/rank-interval.ts';
import { showsIntervals } from '../state/explorer-state.ts';
import type { ExplorerState } from '../state/explorer-state.ts';
import { keepLoads } from './keep-loads.ts';
import type { LoadedProfile } from './loaded-profile.ts';
import { createColumnLoader, missingColumns } from './indicator-columns.ts';
import type { OpenColumns } from './indicator-columns.ts';
import { createProfileLoader } from './load-profile.ts';
import { intervalsMissingWords } from './rank-intervals.ts';
import { t } from '../language/words.ts';

/** What has been fetched for a state. */
export interface Fetched {
  readonly loaded: LoadedProfile;
  readonly columns: OpenColumns;
  /** Null where the state does not show them. */
  readonly clusters: ClusterList | null;
  /** Null where the state does not show how sure ranks are. */
  readonly intervals: RankIntervalList | null;
  /** What could not be had, in words; empty when all is there. */
  readonly notice: string;
}

function wantsClusters({ measure, areaType }: ExplorerState): boolean {
  return measure.kind === 'clusters' && areaType === 'lsoa';
}

const retryDelayMs = 3_000;
const keptIntervals = 4;

function failureWords(error: unknown): string {
  return error instanceof Error ? error.message : t('explorer.noAnswer');
}

/** The kind of area that is shown: that of the index where it does not know the one asked for. */
function shownType({ areaType }: ExplorerState, { block }: LoadedProfile): string {
  return block.parents.has(areaType) ? areaType : block.header.areas.type;
}

/** What must be the same for what was fetched to serve again. */
function fetchKey(state: ExplorerState, loaded: LoadedProfile): string {
  const columns = missingColumns(state, loaded.block);
  const type = columns.length === 0 ? '' : state.areaType;
  const intervals = showsIntervals(state) ? shownType(state, loaded) : '';
  return [state.profile, state.base, type, intervals, wantsClusters(state), ...columns].join('|');
}

/** Fetches what a state shows: the scores of its profile against its base, and the indicators that are not among them. */
export function createFetcher(
  api: AtlasApi,
  profiles: readonly ProfileSummary[],
  onWaiting: (words: string) => void,
) {
  const load = createProfileLoader(api, profiles);
  const loadColumns = createColumnLoader(api);
  const keepIntervals = keepLoads<RankIntervalList>(keptIntervals);
  /** The state asked for last: what was asked before it need not be waited for. */
  let newest: ExplorerState | null = null;
  let last: { readonly fetched: Fetched; readonly key: string } | null = null;

  /** The service works clusters out when first asked: until then it answers 503 and says how far it is. */
  const waitForClusters = async (state: ExplorerState, loaded: LoadedProfile): Promise<ClusterList> => {
    for (;;) {
      try {
        return await api.clusters(loaded.summary.id, state.base);
      } catch (error) {
        if (!(error instanceof RequestError) || error.status !== 503 || newest !== state) throw error;
        onWaiting(error.message);
        await new Promise((resolve) => setTimeout(resolve, retryDelayMs));
      }
    }
  };
  const clustersOf = async (
    state: ExplorerState,
    loaded: LoadedProfile,
  ): Promise<Pick<Fetched, 'clusters' | 'notice'>> => {
    if (!wantsClusters(state)) return { clusters: null, notice: '' };
    try {
      return { clusters: await waitForClusters(state, loaded), notice: '' };
    } catch (error) {
      return {
        clusters: null,
        notice: t('explorer.clustersFailed', { why: failureWords(error) }),
      };
    }
  };
  const intervalsOf = async (
    state: ExplorerState,
    loaded: LoadedProfile,
  ): Promise<Pick<Fetched, 'intervals' | 'notice'>> => {
    if (!showsIntervals(state)) return { intervals: null, notice: '' };
    const { id } = loaded.summary;
    const type = shownType(state, loaded);
    try {
      const intervals = await keepIntervals(`${id}|${state.base ?? ''}|${type}`, () =>
        api.rankIntervals(id, state.base, type),
      );
      const words =
        state.measure.kind === 'worst-tenth' ? intervalsMissingWords(loaded.summary, intervals) : '';
      return { intervals, notice: words === '' ? '' : t('explorer.showsScore', { why: words }) };
    } catch (error) {
      return { intervals: null, notice: t('explorer.intervalsFailed', { why: failureWords(error) }) };
    }
  };
  const columnsOf = async (
    state: ExplorerState,
    loaded: LoadedProfile,
  ): Promise<Pick<Fetched, 'columns' | 'notice'>> => {
    const wanted = missingColumns(state, loaded.block);
    try {
      return { columns: await loadColumns(loaded.summary.id, wanted, state.areaType), notice: '' };
    } catch (error) {
      // An old link may name an indicator that is loaded no longer: the scores are still worth showing.
      return {
        columns: new Map(),
        notice: t('explorer.indicatorFailed', { why: failureWords(error) }),
      };
    }
  };
  return {
    /** What is at hand already; null when something must be asked for. */
    known: (state: ExplorerState): Fetched | null =>
      last !== null && last.key === fetchKey(state, last.fetched.loaded) ? last.fetched : null,

    /** @throws RequestError when the scores themselves cannot be had. */
    fetch: async (state: ExplorerState): Promise<Fetched> => {
      newest = state;
      const loaded = await load(state);
      const [{ columns, ...figures }, { clusters, ...found }, { intervals, ...sure }] = await Promise.all([
        columnsOf(state, loaded),
        clustersOf(state, loaded),
        intervalsOf(state, loaded),
      ]);
      const notice = [figures.notice, found.notice, sure.notice].filter((words) => words !== '').join(' ');
      const fetched: Fetched = { loaded, columns, clusters, intervals, notice };
      // What nobody waits for any more may be without its clusters.
      if (newest === state) last = { fetched, key: fetchKey(state, loaded) };
      return fetched;
    },
  };
}
