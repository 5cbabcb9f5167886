import type { FeatureCollection } from 'geojson';
import type { Bounds, Position } from '../../core/contract/area.ts';
import type { ProblemSubject } from '../../core/contract/coverage/coverage-problem.ts';
import type { UpheldCollection } from '../../core/contract/coverage/local-evidence.ts';
import type { NotSpotCollection } from '../../core/contract/coverage/not-spots.ts';
import type { SpeedClass } from '../../core/contract/coverage/speed-class.ts';
import { element } from '../dom/element.ts';
import { numberText, t } from '../language/words.ts';
import type { CoverageMap } from '../map/create-coverage-map.ts';
import { checkField } from '../views/controls.ts';
import type { CoverageApi } from './coverage-api.ts';
import { symbolCanvas } from './coverage-legend.ts';
import type { CoverageState } from './coverage-state.ts';
import { hullColour } from './coverage-style.ts';
import { createMarkLoader } from './mark-loader.ts';
import { createSpotTable, createUpheldTable, type UpheldPlace } from './mark-tables.ts';
import { upheldMark } from './premises-symbols.ts';
import type { SpotFacts } from './spot-panel.ts';

interface MarkOptions {
  readonly api: Pick<CoverageApi, 'notSpots' | 'upheld'>;
  readonly map: () => CoverageMap | null;
  readonly get: () => CoverageState;
  readonly update: (patch: Partial<CoverageState>) => void;
  readonly chooseSpot: (id: string) => void;
  readonly chooseReport: (subject: ProblemSubject, position: Position | null) => void;
  /** When something has come from the service. */
  readonly onLoaded: () => void;
}

const nothing: FeatureCollection = { type: 'FeatureCollection', features: [] };

const isWithin = ({ longitude, latitude }: Position, { west, south, east, north }: Bounds): boolean =>
  longitude >= west && longitude <= east && latitude >= south && latitude <= north;

/** What the number in the middle of each outline is made from. */
function middlesOf({ features }: NotSpotCollection): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: features.map(({ properties: { id, premises, longitude, latitude } }) => ({
      type: 'Feature',
      properties: { id, premises, label: numberText(premises) },
      geometry: { type: 'Point', coordinates: [longitude, latitude] },
    })),
  };
}

function positionOf({ geometry }: UpheldPlace): Position | null {
  if (geometry === null) return null;
  const [longitude, latitude] = geometry.coordinates;
  return { longitude, latitude };
}

/** What the marks of reports are drawn from: of each the kind of its subject, which says how, and which it is. */
function marksOf({ features }: UpheldCollection): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: features.flatMap(({ type, geometry, properties: { subject } }) =>
      geometry === null ? [] : [{ type, geometry, properties: { kind: subject.kind, code: subject.code } }],
    ),
  };
}

/** A piece of an outline as it is on the map. */
function hullPicture(): HTMLElement {
  const node = element('span', { class: 'atlas-coverage__hull', attributes: { 'aria-hidden': 'true' } });
  node.style.borderColor = hullColour;
  return node;
}

/** What stands under a box: how many are in view, whether they are all, or why there are none. */
function hintOf(
  isOn: boolean,
  failure: string,
  collection: { readonly isComplete: boolean } | null,
  { counted, part }: { readonly counted: string; readonly part: string },
): string {
  if (!isOn) return '';
  if (failure !== '') return t('coverageMap.overlayFailed', { why: failure });
  if (collection === null) return '';
  return collection.isComplete ? counted : `${counted} ${part}`;
}

/** Not-spots and upheld reports over the map: their boxes, their marks, and the tables of those in view. */
export function createMapMarks({ api, map, get, update, ...options }: MarkOptions) {
  let spots: NotSpotCollection | null = null;
  let upheld: UpheldCollection | null = null;
  const failures = { spots: '', upheld: '' };
  const spotBox = checkField(
    'coverage-spots',
    t('coverageMap.spotsBox'),
    (isOn) => {
      update({ spots: isOn, ...(isOn ? {} : { spot: null }) });
    },
    hullPicture(),
  );
  const upheldBox = checkField(
    'coverage-upheld',
    t('coverageMap.upheldBox'),
    (isOn) => {
      update({ upheld: isOn, ...(isOn ? {} : { about: null }) });
    },
    symbolCanvas(upheldMark('premises')),
  );
  const spotTable = createSpotTable(options.chooseSpot);
  const upheldTable = createUpheldTable((place) => {
    options.chooseReport(place.properties.subject, positionOf(place));
  });
  const spotLoader = createMarkLoader<SpeedClass, NotSpotCollection>({
    read: api.notSpots,
    onLoaded: (collection) => {
      spots = collection;
      failures.spots = '';
      const features = collection.features.map((feature) => ({ ...feature }));
      map()?.setData('hulls', { type: 'FeatureCollection', features });
      map()?.setData('hull-points', middlesOf(collection));
      loaded();
    },
    onFailed: (why) => {
      spots = null;
      failures.spots = why;
      map()?.setData('hulls', nothing);
      map()?.setData('hull-points', nothing);
      loaded();
    },
  });
  const upheldLoader = createMarkLoader<'all', UpheldCollection>({
    read: (_all, box, signal) => api.upheld(box, signal),
    onLoaded: (collection) => {
      upheld = collection;
      failures.upheld = '';
      map()?.setData('upheld', marksOf(collection));
      loaded();
    },
    onFailed: (why) => {
      upheld = null;
      failures.upheld = why;
      map()?.setData('upheld', nothing);
      loaded();
    },
  });

  function loaded(): void {
    render();
    options.onLoaded();
  }

  function spotsInView(): SpotFacts[] {
    const bounds = map()?.bounds();
    if (bounds === undefined || spots === null || !get().spots) return [];
    return spots.features.map(({ properties }) => properties).filter((each) => isWithin(each, bounds));
  }

  /** And what has no place on the map, after the others: it would be missed else. */
  function upheldInView(): {
    readonly inView: readonly UpheldPlace[];
    readonly lost: readonly UpheldPlace[];
  } {
    const bounds = map()?.bounds();
    if (bounds === undefined || upheld === null || !get().upheld) return { inView: [], lost: [] };
    const isInView = (each: UpheldPlace): boolean => {
      const position = positionOf(each);
      return position !== null && isWithin(position, bounds);
    };
    return {
      inView: upheld.features.filter(isInView),
      lost: upheld.features.filter(({ geometry }) => geometry === null),
    };
  }

  /** The boxes, with what they stand for counted, and the tables. */
  function render(): void {
    const state = get();
    const spotRows = spotsInView();
    const { inView, lost } = upheldInView();
    spotBox.input.checked = state.spots;
    upheldBox.input.checked = state.upheld;
    spotBox.setHint(
      hintOf(state.spots, failures.spots, spots, {
        counted: t('coverageMap.spotsInView', { count: spotRows.length }),
        part: t('coverageMap.spotsPart'),
      }),
    );
    upheldBox.setHint(
      hintOf(state.upheld, failures.upheld, upheld, {
        counted: t('coverageMap.upheldInView', { count: inView.length }),
        part: t('coverageMap.upheldPart'),
      }),
    );
    spotTable.render(spotRows);
    upheldTable.render([...inView, ...lost]);
  }

  return {
    controls: element('section', { class: 'atlas-coverage__controls' }, [
      element('h2', { class: 'govuk-heading-s', text: t('coverageMap.overlays') }),
      element('div', { class: 'govuk-checkboxes govuk-checkboxes--small' }, [
        spotBox.element,
        upheldBox.element,
      ]),
    ]),
    tables: element('div', {}, [spotTable.element, upheldTable.element]),
    render,
    /** Asks for what the state and the view need and is not here yet. */
    follow(): void {
      const bounds = map()?.bounds();
      if (bounds === undefined) return;
      const state = get();
      if (state.spots) spotLoader.follow(state.class, bounds);
      if (state.upheld) upheldLoader.follow('all', bounds);
    },
    /** What is known of a not-spot; null where it is not among those that came. */
    spot: (id: string | null): SpotFacts | null =>
      spots?.features.find((feature) => feature.id === id)?.properties ?? null,
    /** What reports were upheld about; null where it is not among what came. */
    report(subject: ProblemSubject | null): (UpheldPlace & { readonly point: Position | null }) | null {
      const place = upheld?.features.find(
        ({ properties }) =>
          properties.subject.kind === subject?.kind && properties.subject.code === subject.code,
      );
      return place === undefined ? null : { ...place, point: positionOf(place) };
    },
    /** Numbers of the premises that are marked. */
    upheldNumbers: (): ReadonlySet<number> =>
      new Set(get().upheld ? upheld?.features.flatMap(({ id }) => (typeof id === 'number' ? [id] : [])) : []),
  };
}
