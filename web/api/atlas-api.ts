import { z } from 'zod';
import { profileSchema, profileSummarySchema } from '../../core/contract/profile.ts';
import type { Profile, ProfileSummary } from '../../core/contract/profile.ts';
import { indicatorColumnSchema } from '../../core/contract/indicator-column.ts';
import type { IndicatorColumn } from '../../core/contract/indicator-column.ts';
import { indicatorSummarySchema } from '../../core/contract/indicator.ts';
import type { IndicatorSummary } from '../../core/contract/indicator.ts';
import { rankIntervalListSchema } from '../../core/contract/rank-interval.ts';
import type { RankIntervalList } from '../../core/contract/rank-interval.ts';
import { clusterListSchema } from '../../core/contract/clusters.ts';
import type { ClusterList } from '../../core/contract/clusters.ts';
import { explanationSchema, searchResultsSchema } from '../../core/contract/score.ts';
import type { Explanation, SearchResult } from '../../core/contract/score.ts';
import { premisesListSchema, supportPlaceListSchema } from '../../core/contract/place-lists.ts';
import type { Premises, SupportPlace } from '../../core/contract/place-lists.ts';
import { atlasSummarySchema } from '../../core/contract/tiles.ts';
import type { AtlasSummary } from '../../core/contract/tiles.ts';
import { decodeColumns } from '../../core/columns.ts';
import { profileBlock } from '../model/profile-block.ts';
import type { ProfileBlock } from '../model/profile-block.ts';
import { fetchBytes, fetchJson } from './request.ts';

/** The service as the explorer sees it. Every answer is parsed by its contract. */
export interface AtlasApi {
  readonly summary: () => Promise<AtlasSummary>;
  readonly profiles: () => Promise<readonly ProfileSummary[]>;
  readonly profile: (id: string) => Promise<Profile>;
  readonly block: (profileId: string, base: string | null) => Promise<ProfileBlock>;
  /** Every indicator that is loaded, and where it has values. */
  readonly indicators: () => Promise<readonly IndicatorSummary[]>;
  /** One indicator for all areas of a kind. */
  readonly indicatorColumn: (
    profileId: string,
    indicatorId: string,
    areaType: string,
  ) => Promise<IndicatorColumn>;
  /** Which areas stand in clusters; not there (503) until the service has worked them out. */
  readonly clusters: (profileId: string, base: string | null) => Promise<ClusterList>;
  /** How far the ranks of all areas of a kind can be trusted. */
  readonly rankIntervals: (
    profileId: string,
    base: string | null,
    areaType: string,
  ) => Promise<RankIntervalList>;
  readonly explanation: (question: ExplanationQuestion, signal: AbortSignal) => Promise<Explanation>;
  /** The premises of a box (west, south, east, north); null when there are more than can be drawn one by one. */
  readonly premises: (box: Box, signal: AbortSignal) => Promise<readonly Premises[] | null>;
  /** Libraries and other places that help people get online, with a position. */
  readonly supportPlaces: () => Promise<readonly SupportPlace[]>;
  readonly search: (query: string, signal: AbortSignal) => Promise<readonly SearchResult[]>;
}

type PremisesList = z.infer<typeof premisesListSchema>;
type Box = readonly [number, number, number, number];

/** A page of premises is at most 1,000; more pages than this would keep a reader on a phone waiting. */
const premisesPages = 12;

interface ExplanationQuestion {
  readonly profileId: string;
  readonly code: string;
  readonly areaType: string;
  readonly base: string;
}

function withQuery(path: string, query: Readonly<Record<string, string>>): string {
  const text = new URLSearchParams(query).toString();
  return text === '' ? path : `${path}?${text}`;
}

/** @param root where the API stands: '/api/v1' */
export function createAtlasApi(root: string): AtlasApi {
  const profilePath = (id: string): string => `${root}/profiles/${encodeURIComponent(id)}`;
  return {
    summary: () => fetchJson(`${root}/atlas`, atlasSummarySchema),
    profiles: () => fetchJson(`${root}/profiles`, z.array(profileSummarySchema)),
    profile: (id) => fetchJson(profilePath(id), profileSchema),
    block: async (profileId, base) => {
      const query = base === null ? {} : { base };
      const decoded = decodeColumns(await fetchBytes(withQuery(`${profilePath(profileId)}/columns`, query)));
      return profileBlock(decoded.header, (name) => decoded.find(name));
    },
    indicators: () => fetchJson(`${root}/indicators`, z.array(indicatorSummarySchema)),
    indicatorColumn: (profileId, indicatorId, areaType) => {
      const path = `${profilePath(profileId)}/indicators/${encodeURIComponent(indicatorId)}`;
      return fetchJson(withQuery(path, { type: areaType }), indicatorColumnSchema);
    },
    clusters: (profileId, base) => {
      const query = { show: 'all', ...(base === null ? {} : { base }) };
      return fetchJson(withQuery(`${profilePath(profileId)}/clusters`, query), clusterListSchema);
    },
    rankIntervals: (profileId, base, areaType) => {
      const query = { type: areaType, ...(base === null ? {} : { base }) };
      return fetchJson(withQuery(`${profilePath(profileId)}/rank-intervals`, query), rankIntervalListSchema);
    },
    explanation: ({ profileId, code, areaType, base }, signal) => {
      const path = `${profilePath(profileId)}/areas/${encodeURIComponent(code)}`;
      return fetchJson(withQuery(path, { type: areaType, base }), explanationSchema, { signal });
    },
    premises: async (box, signal) => {
      const found: Premises[] = [];
      let cursor: string | null = '';
      for (let page = 0; page < premisesPages && cursor !== null; page += 1) {
        const query = { bbox: box.map((edge) => edge.toFixed(5)).join(','), limit: '1000' };
        const address = withQuery(`${root}/premises`, cursor === '' ? query : { ...query, cursor });
        const list: PremisesList = await fetchJson(address, premisesListSchema, { signal });
        found.push(...list.items);
        cursor = list.next;
      }
      return cursor === null ? found : null;
    },
    supportPlaces: async () => {
      const address = withQuery(`${root}/support-places`, { limit: '10000' });
      return (await fetchJson(address, supportPlaceListSchema)).items;
    },
    search: async (query, signal) => {
      const address = withQuery(`${root}/search`, { q: query, limit: '10' });
      return (await fetchJson(address, searchResultsSchema, { signal })).results;
    },
  };
}
