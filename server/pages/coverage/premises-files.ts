import {
  premisesFileEndings,
  premisesFileQuerySchema,
} from '../../../core/contract/coverage/premises-list.ts';
import { createTranslator } from '../../../core/language/translator.ts';
import { sendPremisesFile } from '../../http/coverage/premises-file-answer.ts';
import type { LimitedQueue } from '../../pdf/limited-queue.ts';
import { mostPremisesInFile, type PremisesLists } from '../../usecases/coverage/premises-lists.ts';
import type { PageScope } from '../page.ts';
import { premisesApiAddress } from './premises-address.ts';

export interface PremisesFileDependencies {
  readonly premisesLists: PremisesLists;
  readonly fileQueue: LimitedQueue;
}

/**
 * Lists of premises as files: the same address as the page with an ending, all that fits and not one page. Property
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
      { config: { isVolatile: true }, schema: { hide: true, querystring: premisesFileQuerySchema } },
      async ({ query }, reply) => {
        const selection = await premisesLists.select(query, mostPremisesInFile);
        const stream = await sendPremisesFile(reply, {
          ...{ ending, selection, query, t, fileQueue },
          ...{ linkBase: publicUrl ?? '', describedAt: premisesApiAddress(query) },
        });
        return reply.send(stream);
      },
    );
  }
}
