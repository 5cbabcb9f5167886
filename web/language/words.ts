import { languageTags } from '../../core/language/locale.ts';
import type { MessageValues, Translate } from '../../core/language/translate.ts';
import type { MessageKey } from '../../core/language/catalogue.ts';

/**
 * A page speaks one language for as long as it stands, as its `lang` says; so the language is set once, before anything is
 * drawn, and need not be handed from panel to panel.
 */
let spoken: Translate | null = null;

/** Sets the language of the page. */
export function speak(language: Translate): void {
  spoken = language;
}

/** The language of the page, for sentences of core that take one. */
export function language(): Translate {
  if (spoken === null) throw new Error('The language of the page is not loaded yet.');
  return spoken;
}

/** A message in the language of the page, of the namespaces that the browser has (language/english.ts). */
export function t(key: MessageKey, values?: MessageValues): string {
  return language()(key, values);
}

/** A number as the language of the page writes it. */
export function numberText(value: number, digits: Intl.NumberFormatOptions = {}): string {
  return value.toLocaleString(languageTags[language().locale], digits);
}
