import { describe, expect, it } from 'vitest';
import { writeXlsx } from '../../server/files/xlsx.ts';
import { xlsxSheets } from '../../server/files/xlsx-sheets.ts';
import { madeUpFile, madeUpRows } from '../support/made-up-file.ts';
import { readXlsx } from '../support/read-xlsx.ts';

describe('workbooks', () => {
  it('hold numbers as numbers, nothing where there is none, and no text that a spreadsheet would run', async () => {
    const [figures, notes] = await readXlsx(await writeXlsx(madeUpFile, madeUpRows));
    expect(figures?.name).toBe('Figures');
    expect(Object.fromEntries(figures?.cells ?? [])).toEqual({
      ...{ A1: 'Code', B1: 'Name', C1: 'People offline' },
      ...{ A2: 'X01', B2: "'=1+1", C2: 12.25 },
      ...{ A3: 'X02', B3: 'Hill & <Dale>' },
      ...{ A4: 'X03', B4: "'@cmd", C4: -3 },
      ...{ A5: 'X04', B5: 'Bell end' },
    });
    expect(figures?.xml).toContain('state="frozen"');
    expect(figures?.xml).toContain('ySplit="1"');
    expect(notes?.name).toBe('Notes');
    const said = [...(notes?.cells ?? [])];
    // The warning before anything else, then what it is.
    expect(said.slice(0, 4)).toEqual([
      ['A1', 'MADE UP: nothing here exists'],
      ['A2', 'Areas of nowhere'],
      ['A3', 'Date'],
      ['B3', '22 November 2026'],
    ]);
    const texts = said.map(([, text]) => text);
    for (const text of [
      'People who are offline.',
      'percent',
      '2021',
      'Census, ONS',
      'OGL-UK-3.0',
      '© Nobody 2026',
    ]) {
      expect(texts).toContain(text);
    }
  });

  it('warn of nothing where nothing is made up', () => {
    const sheets = xlsxSheets({ ...madeUpFile, attribution: { lines: [], madeUp: false } }, madeUpRows);
    expect(JSON.stringify(sheets)).not.toContain('MADE UP');
  });

  it('make harmless what stands in headings and notes as well', () => {
    const [column] = madeUpFile.columns;
    if (column === undefined) throw new Error('There are columns.');
    const file = {
      ...madeUpFile,
      title: '=title',
      columns: [{ ...column, title: '+heading', description: '-meaning', licence: '@licence' }],
      facts: [{ label: '=label', text: '\t=fact' }],
      attribution: { lines: ['=line'], madeUp: false },
    };
    const texts = xlsxSheets(file, madeUpRows).flatMap(({ data }) =>
      data.flatMap((row) => row.map((cell) => (typeof cell?.value === 'string' ? cell.value : ''))),
    );
    expect(texts).toContain("'\t=fact");
    expect(texts.filter((text) => /^[=+\-@\t]/.test(text))).toEqual([]);
  });

  it('are given up when nobody waits for them any more', async () => {
    const given = new AbortController();
    const written = writeXlsx(madeUpFile, madeUpRows, given.signal);
    given.abort(new Error('gone'));
    await expect(written).rejects.toThrow('gone');
  });
});
