import homeEnglish from './messages/en/home.json' with { type: 'json' };
import homeWelsh from './messages/cy/home.json' with { type: 'json' };
import layoutEnglish from './messages/en/layout.json' with { type: 'json' };
import layoutWelsh from './messages/cy/layout.json' with { type: 'json' };
import listsEnglish from './messages/en/lists.json' with { type: 'json' };
import listsWelsh from './messages/cy/lists.json' with { type: 'json' };
import printEnglish from './messages/en/print.json' with { type: 'json' };
import printWelsh from './messages/cy/print.json' with { type: 'json' };
import mapsEnglish from './messages/en/maps.json' with { type: 'json' };
import mapsWelsh from './messages/cy/maps.json' with { type: 'json' };
import type { Locale } from './locale.ts';

/** Every interface text in English, by namespace: one file for each kind of page. */
const english = {
  home: homeEnglish,
  layout: layoutEnglish,
  lists: listsEnglish,
  print: printEnglish,
  maps: mapsEnglish,
};

/** The texts of one language; what is not translated is missing and shown in English. */
type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>;

const welsh = {
  home: homeWelsh,
  layout: layoutWelsh,
  lists: listsWelsh,
  print: printWelsh,
  maps: mapsWelsh,
};

export const catalogue: Readonly<Record<Locale, Texts>> = { en: english, cy: welsh };

/** `layout.skip`: the namespace and the name of a message. */
export type MessageKey = {
  [Namespace in keyof typeof english]: `${Namespace}.${keyof (typeof english)[Namespace] & string}`;
}[keyof typeof english];
