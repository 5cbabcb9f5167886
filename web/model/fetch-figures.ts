import type { ProfileSummary } from '../../core/contract/profile.ts';
import type { AtlasApi } from '../api/atlas-api.ts';
import type { ExplorerState } from '../state/explorer-state.ts';
import type { LoadedProfile } from './loaded-profile.ts';
import { createColumnLoader, missingColumns } from './indicator-columns.ts';
import type { OpenColumns } from './indicator-columns.ts';
import { createProfileLoader } from './load-profile.ts';

/** What has been fetched for a state. */
export interface Fetched {
  readonly loaded: LoadedProfile;
  readonly columns: OpenColumns;
  /** What could not be had, in words; empty when all is there. */
  readonly notice: string;
}

/** What must be the same for what was fetched to serve again. */
function fetchKey(state: ExplorerState, { block }: LoadedProfile): string {
  const columns = missingColumns(state, block);
  const type = columns.length === 0 ? '' : state.areaType;
  return [state.profile, state.base, type, ...columns].join('|');
}

/** Fetches what a state shows: the scores of its profile against its base, and the indicators that are not among them. */
export function createFetcher(api: AtlasApi, profiles: readonly ProfileSummary[]) {
  const load = createProfileLoader(api, profiles);
  const loadColumns = createColumnLoader(api);
  let last: { readonly fetched: Fetched; readonly key: string } | null = null;

  const columnsOf = async (state: ExplorerState, loaded: LoadedProfile): Promise<Omit<Fetched, 'loaded'>> => {
    const wanted = missingColumns(state, loaded.block);
    try {
      return { columns: await loadColumns(loaded.summary.id, wanted, state.areaType), notice: '' };
    } catch (error) {
      // An old link may name an indicator that is loaded no longer: the scores are still worth showing.
      const words = error instanceof Error ? error.message : 'the service did not answer';
      return {
        columns: new Map(),
        notice: `An indicator could not be had, so the map shows the score: ${words}`,
      };
    }
  };
  return {
    /** What is at hand already; null when something must be asked for. */
    known: (state: ExplorerState): Fetched | null =>
      last !== null && last.key === fetchKey(state, last.fetched.loaded) ? last.fetched : null,

    /** @throws RequestError when the scores themselves cannot be had. */
    fetch: async (state: ExplorerState): Promise<Fetched> => {
      const loaded = await load(state);
      const fetched = { loaded, ...(await columnsOf(state, loaded)) };
      last = { fetched, key: fetchKey(state, loaded) };
      return fetched;
    },
  };
}
