import type { CsvTable } from './csv.ts';
import type { ReadContext, SourceFile } from './source.ts';
import { valuesReader, type ValuesLayout, type ValuesOptions } from './values-table.ts';

/**
 * ONS income estimates for MSOAs, modelled: `MSOA code,MSOA name,...,<measure> (£),Upper confidence limit (£),...`,
 * figures as "32,200", with or without title lines, in windows-1252 or UTF-8. London Datastore puts four measures in
 * one file and repeats the names of their limits, which then are numbered.
 */
export const onsMsoaIncome = valuesReader({
  id: 'ons-msoa-income',
  title: 'Income estimates for small areas (ONS, by MSOA)',
  sureness: 0.95,
  isHeader,
  isFootnote: (cells) => cells.slice(1).every((cell) => cell.trim() === ''),
  layout,
});

function isHeader(cells: readonly string[]): boolean {
  return /^MSOA code$/i.test(cells[0] ?? '') && cells.some((cell) => /income\b.*\(£\)/i.test(cell));
}

function layout(
  table: CsvTable,
  file: SourceFile,
  options: ValuesOptions,
  context: ReadContext,
): ValuesLayout {
  const columns = table.header.flatMap((name, position) =>
    name.endsWith('(£)') || /\(£\) \(\d+\)$/.test(name)
      ? [{ name, kind: 'pounds' as const, total: null, position }]
      : [],
  );
  const titles = table.titleLines.map((cells) => cells.join(' ')).join(' ');
  const year = yearOf(titles) ?? yearOf(file.name);
  const measure = columns[0]?.name ?? '';
  const isNew = /disposable/i.test(measure) || Number(year ?? 0) >= 2023;
  if (/weekly/i.test(measure)) {
    context.note({
      code: 'weekly-income',
      severity: 'warning',
      message: 'These are weekly incomes, as published up to 2013/14: do not compare them with annual ones.',
    });
  }
  return {
    facts: {
      datasetId: options.dataset ?? 'ons-msoa-income',
      areas: { type: 'msoa', vintage: options.vintage ?? (isNew ? 2021 : 2011) },
      period: options.period ?? year ?? null,
      part: options.part ?? measure.replace(/ \(£\)$/, ''),
    },
    codePosition: 0,
    namePosition: 1,
    columns,
  };
}

/** The year the financial year ends in: `financial year ending 2018`, `2011/12`, `netannualincome2018.csv`. */
function yearOf(text: string): string | null {
  const pair = /\b20\d\d\/(\d\d)\b/.exec(text)?.[1];
  if (pair !== undefined) return `20${pair}`;
  return /ending (?:\w+ )?(20\d\d)/i.exec(text)?.[1] ?? /income(20\d\d)/i.exec(text)?.[1] ?? null;
}
