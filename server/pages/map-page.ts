import { z } from 'zod';
import { mapPageSchema } from '../../core/contract/map-page.ts';
import { createTranslator, type Translate } from '../../core/language/translator.ts';
import type { HttpSettings } from '../http/app-types.ts';
import { pageSecurity } from '../http/security.ts';
import type { CreditReads } from '../store/credit-reads.ts';
import type { Scoring } from '../usecases/score-table.ts';
import { readTableTwin, tableTwinFacts } from './explorer-page.ts';
import { registerPage, type PageScope } from './page.ts';

export interface MapPageDependencies {
  readonly scoring: Scoring;
  readonly credits: CreditReads;
  readonly settings: HttpSettings;
}

type MapPage = z.infer<typeof mapPageSchema>;

const template = 'explorer.njk';

function queryOf(path: string): URLSearchParams {
  const [, query = ''] = path.split('?', 2);
  return new URLSearchParams(query);
}

function factsOf({ table, attribution }: MapPage, path: string, t: Translate) {
  const twin = table === null ? null : tableTwinFacts(table, queryOf(path), t);
  return {
    title: twin?.profileTitle ?? t('tableTwin.title'),
    current: 'map' as const,
    embeddablePath: path,
    twin,
    preloads: twin?.preloads ?? [],
    attribution,
  };
}

/** The map and its table, and the same without header and footer for the pages of others. */
export function registerMapPage(scope: PageScope, { scoring, credits, settings }: MapPageDependencies): void {
  const { app, locale, render } = scope;
  async function read(path: string): Promise<MapPage> {
    const [table, attribution] = await Promise.all([
      readTableTwin(scoring, queryOf(path)),
      credits.everything(),
    ]);
    return { table, attribution };
  }

  registerPage(scope, {
    path: '/map',
    // The query string is the map's own state: what it does not know it passes over, so that no old link breaks.
    query: z.looseObject({}),
    data: mapPageSchema,
    template,
    read: ({ path }) => read(path),
    view: (data, { path, t }) => ({
      ...factsOf(data, path, t),
      ...(data.table === null ? {} : { description: t('tableTwin.heading') }),
    }),
  });

  for (const path of ['/embed', '/embed/map']) {
    app.get(path, { schema: { hide: true }, helmet: pageSecurity(settings, '*') }, async (request, reply) => {
      const facts = factsOf(await read(request.url), request.url, createTranslator(locale));
      return reply
        .type('text/html; charset=utf-8')
        .send(render(template, { ...facts, locale, isEmbedded: true }));
    });
  }
}
