import type { AreaSet } from '../../../core/contract/area.ts';
import type { IndicatorDefinition } from '../../../core/contract/indicator.ts';
import type { Queryable } from '../../database/database.ts';
import type { OpenedSource, SourceNote, ValuesRow } from '../../sources/source.ts';
import { createIndicatorStore, type NewValue } from '../../store/indicator-store.ts';
import type { ConvertibleSeries } from './convert-series.ts';
import { planIndicators, type PlannedDataset, type PlannedIndicator } from './plan-indicators.ts';

export interface ValuesTarget {
  readonly releaseId: number;
  readonly dataset: PlannedDataset;
  readonly areas: AreaSet;
  readonly period: string;
  readonly definitions: readonly IndicatorDefinition[];
  /** Area ids of the set the values are about, by code. */
  readonly areaIds: ReadonlyMap<string, number>;
}

export type WrittenSeries = ConvertibleSeries;

export interface WrittenValues {
  readonly rowsKept: number;
  readonly series: readonly WrittenSeries[];
  readonly notes: readonly SourceNote[];
}

interface PlannedSeries extends WrittenSeries {
  readonly planned: PlannedIndicator;
}

function valuesOf(row: ValuesRow, areaId: number, series: readonly PlannedSeries[]): NewValue[] {
  return series.map(({ seriesId, planned }) => ({
    seriesId,
    areaId,
    ...planned.compute(row),
    flag: 'observed',
  }));
}

/**
 * Writes the values of a file as series of indicators. Rows about areas that are not loaded are left out (the quality
 * gate has counted and named them); an area that stands twice keeps its first row.
 */
export async function writeValues(
  transaction: Queryable,
  source: OpenedSource<ValuesRow>,
  target: ValuesTarget,
): Promise<WrittenValues> {
  const store = createIndicatorStore(transaction);
  const plan = planIndicators(target.dataset, target.definitions, source.columns);
  const series: PlannedSeries[] = [];
  for (const planned of plan.planned) {
    await store.saveIndicator(planned.indicator);
    const seriesId = await store.createSeries({
      indicatorId: planned.indicator.id,
      releaseId: target.releaseId,
      areas: target.areas,
      period: target.period,
      convertedFrom: null,
    });
    const { id, unit, direction, additive } = planned.indicator;
    series.push({ seriesId, indicatorId: id, unit, direction, additive, planned });
  }
  const seen = new Set<number>();
  async function* values(): AsyncGenerator<NewValue[]> {
    for await (const batch of source.batches) {
      yield batch.flatMap((row) => {
        const areaId = target.areaIds.get(row.code);
        if (areaId === undefined || seen.has(areaId)) return [];
        seen.add(areaId);
        return valuesOf(row, areaId, series);
      });
    }
  }
  await store.copyValues(values());
  await store.countSeries(series.map(({ seriesId }) => seriesId));
  return {
    rowsKept: seen.size,
    series,
    notes: plan.notes,
  };
}
