import areaEnglish from './messages/en/area.json' with { type: 'json' };
import areaWelsh from './messages/cy/area.json' with { type: 'json' };
import aroundEnglish from './messages/en/around.json' with { type: 'json' };
import aroundWelsh from './messages/cy/around.json' with { type: 'json' };
import fitEnglish from './messages/en/fit.json' with { type: 'json' };
import fitWelsh from './messages/cy/fit.json' with { type: 'json' };
import homeEnglish from './messages/en/home.json' with { type: 'json' };
import homeWelsh from './messages/cy/home.json' with { type: 'json' };
import indicatorWelsh from './messages/cy/indicator.json' with { type: 'json' };
import kindsEnglish from './messages/en/kinds.json' with { type: 'json' };
import kindsWelsh from './messages/cy/kinds.json' with { type: 'json' };
import layoutEnglish from './messages/en/layout.json' with { type: 'json' };
import layoutWelsh from './messages/cy/layout.json' with { type: 'json' };
import sentencesEnglish from './messages/en/sentences.json' with { type: 'json' };
import sentencesWelsh from './messages/cy/sentences.json' with { type: 'json' };
import missingEnglish from './messages/en/missing.json' with { type: 'json' };
import missingWelsh from './messages/cy/missing.json' with { type: 'json' };
import profileWelsh from './messages/cy/profile.json' with { type: 'json' };
import unitsEnglish from './messages/en/units.json' with { type: 'json' };
import unitsWelsh from './messages/cy/units.json' with { type: 'json' };
import type { Locale } from './locale.ts';
import type { Texts } from './translate.ts';

/** Every interface text in English, by namespace: one file for each kind of page. */
const english = {
  area: areaEnglish,
  around: aroundEnglish,
  fit: fitEnglish,
  home: homeEnglish,
  kinds: kindsEnglish,
  layout: layoutEnglish,
  sentences: sentencesEnglish,
  missing: missingEnglish,
  units: unitsEnglish,
};

/** What is not translated is missing and shown in English. */
const welsh = {
  area: areaWelsh,
  around: aroundWelsh,
  fit: fitWelsh,
  home: homeWelsh,
  // Of the data: the English is in data/indicators.yaml and data/profiles (core/language/data-texts.ts).
  indicator: indicatorWelsh,
  profile: profileWelsh,
  kinds: kindsWelsh,
  layout: layoutWelsh,
  sentences: sentencesWelsh,
  missing: missingWelsh,
  units: unitsWelsh,
};

export const catalogue: Readonly<Record<Locale, Texts>> = { en: english, cy: welsh };

/** `layout.skip`: the namespace and the name of a message. */
export type MessageKey = {
  [Namespace in keyof typeof english]: `${Namespace}.${keyof (typeof english)[Namespace] & string}`;
}[keyof typeof english];
