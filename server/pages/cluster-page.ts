import { z } from 'zod';
import { chooseProfile } from '../../core/choose-profile.ts';
import { clusterPageSchema, type ClusterKind, type ClusterList } from '../../core/contract/clusters.ts';
import { AppError } from '../../core/errors.ts';
import { profileTitle } from '../../core/language/data-texts.ts';
import type { Translate } from '../../core/language/translator.ts';
import { clusterSentence } from '../../core/sentences/cluster-sentence.ts';
import type { Patience } from '../usecases/background-jobs.ts';
import type { Clusters } from '../usecases/clusters/find-clusters.ts';
import type { Scoring } from '../usecases/score-table.ts';
import { registerPage, type PageScope } from './page.ts';

export interface ClusterPageDependencies {
  readonly scoring: Scoring;
  readonly clusters: Clusters;
  readonly patience: Pick<Patience, 'waitMilliseconds' | 'retryAfterSeconds'>;
}

const querySchema = z.object({
  profile: z.string().max(100).optional(),
  within: z
    .string()
    .regex(/^[A-Za-z0-9]{1,12}$/)
    .optional(),
});

/** The groups of the page, in this order, with what they are called and what they mean. */
const groups = [
  { kind: 'high-high', title: 'clusters.highHigh', meaning: 'clusters.highHighMeaning' },
  { kind: 'high-low', title: 'clusters.highLow', meaning: 'clusters.highLowMeaning' },
  { kind: 'low-high', title: 'clusters.lowHigh', meaning: 'clusters.lowHighMeaning' },
  { kind: 'low-low', title: 'clusters.lowLow', meaning: 'clusters.lowLowMeaning' },
] as const satisfies readonly {
  readonly kind: ClusterKind;
  readonly title: string;
  readonly meaning: string;
}[];

/** How many areas of a group the page holds; all of them are in the answer of the API that it links to. */
const shownRows = 50;

function groupsOf(list: ClusterList, t: Translate) {
  return groups.map(({ kind, title, meaning }) => {
    const areas = list.clusters.filter((area) => area.kind === kind);
    // The likeliest not to be chance first, the strongest of these before the others.
    areas.sort(
      (one, other) => (one.q ?? 1) - (other.q ?? 1) || (other.statistic ?? 0) - (one.statistic ?? 0),
    );
    return {
      kind,
      title: t(title),
      meaning: t(meaning),
      count: list.counts[kind],
      areas: areas.slice(0, shownRows),
    };
  });
}

/** What the template needs where something was found. */
function listFacts(list: ClusterList, within: string | undefined, t: Translate) {
  const address = new URLSearchParams(within === undefined ? {} : { within });
  return {
    list,
    sentence: clusterSentence({ counts: list.counts, level: list.method.level }, t),
    profileTitle: profileTitle(t, list.profileId, list.profileTitle),
    groups: groupsOf(list, t),
    apiAddress: `/api/v1/profiles/${encodeURIComponent(list.profileId)}/clusters?${address.toString()}`,
    attribution: list.attribution,
  };
}

/** Clusters and outliers in text: a sentence, what the kinds mean, and the areas of each; whole without JavaScript. */
export function registerClusterPage(scope: PageScope, dependencies: ClusterPageDependencies): void {
  const { scoring, clusters, patience } = dependencies;
  registerPage(scope, {
    path: '/clusters',
    query: querySchema,
    data: clusterPageSchema,
    template: 'clusters.njk',
    async read({ query: { profile, within } }) {
      const chosen = chooseProfile(await scoring.summaries(), profile);
      if (chosen === undefined) throw new AppError('not-found', 'There is no profile.');
      try {
        const request = { profileId: chosen.id, within, show: 'significant' } as const;
        return { profileId: chosen.id, list: await clusters.list(request, patience), nothing: null };
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        if (error.code !== 'not-computable' && error.code !== 'not-found') throw error;
        return { profileId: chosen.id, list: null, nothing: error.message };
      }
    },
    view: ({ profileId, list, nothing }, { query, t }) => ({
      title: t('clusters.title'),
      description: t('clusters.description'),
      current: 'clusters',
      profile: { id: profileId },
      shownRows,
      nothing,
      ...(list === null ? {} : listFacts(list, query.within, t)),
    }),
  });
}
