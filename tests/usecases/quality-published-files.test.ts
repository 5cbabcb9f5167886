import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openFile } from '../../server/sources/open-file.ts';
import { recogniseReader } from '../../server/sources/registry.ts';
import { loadCatalogue } from '../../server/usecases/catalogue.ts';
import { createQualityGate } from '../../server/usecases/quality-gate.ts';
import { readSource } from '../support/read-source.ts';
import { describeWithShared, repositoryPath, sharedPath } from '../support/shared.ts';

const folders = [
  'data/national/deri',
  'data/national/imd',
  'data/national/nomis',
  'data/national/ons',
  'data/national/ofcom',
  'data/trafford/census',
  'data/trafford/deri',
  'data/trafford/imd',
  'data/trafford/income',
  'data/trafford/ofcom',
  'data/trafford/population',
  'data/validation',
];

function tablesIn(folder: string): string[] {
  return readdirSync(sharedPath(folder))
    .filter((name) => /\.csv(\.gz)?$/.test(name))
    .map((name) => join(folder, name));
}

/** Warnings that are true of the published figures; every other would be a false alarm. */
const trueWarnings: Readonly<Record<string, readonly string[]>> = {
  // Five data zones in which only four in ten people are of working age.
  'data/national/imd/SIMD+2020v2+-+indicators.csv': ['denominator-mismatch Total_population'],
  'data/national/imd/SIMD+2020v2+-+ranks.csv': ['denominator-mismatch Total_population'],
};

describeWithShared('the quality gate on every published table', () => {
  it('refuses none, and warns only of what is so', async () => {
    const { indicators } = await loadCatalogue(repositoryPath('data'));
    const examined: { name: string; verdict: string; alarms: readonly string[] }[] = [];
    for (const name of folders.flatMap(tablesIn)) {
      const file = await openFile(sharedPath(name));
      const reader = readerOf(file);
      if (reader === null || (reader.rowKind !== 'values' && reader.rowKind !== 'coverage')) continue;
      const opened = await readSource(reader, file);
      const gate = createQualityGate({
        source: opened,
        rowKind: reader.rowKind,
        indicators: indicators.filter(({ dataset }) => dataset === opened.facts.datasetId),
        knownCodes: null,
      });
      gate.accept(opened.rows);
      for (const rejection of opened.rejections) gate.reject(rejection);
      const report = gate.report();
      const alarms = report.findings
        .filter((finding) => finding.severity !== 'info')
        .map((finding) => `${finding.code} ${finding.column ?? ''}`.trim());
      examined.push({ name, verdict: report.verdict, alarms });
    }
    expect(examined.length).toBeGreaterThan(40);
    expect(examined).toEqual(
      examined.map(({ name }) => ({ name, verdict: 'pass', alarms: trueWarnings[name] ?? [] })),
    );
  }, 300_000);
});

function readerOf(file: Awaited<ReturnType<typeof openFile>>): ReturnType<typeof recogniseReader> | null {
  try {
    return recogniseReader(file);
  } catch {
    return null;
  }
}
