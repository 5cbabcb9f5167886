import type { SearchResult } from '../core/contract/score.ts';
import type { AtlasMap } from './map/create-map.ts';
import { rowsInBox } from './map/map-data.ts';
import { areaLine } from './model/area-words.ts';
import type { Scene } from './model/scene.ts';
import { mapAreaTypes } from './state/explorer-state.ts';
import type { MapCamera } from './state/explorer-state.ts';
import type { StateStore } from './state/state-store.ts';
import { t } from './language/words.ts';

export interface NavigationOptions {
  readonly store: StateStore;
  readonly announce: (text: string) => void;
  readonly scene: () => Scene | null;
  readonly map: () => AtlasMap | null;
  readonly focusArea: () => void;
}

/** The ways to an area: by the map, the table, the search box, and step by step by rank. */
export interface Navigation {
  readonly select: (code: string | null) => void;
  /** Chooses an area that the table names, goes to it, and on to the words about it. */
  readonly pickCode: (code: string) => void;
  readonly pickResult: (result: SearchResult) => void;
  /** Chooses the next area in view by rank; -1 goes back. */
  readonly step: (direction: 1 | -1) => void;
}

const closeZoom: Readonly<Record<string, number>> = {
  lsoa: 13.5,
  msoa: 12.5,
  ward: 12.5,
  lad: 10,
  postcode: 15,
};

function camera(result: SearchResult, type: string): MapCamera | null {
  if (result.position === null) return null;
  return { ...result.position, zoom: closeZoom[result.kind === 'postcode' ? 'postcode' : type] ?? 12 };
}

export function createNavigation(options: NavigationOptions): Navigation {
  const { store, announce } = options;
  const select = (code: string | null): void => {
    store.update({ selected: code });
    const scene = options.scene();
    const row = code === null ? undefined : scene?.table.rowOf.get(code);
    if (scene !== null && row !== undefined) announce(areaLine(scene, row));
  };
  const goToRow = ({ table }: Scene, row: number): void => {
    const [longitude, latitude] = [table.longitude[row], table.latitude[row]];
    if (longitude === undefined || latitude === undefined || Number.isNaN(longitude)) return;
    const zoom = Math.max(options.map()?.zoom() ?? 0, closeZoom[table.type] ?? 12);
    options.map()?.goTo({ longitude, latitude, zoom });
  };
  return {
    select,
    pickCode: (code) => {
      const scene = options.scene();
      const row = scene?.table.rowOf.get(code);
      if (scene !== null && row !== undefined) goToRow(scene, row);
      select(code);
      options.focusArea();
    },
    pickResult: (result) => {
      const type = store.get().areaType;
      const inside = result.areas.find((area) => area.type === type);
      const code = result.type === type ? result.code : (inside?.code ?? null);
      const target = camera(result, result.type);
      const otherType = mapAreaTypes.find((one) => one === result.type);
      if (code === null && otherType !== undefined) {
        store.update({ areaType: otherType, selected: result.code });
      } else {
        select(code);
      }
      if (target !== null) options.map()?.goTo(target);
      announce(t('explorer.goneTo', { place: result.label }));
    },
    step: (direction) => {
      const [scene, map] = [options.scene(), options.map()];
      if (scene === null || map === null) return;
      const rows = rowsInBox(scene, map.bounds());
      const now = scene.table.rowOf.get(scene.state.selected ?? '') ?? -1;
      const position = rows.indexOf(now);
      const next = rows[(position + direction + rows.length) % rows.length];
      if (next !== undefined) select(scene.table.codes[position === -1 ? (rows[0] ?? next) : next] ?? null);
    },
  };
}
