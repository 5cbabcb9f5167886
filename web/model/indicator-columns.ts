import type { IndicatorColumn } from '../../core/contract/indicator-column.ts';
import { missingReasons } from '../../core/contract/indicator.ts';
import type { MissingReason } from '../../core/contract/indicator.ts';
import type { AtlasApi } from '../api/atlas-api.ts';
import type { ExplorerState, MapAreaType } from '../state/explorer-state.ts';
import { keepLoads } from './keep-loads.ts';
import type { ProfileBlock } from './profile-block.ts';

/** An indicator that the service was asked for, ready to be drawn. */
export interface OpenColumn {
  readonly info: Omit<IndicatorColumn, 'codes' | 'values' | 'reasons'>;
  readonly codes: readonly string[];
  /** NaN is missing. */
  readonly values: Float64Array;
  /** Why, by position. */
  readonly reasons: ReadonlyMap<number, MissingReason>;
}

/** By indicator id, for the kind of area that is shown. */
export type OpenColumns = ReadonlyMap<string, OpenColumn>;

export function openColumn({ codes, values, reasons, ...info }: IndicatorColumn): OpenColumn {
  const byRow = missingReasons.flatMap((reason) =>
    (reasons[reason] ?? []).map((row): [number, MissingReason] => [row, reason]),
  );
  return {
    info,
    codes: codes.split('\n'),
    values: Float64Array.from(values, (value) => value ?? NaN),
    reasons: new Map(byRow),
  };
}

/**
 * The indicators whose values are not in the block that the profile came with: those of other profiles, and all of
 * them where larger areas are shown, because only the service has the numerators and denominators to work them out from.
 */
export function missingColumns(
  { measure, filters, areaType }: Pick<ExplorerState, 'measure' | 'filters' | 'areaType'>,
  block: ProfileBlock,
): string[] {
  const prefix = 'indicator:';
  const filtered = filters.rules.flatMap(({ field }) =>
    field.startsWith(prefix) ? [field.slice(prefix.length)] : [],
  );
  const wanted = new Set([...(measure.kind === 'indicator' ? [measure.id] : []), ...filtered]);
  const isOwn = areaType === 'lsoa' || !block.parents.has(areaType);
  return [...wanted].filter((id) => !isOwn || !block.indicators.has(id)).sort();
}

const kept = 12;

/** Fetches indicators when a view first needs them; the last few stay in memory. */
export function createColumnLoader(api: Pick<AtlasApi, 'indicatorColumn'>) {
  const keep = keepLoads<OpenColumn>(kept);
  const load = (profileId: string, id: string, type: MapAreaType): Promise<OpenColumn> =>
    keep(`${profileId}|${id}|${type}`, () => api.indicatorColumn(profileId, id, type).then(openColumn));
  return async (profileId: string, ids: readonly string[], type: MapAreaType): Promise<OpenColumns> => {
    const columns = await Promise.all(ids.map((id) => load(profileId, id, type)));
    return new Map(columns.map((column) => [column.info.indicatorId, column]));
  };
}
