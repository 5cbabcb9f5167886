import { AppError } from '../core/errors.ts';
import { createAtlasApi } from './api/atlas-api.ts';
import { loadMapCode } from './attach-map.ts';
import type { Box } from './map/map-data.ts';
import { element, setText } from './dom/element.ts';
import { createExplorerView } from './explorer-view.ts';
import { createFetcher } from './model/fetch-figures.ts';
import { createSceneBuilder } from './model/build-scene.ts';
import { keepLanguageLinks } from './language/language-links.ts';
import { loadLanguage } from './language/load-language.ts';
import { createStateStore } from './state/state-store.ts';
import { queryText } from './state/url-state.ts';
import { speak, t } from './language/words.ts';

/** A polite live region that never says the same thing twice in a row without a pause. */
function createLiveRegion(): { node: HTMLElement; announce: (text: string) => void } {
  const node = element('p', {
    class: 'govuk-visually-hidden',
    attributes: { role: 'status', 'aria-live': 'polite', id: 'atlas-live' },
  });
  return {
    node,
    announce: (text) => {
      setText(node, text);
    },
  };
}

function failureWords(error: unknown): string {
  return error instanceof Error ? error.message : t('explorer.somethingWrong');
}

function showFailure(root: HTMLElement, error: unknown): void {
  root.prepend(
    element('div', { class: 'atlas-failure', attributes: { role: 'alert' } }, [
      element('p', {
        text: t('explorer.mapFailed', { why: failureWords(error) }),
      }),
    ]),
  );
}

/** "west,south,east,north" as the page was told; null where it was not, or is no box. */
function readExtent(text: string | undefined): Box | null {
  const [west = NaN, south = NaN, east = NaN, north = NaN] = (text ?? '').split(',').map(Number);
  return west < east && south < north ? [west, south, east, north] : null;
}

/**
 * Starts the explorer in its place on the page. The server's table stands there until the map begins; when the scores
 * cannot be had it comes back, with a message above it.
 *
 * @param root the element `#atlas-explorer`; `data-api` holds the address of the API, `data-embed` marks the embedded form
 */
export async function startExplorer(root: HTMLElement): Promise<void> {
  // Small beside all else, and asked for with it by the page: nothing can be said before it is there.
  const { translate, wrap } = await loadLanguage(document.documentElement.lang);
  speak(translate);
  const api = wrap(createAtlasApi(root.dataset['api'] ?? '/api/v1'));
  const store = createStateStore(window);
  keepLanguageLinks(store, queryText);
  if (root.dataset['embed'] !== undefined && !store.get().embed) store.update({ embed: true }, 'replace');
  const written = [...root.childNodes];
  try {
    // All that the first picture needs is asked for at once; the map begins to draw before the scores are there.
    const mapCode = loadMapCode();
    mapCode.catch(() => undefined);
    const [summary, profiles] = await Promise.all([api.summary(), api.profiles()]);
    let showWaiting: (words: string) => void = () => undefined;
    const fetcher = createFetcher(api, profiles, (words) => {
      showWaiting(words);
    });
    const buildScene = createSceneBuilder();
    const loading = fetcher.fetch(store.get());
    const live = createLiveRegion();
    const extent = readExtent(root.dataset['extent']);
    const view = createExplorerView({ store, api, announce: live.announce }, { summary, extent });
    root.replaceChildren(view.element, live.node);
    showWaiting = view.showNotice;
    view.start();
    let shown = await loading;

    const draw = (): void => {
      performance.mark('atlas-repaint-start');
      try {
        view.render(buildScene(store.get(), shown, profiles));
        view.showNotice(shown.notice);
      } catch (error) {
        // What cannot be computed (every indicator switched off) is said; anything else is our bug and must be seen.
        if (!(error instanceof AppError)) throw error;
        view.showNotice(error.message);
        live.announce(error.message);
      }
      performance.measure('atlas-repaint', 'atlas-repaint-start');
    };
    let frame = 0;
    const drawSoon = (): void => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(draw);
    };
    store.subscribe((state) => {
      const known = fetcher.known(state);
      if (known !== null) {
        shown = known;
        drawSoon();
        return;
      }
      live.announce(t('explorer.loadingFigures'));
      fetcher.fetch(state).then(
        (next) => {
          if (store.get() !== state && fetcher.known(store.get()) === null) return;
          shown = next;
          drawSoon();
        },
        (error: unknown) => {
          view.showNotice(t('explorer.figuresFailed', { why: failureWords(error) }));
        },
      );
    });
    draw();
    // Not needed for the first picture, so not asked for before it.
    api.indicators().then(view.setIndicators, () => undefined);
  } catch (error) {
    root.replaceChildren(...written);
    showFailure(root, error);
  }
}
