import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { fleschKincaid } from 'flesch-kincaid';
import { syllable } from 'syllable';

/**
 * Terms of the field that readers must meet because the figures are about them; the glossary says what each means. They count
 * as one plain word of one syllable, so that the measure is of the sentences around them.
 */
const fieldTerms: readonly RegExp[] = [
  // Kinds of area: official names that nothing shorter stands for.
  /\blocal authorit(y|ies)\b/gi,
  /\bneighbourhoods?\b/gi,
  /\b(lower|middle)[ -]layer( super output)? areas?\b/gi,
  /\b(LSOA|MSOA|UPRN|IMD|USO|API|CSV|JSON|PDF|WCAG|EASS|EHRC|ECNI|GeoJSON|GeoPackage|XLSX)s?\b/g,
  // What the whole Atlas is about.
  /\b(digital(ly)? )?(exclusion|excluded)\b/gi,
  /\b(multiple )?deprivation\b/gi,
  /\bbroadband\b/gi,
  /\b(super|ultra)fast\b/gi,
  /\bgigabit\b/gi,
  /\bMbit\/s\b/g,
  /\bpremises\b/gi,
  /\bcomponents?\b/gi,
  /\bindicators?\b/gi,
  // Names of bodies and of laws that must be given in full.
  /\bOffice for National Statistics\b/g,
  /\bEqualit(y|ies) (Advisory and Support Service|and Human Rights Commission|Commission for Northern Ireland)\b/g,
  /\bPublic Sector Bodies \(Websites and Mobile Applications\) \(No\. 2\) Accessibility Regulations 2018\b/g,
  /\bWeb Content Accessibility Guidelines( version)?( 2\.2)?\b/g,
  /\baccessib(le|ility)( statement)?\b/gi,
  /\bNorthern Ireland\b/g,
  /\buniversal service obligation\b/gi,
  /\bunique property reference number\b/gi,
  /\bEcological fallacy\b/gi,
  /\bModifiable areal unit problem\b/gi,
];

/** A message as a reader may see it: names and numbers for its values, of several forms the general one. */
export function spokenMessage(text: string): string {
  return spoken(parse(text, { ignoreTag: true }));
}

function spoken(elements: readonly MessageFormatElement[]): string {
  return elements
    .map((element): string => {
      switch (element.type) {
        case TYPE.literal:
          return element.value;
        case TYPE.plural:
        case TYPE.select:
          return spoken(element.options['other']?.value ?? []);
        case TYPE.pound:
        case TYPE.number:
          return '12';
        default:
          return 'Sale';
      }
    })
    .join('');
}

/** Does the message speak in sentences? The rest are headings, labels and names. */
export function isBody(text: string): boolean {
  return /[.?!:]$/.test(text.trim()) && text.trim().split(/\s+/).length > 3;
}

/**
 * The age at which texts can be read: the Flesch-Kincaid grade and five (Kincaid and others 1975). Each text ends a sentence.
 *
 * @param texts as readers see them
 */
export function readingAge(texts: readonly string[]): number {
  let [sentences, words, syllables] = [0, 0, 0];
  for (const text of texts) {
    const plain = fieldTerms.reduce((rest, term) => rest.replaceAll(term, 'term'), text);
    for (const sentence of plain.split(/[.?!:;](?=\s|$)/)) {
      // Figures are read as one word, signs not at all.
      const found = sentence.match(/[\p{L}\p{N}][\p{L}\p{N}’'%,.-]*/gu) ?? [];
      if (found.length === 0) continue;
      sentences += 1;
      words += found.length;
      for (const word of found) syllables += Math.max(1, syllable(word));
    }
  }
  return words === 0 ? 0 : fleschKincaid({ sentence: sentences, word: words, syllable: syllables }) + 5;
}
