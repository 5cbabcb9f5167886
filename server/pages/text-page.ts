import { z } from 'zod';
import { textPageSchema, type TextBlock, type TextPage } from '../../core/contract/text-page.ts';
import type { MessageKey } from '../../core/language/catalogue.ts';
import { addressIn } from '../../core/language/locale.ts';
import type { Translate } from '../../core/language/translator.ts';
import type { HttpSettings } from '../http/app-types.ts';
import type { CreditReads } from '../store/credit-reads.ts';
import { registerPage, type PageRequest, type PageScope } from './page.ts';
import type { NavigationEntry } from './render.ts';

export type Operator = HttpSettings['operator'];

export interface TextPageDependencies {
  readonly operator: Operator;
  readonly credits: Pick<CreditReads, 'everything'>;
}

export type TextRequest = Pick<PageRequest<unknown, unknown>, 'locale' | 't'>;

/** A page of text: where it stands, and what it says in the language of a request. */
export interface TextPageDefinition {
  readonly path: string;
  readonly current?: NavigationEntry;
  readonly description: MessageKey;
  readonly write: (request: TextRequest, operator: Operator) => Omit<TextPage, 'madeUp'>;
}

export function paragraphs(t: Translate, ...keys: readonly MessageKey[]): TextBlock[] {
  return keys.map((key) => ({ kind: 'paragraph', text: t(key) }));
}

export function list(t: Translate, ...keys: readonly MessageKey[]): TextBlock {
  return { kind: 'list', items: keys.map((key) => t(key)) };
}

/** @param pages texts and addresses in English; addresses outside the pages of a language are left as they are */
export function links(
  { locale, t }: TextRequest,
  pages: readonly { readonly text: MessageKey; readonly path: string; readonly isOneForAll?: boolean }[],
): TextBlock {
  return {
    kind: 'links',
    links: pages.map(({ text, path, isOneForAll }) => ({
      text: t(text),
      address: isOneForAll === true ? path : addressIn(locale, path),
    })),
  };
}

/** Registers a page that explains in sections: the same text is its data. */
export function registerTextPage(
  scope: PageScope,
  { path, current, description, write }: TextPageDefinition,
  { operator, credits }: TextPageDependencies,
): void {
  registerPage(scope, {
    path,
    query: z.strictObject({}),
    data: textPageSchema,
    template: 'text-page.njk',
    read: async (request) => ({ ...write(request, operator), madeUp: (await credits.everything()).madeUp }),
    view: (page, { t }) => ({
      title: page.title,
      description: t(description),
      ...(current === undefined ? {} : { current }),
      // The text credits nobody; that the place is made up is said on every page.
      attribution: { lines: [], madeUp: page.madeUp },
      page,
    }),
  });
}
