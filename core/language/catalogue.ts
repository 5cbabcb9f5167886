import aboutEnglish from './messages/en/about.json' with { type: 'json' };
import aboutWelsh from './messages/cy/about.json' with { type: 'json' };
import accessibilityEnglish from './messages/en/accessibility.json' with { type: 'json' };
import accessibilityWelsh from './messages/cy/accessibility.json' with { type: 'json' };
import glossaryEnglish from './messages/en/glossary.json' with { type: 'json' };
import glossaryWelsh from './messages/cy/glossary.json' with { type: 'json' };
import homeEnglish from './messages/en/home.json' with { type: 'json' };
import homeWelsh from './messages/cy/home.json' with { type: 'json' };
import layoutEnglish from './messages/en/layout.json' with { type: 'json' };
import layoutWelsh from './messages/cy/layout.json' with { type: 'json' };
import searchEnglish from './messages/en/search.json' with { type: 'json' };
import searchWelsh from './messages/cy/search.json' with { type: 'json' };
import type { Locale } from './locale.ts';

/** Every interface text in English, by namespace: one file for each kind of page. */
const english = {
  about: aboutEnglish,
  accessibility: accessibilityEnglish,
  glossary: glossaryEnglish,
  home: homeEnglish,
  layout: layoutEnglish,
  search: searchEnglish,
};

/** The texts of one language; what is not translated is missing and shown in English. */
type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>;

const welsh = {
  about: aboutWelsh,
  accessibility: accessibilityWelsh,
  glossary: glossaryWelsh,
  home: homeWelsh,
  layout: layoutWelsh,
  search: searchWelsh,
};

export const catalogue: Readonly<Record<Locale, Texts>> = { en: english, cy: welsh };

/** `layout.skip`: the namespace and the name of a message. */
export type MessageKey = {
  [Namespace in keyof typeof english]: `${Namespace}.${keyof (typeof english)[Namespace] & string}`;
}[keyof typeof english];
