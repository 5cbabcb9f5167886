import type { AtlasApi } from '../api/atlas-api.ts';
import type { StateStore } from '../state/state-store.ts';

/** What every panel gets: the state it may change, the service it may ask, and a voice for screen readers. */
export interface ViewContext {
  readonly store: StateStore;
  readonly api: AtlasApi;
  /** Says a sentence in the live region. */
  readonly announce: (text: string) => void;
}
