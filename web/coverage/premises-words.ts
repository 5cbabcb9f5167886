import { planStatuses, type PlanStatus, type SpeedClass } from '../../core/contract/coverage/speed-class.ts';
import { technologyChoices, type TechnologyChoice } from '../../core/contract/coverage/technology.ts';
import { classKeys, technologyLetters } from '../../core/coverage/premises-tile.ts';
import { statusOf } from '../../core/coverage/estimate-premises.ts';
import type { TileItem } from '../map/create-coverage-map.ts';
import { symbolNames, type SymbolName } from './premises-symbols.ts';

type Properties = TileItem['properties'];

/** The chance of a class in percent, as a tile has it; null where nothing is known. */
export function percentOf(properties: Properties, speedClass: SpeedClass): number | null {
  const value = properties[classKeys[speedClass]];
  return typeof value === 'number' ? value : null;
}

/** What a premises of a tile is drawn as: the same as symbolOf of coverage-style.ts, for one premises. */
export function symbolOfItem(properties: Properties, speedClass: SpeedClass): SymbolName {
  if (properties['recognised'] !== undefined) return 'excluded';
  const percent = percentOf(properties, speedClass);
  return statusOf(percent === null ? null : percent / 100);
}

export function planOf(properties: Properties): PlanStatus {
  return planStatuses.find((plan) => plan === properties['plan']) ?? 'unknown';
}

/** Which technologies reach a premises, or that neither does, as a tile has it; nothing where it is not known. */
export function technologiesOf(properties: Properties): TechnologyChoice[] {
  const letters = properties['by'];
  if (typeof letters !== 'string') return [];
  return technologyChoices.filter((choice) => letters.includes(technologyLetters[choice]));
}

/** What a group of premises holds, for a class. */
export function groupFigures(properties: Properties, speedClass: SpeedClass) {
  const premises = Number(properties['premises'] ?? 0);
  const unserved = Number(properties[`${classKeys[speedClass]}-u`] ?? 0);
  const unknown = Number(properties[`${classKeys[speedClass]}-n`] ?? 0);
  const known = premises - unknown;
  return { premises, unserved, unknown, share: known > 0 ? unserved / known : null };
}

/** The worst first, then by number. */
export function sortPremises(items: readonly TileItem[], speedClass: SpeedClass): TileItem[] {
  const place = (item: TileItem): number => symbolNames.indexOf(symbolOfItem(item.properties, speedClass));
  return [...items].sort((one, other) => place(one) - place(other) || one.id - other.id);
}

/** The most without the class first. */
export function sortGroups(items: readonly TileItem[], speedClass: SpeedClass): TileItem[] {
  const unserved = (item: TileItem): number => groupFigures(item.properties, speedClass).unserved;
  return [...items].sort((one, other) => unserved(other) - unserved(one) || one.id - other.id);
}
