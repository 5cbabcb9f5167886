import type { IndicatorSummary } from '../core/contract/indicator.ts';
import type { ScoredIndex } from '../core/index/score-index.ts';
import type { AtlasSummary } from '../core/contract/tiles.ts';
import { addressIn } from '../core/language/locale.ts';
import { element } from './dom/element.ts';
import { createAreaExplainer } from './area-explainer.ts';
import { createPremisesReader } from './map/premises-reader.ts';
import { createDownloads } from './downloads.ts';
import { legendModel } from './map/legend.ts';
import type { HeatBasis } from './map/legend.ts';
import { scoredExtent } from '../core/geography/scored-extent.ts';
import type { Box } from './map/map-data.ts';
import { areaPoints } from './model/area-points.ts';
import type { Scene } from './model/scene.ts';
import { queryText } from './state/url-state.ts';
import { viewKinds } from './state/explorer-state.ts';
import { createAreaPanel } from './views/area-panel.ts';
import { createControlPanel } from './views/control-panel.ts';
import { segmentField } from './views/controls.ts';
import { createFiltersPanel } from './views/filters-panel.ts';
import { createLegendView } from './views/legend-view.ts';
import { createMapPanel } from './views/map-panel.ts';
import { createSearchBox } from './views/search-box.ts';
import { createSharePanel } from './views/share-panel.ts';
import { createTablePanel } from './views/table-panel.ts';
import { createTooltip } from './views/tooltip.ts';
import type { ViewContext } from './views/view-context.ts';
import { createWeightsPanel } from './views/weights-panel.ts';
import { attachMap } from './attach-map.ts';
import type { AttachedMap } from './attach-map.ts';
import { createNavigation } from './explorer-navigation.ts';
import { language, t } from './language/words.ts';

export type ScoredScene = Scene & { readonly scored: ScoredIndex };

/** What is known before the scores have come. */
export interface Opening {
  readonly summary: AtlasSummary;
  /** The box around what is scored; null where the page does not say. */
  readonly extent: Box | null;
}

export interface ExplorerView {
  readonly element: HTMLElement;
  readonly render: (scene: ScoredScene) => void;
  readonly showNotice: (text: string) => void;
  /** Every indicator that is loaded, once it is known: the map can be coloured by any. */
  readonly setIndicators: (indicators: readonly IndicatorSummary[]) => void;
  /** Opens the map; called once the page stands, because MapLibre measures its place. */
  readonly start: () => void;
}

const noPoints: ReadonlyMap<string, number> = new Map();
/** Puts the panels together and passes what happens in one on to the others. */
export function createExplorerView(context: ViewContext, opening: Opening): ExplorerView {
  const { store, announce } = context;
  const { summary, extent } = opening;
  let scene: ScoredScene | null = null;
  let attached: AttachedMap | null = null;
  let heatBasis: HeatBasis = 'areas';
  let lastingNotice = '';
  let isFitWanted = false;

  const { select, pickCode, pickResult, step } = createNavigation({
    store,
    announce,
    scene: () => scene,
    map: () => attached?.map ?? null,
    focusArea: () => {
      areaPanel.focus();
    },
  });

  const legend = createLegendView(window.innerWidth >= 900);
  const tooltip = createTooltip();
  const areaPanel = createAreaPanel(
    () => {
      select(null);
    },
    ({ base, isInside }) => {
      if (!isInside) {
        store.update({ base });
        return;
      }
      // What lies inside the area is what is compared now: the map shows it, and the keyboard goes there.
      isFitWanted = true;
      store.update({ base, areaType: 'lsoa', selected: null });
      mapPanel.focus();
    },
  );
  const explain = createAreaExplainer(context.api, areaPanel);
  const controls = createControlPanel(context, summary.basemapStyle !== null);
  const weights = createWeightsPanel(context);
  const filters = createFiltersPanel(context);
  const table = createTablePanel(context, pickCode);
  const mapPanel = createMapPanel(
    {
      pan: (x, y) => attached?.map.panBy(x, y),
      zoom: (steps) => attached?.map.zoomBy(steps),
      home: () => {
        const extent = scene === null ? null : scoredExtent(scene.table);
        if (extent !== null) attached?.map.fit(extent);
      },
      step,
      selectCentre: () => {
        select(attached?.map.centreCode() ?? null);
      },
      explain: areaPanel.focus,
    },
    legend.element,
    tooltip.element,
  );
  const downloads = createDownloads({
    scene: () => scene,
    rows: table.rows,
    map: () => attached?.map ?? null,
    legend: (now) => legendModel(now, heatBasis),
  });
  const share = createSharePanel(context, downloads);
  const viewSwitch = segmentField('view', t('explorer.show'), {
    choices: [
      { value: 'map', label: t('explorer.viewMap') },
      { value: 'both', label: t('explorer.viewBoth') },
      { value: 'table', label: t('explorer.viewTable') },
    ],
    onChange: (value) => {
      const view = viewKinds.find((kind) => kind === value);
      if (view !== undefined) store.update({ view });
    },
  });
  const fullLink = element('a', { class: 'atlas-embed-link', text: t('explorer.openAtlas') });
  fullLink.target = '_blank';

  const first = store.get();
  const root = element('div', { class: 'atlas-explorer', attributes: { 'aria-busy': 'true' } }, [
    element('div', { class: 'atlas-explorer__top' }, [
      createSearchBox(context, pickResult),
      viewSwitch.element,
    ]),
    element('div', { class: 'atlas-explorer__stage' }, [mapPanel.element, table.element, fullLink]),
    element('div', { class: 'atlas-explorer__side' }, [
      areaPanel.element,
      ...controls.sections,
      weights.section,
      filters.section,
      share,
    ]),
  ]);

  // The size of the map hangs on these, and the map opens before the first scene.
  root.dataset['view'] = first.view;
  root.dataset['embed'] = String(first.embed);

  const render = (next: ScoredScene): void => {
    const before = scene;
    scene = next;
    const { state } = next;
    root.removeAttribute('aria-busy');
    root.dataset['view'] = state.view;
    root.dataset['embed'] = String(state.embed);
    controls.render(next);
    weights.render(next);
    filters.render(next);
    viewSwitch.set(state.view);
    legend.render(legendModel(next, heatBasis));
    mapPanel.setTitle(next.title, next.baseWords);
    mapPanel.setSummary(next.summary);
    mapPanel.setAttribution(next.attribution.lines, next.attribution.madeUp || summary.madeUp);
    if (state.view !== 'map') table.render(next);
    const row = state.selected === null ? null : (next.table.rowOf.get(state.selected) ?? null);
    mapPanel.setChosen(row !== null);
    areaPanel.render(
      next,
      row,
      row === null ? noPoints : areaPoints(next.scored, next.block, next.table, row),
    );
    explain(next, row);
    attached?.render(next);
    fullLink.href = addressIn(language().locale, `/map?${queryText({ ...state, embed: false })}`);
    if (before !== null && before.summary !== next.summary) announce(next.summary);
    if (before !== null && before.state.view !== state.view) attached?.map.resize();
    if (isFitWanted && before?.baseText !== next.baseText) {
      isFitWanted = false;
      const compared = scoredExtent(next.table);
      if (compared !== null) attached?.map.fit(compared);
    }
  };

  return {
    element: root,
    render,
    setIndicators: (indicators) => {
      controls.setIndicators(indicators);
      if (scene !== null) controls.render(scene);
    },
    showNotice: (text) => {
      mapPanel.showNotice(text === '' ? lastingNotice : text);
    },
    start: () => {
      mapPanel.setDrawing(true);
      announce(t('explorer.drawingMap'));
      attachMap({
        summary,
        extent,
        panel: mapPanel,
        tooltip,
        store,
        scene: () => scene,
        onSelect: select,
        onFirstIdle: () => {
          mapPanel.setDrawing(false);
        },
        onHeatBasis: (basis) => {
          if (basis === heatBasis) return;
          heatBasis = basis;
          if (scene !== null) legend.render(legendModel(scene, heatBasis));
        },
        readPremises: createPremisesReader(context.api, () => scene),
        readSupportPlaces: context.api.supportPlaces,
      }).then(
        (done) => {
          attached = done;
          if (scene === null) return;
          mapPanel.setTitle(scene.title, scene.baseWords);
          done.render(scene);
        },
        () => {
          mapPanel.setDrawing(false);
          lastingNotice = t('explorer.noWebgl');
          mapPanel.showNotice(lastingNotice);
          if (store.get().view === 'map') store.update({ view: 'both' }, 'replace');
        },
      );
    },
  };
}
