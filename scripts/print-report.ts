import { qualityReportSchema, type QualityReport } from '../core/contract/quality.ts';
import type { ImportOutcome } from '../server/usecases/import/import-types.ts';

/** What came of one file, in a few lines. */
export function printOutcome(outcome: ImportOutcome): void {
  const kept = outcome.rowsKept.toLocaleString('en-GB');
  switch (outcome.status) {
    case 'unchanged':
      process.stdout.write(
        `${outcome.file}: loaded already as release ${outcome.releaseId ?? '?'}, nothing done\n`,
      );
      return;
    case 'checked':
      process.stdout.write(`${outcome.file}: checked, nothing written (${outcome.datasetId})\n`);
      break;
    case 'imported':
      process.stdout.write(
        `${outcome.file}: ${kept} rows as release ${outcome.releaseId ?? '?'} of ${outcome.datasetId}\n`,
      );
  }
  for (const note of outcome.notes) process.stdout.write(`  note: ${note.message}\n`);
  if (outcome.report !== null) process.stdout.write(findingsText(outcome.report));
}

/** The quality report out of the details of an error, as text; empty where there is none. */
export function reportText(details: Readonly<Record<string, unknown>>): string {
  const parsed = qualityReportSchema.safeParse(details['report']);
  return parsed.success ? findingsText(parsed.data) : '';
}

function findingsText(report: QualityReport): string {
  const lines = [
    `  rows: ${report.rowsRead} read, ${report.rowsKept} kept, ${report.rowsRejected} rejected`,
    ...report.rejections.map(
      ({ line, column, value, reason }) =>
        `  line ${line}${column === null ? '' : `, column ${column}`}: ${reason}${value === null ? '' : ` ("${value}")`}`,
    ),
    ...report.findings.map(
      ({ severity, column, message }) => `  ${severity}: ${column === null ? '' : `${column}: `}${message}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}
