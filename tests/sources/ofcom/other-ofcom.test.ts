import { describe, expect, it } from 'vitest';
import { fullFibreTakeUp } from '../../../server/sources/ofcom/full-fibre-take-up.ts';
import { mobileCoverage } from '../../../server/sources/ofcom/mobile-coverage.ts';
import { openFile } from '../../../server/sources/open-file.ts';
import { recogniseReader } from '../../../server/sources/registry.ts';
import { fileOf, readSource } from '../../support/read-source.ts';
import { describeWithShared, sharedPath } from '../../support/shared.ts';

const sample = (name: string): string => sharedPath('data/national/samples', name);

describe('ofcom-mobile-coverage', () => {
  const groups = ['2G_prem_out', '4G_mway_in', '5G_high_confidence_prem_out'];
  const header = groups.flatMap((group) => [0, 1, 2, 3, 4].map((operators) => `${group}_${operators}`));
  const read = (cells: string) =>
    readSource(
      mobileCoverage,
      fileOf(`laua,laua_name,prem_count,${header.join(',')}\nE08000009,Trafford,100,${cells}\n`),
    );

  it('a blank is 0 within a group that has any figure', async () => {
    const { rows } = await read(',,10,90,,,,,,,1,,,,99');
    expect(rows[0]?.values.slice(1, 6)).toEqual([0, 0, 10, 90, 0]);
    expect(rows[0]?.values.slice(11)).toEqual([1, 0, 0, 0, 99]);
  });

  it('a group that is blank as a whole (no motorway) is missing, with its reason', async () => {
    const { rows } = await read(',,10,90,,,,,,,1,,,,99');
    expect(rows[0]?.values.slice(6, 11)).toEqual([null, null, null, null, null]);
    expect(rows[0]?.reasons?.get(6)).toBe('not-published');
  });
});

describeWithShared('the other Ofcom files as published', () => {
  it('take-up by local authority', async () => {
    const file = await openFile(sample('202507_full_fibre_take-up_laua_r01.EXCERPT.csv'));
    expect(recogniseReader(file).id).toBe('ofcom-full-fibre-take-up');
    const { rows, facts, columns } = await readSource(fullFibreTakeUp, file);
    expect(facts).toMatchObject({ period: '2025-07', areas: { type: 'lad', vintage: 2023 } });
    expect(columns.map(({ kind }) => kind)).toEqual(['percent', 'percent']);
    expect(rows.find(({ code }) => code === 'E08000009')?.values).toEqual([33, 30]);
  });

  it('mobile: 161 columns; each group that has figures adds up to 100', async () => {
    const file = await openFile(sample('202507_mobile_coverage_laua_r01.EXCERPT.csv'));
    expect(recogniseReader(file).id).toBe('ofcom-mobile-coverage');
    const { rows, columns } = await readSource(mobileCoverage, file);
    expect(columns).toHaveLength(159);
    for (const row of rows) {
      const sums = new Map<string, number>();
      for (const [at, { name, kind }] of columns.entries()) {
        const value = row.values[at] ?? null;
        const group = name.replace(/_\d$/, '');
        if (kind === 'percent' && value !== null) sums.set(group, (sums.get(group) ?? 0) + value);
      }
      expect(sums.size).toBeGreaterThan(20);
      for (const sum of sums.values()) expect(Math.abs(sum - 100)).toBeLessThan(0.1);
    }
  });
});
