import { beforeEach, expect, test } from 'vitest';
import type { SourceDefinition } from '../../core/contract/dataset.ts';
import { createDatasetStore } from '../../server/store/dataset-store.ts';
import { keepMadeUpApart } from '../../server/usecases/keep-made-up-apart.ts';
import { describeDatabases } from '../support/databases.ts';

const source: SourceDefinition = {
  id: 'census',
  title: 'Census',
  publisher: 'ONS',
  licence: 'OGL',
  licenceUrl: 'https://example.org/licence',
  attribution: 'ONS',
  reader: 'nomis-bulk',
  madeUp: false,
};

describeDatabases('made-up and real data', (database) => {
  beforeEach(async () => {
    await database().execute('delete from dataset_release');
    await database().execute('delete from dataset');
  });

  async function load(madeUp: boolean): Promise<void> {
    const store = createDatasetStore(database());
    await store.saveDataset(source, madeUp);
    await store.createRelease({
      datasetId: source.id,
      reader: source.reader,
      period: '2021',
      part: '',
      vintage: 2021,
      fileName: 'census.csv',
      fileSha256: '0'.repeat(64),
      fileBytes: 1,
      options: {},
      importedBy: 'test',
    });
  }

  test('an empty database takes either', async () => {
    await expect(keepMadeUpApart(database(), true)).resolves.toBeUndefined();
    await expect(keepMadeUpApart(database(), false)).resolves.toBeUndefined();
  });

  test('real files are refused beside the made-up borough, which may be loaded again', async () => {
    await load(true);
    await expect(keepMadeUpApart(database(), false)).rejects.toMatchObject({ code: 'conflict' });
    await expect(keepMadeUpApart(database(), true)).resolves.toBeUndefined();
  });

  test('made-up files are refused beside real ones', async () => {
    await load(false);
    await expect(keepMadeUpApart(database(), true)).rejects.toMatchObject({ code: 'conflict' });
    await expect(keepMadeUpApart(database(), false)).resolves.toBeUndefined();
  });
});
