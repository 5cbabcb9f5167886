import type { IndicatorSummary } from '../../core/contract/indicator.ts';
import { element } from '../dom/element.ts';
import { paletteChoices } from '../../core/classify/risk-colours.ts';
import { placesInWords, selectedCodes } from '../model/base-places.ts';
import type { Scene } from '../model/scene.ts';
import { classings, layerKinds, mapAreaTypes, overlayKinds } from '../state/explorer-state.ts';
import type { Classing, LayerKind, MapAreaType, Measure, OverlayKind } from '../state/explorer-state.ts';
import { checkField, rangeField, section, selectField } from './controls.ts';
import type { Choice } from './controls.ts';
import { parseMeasure } from '../state/url-state.ts';
import { measureChoices } from './measure-choices.ts';
import { createPlaceChoice } from './place-choice.ts';
import type { ViewContext } from './view-context.ts';
import { language, t } from '../language/words.ts';

export interface ControlPanel {
  readonly sections: readonly HTMLElement[];
  readonly render: (scene: Scene) => void;
  /** What the map can be coloured by besides the index; known a moment after the first picture. */
  readonly setIndicators: (indicators: readonly IndicatorSummary[]) => void;
}

const classingWords = {
  decile: 'explorer.classDecile',
  quantile: 'explorer.classQuantile',
  natural: 'explorer.classNatural',
  equal: 'explorer.classEqual',
} as const satisfies Readonly<Record<Classing, string>>;

const layerWords = {
  areas: 'explorer.layerAreas',
  heat: 'explorer.layerHeat',
  hexagons: 'explorer.layerHexagons',
} as const satisfies Readonly<Record<LayerKind, string>>;

const overlayWords = {
  wards: 'explorer.overlayWards',
  authorities: 'explorer.overlayAuthorities',
  names: 'explorer.overlayNames',
  support: 'explorer.overlaySupport',
  basemap: 'explorer.overlayBasemap',
} as const satisfies Readonly<Record<OverlayKind, string>>;

function baseChoices(scene: Scene): Choice[] {
  const authorities = scene.block.parents.get('lad');
  const selected = scene.state.base;
  const choices: Choice[] = [
    { value: 'everything', label: t('explorer.baseEverything') },
    { value: 'nation', label: t('explorer.baseNation') },
    { value: 'region', label: t('explorer.baseRegion') },
    { value: 'lad', label: t('explorer.baseAuthority') },
  ];
  const ones = (authorities?.codes ?? []).map((code, position): Choice => ({
    value: `in:${code}`,
    label: t('explorer.onlyWithin', { place: authorities?.names[position] ?? code }),
    group: t('explorer.oneAuthority'),
  }));
  const isKnown = [...choices, ...ones].some(({ value }) => value === selected);
  if (selected !== null && !isKnown) {
    const names = placesInWords(scene.block, selectedCodes(selected));
    choices.push({ value: selected, label: t('explorer.onlyWithin', { place: names }) });
  }
  return [...choices, ...ones];
}

function availableTypes(scene: Scene): MapAreaType[] {
  return mapAreaTypes.filter((type) => type === 'lsoa' || scene.block.parents.has(type));
}

/** What the map shows, and how: profile, comparison, areas, measure, classes, colours, layers. */
export function createControlPanel(context: ViewContext, hasBasemap: boolean): ControlPanel {
  const { store } = context;
  const profile = selectField('profile', t('explorer.index'), (value) => {
    store.update({ profile: value, weights: {}, off: [], measure: { kind: 'score' } });
  });
  const base = selectField('base', t('explorer.compareWith'), (value) => {
    store.update({ base: value });
  });
  const places = createPlaceChoice(context);
  const areas = selectField('area-type', t('explorer.areas'), (value) => {
    const areaType = mapAreaTypes.find((type) => type === value);
    if (areaType === undefined) return;
    const { measure: now } = store.get();
    const measure: Measure = areaType !== 'lsoa' && now.kind === 'clusters' ? { kind: 'score' } : now;
    store.update({ areaType, measure, selected: null });
  });
  const measure = selectField('measure', t('explorer.colourBy'), (value) => {
    store.update({ measure: parseMeasure(value) });
  });
  const hatching = checkField('hatch-uncertain', t('explorer.hatchUncertain'), (isOn) => {
    store.update({ isUncertainHatched: isOn });
  });
  const classing = selectField('classing', t('explorer.classesBy'), (value) => {
    const found = classings.find((choice) => choice === value);
    if (found !== undefined) store.update({ classing: found });
  });
  const classCount = selectField('class-count', t('explorer.classCount'), (value) => {
    store.update({ classCount: Number(value) });
  });
  const palette = selectField('palette', t('explorer.colours'), (value) => {
    store.update({ palette: value });
  });
  const layer = selectField('layer', t('explorer.drawAs'), (value) => {
    const found = layerKinds.find((kind) => kind === value);
    if (found !== undefined) store.update({ layer: found });
  });
  const opacity = rangeField('opacity', t('explorer.strength'), {
    min: 10,
    max: 100,
    step: 5,
    onInput: (value) => {
      store.update({ opacity: value }, 'replace');
    },
  });
  const overlays = overlayKinds
    .filter((kind) => kind !== 'basemap' || hasBasemap)
    .map((kind) => ({
      kind,
      field: checkField(`overlay-${kind}`, t(overlayWords[kind]), (isOn) => {
        const others = store.get().overlays.filter((other) => other !== kind);
        const wanted = isOn ? [...others, kind] : others;
        store.update({ overlays: overlayKinds.filter((other) => wanted.includes(other)) });
      }),
    }));
  const overlayBoxes = element('fieldset', { class: 'govuk-fieldset atlas-checks' }, [
    element('legend', { class: 'atlas-label', text: t('explorer.alsoShow') }),
    element(
      'div',
      { class: 'govuk-checkboxes govuk-checkboxes--small' },
      overlays.map(({ field }) => field.element),
    ),
  ]);
  const summary = element('p', { class: 'atlas-hint' });
  let indicators: readonly IndicatorSummary[] = [];

  return {
    sections: [
      section(
        t('explorer.whatShown'),
        [
          measure.element,
          element('div', { class: 'govuk-checkboxes govuk-checkboxes--small atlas-checks' }, [
            hatching.element,
          ]),
          ...[areas.element, profile.element, summary, base.element, places.element],
        ],
        true,
      ),
      section(
        t('explorer.howDrawn'),
        [layer.element, classing.element, classCount.element, palette.element, opacity.element, overlayBoxes],
        false,
      ),
    ],
    setIndicators: (loaded) => {
      indicators = loaded;
    },
    render: (scene) => {
      const { state } = scene;
      profile.set(
        scene.profiles.map(({ id, title }) => ({ value: id, label: title })),
        scene.profile.id,
      );
      summary.textContent = scene.profile.summary;
      base.set(baseChoices(scene), state.base ?? scene.baseText);
      places.render(scene);
      areas.set(
        availableTypes(scene).map((type) => ({ value: type, label: capitalised(t(`kinds.${type}Many`)) })),
        state.areaType,
      );
      measure.set(measureChoices(scene, indicators), scene.measure.key);
      hatching.input.checked = state.isUncertainHatched;
      hatching.setHint(hatchingHint(scene));
      classing.element.hidden = scene.measure.ownClasses !== undefined;
      classing.set(
        classings.map((value) => ({ value, label: t(classingWords[value]) })),
        state.classing,
      );
      classCount.set(
        [3, 4, 5, 6, 7, 8, 9].map((count) => ({ value: String(count), label: String(count) })),
        String(state.classCount),
      );
      classCount.element.hidden = classing.element.hidden || state.classing === 'decile';
      palette.set(
        paletteChoices.map(({ id, title }) => ({ value: id, label: paletteTitle(id, title) })),
        paletteChoices.some(({ id }) => id === state.palette) ? state.palette : 'viridis',
      );
      layer.set(
        layerKinds.map((value) => ({ value, label: t(layerWords[value]) })),
        state.layer,
      );
      opacity.set(state.opacity, t('explorer.percent', { value: state.opacity }));
      for (const { kind, field } of overlays) field.input.checked = state.overlays.includes(kind);
    },
  };
}

/** What the hatching will show, or why it shows nothing. */
function hatchingHint({ state, intervalsMissing }: Scene): string {
  if (intervalsMissing !== '') return intervalsMissing;
  if (state.layer !== 'areas') return t('explorer.hatchOnlyAreas');
  return t('explorer.hatchMeaning');
}

/** A palette that has no words of its own here is called what core/classify/palettes.ts calls it. */
function paletteTitle(id: string, english: string): string {
  const key = `explorer.palette-${id}`;
  return language().has(key) ? t(key) : english;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
