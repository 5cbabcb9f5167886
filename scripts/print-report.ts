import { z } from 'zod';
import { qualityReportSchema, type QualityReport } from '../core/contract/quality.ts';
import type { ImportOutcome } from '../server/usecases/import/import-types.ts';

/** What came of one file, in a few lines. */
export function printOutcome(outcome: ImportOutcome): void {
  const kept = outcome.rowsKept.toLocaleString('en-GB');
  switch (outcome.status) {
    case 'unchanged':
      process.stdout.write(
        `${outcome.file}: loaded already as release ${outcome.releaseId ?? '?'}, nothing done` +
          `${outcome.isCurrent ? '' : ' (a later release has taken its place)'}\n`,
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
  if (outcome.rejectionFile !== null) process.stdout.write(rejectionFileText(outcome.rejectionFile));
  if (outcome.superseded.length > 0) {
    process.stdout.write(`  takes the place of release ${outcome.superseded.join(', ')}\n`);
  }
}

/** What the details of an error say of the file: notes, quality report, where the rejections are; empty where nothing. */
export function reportText(details: Readonly<Record<string, unknown>>): string {
  const parsed = qualityReportSchema.safeParse(details['report']);
  const notes = z.array(z.object({ message: z.string() })).safeParse(details['notes']);
  const file = details['rejectionFile'];
  return [
    ...(notes.success ? notes.data.map(({ message }) => `  error: ${message}\n`) : []),
    ...(parsed.success ? [findingsText(parsed.data)] : []),
    ...(typeof file === 'string' ? [rejectionFileText(file)] : []),
  ].join('');
}

function rejectionFileText(path: string): string {
  return `  every rejected row is in ${path}\n`;
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
