import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStateStore } from '../../../web/state/state-store.ts';
import type { AddressBar } from '../../../web/state/address-store.ts';

/** A window's address bar and history, kept as a list as browsers keep it. */
function addressBar(start: string): AddressBar & { back: () => void; entries: () => string[] } {
  const entries = [start];
  let at = 0;
  let popped = (): void => undefined;
  const url = (): URL => new URL(entries[at] ?? '/', 'http://atlas.test');
  return {
    location: {
      get pathname() {
        return url().pathname;
      },
      get search() {
        return url().search;
      },
    },
    history: {
      pushState: (_data, _unused, address) => {
        entries.splice(at + 1, Infinity, String(address));
        at += 1;
      },
      replaceState: (_data, _unused, address) => {
        entries[at] = String(address);
      },
    },
    addEventListener: (_type, listener) => {
      popped = listener;
    },
    back: () => {
      at -= 1;
      popped();
    },
    entries: () => entries,
  };
}

describe('the store of the state', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('makes a step that Back undoes', () => {
    const bar = addressBar('/?areas=ward');
    const store = createStateStore(bar);
    const seen: string[] = [];
    store.subscribe((state) => seen.push(state.areaType));
    store.update({ areaType: 'msoa' });
    expect(bar.entries()).toEqual(['/?areas=ward', '/?areas=msoa']);
    bar.back();
    expect(store.get().areaType).toBe('ward');
    expect(seen).toEqual(['msoa', 'ward']);
  });

  it('writes what changes while dragging once, without a step in the history', () => {
    const bar = addressBar('/');
    const store = createStateStore(bar);
    for (const opacity of [70, 60, 50]) store.update({ opacity }, 'replace');
    expect(bar.entries()).toEqual(['/']);
    vi.runAllTimers();
    expect(bar.entries()).toEqual(['/?opacity=50']);
  });

  it('keeps what was being dragged when a step follows at once', () => {
    const bar = addressBar('/');
    const store = createStateStore(bar);
    store.update({ opacity: 40 }, 'replace');
    store.update({ areaType: 'ward' });
    expect(bar.entries()).toEqual(['/?opacity=40', '/?areas=ward&opacity=40']);
  });

  it('makes no step when nothing changes', () => {
    const bar = addressBar('/');
    createStateStore(bar).update({ areaType: 'lsoa' });
    expect(bar.entries()).toEqual(['/']);
  });
});
