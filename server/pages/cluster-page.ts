import { z } from 'zod';
import { chooseProfile } from '../../core/choose-profile.ts';
import type { ClusterKind, ClusterList } from '../../core/contract/clusters.ts';
import { AppError } from '../../core/errors.ts';
import type { App } from '../http/app-types.ts';
import type { Patience } from '../usecases/background-jobs.ts';
import type { Clusters } from '../usecases/clusters/find-clusters.ts';
import type { Scoring } from '../usecases/score-table.ts';
import type { RenderPage } from './render.ts';

export interface ClusterPageDependencies {
  readonly render: RenderPage;
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

/** The groups of the page, in this order, with what they mean. */
const groups: readonly { readonly kind: ClusterKind; readonly title: string; readonly meaning: string }[] = [
  {
    kind: 'high-high',
    title: 'Clusters of high risk',
    meaning: 'These areas and the areas around them score higher than chance would have it.',
  },
  {
    kind: 'high-low',
    title: 'High risk among neighbours at low risk',
    meaning: 'These areas score above the average, and the areas around them below it.',
  },
  {
    kind: 'low-high',
    title: 'Low risk among neighbours at high risk',
    meaning: 'These areas score below the average, and the areas around them above it.',
  },
  {
    kind: 'low-low',
    title: 'Clusters of low risk',
    meaning: 'These areas and the areas around them score lower than chance would have it.',
  },
];

/** How many areas of a group the page holds; all of them are in the answer of the API that it links to. */
const shownRows = 50;

function groupsOf(list: ClusterList) {
  return groups.map((group) => {
    const areas = list.clusters.filter(({ kind }) => kind === group.kind);
    // The likeliest not to be chance first, the strongest of these before the others.
    areas.sort(
      (one, other) => (one.q ?? 1) - (other.q ?? 1) || (other.statistic ?? 0) - (one.statistic ?? 0),
    );
    return { ...group, count: list.counts[group.kind], areas: areas.slice(0, shownRows) };
  });
}

/** Clusters and outliers in text: a sentence, what the kinds mean, and the areas of each; whole without JavaScript. */
export function registerClusterPage(app: App, dependencies: ClusterPageDependencies): void {
  const { render, scoring, clusters, patience } = dependencies;
  app.get('/clusters', { schema: { hide: true, querystring: querySchema } }, async ({ query }, reply) => {
    const profiles = await scoring.summaries();
    const chosen = chooseProfile(profiles, query.profile);
    if (chosen === undefined) throw new AppError('not-found', 'There is no profile.');
    const { within } = query;
    const page = { title: 'Clusters', current: 'clusters' as const, profile: chosen, shownRows };
    reply.type('text/html; charset=utf-8');
    try {
      const request = { profileId: chosen.id, within, show: 'significant' } as const;
      const list = await clusters.list(request, patience);
      const address = new URLSearchParams(within === undefined ? {} : { within });
      return await reply.send(
        render('clusters.njk', {
          ...page,
          list,
          groups: groupsOf(list),
          apiAddress: `/api/v1/profiles/${encodeURIComponent(chosen.id)}/clusters?${address.toString()}`,
          attribution: list.attribution,
        }),
      );
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.code !== 'not-computable' && error.code !== 'not-found') throw error;
      return reply.send(render('clusters.njk', { ...page, nothing: error.message }));
    }
  });
}
