import type { SupportPlace } from '../../core/contract/place-lists.ts';
import type { Scene } from '../model/scene.ts';
import type { HeatPoint } from './point-collections.ts';
import { chosenPoint, heatCollection, premisesFromZoom, supportCollection } from './point-collections.ts';
import type { HeatBasis } from './legend.ts';
import type { AtlasMap } from './create-map.ts';
import type { MapLook } from './map-look.ts';
import { areaHeatPoints, placeNames, sceneHexagons } from './map-data.ts';
import type { Box } from './map-data.ts';

/** Fetches the premises of a box, or null when there are too many to show one by one. */
export type PremisesReader = (box: Box, signal: AbortSignal) => Promise<readonly HeatPoint[] | null>;

export type SupportReader = () => Promise<readonly SupportPlace[]>;

export interface MapController {
  /** Brings the map to a scene; only what differs from the scene before is sent to it. */
  readonly render: (scene: Scene) => void;
  /** What depends on zoom and view: hexagon size, premises in view. */
  readonly afterMove: () => void;
}

interface ControllerOptions {
  readonly map: AtlasMap;
  readonly readPremises: PremisesReader;
  readonly readSupportPlaces: SupportReader;
  /** Called when the heatmap goes over from areas to premises or back, because the legend must say so. */
  readonly onHeatBasis: (basis: HeatBasis) => void;
}

/** Decides what the map must be told when the scene changes. */
export function createMapController(options: ControllerOptions): MapController {
  const { map, readPremises, onHeatBasis } = options;
  let shown: Scene | null = null;
  let lastLook = '';
  let hexagonsFor: { values: Float64Array; included: Uint8Array; colours: string; zoom: number } | null =
    null;
  let isSupportAsked = false;
  let heatRequest: AbortController | null = null;

  const drawHexagons = (scene: Scene): void => {
    const next = {
      values: scene.measure.values,
      included: scene.included,
      colours: `${scene.colours.join()}${JSON.stringify(scene.classified.classes)}`,
      zoom: Math.floor(map.zoom()),
    };
    const last = hexagonsFor;
    const isSame =
      last !== null &&
      last.values === next.values &&
      last.included === next.included &&
      last.colours === next.colours &&
      last.zoom === next.zoom;
    if (isSame) return;
    hexagonsFor = next;
    map.setPoints('hexagons', sceneHexagons(scene, map.zoom()));
  };

  /** Fetched once, when the reader first asks to see them; a failure is asked again at the next change. */
  const drawSupport = (): void => {
    if (isSupportAsked) return;
    isSupportAsked = true;
    options.readSupportPlaces().then(
      (places) => {
        map.setPoints('support', supportCollection(places));
      },
      () => {
        isSupportAsked = false;
      },
    );
  };
  const drawAreaHeat = (scene: Scene): void => {
    const points = areaHeatPoints(scene.table);
    const people = points.reduce((sum, { count }) => sum + (Number.isNaN(count) ? 0 : count), 0);
    map.setPoints('heat', heatCollection(points, people / Math.max(1, points.length)));
    onHeatBasis('areas');
  };
  const drawHeat = (scene: Scene): void => {
    heatRequest?.abort();
    if (map.zoom() < premisesFromZoom) {
      drawAreaHeat(scene);
      return;
    }
    const request = new AbortController();
    heatRequest = request;
    readPremises(map.bounds(), request.signal).then(
      (points) => {
        if (request.signal.aborted) return;
        if (points === null || points.length === 0) {
          drawAreaHeat(scene);
          return;
        }
        map.setPoints('heat', heatCollection(points, 1));
        onHeatBasis('premises');
      },
      () => {
        if (!request.signal.aborted) drawAreaHeat(scene);
      },
    );
  };
  const drawPoints = (scene: Scene): void => {
    if (scene.state.layer === 'hexagons') drawHexagons(scene);
    if (scene.state.layer === 'heat') drawHeat(scene);
  };

  return {
    render: (scene) => {
      const before = shown;
      shown = scene;
      const { state, table } = scene;
      const look: MapLook = {
        type: table.type,
        layer: state.layer,
        colours: scene.colours,
        patterns: scene.patterns,
        isHatched: scene.hatched !== null,
        opacity: state.opacity / 100,
        overlays: state.overlays,
      };
      const lookText = JSON.stringify(look);
      if (lookText !== lastLook) {
        lastLook = lookText;
        map.setLook(look);
      }
      if (state.layer === 'areas') {
        map.paint(table.type, table.codes, { classes: scene.paintClasses, hatched: scene.hatched });
      }
      if (before?.block !== scene.block) {
        map.setPoints('names-ward', placeNames(scene, 'ward'));
        map.setPoints('names-lad', placeNames(scene, 'lad'));
      }
      if (state.overlays.includes('support')) drawSupport();
      map.select(table.type, state.selected);
      if (before?.table !== table || before.state.selected !== state.selected) {
        map.setPoints('chosen', chosenPoint(table, state.selected));
      }
      const isHeatStale = before?.table !== table || before.state.layer !== state.layer;
      if (state.layer === 'hexagons' || (state.layer === 'heat' && isHeatStale)) drawPoints(scene);
    },
    afterMove: () => {
      if (shown !== null) drawPoints(shown);
    },
  };
}
