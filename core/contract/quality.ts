import { z } from 'zod';

/** What the quality gate can find; the list is closed so that every code has its words in the documentation. */
export const findingCodes = [
  'unknown-code',
  'other-vintage',
  'no-known-area',
  'nation-not-loaded',
  'area-without-row',
  'duplicate-key',
  'mixed-units',
  'counts-for-rate',
  'numerator-above-denominator',
  'denominator-mismatch',
  'constant-column',
  'mostly-missing',
  'unreadable-value',
  'out-of-range',
  'columns-shifted',
  'total-unlike-parts',
  'rows-rejected',
  'no-rows',
  'sampled',
] as const;
export const findingCodeSchema = z.enum(findingCodes);
export type FindingCode = z.infer<typeof findingCodeSchema>;

/** An error stops the import; warnings need to be accepted when they touch too many rows; the rest is for information. */
export const severitySchema = z.enum(['error', 'warning', 'info']);
export type Severity = z.infer<typeof severitySchema>;

export const findingExampleSchema = z.strictObject({
  /** 1-based line in the unpacked file. */
  line: z.number().int(),
  code: z.string(),
  value: z.string(),
});
export type FindingExample = z.infer<typeof findingExampleSchema>;

export const qualityFindingSchema = z.strictObject({
  code: findingCodeSchema,
  severity: severitySchema,
  column: z.string().nullable(),
  /** Rows concerned. */
  count: z.number().int(),
  /** Of the rows kept, 0 to 1. */
  share: z.number(),
  /** One plain-English sentence: what is wrong, and what may be done. */
  message: z.string(),
  examples: z.array(findingExampleSchema).max(5),
});
export type QualityFinding = z.infer<typeof qualityFindingSchema>;

export const reportedRejectionSchema = z.strictObject({
  line: z.number().int(),
  column: z.string().nullable(),
  value: z.string().nullable(),
  reason: z.string(),
});
export type ReportedRejection = z.infer<typeof reportedRejectionSchema>;

/** The report that stands before every import. */
export const qualityReportSchema = z.strictObject({
  rowsRead: z.number().int(),
  rowsKept: z.number().int(),
  rowsRejected: z.number().int(),
  /** The first 20; all of them are in the rejection file. */
  rejections: z.array(reportedRejectionSchema).max(20),
  findings: z.array(qualityFindingSchema),
  /** Share of the kept rows that at least one warning touches. */
  warningShare: z.number(),
  verdict: z.enum(['pass', 'needs-acceptance', 'refused']),
});
export type QualityReport = z.infer<typeof qualityReportSchema>;
