import type { FileColumn, FileWords, TableFile } from '../../server/files/table-file.ts';

export interface MadeUpRow {
  readonly code: string;
  readonly name: string;
  readonly value: number | null;
}

export const madeUpWords: FileWords = {
  figures: 'Figures',
  notes: 'Notes',
  madeUp: 'MADE UP: nothing here exists',
  column: 'Column',
  name: 'Name',
  meaning: 'Meaning',
  unit: 'Unit',
  period: 'Period',
  source: 'Source',
  licence: 'Licence',
  attribution: 'Credit',
};

const nothing = { unit: '', decimals: null, period: '', source: '', licence: '' };

const columns: readonly FileColumn<MadeUpRow>[] = [
  {
    ...nothing,
    ...{ name: 'area_code', title: 'Code', kind: 'text', description: 'Code of the area' },
    value: (row) => row.code,
  },
  {
    ...nothing,
    ...{ name: 'area_name', title: 'Name', kind: 'text', description: 'Name of the area' },
    value: (row) => row.name,
  },
  {
    ...{ name: 'offline', title: 'People offline', kind: 'number', description: 'People who are offline.' },
    ...{ unit: 'percent', decimals: 1, period: '2021', source: 'Census, ONS', licence: 'OGL-UK-3.0' },
    value: (row) => row.value,
  },
];

/** A table to write files of: three columns, made up and saying so. */
export const madeUpFile: TableFile<MadeUpRow> = {
  name: 'areas',
  title: 'Areas of nowhere',
  columns,
  facts: [{ label: 'Date', text: '22 November 2026' }],
  attribution: { lines: ['© Nobody 2026'], madeUp: true },
  words: madeUpWords,
};

export const madeUpRows: readonly MadeUpRow[] = [
  { code: 'X01', name: '=1+1', value: 12.25 },
  { code: 'X02', name: 'Hill & <Dale>', value: null },
  { code: 'X03', name: '@cmd', value: -3 },
  { code: 'X04', name: 'Bell\u0007 \uD800end', value: NaN },
];
