import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import type { CodedValue } from '../../core/geography/conversion-rule.ts';
import { convertValues } from '../../core/geography/convert-vintage.ts';
import {
  prepareVintageConversion,
  type Piece,
  type VintageConversion,
} from '../../core/geography/vintage-conversion.ts';
import { recordGolden } from '../support/golden-table.ts';
import { cellNumber, readCsv } from '../support/read-csv.ts';
import { describeWithShared, sharedPath } from '../support/shared.ts';

// Origin: the ONS exact-fit lookup of England and Wales (golden case lsoa-2011-2021-changes), Census 2021 TS007A, and
// the mid-2020 population by LSOA 2011.
describeWithShared('LSOA 2011 to 2021, all of England and Wales', () => {
  let conversion: VintageConversion;
  let changes: ReadonlyMap<string, string>;
  let population: readonly CodedValue[];

  beforeAll(async () => {
    const rows = await readCsv(sharedPath('data/national/lookups/lsoa11_to_lsoa21_exact.csv'));
    const links = rows.map((row) => ({ from: row['LSOA11CD'] ?? '', to: row['LSOA21CD'] ?? '' }));
    changes = new Map(links.map(({ from, to }, at) => [`${from} ${to}`, rows[at]?.['CHGIND'] ?? '']));
    const census = await readCsv(sharedPath('data/national/nomis/census2021-ts007a-lsoa.csv'));
    const mid2020 = await readCsv(
      sharedPath('data/national/ons/population_mid2020_lsoa11_single_year_DERIVED.csv.gz'),
    );
    population = mid2020.map((row) => ({
      code: row['lsoa11_code'] ?? '',
      value: cellNumber(row, 'total_population'),
      numerator: null,
      denominator: null,
      missingReason: null,
    }));
    conversion = prepareVintageConversion(links, {
      from: new Map(population.map(({ code, value }) => [code, value ?? NaN])),
      to: new Map(census.map((row) => [row['geography code'] ?? '', cellNumber(row, 'Age: Total') ?? NaN])),
    });
  }, 180_000);

  test('the conversion has the areas that the golden case counts', async () => {
    const expected: unknown = JSON.parse(
      await readFile(sharedPath('golden/lsoa-2011-2021-changes/expected_counts.json'), 'utf8'),
    );
    const pieces = [...conversion.piecesOfTarget.values()].flat();
    const changeOf = ({ from, to }: Piece): string => changes.get(`${from} ${to}`) ?? '';
    const tally = (keys: readonly string[]): Record<string, number> => {
      const counts: Record<string, number> = {};
      for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
      return counts;
    };
    const changeByCode = (side: 'from' | 'to') =>
      tally([...new Map(pieces.map((piece) => [piece[side], changeOf(piece)])).values()]);
    const found = {
      rows: pieces.length,
      lsoa11: conversion.targetsOfSource.size,
      lsoa21: conversion.piecesOfTarget.size,
      rows_by_change: tally(pieces.map(changeOf)),
      lsoa11_by_change: changeByCode('from'),
      lsoa21_by_change: changeByCode('to'),
    };
    expect(found).toEqual(expected);
    recordGolden({
      caseId: 'lsoa-2011-2021-changes',
      compared: 'areas by kind of change',
      count: Object.values(found).flatMap((part) => (typeof part === 'number' ? [part] : Object.values(part)))
        .length,
      error: 0,
      tolerance: 0,
    });
  });

  test('the mid-2020 population arrives whole, to 1e-9', () => {
    const { values, report } = convertValues(population, conversion, { kind: 'count' });
    expect(values).toHaveLength(35_672);
    expect(report).toMatchObject({
      sourceCount: 34_753,
      missingCount: 0,
      unplacedTotal: 0,
      unplacedCodes: [],
    });
    expect(report.equalWeightCodes).toEqual([]);
    const people = population.reduce((sum, { value }) => sum + (value ?? NaN), 0);
    expect(report.sourceTotal).toBe(people);
    expect(Math.abs((report.convertedTotal ?? NaN) / people - 1)).toBeLessThan(1e-9);
  });

  test('every area shares out the whole of itself', () => {
    for (const pieces of conversion.targetsOfSource.values()) {
      expect(Math.abs(pieces.reduce((sum, { countShare }) => sum + countShare, 0) - 1)).toBeLessThan(1e-12);
    }
  });
});
