import dataEnglish from './messages/en/data.json' with { type: 'json' };
import dataWelsh from './messages/cy/data.json' with { type: 'json' };
import homeEnglish from './messages/en/home.json' with { type: 'json' };
import homeWelsh from './messages/cy/home.json' with { type: 'json' };
import layoutEnglish from './messages/en/layout.json' with { type: 'json' };
import layoutWelsh from './messages/cy/layout.json' with { type: 'json' };
import type { Locale } from './locale.ts';

/** Every interface text in English, by namespace: one file for each kind of page. */
const english = {
  data: dataEnglish,
  home: homeEnglish,
  layout: layoutEnglish,
};

/** The texts of one language; what is not translated is missing and shown in English. */
type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>;

const welsh = {
  data: dataWelsh,
  home: homeWelsh,
  layout: layoutWelsh,
};

export const catalogue: Readonly<Record<Locale, Texts>> = { en: english, cy: welsh };

/** `layout.skip`: the namespace and the name of a message. */
export type MessageKey = {
  [Namespace in keyof typeof english]: `${Namespace}.${keyof (typeof english)[Namespace] & string}`;
}[keyof typeof english];
