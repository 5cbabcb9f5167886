import type { AreaSet } from '../../../core/contract/area.ts';
import type {
  AreaMatch,
  CodeChangeCount,
  DescribedSeries,
  LoadedAreaSet,
  VintageConversionCount,
} from '../../../core/contract/data-catalogue.ts';
import type { Dataset } from '../../../core/contract/dataset.ts';
import { nationOfCode } from '../../../core/geography/nation.ts';
import type { Queryable } from '../../database/database.ts';
import {
  createCatalogueReads,
  type AreaLetterCount,
  type CataloguedIndicator,
  type CataloguedSeries,
  type ReleaseCheck,
} from '../../store/catalogue-reads.ts';
import { createDatasetStore } from '../../store/dataset-store.ts';
import { createStatusStore, type MembershipStatus } from '../../store/status-store.ts';

/** A series with the areas that it has no value for, and why. */
export interface SeriesFacts
  extends CataloguedSeries, Pick<DescribedSeries, 'areas' | 'values' | 'missing' | 'absent'> {}

/** All that the catalogue is made from, whatever day it is. */
export interface CatalogueFacts {
  readonly datasets: readonly Dataset[];
  readonly checks: ReadonlyMap<number, ReleaseCheck>;
  readonly indicators: readonly CataloguedIndicator[];
  readonly series: readonly SeriesFacts[];
  readonly boundaries: readonly (AreaSet & { readonly datasetId: string; readonly areas: number })[];
  readonly areaSets: readonly LoadedAreaSet[];
  readonly matches: readonly AreaMatch[];
  readonly conversions: readonly VintageConversionCount[];
  readonly codeChanges: readonly CodeChangeCount[];
}

function setKey({ type, vintage }: AreaSet): string {
  return `${type} ${vintage}`;
}

/** One match for each pair of sets, with all methods that placed areas. */
function matchesOf(rows: readonly MembershipStatus[]): AreaMatch[] {
  const matches = new Map<string, AreaMatch>();
  for (const row of rows) {
    const child = { type: row.childType, vintage: row.childVintage };
    const parent = { type: row.parentType, vintage: row.parentVintage };
    const key = `${setKey(child)} ${setKey(parent)}`;
    const { areas, without } = row;
    const match = matches.get(key) ?? { child, parent, areas, methods: [], without };
    match.methods.push({ method: row.method, areas: row.members });
    matches.set(key, match);
  }
  return [...matches.values()];
}

function nationNameOf(letter: string): string | null {
  return nationOfCode(letter)?.name ?? null;
}

/** How many areas of each nation a series says nothing about. */
function absentAreas(
  letters: readonly AreaLetterCount[],
  rows: ReadonlyMap<string, number>,
): SeriesFacts['absent'] {
  const byNation = new Map<string | null, number>();
  for (const { letter, areas } of letters) {
    const absent = areas - (rows.get(letter) ?? 0);
    if (absent > 0) byNation.set(nationNameOf(letter), (byNation.get(nationNameOf(letter)) ?? 0) + absent);
  }
  return [...byNation].map(([nation, areas]) => ({ nation, areas }));
}

function groupBy<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}

async function readSeries(
  reads: ReturnType<typeof createCatalogueReads>,
  letters: ReadonlyMap<string, readonly AreaLetterCount[]>,
): Promise<SeriesFacts[]> {
  const [series, missing, rows] = await Promise.all([
    reads.series(),
    reads.missingReasons(),
    reads.rowsOfIncomplete(),
  ]);
  const reasons = groupBy(missing, ({ seriesId }) => seriesId);
  const incomplete = groupBy(rows, ({ seriesId }) => seriesId);
  return series.map((each) => {
    const ofSet = letters.get(setKey(each)) ?? [];
    const areas = ofSet.reduce((sum, row) => sum + row.areas, 0);
    const held = new Map((incomplete.get(each.seriesId) ?? []).map((row) => [row.letter, row.rows]));
    const isIncomplete = each.isCurrent && each.valueCount + each.missingCount < areas;
    return {
      ...each,
      areas,
      values: each.valueCount,
      missing: (reasons.get(each.seriesId) ?? []).map(({ reason, areas: count }) => ({
        reason,
        areas: count,
      })),
      absent: isIncomplete ? absentAreas(ofSet, held) : [],
    };
  });
}

/**
 * Reads everything that the catalogue needs: a second or two of scans for England and Wales, so once per data version.
 *
 * @param onProgress told how much of it has been read, 0 to 1
 */
export async function readCatalogueFacts(
  database: Queryable,
  onProgress: (done: number) => void = () => undefined,
): Promise<CatalogueFacts> {
  const reads = createCatalogueReads(database);
  const status = createStatusStore(database);
  const parts = 9;
  let read = 0;
  const counted = async <Result>(part: Promise<Result>): Promise<Result> => {
    const result = await part;
    read += 1;
    onProgress(read / parts);
    return result;
  };
  const letters = groupBy(await reads.areasByLetter(), setKey);
  const [datasets, checks, indicators, series, boundaries, areaSets, memberships, conversions, codeChanges] =
    await Promise.all([
      counted(createDatasetStore(database).list()),
      counted(reads.checks()),
      counted(reads.indicators()),
      counted(readSeries(reads, letters)),
      counted(reads.boundaries()),
      counted(status.areaSets()),
      counted(status.memberships()),
      counted(reads.conversions()),
      counted(reads.codeChanges()),
    ]);
  return {
    ...{ datasets, indicators, series, boundaries, conversions, codeChanges },
    checks: new Map(checks.map((check) => [check.releaseId, check])),
    areaSets: areaSets.map(({ type, vintage, areas, withoutBoundary }) => ({
      ...{ type, vintage, areas, withoutBoundary },
      nations: absentAreas(letters.get(setKey({ type, vintage })) ?? [], new Map()),
    })),
    matches: matchesOf(memberships),
  };
}
