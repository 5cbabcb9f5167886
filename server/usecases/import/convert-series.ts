import type { AreaSet } from '../../../core/contract/area.ts';
import type { Direction, Unit } from '../../../core/contract/indicator.ts';
import { conversionRuleOf } from '../../../core/geography/conversion-rule.ts';
import { convertValues, type ConversionReport } from '../../../core/geography/convert-vintage.ts';
import {
  prepareVintageConversion,
  type VintageConversion,
} from '../../../core/geography/vintage-conversion.ts';
import type { Queryable } from '../../database/database.ts';
import { createAreaDirectory } from '../../store/area-directory.ts';
import { createCodeChangeReads } from '../../store/code-change-reads.ts';
import { createIndicatorStore, type NewValue } from '../../store/indicator-store.ts';

/** A series that was just written, and what must be known of it to bring it to another vintage. */
export interface ConvertibleSeries {
  readonly seriesId: number;
  readonly indicatorId: string;
  readonly unit: Unit;
  readonly direction: Direction;
  readonly additive: boolean;
}

export interface ConversionOutcome {
  readonly indicatorId: string;
  readonly from: AreaSet;
  readonly to: AreaSet;
  readonly report: ConversionReport;
}

/**
 * Brings freshly written series to every later vintage that a lookup leads to and whose areas are loaded: LSOA 2011
 * figures reach LSOA 2021; where the publisher's own figures are there, they stay. The converted values are series of their own, flagged, and say what they came from.
 */
export async function convertSeries(
  transaction: Queryable,
  series: readonly ConvertibleSeries[],
  origin: { readonly releaseId: number; readonly areas: AreaSet; readonly period: string },
): Promise<readonly ConversionOutcome[]> {
  const outcomes: ConversionOutcome[] = [];
  for (const to of await createCodeChangeReads(transaction).successors(origin.areas)) {
    const conversion = await prepare(transaction, origin.areas, to);
    const areaIds = await createAreaDirectory(transaction).idsByCode(to);
    for (const one of series) {
      const published = { indicatorId: one.indicatorId, areas: to, period: origin.period };
      if (await createIndicatorStore(transaction).hasPublished(published)) continue;
      const report = await convertOne(transaction, one, { ...origin, to, conversion, areaIds });
      outcomes.push({ indicatorId: one.indicatorId, from: origin.areas, to, report });
    }
  }
  return outcomes;
}

async function prepare(transaction: Queryable, from: AreaSet, to: AreaSet): Promise<VintageConversion> {
  const directory = createAreaDirectory(transaction);
  return prepareVintageConversion(await createCodeChangeReads(transaction).links(from, to), {
    from: await directory.populations(from),
    to: await directory.populations(to),
  });
}

interface Target {
  readonly releaseId: number;
  readonly period: string;
  readonly to: AreaSet;
  readonly conversion: VintageConversion;
  readonly areaIds: ReadonlyMap<string, number>;
}

async function convertOne(
  transaction: Queryable,
  series: ConvertibleSeries,
  target: Target,
): Promise<ConversionReport> {
  const store = createIndicatorStore(transaction);
  const values = await store.readValues(series.seriesId);
  const converted = convertValues(values, target.conversion, conversionRuleOf(series, values));
  const seriesId = await store.createSeries({
    indicatorId: series.indicatorId,
    releaseId: target.releaseId,
    areas: target.to,
    period: target.period,
    convertedFrom: series.seriesId,
  });
  const rows = converted.values.flatMap((value): NewValue[] => {
    const areaId = target.areaIds.get(value.code);
    return areaId === undefined
      ? []
      : [{ ...withoutCode(value), seriesId, areaId, flag: 'converted-vintage' }];
  });
  await store.copyValues(inOneBatch(rows));
  await store.countSeries([seriesId]);
  return converted.report;
}

function withoutCode(value: {
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly missingReason: NewValue['missingReason'];
}) {
  const { value: figure, numerator, denominator, missingReason } = value;
  return { value: figure, numerator, denominator, missingReason };
}

// eslint-disable-next-line @typescript-eslint/require-await -- an array as the stream that the store takes
async function* inOneBatch(values: readonly NewValue[]): AsyncGenerator<readonly NewValue[]> {
  yield values;
}
