import { beforeAll, expect, it } from 'vitest';
import { importFile } from '../../server/usecases/import/import-file.ts';
import type { ImportOutcome, ImportRequest } from '../../server/usecases/import/import-types.ts';
import type { SourceFile } from '../../server/sources/source.ts';
import { loadCatalogue, type Catalogue } from '../../server/usecases/catalogue.ts';
import { describeDatabases } from '../support/databases.ts';
import { boundaryFile } from '../support/made-up-files.ts';
import { madeUpAreas, madeUpCsv, madeUpMapping, type MadeUpArea } from '../support/made-up-index.ts';
import { fileOf } from '../support/read-source.ts';
import { repositoryPath } from '../support/shared.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/*
 * The defects of DERI v1.6 as files that someone imports: none gets in unless it is accepted. That each is told apart
 * from what is sound is tested in quality-deri-defects.test.ts.
 */

function changed(
  at: number,
  changes: (area: MadeUpArea) => Partial<MadeUpArea>,
): (areas: MadeUpArea[]) => void {
  return (areas) => {
    const area = areas[at];
    if (area !== undefined) Object.assign(area, changes(area));
  };
}

const defects: readonly {
  readonly title: string;
  readonly finding: string;
  readonly damage: (areas: MadeUpArea[]) => void;
}[] = [
  {
    title: 'fractions among percentages',
    finding: 'mixed-units',
    damage: (areas) => {
      for (const area of areas.filter(({ below30 }) => below30 > 20).slice(0, 16)) {
        Object.assign(area, { below30: Number((area.below30 / 100 + 0.00017).toFixed(5)) });
      }
    },
  },
  {
    title: 'counts where a rate is declared',
    finding: 'counts-for-rate',
    damage: (areas) => {
      for (const [at, area] of areas.entries()) {
        Object.assign(area, {
          pensionRate: Math.max(1, Math.round((area.aged65 * (60 + (at % 50))) / 1000)),
        });
      }
    },
  },
  {
    title: 'a denominator of another vintage in many rows',
    finding: 'denominator-mismatch',
    damage: (areas) => {
      for (let at = 0; at < 40; at += 1) {
        changed(at, () => ({ residents2011: 1783, limited: 224, population: 878, aged65: 120 }))(areas);
      }
    },
  },
  {
    title: 'columns shifted in three rows',
    finding: 'columns-shifted',
    damage: (areas) => {
      for (const at of [226, 227, 206]) {
        changed(at, (area) => ({
          pensionRate: area.speed,
          noQualifications: area.pensionRate,
          unemployment: area.noQualifications,
          deprivation: area.unemployment,
        }))(areas);
      }
    },
  },
];

describeDatabases('importing a file with the defects of DERI v1.6', (database) => {
  let catalogue: Catalogue;
  const folder = temporaryFolder();
  const load = (file: SourceFile, changes: Partial<ImportRequest> = {}): Promise<ImportOutcome> =>
    importFile(
      {
        database: database(),
        dataFolder: folder,
        sources: catalogue.sources,
        indicators: [],
        onProgress: () => undefined,
      },
      {
        file,
        format: 'mapped-csv',
        datasetId: 'deri-1-6',
        options: { mapping: madeUpMapping },
        madeUp: true,
        acceptWarnings: false,
        isDryRun: false,
        importedBy: 'test',
        ...changes,
      },
    );

  beforeAll(async () => {
    catalogue = await loadCatalogue(repositoryPath('data'));
    const codes = madeUpAreas(800).map(({ code }) => code);
    const boundaries = boundaryFile({ type: 'LSOA', vintage: 11 }, codes);
    await load(boundaries, { format: null, datasetId: null, options: {} });
  });

  it.each(defects)('$title: refused, and nothing is written', async ({ finding, damage }) => {
    const areas = madeUpAreas(800);
    damage(areas);
    await expect(load(fileOf(madeUpCsv(areas), 'deri.csv'))).rejects.toMatchObject({
      code: 'source-rejected',
      details: {
        report: { findings: expect.arrayContaining([expect.objectContaining({ code: finding })]) as object },
      },
    });
    expect(await database().query('select count(*) as values from indicator_value')).toEqual([{ values: 0 }]);
  });

  it('the same file without defects gets in without acceptance', async () => {
    expect(await load(fileOf(madeUpCsv(madeUpAreas(800)), 'deri.csv'))).toMatchObject({
      status: 'imported',
      rowsKept: 800,
      report: { verdict: 'pass' },
    });
  });
});
