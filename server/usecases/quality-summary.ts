import type { QualityFinding, QualityReport } from '../../core/contract/quality.ts';
import { rowsInWords, type RawFinding } from '../../core/quality/table.ts';
import type { Rejection } from '../sources/source.ts';

/** What the numbers of rows alone say: none, or many that could not be taken. */
export function rowCounts(kept: number, rejected: number): readonly RawFinding[] {
  const read = kept + rejected;
  const base = { column: null, examples: [] };
  if (kept === 0) {
    const message = read === 0 ? 'The file has no rows.' : `All ${read} rows were rejected.`;
    return [
      { rows: [], finding: { ...base, code: 'no-rows', severity: 'error', count: read, share: 1, message } },
    ];
  }
  if (rejected === 0) return [];
  const share = rejected / read;
  const message = `${rowsInWords(rejected)} of ${read} could not be taken; the reasons stand below.`;
  const severity = share > 0.2 ? 'error' : 'warning';
  return [
    { rows: [], finding: { ...base, code: 'rows-rejected', severity, count: rejected, share, message } },
  ];
}

/** Says so where figures were checked in a part of the rows only. */
export function sampled(stride: number): readonly RawFinding[] {
  if (stride === 1) return [];
  const message = `The file is long: its figures were checked in every ${stride}th row.`;
  const finding: QualityFinding = {
    code: 'sampled',
    severity: 'info',
    column: null,
    count: 0,
    share: 1 / stride,
    message,
    examples: [],
  };
  return [{ rows: [], finding }];
}

/** What was counted while the rows went by. */
export interface CountedRows {
  readonly kept: number;
  readonly rejected: number;
  readonly rejections: readonly Rejection[];
  readonly acceptedWarningShare: number;
  readonly stride: number;
}

const weight: Readonly<Record<QualityFinding['severity'], number>> = { error: 0, warning: 1, info: 2 };

/** Findings by severity, and the verdict: errors refuse, warnings on too many rows ask. */
export function summarise(raw: readonly RawFinding[], counted: CountedRows): QualityReport {
  const { kept, rejected, rejections } = counted;
  const findings = raw.map(({ finding }) => finding).sort((a, b) => weight[a.severity] - weight[b.severity]);
  const warningShare = shareTouched(
    raw.filter(({ finding }) => finding.severity === 'warning'),
    counted,
  );
  const verdict = findings.some((finding) => finding.severity === 'error')
    ? 'refused'
    : warningShare > counted.acceptedWarningShare
      ? 'needs-acceptance'
      : 'pass';
  return {
    rowsRead: kept + rejected,
    rowsKept: kept,
    rowsRejected: rejected,
    rejections: rejections.map(({ line, column, value, reason }) => ({ line, column, value, reason })),
    findings,
    warningShare,
    verdict,
  };
}

/** Rows that several warnings touch count once; warnings that know only their number are added. */
function shareTouched(warnings: readonly RawFinding[], { kept, stride }: CountedRows): number {
  if (kept === 0) return 0;
  const rows = new Set(warnings.flatMap((warning) => warning.rows));
  const uncounted = warnings
    .filter((warning) => warning.rows.length === 0)
    .reduce((sum, { finding }) => sum + finding.count, 0);
  return Math.min(1, (rows.size * stride + uncounted) / kept);
}
