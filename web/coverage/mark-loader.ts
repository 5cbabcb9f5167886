import type { Bounds } from '../../core/contract/area.ts';

interface MarkLoaderOptions<Key, Collection> {
  /** Of a box, or of everywhere. */
  readonly read: (key: Key, box: Bounds | null, signal: AbortSignal) => Promise<Collection>;
  readonly onLoaded: (collection: Collection) => void;
  readonly onFailed: (why: string) => void;
}

/**
 * Holds the marks of a kind that a view needs: all that there are, asked for once; where these are too many for one answer,
 * those in the view, asked for again when it moves.
 */
export function createMarkLoader<Key, Collection extends { readonly isComplete: boolean }>({
  read,
  onLoaded,
  onFailed,
}: MarkLoaderOptions<Key, Collection>) {
  let wanted: { readonly key: Key } | null = null;
  /** Known only when everything was asked for. */
  let isTooMuch = false;
  let askedBox = '';
  let asking: AbortController | null = null;

  async function ask(key: Key, box: Bounds | null, view: Bounds): Promise<void> {
    asking?.abort();
    const own = new AbortController();
    asking = own;
    try {
      const collection = await read(key, box, own.signal);
      if (own.signal.aborted) return;
      onLoaded(collection);
      if (box !== null || collection.isComplete) return;
      isTooMuch = true;
      askedBox = JSON.stringify(view);
      await ask(key, view, view);
    } catch (error) {
      if (!own.signal.aborted) onFailed(error instanceof Error ? error.message : '');
    }
  }

  return {
    /** What is to be held from now on, for a view. What could not be had is not asked for again. */
    follow(key: Key, view: Bounds): void {
      if (wanted?.key !== key) {
        wanted = { key };
        isTooMuch = false;
        void ask(key, null, view);
        return;
      }
      const box = JSON.stringify(view);
      if (!isTooMuch || box === askedBox) return;
      askedBox = box;
      void ask(key, view, view);
    },
  };
}
