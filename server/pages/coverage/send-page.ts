import type { Attribution } from '../../../core/contract/dataset.ts';
import type { AnyReply } from '../../http/app-types.ts';
import type { CreditReads } from '../../store/credit-reads.ts';
import type { PageScope } from '../page.ts';
import type { PageFacts } from '../render.ts';

export type Credits = Pick<CreditReads, 'everything' | 'codesOfPlaces'>;

/** A page that shows nobody's figures credits nobody; that the place is made up is said on every page. */
export async function noticeOf(credits: Credits): Promise<Attribution> {
  return { lines: [], madeUp: (await credits.everything()).madeUp };
}

type SendPage = (
  reply: AnyReply,
  template: string,
  facts: PageFacts & Readonly<Record<string, unknown>>,
) => Promise<AnyReply>;

/** Sends pages that are no data of anybody's, in the language of the scope: forms and what officers see. */
export function createSendPage({ render, locale }: PageScope, credits: Credits): SendPage {
  return async (reply, template, facts) => {
    const attribution = await noticeOf(credits);
    const html = render(template, { isTranslated: true, attribution, ...facts, locale });
    return reply.type('text/html; charset=utf-8').send(html);
  };
}
