import {
  hasRatioMargin,
  marginOfShare,
  standardErrorOfMargin,
} from '../../../core/small-area/margin-of-error.ts';
import { normalQuantile } from '../../../core/distributions/normal.ts';
import { readAreaTable } from '../index-run/read-area-table.ts';
import { refuseNegative } from '../index-run/reject-cell.ts';

export interface SharesRequest {
  readonly input: string;
  readonly estimate: string;
  readonly estimateMargin: string;
  readonly base: string;
  readonly baseMargin: string;
  /** 0-1: at which the margins of the file are, and at which those of the shares shall be. */
  readonly given: number;
  readonly wanted: number;
  readonly missing: readonly string[];
}

export const shareFlags = {
  'no-estimate': 'the estimate is missing, or withheld',
  'no-base': 'the base is missing, or withheld',
  'zero-base': 'the base is zero: there is no share',
  'no-margin': 'a margin is missing: the share has none',
  'estimate-above-base': 'the estimate is above its base: the share is above 1, and given as it is',
  'ratio-margin': 'the margin is that of a ratio (+ under the root), as the one of a share has no root',
} as const;
export type ShareFlag = keyof typeof shareFlags;

/** A row of the file; NaN is missing. */
export interface SurveyShare {
  readonly code: string;
  /** 0-1. */
  readonly share: number;
  readonly margin: number;
  readonly standardError: number;
  readonly flags: readonly ShareFlag[];
}

/**
 * Shares of survey estimates of a CSV file, one part of the other, with their margins of error.
 *
 * @throws AppError as readAreaTable; source-rejected naming file, line, column and value for what is below zero.
 */
export async function surveyShares(request: SharesRequest): Promise<readonly SurveyShare[]> {
  const { input, estimate, estimateMargin, base, baseMargin, missing } = request;
  const columns = [estimate, estimateMargin, base, baseMargin];
  const table = await readAreaTable(input, {
    ...{ numbers: [...new Set(columns)], texts: [], code: null, missing },
    askedBy: () => 'the command',
  });
  for (const column of columns) refuseNegative(table, column);
  const at = (column: string, row: number): number => table.numbers.get(column)?.[row] ?? NaN;
  return table.codes.map((code, row) => ({
    code,
    ...shareOf(
      { estimate: at(estimate, row), margin: at(estimateMargin, row) },
      { estimate: at(base, row), margin: at(baseMargin, row) },
      request,
    ),
  }));
}

type Survey = Parameters<typeof marginOfShare>[0];

function shareOf(part: Survey, whole: Survey, { given, wanted }: SharesRequest): Omit<SurveyShare, 'code'> {
  const standardError = standardErrorOfMargin(marginOfShare(part, whole), given);
  return {
    share: whole.estimate > 0 ? part.estimate / whole.estimate : NaN,
    margin: standardError * normalQuantile((1 + wanted) / 2),
    standardError,
    flags: flagsOf(part, whole),
  };
}

function flagsOf(part: Survey, whole: Survey): ShareFlag[] {
  const flags: ShareFlag[] = [];
  if (Number.isNaN(part.estimate)) flags.push('no-estimate');
  if (Number.isNaN(whole.estimate)) flags.push('no-base');
  if (whole.estimate === 0) flags.push('zero-base');
  if (Number.isNaN(part.margin) || Number.isNaN(whole.margin)) flags.push('no-margin');
  if (whole.estimate > 0 && part.estimate > whole.estimate) flags.push('estimate-above-base');
  if (whole.estimate > 0 && hasRatioMargin(part, whole)) flags.push('ratio-margin');
  return flags;
}
