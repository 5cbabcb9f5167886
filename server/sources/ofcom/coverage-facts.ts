import { periodInName, type ReaderOptions } from '../reader-options.ts';
import type { ReadContext, SourceFacts, SourceFile } from '../source.ts';
import type { CoverageColumns } from './coverage-columns.ts';

/** What the header, the name and the first rows of a coverage file say of it. */
interface CoverageFile {
  readonly columns: CoverageColumns;
  readonly options: ReaderOptions;
  readonly isResidential: boolean;
  readonly firsts: readonly (readonly string[])[];
  readonly context: ReadContext;
  readonly header: readonly string[];
}

/** Dataset, areas, period and part of a coverage file. */
export function coverageFacts(file: SourceFile, known: CoverageFile): SourceFacts {
  const { columns, options, isResidential } = known;
  const period = options.period ?? periodInName(file.name);
  const parts = [
    columns.level === 'postcode' ? postcodeAreaIn(file, known) : '',
    isResidential ? 'residential' : '',
  ];
  return {
    datasetId: options.dataset ?? `ofcom-fixed-coverage-${columns.level}`,
    areas:
      columns.level === 'oa'
        ? { type: 'oa', vintage: options.vintage ?? outputAreaVintage(known.header[0] ?? '', period) }
        : null,
    period,
    part: options.part ?? parts.filter((part) => part !== '').join(' '),
  };
}

/** `oa11` says so; Ofcom went over to the output areas of 2021 with the releases of 2023. */
function outputAreaVintage(key: string, period: string | null): number {
  if (/11$/.test(key)) return 2011;
  if (/21$/.test(key)) return 2021;
  return period !== null && period < '2023' ? 2011 : 2021;
}

/**
 * The files of CW and MK were once published with the rows of CV and ME: the rows are believed, not the name. Up to 2018
 * one file held the country, and names no area; the first of its rows says nothing of the others.
 */
function postcodeAreaIn(file: SourceFile, { firsts, header, context }: CoverageFile): string {
  if (/_coverage(?:_res)?_r\d+\.csv$/i.test(file.name)) return '';
  const position = header.findIndex((name) => /^(postcode area|pca)$/i.test(name));
  const inRows = (firsts[0]?.[position] ?? '').trim().toUpperCase();
  const inName = /_([A-Z]{1,2})\.(?:[\w-]+\.)*csv$/i.exec(file.name)?.[1]?.toUpperCase() ?? inRows;
  if (inRows !== '' && inName !== inRows) {
    context.note({
      code: 'postcode-area-differs',
      severity: 'warning',
      message: `The file is named after postcode area ${inName} and holds that of ${inRows}: it may have been published under the wrong name.`,
    });
  }
  return inRows === '' ? inName : inRows;
}
