import { areaSet, areaTypeInWords, levelPart, vintageInHeader } from './area-of-code.ts';
import type { CsvTable } from './csv.ts';
import type { ReadContext, SourceFile } from './source.ts';
import { valuesReader, type ValuesLayout, type ValuesOptions } from './values-table.ts';

/**
 * Census tables from the query tool of Nomis: title lines, a header such as `2021 super output area - lower layer,
 * Total,...`, code and name in one cell (`E01011954 : Hartlepool 001A`) or in a column `mnemonic`, footnotes below.
 */
export const nomisQuery = valuesReader({
  id: 'nomis-query',
  title: 'Census table from the Nomis query tool',
  sureness: 0.9,
  isHeader,
  isFootnote,
  layout,
});

function isHeader(cells: readonly string[]): boolean {
  const first = cells[0] ?? '';
  return /^(19|20)\d\d\s/.test(first) && areaTypeInWords(first) !== null && (cells[1] ?? '') !== '';
}

/** Footnotes stand in the second column of padded files, and alone on their line in others. */
function isFootnote(cells: readonly string[]): boolean {
  return (cells[0] ?? '').trim() === '' || cells.slice(1).every((cell) => cell.trim() === '');
}

function layout(
  table: CsvTable,
  _file: SourceFile,
  options: ValuesOptions,
  context: ReadContext,
): ValuesLayout {
  const first = table.header[0] ?? '';
  const mnemonic = table.header.indexOf('mnemonic');
  const titles = new Map(table.titleLines.map((cells) => [titleKey(cells[0] ?? ''), cells[1]?.trim() ?? '']));
  const tableCode = /^\s*([A-Z]{2}\d{3}[A-Z]*)\b/.exec(table.titleLines[0]?.[0] ?? '')?.[1]?.toLowerCase();
  context.note({
    code: 'title-lines',
    severity: 'info',
    message: `Titles above the table: ${table.titleLines.map((cells) => cells.join(' ').trim()).join('; ')}`,
  });
  const columns = table.header.flatMap((name, position) =>
    position === 0 || position === mnemonic
      ? []
      : [{ name, kind: 'count' as const, total: name === 'Total' ? null : 'Total', position }],
  );
  const type = options.areaType ?? areaTypeInWords(first);
  const hasTotal = columns.some((column) => column.name === 'Total');
  return {
    facts: {
      datasetId: options.dataset ?? `census-2021-${tableCode ?? 'query'}`,
      areas: areaSet(type, options.vintage ?? vintageInHeader(first)),
      period: options.period ?? titles.get('date') ?? null,
      part: options.part ?? levelPart(type),
    },
    codePosition: mnemonic === -1 ? 0 : mnemonic,
    namePosition: mnemonic === -1 ? null : 0,
    columns: hasTotal ? columns : columns.map((column) => ({ ...column, total: null })),
    ...(mnemonic === -1 ? { splitCode } : {}),
  };
}

function titleKey(cell: string): string {
  return cell
    .replace(/\s*:\s*$/, '')
    .trim()
    .toLowerCase();
}

function splitCode(cell: string): { code: string; name: string | null } {
  const at = cell.indexOf(' : ');
  if (at === -1) return { code: cell, name: null };
  return { code: cell.slice(0, at).trim(), name: cell.slice(at + 3).trim() };
}
