import type { Database } from '../../server/database/database.ts';
import { createDatasetStore } from '../../server/store/dataset-store.ts';
import { createSmallPlace } from './small-place.ts';

const report = {
  rowsRead: 9,
  rowsKept: 6,
  rowsRejected: 3,
  rejections: [{ line: 7, column: 'value', value: '<b>x</b>', reason: 'not a number' }],
  findings: [
    {
      code: 'mixed-units',
      severity: 'warning',
      column: 'value',
      count: 2,
      share: 0.33,
      message: 'Two rows look like shares among percentages.',
      examples: [{ line: 3, code: 'Z01000002', value: '0.2' }],
    },
    {
      code: 'sampled',
      severity: 'info',
      column: null,
      count: 6,
      share: 1,
      message: 'Only some rows were looked at.',
      examples: [],
    },
  ],
  warningShare: 0.33,
  verdict: 'needs-acceptance',
};

/**
 * The small place with what a catalogue tells: a quality report, a dataset of two editions of which the older gave way,
 * figures for one nation alone, figures moved from older boundaries, and what became of older codes.
 */
export async function seedCatalogue(database: Database): Promise<void> {
  await createSmallPlace(database);
  const datasets = createDatasetStore(database);
  await datasets.finishRelease(1, {
    rowsRead: 9,
    rowsKept: 6,
    rowsRejected: 3,
    notes: [{ code: 'x', severity: 'info', message: 'Written by hand.' }],
    report,
  });
  await datasets.saveDataset(
    {
      id: 'speeds',
      title: 'Speeds <twice a year>',
      publisher: 'Somebody',
      licence: 'Open Government Licence v3.0',
      licenceUrl: 'https://example.org/licence',
      attribution: 'Speeds by somebody.',
      page: 'https://example.org/speeds',
      reader: 'test',
      madeUp: false,
    },
    false,
  );
  for (const [at, period] of ['2025-07', '2026-01'].entries()) {
    const releaseId = await datasets.createRelease({
      ...{ datasetId: 'speeds', reader: 'test', period, part: '', vintage: 2021 },
      ...{ fileName: `speeds-${period}.csv`, fileSha256: String(at + 1).repeat(64), fileBytes: 1000 },
      ...{ options: {}, importedBy: 'test' },
    });
    await datasets.supersedeOlder(releaseId);
  }
  for (const statement of [
    // Five middle-layer areas of two nations; the figures are Wales's, and England's first.
    `insert into area (area_type, vintage, code, name)
     select 'msoa', vintage, code, code from unnest(array['E02000001', 'E02000002', 'E02000003', 'W02000001', 'W02000002'])
       as code, unnest(array[2011, 2021]) as vintage`,
    `insert into indicator (indicator_id, title, description, phrase, theme, unit, direction, decimals, dataset_id)
     values ('speed', 'Speed', 'How fast.', 'fast', 'connectivity', 'megabits-per-second', 'lower-is-riskier', 1, 'speeds')`,
    `insert into indicator_series (indicator_id, release_id, area_type, vintage, period, value_count, missing_count)
     values ('speed', 3, 'msoa', 2011, '2026-01', 2, 1)`,
    `insert into indicator_series (indicator_id, release_id, area_type, vintage, period, value_count, missing_count, converted_from)
     select 'speed', 3, 'msoa', 2021, '2026-01', 2, 1, max(series_id) from indicator_series`,
    `insert into indicator_value (series_id, area_id, value, missing_reason)
     select series_id, area_id, case when code = 'W02000002' then null else 10 end,
       case when code = 'W02000002' then 'suppressed' end
     from indicator_series join area using (area_type, vintage)
     where indicator_id = 'speed' and code in ('E02000001', 'W02000001', 'W02000002')`,
    `insert into code_change (area_type, from_vintage, from_code, to_vintage, to_code, change, release_id)
     values ('msoa', 2011, 'E02000001', 2021, 'E02000001', 'U', 3), ('msoa', 2011, 'E02000002', 2021, 'E02000002', 'S', 3),
       ('msoa', 2011, 'E02000002', 2021, 'E02000003', 'S', 3)`,
    `insert into area_membership (child_type, child_vintage, child_code, parent_type, parent_vintage, parent_code, method, release_id)
     values ('msoa', 2021, 'E02000001', 'lad', 2025, 'Z08000001', 'exact', 3),
       ('msoa', 2021, 'E02000002', 'lad', 2025, 'Z08000001', 'point-in-polygon', 3)`,
  ]) {
    await database.execute(statement);
  }
}
