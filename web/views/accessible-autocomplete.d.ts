/** The parts of accessible-autocomplete 3 that the search box uses; the package ships no types. */
declare module 'accessible-autocomplete' {
  interface AutocompleteOptions<T> {
    readonly element: HTMLElement;
    readonly id: string;
    readonly name: string;
    readonly defaultValue: string;
    readonly source: (query: string, populate: (results: readonly T[]) => void) => void;
    readonly onConfirm: (result: T | undefined) => void;
    readonly templates: {
      readonly inputValue: (result: T | undefined) => string;
      readonly suggestion: (result: T) => string;
    };
    readonly confirmOnBlur: boolean;
    readonly minLength: number;
    readonly autoselect: boolean;
    readonly displayMenu: 'overlay' | 'inline';
    readonly placeholder: string;
    readonly showNoOptionsFound: boolean;
    readonly tNoResults: () => string;
    readonly tAssistiveHint?: () => string;
    readonly tStatusQueryTooShort?: () => string;
    readonly tStatusNoResults?: () => string;
    readonly tStatusResults?: (count: number) => string;
  }
  function accessibleAutocomplete<T>(options: AutocompleteOptions<T>): void;
  export = accessibleAutocomplete;
}
