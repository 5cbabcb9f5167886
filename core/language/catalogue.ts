import areaEnglish from './messages/en/area.json' with { type: 'json' };
import areaWelsh from './messages/cy/area.json' with { type: 'json' };
import homeEnglish from './messages/en/home.json' with { type: 'json' };
import homeWelsh from './messages/cy/home.json' with { type: 'json' };
import layoutEnglish from './messages/en/layout.json' with { type: 'json' };
import layoutWelsh from './messages/cy/layout.json' with { type: 'json' };
import sentencesEnglish from './messages/en/sentences.json' with { type: 'json' };
import sentencesWelsh from './messages/cy/sentences.json' with { type: 'json' };
import type { Locale } from './locale.ts';

/** Every interface text in English, by namespace: one file for each kind of page. */
const english = {
  area: areaEnglish,
  home: homeEnglish,
  layout: layoutEnglish,
  sentences: sentencesEnglish,
};

/** The texts of one language; what is not translated is missing and shown in English. */
type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>;

const welsh = {
  area: areaWelsh,
  home: homeWelsh,
  layout: layoutWelsh,
  sentences: sentencesWelsh,
};

export const catalogue: Readonly<Record<Locale, Texts>> = { en: english, cy: welsh };

/** `layout.skip`: the namespace and the name of a message. */
export type MessageKey = {
  [Namespace in keyof typeof english]: `${Namespace}.${keyof (typeof english)[Namespace] & string}`;
}[keyof typeof english];
