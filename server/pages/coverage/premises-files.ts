import { premisesFileEndings, savedListQuerySchema } from '../../../core/contract/coverage/premises-list.ts';
import { createTranslator } from '../../../core/language/translator.ts';
import { sendSavedList } from '../../http/coverage/saved-list-answer.ts';
import type { LimitedQueue } from '../../pdf/limited-queue.ts';
import type { PremisesLists } from '../../usecases/coverage/premises-lists.ts';
import { savePremises } from '../../usecases/coverage/save-premises.ts';
import type { PageScope } from '../page.ts';

export interface PremisesFileDependencies {
  readonly premisesLists: PremisesLists;
  readonly fileQueue: LimitedQueue;
}

/**
 * Lists of premises, and of their postcodes, as files: the same address as the page with an ending, all that fits and not one page. Property
 * numbers, points and postcodes are open data: anybody may have them, with the credit that is inside.
 */
export function registerPremisesFiles(
  { app, locale, publicUrl }: PageScope,
  { premisesLists, fileQueue }: PremisesFileDependencies,
): void {
  const t = createTranslator(locale);
  for (const ending of premisesFileEndings) {
    app.get(
      `/coverage/premises.${ending}`,
      { config: { isVolatile: true }, schema: { hide: true, querystring: savedListQuerySchema } },
      async ({ query }, reply) => {
        const list = await savePremises(premisesLists, query, { t });
        const stream = await sendSavedList(reply, list, {
          ...{ ending, linkBase: publicUrl ?? '', fileQueue },
        });
        return reply.send(stream);
      },
    );
  }
}
