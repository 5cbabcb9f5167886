import { z } from 'zod';
import { glossarySchema, type Glossary } from '../../core/contract/glossary.ts';
import { glossaryTerms } from '../../core/glossary/terms.ts';
import { termMessages } from '../../core/glossary/term-messages.ts';
import { addressIn, languageTags } from '../../core/language/locale.ts';
import { registerPage, type PageRequest, type PageScope } from './page.ts';

/** Every term in the order of the language. */
function termsIn({ locale, t }: Pick<PageRequest<unknown, unknown>, 'locale' | 't'>): Glossary['terms'] {
  const { compare } = new Intl.Collator(languageTags[locale]);
  return glossaryTerms
    .map((id) => {
      const { term, means } = termMessages(id);
      return { id, term: t(term), means: t(means) };
    })
    .sort((a, b) => compare(a.term, b.term));
}

/** Terms under the letter that they begin with. */
function byLetter(terms: Glossary['terms']) {
  const letters = new Map<string, Glossary['terms']>();
  for (const term of terms) {
    const letter = term.term.charAt(0).toUpperCase();
    letters.set(letter, [...(letters.get(letter) ?? []), term]);
  }
  return [...letters].map(([letter, held]) => ({ letter, terms: held }));
}

/** What the terms on all pages mean; other pages link to a term by its anchor. */
export function registerGlossaryPage(scope: PageScope, publicUrl: string | null): void {
  registerPage(scope, {
    path: '/glossary',
    query: z.strictObject({}),
    data: glossarySchema,
    template: 'glossary.njk',
    read: (request) => Promise.resolve({ terms: termsIn(request) }),
    view: ({ terms }, { locale, t }) => {
      const address = `${publicUrl ?? ''}${addressIn(locale, '/glossary')}`;
      return {
        title: t('glossary.pageTitle'),
        description: t('glossary.pageDescription'),
        letters: byLetter(terms),
        jsonLd: {
          '@context': 'https://schema.org',
          '@type': 'DefinedTermSet',
          '@id': address,
          name: t('glossary.pageTitle'),
          inLanguage: languageTags[locale],
          hasDefinedTerm: terms.map(({ id, term, means }) => ({
            '@type': 'DefinedTerm',
            '@id': `${address}#${id}`,
            termCode: id,
            name: term,
            description: means,
          })),
        },
      };
    },
  });
}
