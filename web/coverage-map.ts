import { premisesMapSchema, type PremisesMap } from '../core/contract/coverage/map-page.ts';
import type { Position } from '../core/contract/area.ts';
import type { ProblemSubject } from '../core/contract/coverage/coverage-problem.ts';
import { premisesTileZooms } from '../core/coverage/premises-tile.ts';
import { createCoverageApi } from './coverage/coverage-api.ts';
import { createCoverageControls } from './coverage/coverage-controls.ts';
import { createCoverageLegend } from './coverage/coverage-legend.ts';
import {
  coverageQueryText,
  isFiltered,
  noChoice,
  parseCoverageState,
  type CoverageState,
} from './coverage/coverage-state.ts';
import { coverageStyle, lookKeys, tilesAddress } from './coverage/coverage-style.ts';
import { createCoverageTable } from './coverage/coverage-table.ts';
import { createChosenPanel } from './coverage/chosen-panel.ts';
import { createMapMarks } from './coverage/map-marks.ts';
import { createReportPanel } from './coverage/report-panel.ts';
import { createSpotPanel } from './coverage/spot-panel.ts';
import { createDrawPanel } from './coverage/draw-panel.ts';
import { element, setText } from './dom/element.ts';
import { keepLanguageLinks } from './language/language-links.ts';
import { loadTexts } from './language/load-language.ts';
import { speak, t } from './language/words.ts';
import type {
  CoverageMap,
  CoverageMapOptions,
  CoverageView,
  MapTarget,
  TileItem,
} from './map/create-coverage-map.ts';
import { createAddressStore, type AddressStore } from './state/address-store.ts';
import type { MapCamera } from './state/explorer-state.ts';
import { moveButtons } from './views/map-panel.ts';

const languages = {
  en: () => import('./language/coverage-english.ts'),
  cy: () => import('./language/coverage-welsh.ts'),
};

/** The table follows the map when it has been still for this long. */
const restMilliseconds = 250;

/** Who has waited for this long is told that there is more to come. */
const patienceMilliseconds = 1000;

/** How near a group is looked at, in steps of zoom. */
const groupSteps = 2;

const isNear = ({ zoom }: MapCamera): boolean => Math.floor(zoom) >= premisesTileZooms.firstPoints;

/** How many of how many are in view, in words. */
function viewWords({ kind, items, shown, total }: CoverageView, isFiltered: boolean): string {
  if (kind === 'groups') {
    if (items.length === 0) return t('coverageMap.nothingHere');
    return t(isFiltered ? 'coverageMap.filteredGroups' : 'coverageMap.showingGroups', {
      count: items.length,
    });
  }
  if (shown < total) {
    return t(isFiltered ? 'coverageMap.filteredSome' : 'coverageMap.showingSome', { shown, total });
  }
  if (isFiltered) return t('coverageMap.filtered', { count: items.length });
  return items.length === 0
    ? t('coverageMap.nothingHere')
    : t('coverageMap.showingAll', { count: items.length });
}

/** A premises that is chosen; what its tile says of it is not known before the tile is there. */
interface ChosenPremises {
  readonly uprn: number;
  readonly position: Position;
  readonly item: TileItem | null;
}

/**
 * Choosing, marking and finding again the premises that the state names.
 *
 * @param reported where the postcode or area is that is chosen in place of a premises
 */
function createChoice(
  store: AddressStore<CoverageState>,
  panel: ReturnType<typeof createChosenPanel>,
  { map, reported }: { readonly map: () => CoverageMap | null; readonly reported: () => Position | null },
) {
  let chosen: ChosenPremises | null = null;
  let marked = '';
  const mark = (): void => {
    const drawn = map();
    const position = chosen?.position ?? reported();
    const place = JSON.stringify(position);
    if (drawn === null || place === marked) return;
    marked = place;
    drawn.setData('chosen', {
      type: 'FeatureCollection',
      features:
        position === null
          ? []
          : [
              {
                type: 'Feature',
                properties: {},
                geometry: { type: 'Point', coordinates: [position.longitude, position.latitude] },
              },
            ],
    });
  };
  return {
    mark,
    choose(next: ChosenPremises | null): void {
      chosen = next;
      store.update({ ...noChoice, uprn: next?.uprn ?? null });
      panel.show(next?.uprn ?? null, next?.item ?? null);
      mark();
    },
    /** A link, or the mark of a report, names a premises before its tile is there. */
    find(view: CoverageView | null): void {
      const { uprn } = store.get();
      if (view === null || uprn === null || (chosen?.uprn === uprn && chosen.item !== null)) return;
      const item = view.items.find(({ id }) => id === uprn);
      if (item === undefined) return;
      chosen = { uprn, position: item.position, item };
      panel.show(uprn, item);
      mark();
    },
    /** Back and Forward, and a not-spot in place of a premises. */
    follow(uprn: number | null): void {
      if (uprn === (chosen?.uprn ?? null)) return;
      chosen = null;
      panel.show(uprn, null);
      mark();
    },
  };
}

const chosenItem = (item: TileItem): ChosenPremises => ({ uprn: item.id, position: item.position, item });

/**
 * Starts the map of premises in its place on the page; its words stay where it cannot be drawn.
 *
 * @param root `#coverage-map`; `data-map` tells what is loaded (PremisesMap), `data-api` where the API stands
 */
export async function startCoverageMap(root: HTMLElement): Promise<void> {
  const { translate } = await loadTexts(document.documentElement.lang, languages);
  speak(translate);
  const told = premisesMapSchema.parse(JSON.parse(root.dataset['map'] ?? 'null'));
  const store = createAddressStore(window, { parse: parseCoverageState, queryText: coverageQueryText });
  keepLanguageLinks(store, coverageQueryText);
  const api = createCoverageApi(root.dataset['api'] ?? '/api/v1', told.period);
  let map: CoverageMap | null = null;
  let resting: ReturnType<typeof setTimeout> | undefined;
  let waiting: ReturnType<typeof setTimeout> | undefined;

  const leavePanel = (): void => {
    choice.choose(null);
    canvas.querySelector('canvas')?.focus();
  };
  const chosen = createChosenPanel(api, leavePanel);
  const chosenSpot = createSpotPanel({ period: store.get().period, close: leavePanel });
  const chosenReport = createReportPanel({ period: store.get().period, close: leavePanel });
  const choice = createChoice(store, chosen, {
    map: () => map,
    reported: () => marks.report(store.get().about)?.point ?? null,
  });
  const legend = createCoverageLegend();
  const drawing = createDrawPanel({
    ...{ api, map: () => map, speedClass: () => store.get().class, period: told.period },
  });
  const table = createCoverageTable({
    choose: (item) => {
      choice.choose(chosenItem(item));
      chosen.focus();
    },
    zoomTo: ({ position }) => {
      if (map !== null) map.goTo({ ...position, zoom: map.camera().zoom + groupSteps });
    },
  });
  const marks = createMapMarks({
    ...{ api, map: () => map, get: store.get, update: store.update },
    chooseSpot: (spot) => {
      store.update({ ...noChoice, spot });
      chosenSpot.focus();
    },
    chooseReport: (subject, position) => {
      chooseMarked(subject, position);
      if (subject.kind === 'premises' && position !== null) chosen.focus();
      else chosenReport.focus();
    },
    onLoaded: () => {
      renderAll();
      renderView();
    },
  });
  const controls = createCoverageControls({
    ...{ get: store.get, update: store.update, periods: told.periods, period: told.period },
    onPeriod: (period) => {
      window.location.search = coverageQueryText({ ...store.get(), period });
    },
  });
  const canvas = element('div', { class: 'atlas-map__canvas' });
  const count = element('p', { class: 'govuk-body-s', attributes: { role: 'status', id: 'coverage-count' } });
  const home = told.within?.bounds ?? told.tiles.bounds;
  const moves = moveButtons({
    pan: (x, y) => map?.panBy(x, y),
    zoom: (steps) => map?.zoomBy(steps),
    home: () => map?.fit(home),
  });
  const frame = element('div', { class: 'atlas-map__frame atlas-coverage__frame' }, [
    canvas,
    element('div', { class: 'atlas-map__cross', attributes: { 'aria-hidden': 'true' } }),
    moves,
  ]);
  const help = element('p', { class: 'govuk-body-s', text: t('coverageMap.mapHelp') });
  root.replaceChildren(
    element('div', { class: 'atlas-coverage' }, [
      element(
        'section',
        { class: 'atlas-coverage__map', attributes: { 'aria-label': t('coverageMap.heading') } },
        [frame, count, help],
      ),
      element('div', { class: 'atlas-coverage__side' }, [controls.element, marks.controls, legend.element]),
      element('div', { class: 'atlas-coverage__below' }, [
        // Before the table: whoever goes by keyboard need not go through its rows first.
        element('div', {}, [chosenSpot.element, chosenReport.element, chosen.element, drawing.element]),
        element('div', {}, [marks.tables, table.element]),
      ]),
    ]),
  );
  listenToKeys(frame, () => map, drawing);

  const cameraNow = (): MapCamera =>
    map?.camera() ?? store.get().camera ?? { longitude: 0, latitude: 0, zoom: 4 };
  function renderView(): void {
    if (map === null) return;
    const view = map.inView();
    if (view === null) return;
    const state = store.get();
    setText(count, viewWords(view, isFiltered(state)));
    table.render(view, state.class, marks.upheldNumbers());
    choice.find(view);
    frame.dataset['drawn'] = String(view.items.length);
  }
  function renderAll(): void {
    controls.render();
    const state = store.get();
    legend.render(state, isNear(cameraNow()));
    marks.render();
    chosenSpot.show(state.spot, marks.spot(state.spot));
    chosenReport.show(state.about, marks.report(state.about));
    choice.mark();
    chosen.showHint(state.uprn === null && state.spot === null && state.about === null);
  }
  /** By the mark of a report: what the tile says of a premises is looked for, a postcode or an area has a panel of its own. */
  function chooseMarked(subject: ProblemSubject, position: Position | null): void {
    if (subject.kind !== 'premises' || position === null) {
      store.update({ ...noChoice, about: subject });
      return;
    }
    choice.choose({ uprn: Number(subject.code), position, item: null });
    if (map !== null) choice.find(map.inView());
  }
  function pointAt(target: MapTarget | null): void {
    switch (target?.kind) {
      case 'premises':
        choice.choose(chosenItem(target.item));
        break;
      case 'report':
        chooseMarked(target.subject, target.position);
        break;
      case 'spot':
        store.update({ ...noChoice, spot: target.id });
        break;
      case undefined:
        choice.choose(null);
    }
  }

  store.subscribe((state, previous) => {
    renderAll();
    choice.follow(state.uprn);
    if (lookText(state) !== lookText(previous)) map?.setLook(state);
    marks.follow();
  });
  renderAll();
  chosen.show(store.get().uprn, null);
  try {
    map = await openMap(told, canvas, {
      look: store.get(),
      camera: store.get().camera,
      bounds: home,
      onMove: (camera) => {
        store.update({ camera }, 'replace');
        legend.render(store.get(), isNear(camera));
      },
      onPoint: (target, position) => {
        if (drawing.isActive()) drawing.addCorner(position);
        else pointAt(target);
      },
      onDoubleClick: () => {
        if (drawing.isActive()) drawing.finish();
      },
      onLoading: () => {
        waiting ??= setTimeout(() => {
          setText(count, t('coverageMap.loading'));
        }, patienceMilliseconds);
      },
      onIdle: () => {
        clearTimeout(waiting);
        waiting = undefined;
        clearTimeout(resting);
        resting = setTimeout(() => {
          marks.follow();
          marks.render();
          renderView();
        }, restMilliseconds);
      },
    });
    renderAll();
  } catch (error) {
    const why =
      error instanceof Error && !/webgl/i.test(error.message) ? error.message : t('coverageMap.noWebgl');
    frame.replaceChildren(element('p', { class: 'govuk-body', text: t('coverageMap.mapFailed', { why }) }));
  }
}

/** All that changes the look of the map. */
const lookText = (state: CoverageState): string => JSON.stringify(lookKeys.map((key) => state[key]));

/** Enter ends a drawing or else chooses at the cross, Escape gives up a drawing, Backspace takes its last corner away. */
function listenToKeys(
  frame: HTMLElement,
  map: () => CoverageMap | null,
  drawing: ReturnType<typeof createDrawPanel>,
): void {
  frame.addEventListener('keydown', (event) => {
    if (!(event.target instanceof HTMLCanvasElement)) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      if (drawing.isActive()) drawing.finish();
      else map()?.pointAtCentre();
    }
    if (!drawing.isActive()) return;
    if (event.key === 'Escape') drawing.cancel();
    if (event.key === 'Backspace') {
      event.preventDefault();
      drawing.undo();
    }
  });
}

type MapEvents = Pick<
  CoverageMapOptions,
  'look' | 'camera' | 'bounds' | 'onMove' | 'onPoint' | 'onDoubleClick' | 'onLoading' | 'onIdle'
>;

async function openMap(told: PremisesMap, container: HTMLElement, events: MapEvents): Promise<CoverageMap> {
  const [{ createCoverageMap }, { overBasemap }] = await Promise.all([
    import('./map/create-coverage-map.ts'),
    import('./map/basemap.ts'),
  ]);
  return createCoverageMap({
    ...events,
    container,
    tilesOf: (look) => tilesAddress(told.tiles, look),
    style: await overBasemap(coverageStyle(told, events.look), told.basemapStyle),
    padding: () => ({ top: 24, right: 24, bottom: 24, left: 24 }),
    reducedMotion: window.matchMedia('(prefers-reduced-motion: reduce)').matches,
  });
}
