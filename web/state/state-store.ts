import { createAddressStore, type AddressBar, type AddressStore } from './address-store.ts';
import type { ExplorerState } from './explorer-state.ts';
import { parseState, queryText } from './url-state.ts';

export type StateStore = AddressStore<ExplorerState>;

/** The state of the explorer, in the address. */
export function createStateStore(bar: AddressBar): StateStore {
  return createAddressStore(bar, { parse: parseState, queryText });
}
