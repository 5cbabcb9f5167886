/** `push` makes a step that Back undoes; `replace` is for what changes while dragging. */
type HistoryMode = 'push' | 'replace';
type StateListener<State> = (state: State, previous: State) => void;

export interface AddressStore<State> {
  readonly get: () => State;
  readonly update: (patch: Partial<State>, mode?: HistoryMode) => void;
  /** Called after every change, from the page or from the browser's Back and Forward. */
  readonly subscribe: (listener: StateListener<State>) => void;
}

/** The part of the window that the store needs. */
export interface AddressBar {
  readonly location: { readonly pathname: string; readonly search: string };
  readonly history: Pick<History, 'pushState' | 'replaceState'>;
  readonly addEventListener: (type: 'popstate', listener: () => void) => void;
}

/** How a state stands in the query of an address. */
export interface StateText<State> {
  /** Tolerant: an old or hand-edited link still opens. */
  readonly parse: (query: URLSearchParams) => State;
  readonly queryText: (state: State) => string;
}

/** Browsers refuse more than about 100 history calls in half a minute: what changes while dragging waits this long. */
const replaceDelayMs = 350;

/** The one holder of shareable state: reads it from the address, writes every change back, follows Back and Forward. */
export function createAddressStore<State extends object>(
  bar: AddressBar,
  { parse, queryText }: StateText<State>,
): AddressStore<State> {
  let state = parse(new URLSearchParams(bar.location.search));
  let pending: ReturnType<typeof setTimeout> | undefined;
  const listeners: StateListener<State>[] = [];

  const address = (): string => {
    const query = queryText(state);
    return query === '' ? bar.location.pathname : `${bar.location.pathname}?${query}`;
  };
  const change = (next: State): void => {
    const previous = state;
    state = next;
    for (const listener of listeners) listener(state, previous);
  };

  bar.addEventListener('popstate', () => {
    clearTimeout(pending);
    change(parse(new URLSearchParams(bar.location.search)));
  });

  return {
    get: () => state,
    subscribe: (listener) => {
      listeners.push(listener);
    },
    update: (patch, mode = 'push') => {
      const next = { ...state, ...patch };
      if (queryText(next) === queryText(state)) return;
      clearTimeout(pending);
      const write = (): void => {
        bar.history.replaceState(null, '', address());
      };
      if (mode === 'push') {
        // The address as it stands must be complete before the step away from it.
        write();
        change(next);
        bar.history.pushState(null, '', address());
        return;
      }
      change(next);
      pending = setTimeout(write, replaceDelayMs);
    },
  };
}
