import accessibleAutocomplete from 'accessible-autocomplete';
import type { SearchResult } from '../../core/contract/score.ts';

const waitMs = 180;

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The text that a field begins with stands among its results as a text, until something is found. */
function labelOf(result: SearchResult | string): string {
  return typeof result === 'string' ? result : result.label;
}

/** What the field says while one types; screen readers are told the rest. */
export interface AutocompleteWords {
  readonly noResults: string;
  readonly assistiveHint?: string;
  readonly tooShort?: string;
  readonly results?: (count: number) => string;
}

export interface AutocompleteOptions {
  readonly holder: HTMLElement;
  /** The id of the field: what its label is for. */
  readonly id: string;
  readonly words: AutocompleteWords;
  /** Whether the first result is taken with Enter: not where Enter sends a form. */
  readonly takesFirst: boolean;
  /** The name under which a form sends the text. */
  readonly name?: string;
  readonly text?: string;
  readonly search: (query: string, signal: AbortSignal) => Promise<readonly SearchResult[]>;
  readonly onPick: (result: SearchResult) => void;
  readonly onFailure: () => void;
}

/** Puts a field into the holder that offers places, areas and postcodes while one types; the service answers, nothing leaves it. */
export function startAutocomplete(options: AutocompleteOptions): void {
  const { words } = options;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked: AbortController | null = null;
  accessibleAutocomplete<SearchResult | string>({
    element: options.holder,
    id: options.id,
    name: options.name ?? 'input-autocomplete',
    defaultValue: options.text ?? '',
    minLength: 2,
    autoselect: options.takesFirst,
    confirmOnBlur: false,
    displayMenu: 'overlay',
    placeholder: '',
    showNoOptionsFound: true,
    tNoResults: () => words.noResults,
    ...(words.assistiveHint === undefined ? {} : { tAssistiveHint: () => words.assistiveHint ?? '' }),
    ...(words.tooShort === undefined ? {} : { tStatusQueryTooShort: () => words.tooShort ?? '' }),
    ...(words.results === undefined
      ? {}
      : { tStatusNoResults: () => words.noResults, tStatusResults: words.results }),
    source: (query, populate) => {
      clearTimeout(timer);
      asked?.abort();
      timer = setTimeout(() => {
        asked = new AbortController();
        options.search(query, asked.signal).then(populate, (error: unknown) => {
          if (error instanceof DOMException && error.name === 'AbortError') return;
          populate([]);
          options.onFailure();
        });
      }, waitMs);
    },
    templates: {
      inputValue: (result) => (result === undefined ? '' : labelOf(result)),
      suggestion: (result) => escaped(labelOf(result)),
    },
    onConfirm: (result) => {
      if (result !== undefined && typeof result !== 'string') options.onPick(result);
    },
  });
}
