import { describe, expect, it } from 'vitest';
import type { QualityReport } from '../../core/contract/quality.ts';
import { mappedCsv } from '../../server/sources/mapped-csv.ts';
import { createQualityGate } from '../../server/usecases/quality-gate.ts';
import { madeUpAreas, madeUpCsv, madeUpMapping, type MadeUpArea } from '../support/made-up-index.ts';
import { fileOf, readSource } from '../support/read-source.ts';

/*
 * The defects seen in a copy of the DERI v1.6 data set, each rebuilt in a made-up file, beside a clean twin.
 */

async function examine(
  areas: readonly MadeUpArea[],
  populations: ReadonlyMap<string, number> = new Map(),
): Promise<QualityReport> {
  const opened = await readSource(mappedCsv, fileOf(madeUpCsv(areas)), { mapping: madeUpMapping });
  const gate = createQualityGate({
    source: opened,
    rowKind: 'values',
    indicators: [],
    knownCodes: new Map(areas.map((area) => [area.code, [2011]])),
    populations,
  });
  gate.accept(opened.rows);
  for (const rejection of opened.rejections) gate.reject(rejection);
  return gate.report();
}

function findingsOf(report: QualityReport): string[] {
  return report.findings.map(
    ({ severity, code, column, count }) => `${severity} ${code} ${column ?? '-'} ${count}`,
  );
}

/** Positions of the areas that are worst served. */
function remotest(areas: readonly MadeUpArea[], count: number): number[] {
  return areas
    .map((_, at) => at)
    .sort((a, b) => (areas[b]?.below30 ?? 0) - (areas[a]?.below30 ?? 0))
    .slice(0, count);
}

function change(areas: MadeUpArea[], at: number, changes: Partial<MadeUpArea>): void {
  const area = areas[at];
  if (area !== undefined) Object.assign(area, changes);
}

describe('the clean twin', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('passes without any finding (seed %d)', async (seed) => {
    const report = await examine(madeUpAreas(800, seed));
    expect(findingsOf(report)).toEqual([]);
    expect(report.verdict).toBe('pass');
  });
});

describe('DERI v1.6 defect 1: fractions of an older release among percentages', () => {
  it('is found where the fractions are written more finely than the percentages', async () => {
    const areas = madeUpAreas(800);
    for (const at of remotest(areas, 16)) {
      const percent = areas[at]?.below30 ?? 0;
      change(areas, at, { below30: Number((percent / 100 + 0.00017).toFixed(5)), speed: 9.5 });
    }
    const report = await examine(areas);
    expect(findingsOf(report)).toContain('error mixed-units below30 16');
    expect(report.verdict).toBe('refused');
  });

  it('is found by the speeds where the fractions have as few decimals as the percentages', async () => {
    const areas = madeUpAreas(800);
    const rows = remotest(areas, 30);
    for (const at of rows.filter((_, nth) => nth % 3 === 0)) {
      change(areas, at, { below30: Number(((areas[at]?.below30 ?? 0) / 100).toFixed(1)) });
    }
    const report = await examine(areas);
    const found = report.findings.find((finding) => finding.code === 'mixed-units');
    expect(found).toMatchObject({ column: 'below30', severity: 'error' });
    expect(found?.count).toBeGreaterThanOrEqual(8);
  });

  it('is found by the gap where nothing lies between the fractions and the percentages', async () => {
    const areas = madeUpAreas(800);
    for (const [at, area] of areas.entries()) {
      const percent = Number((20 + area.noQualifications).toFixed(1));
      change(areas, at, { noQualifications: at % 20 === 0 ? Number((percent / 100).toFixed(1)) : percent });
    }
    expect(findingsOf(await examine(areas))).toContain('error mixed-units noQualifications 40');
  });

  it('is found the other way round: percentages among shares', async () => {
    const areas = madeUpAreas(800);
    for (const at of [5, 50, 500]) change(areas, at, { unemployment: (areas[at]?.unemployment ?? 0) * 100 });
    expect(findingsOf(await examine(areas))).toContain('error mixed-units unemployment 3');
  });

  it('small percentages are not taken for fractions', async () => {
    const areas = madeUpAreas(800);
    for (const [at, area] of areas.entries()) {
      change(areas, at, { below30: Number((area.below30 / 20).toFixed(1)) });
    }
    expect(findingsOf(await examine(areas)).filter((text) => text.includes('mixed'))).toEqual([]);
  });
});

describe('DERI v1.6 defect 2: counts in a column declared a rate per 1,000', () => {
  it('is found where the figures grow with the number of people', async () => {
    const areas = madeUpAreas(800);
    for (const [at, area] of areas.entries()) {
      change(areas, at, { pensionRate: Math.max(1, Math.round((area.aged65 * (60 + (at % 50))) / 1000)) });
    }
    // Three Glasgow rows had rates.
    for (const at of [10, 20, 30]) change(areas, at, { pensionRate: 29.66 });
    const report = await examine(areas);
    expect(findingsOf(report)).toContain('error counts-for-rate pensionRate 797');
    expect(report.verdict).toBe('refused');
  });

  it('rates that are merely rounded are let pass', async () => {
    const areas = madeUpAreas(800);
    for (const [at, area] of areas.entries())
      change(areas, at, { pensionRate: Math.round(area.pensionRate) });
    expect(findingsOf(await examine(areas))).toEqual([]);
  });
});

describe('DERI v1.6 defect 3: denominators of another vintage', () => {
  it('is found by two wholes of one file: 1,783 residents in 2011, a population of 878', async () => {
    const areas = madeUpAreas(800);
    change(areas, 48, { residents2011: 1783, limited: 224, population: 878, aged65: 120 });
    const report = await examine(areas);
    const found = report.findings.find((finding) => finding.code === 'denominator-mismatch');
    expect(found).toMatchObject({ count: 1, examples: [{ code: 'E01900048', value: '878 against 1783' }] });
  });

  it('is found by the population loaded before', async () => {
    const areas = madeUpAreas(800);
    const populations = new Map(areas.map((area) => [area.code, area.population]));
    populations.set('E01900048', (areas[48]?.population ?? 0) * 2);
    expect(findingsOf(await examine(areas, populations))).toContain(
      'warning denominator-mismatch population 1',
    );
  });

  it('is found where it makes a part larger than its whole', async () => {
    const areas = madeUpAreas(800);
    change(areas, 48, { aged65: (areas[48]?.population ?? 0) + 50 });
    expect(findingsOf(await examine(areas))).toContain('warning numerator-above-denominator aged65 1');
  });
});

describe('DERI v1.6 defect 4: columns shifted in some rows', () => {
  it('is found in three rows of 800, and no other row is named', async () => {
    const areas = madeUpAreas(800);
    for (const at of [226, 227, 206]) {
      const area = areas[at];
      if (area === undefined) continue;
      change(areas, at, {
        pensionRate: area.speed,
        noQualifications: area.pensionRate,
        unemployment: area.noQualifications,
        deprivation: area.unemployment,
      });
    }
    const report = await examine(areas);
    const found = report.findings.find((finding) => finding.code === 'columns-shifted');
    expect(found).toMatchObject({ severity: 'error', count: 3 });
    expect(found?.examples.map((example) => example.code)).toEqual(['E01900206', 'E01900226', 'E01900227']);
    expect(report.verdict).toBe('refused');
  });

  it('a row that lacks a cell is rejected with its line', async () => {
    const csv = madeUpCsv(madeUpAreas(30)).split('\n');
    csv[10] = csv[10]?.split(',').slice(0, -1).join(',') ?? '';
    const { rejections } = await readSource(mappedCsv, fileOf(csv.join('\n')), { mapping: madeUpMapping });
    expect(rejections).toMatchObject([{ line: 11, reason: 'the row has 10 cells where the header has 11' }]);
  });
});
