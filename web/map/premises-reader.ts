import type { AtlasApi } from '../api/atlas-api.ts';
import type { Scene } from '../model/scene.ts';
import type { PremisesReader } from './map-controller.ts';
import type { HeatPoint } from './point-collections.ts';

/** Premises as points of the heatmap: each weighs as much as the risk of the area it lies in. */
export function createPremisesReader(
  api: Pick<AtlasApi, 'premises'>,
  scene: () => Scene | null,
): PremisesReader {
  return async (box, signal) => {
    const premises = await api.premises(box, signal);
    const now = scene();
    if (premises === null || now === null) return null;
    const { table } = now;
    return premises.map(({ position, lsoaCode, wardCode, ladCode }): HeatPoint => {
      const code = { lsoa: lsoaCode, msoa: null, ward: wardCode, lad: ladCode }[table.type];
      const row = code === null ? undefined : table.rowOf.get(code);
      return { ...position, count: 1, score: row === undefined ? NaN : (table.score[row] ?? NaN) };
    });
  };
}
