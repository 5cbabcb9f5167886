import {
  dayTextSchema,
  emailTextSchema,
  problemLimits,
  type NewCoverageProblem,
  type ProblemReason,
  type ProblemReport,
  type ProblemSubject,
} from '../contract/coverage/coverage-problem.ts';

/** What can be wrong with a report, by the field that has to be put right. Each has a message in coverageProblems. */
export const reportFaults = [
  'subject-shape',
  'reason-missing',
  'reason-premises-only',
  'reason-needs-note',
  'class-missing',
  'download-range',
  'upload-range',
  'date-missing',
  'date-alone',
  'date-wrong',
  'date-future',
  'date-old',
  'note-long',
  'note-characters',
  'email-shape',
] as const;
export type ReportFault = (typeof reportFaults)[number];

export type ReportField =
  'subject' | 'reason' | 'speedClass' | 'downloadMbps' | 'uploadMbps' | 'testedOn' | 'note' | 'email';

export interface FieldFault {
  readonly field: ReportField;
  readonly fault: ReportFault;
}

/** A report whose subject and reason were read, or could not be; numbers that cannot be read are NaN. */
export interface DraftReport extends Omit<ProblemReport, 'subject' | 'reason'> {
  readonly subject: ProblemSubject | null;
  readonly reason: ProblemReason | null;
}

/** Reasons that say something of one class of speed, and mean nothing without it. */
export const reasonsOfSpeed: readonly ProblemReason[] = [
  'cannot-order-speed',
  'told-no-service',
  'has-service',
];

/** Broadband of before is not what the current releases show. */
const oldestTest = '2015-01-01';

/**
 * Characters that no note needs and that can hide or turn round what it says: controls but for tab and new line, half
 * characters, and marks that change the direction of text (Unicode 16, 23.2 and UAX 9).
 */
const strangeCharacter = /[^\P{Cc}\t\n]|\p{Cs}|[\u200E\u200F\u202A-\u202E\u2066-\u2069\uFFF9-\uFFFB]/u;

/** Lines end as the database keeps them; blanks around are nothing. */
function tidyNote(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n').trim();
}

function hasRange(value: number | undefined): boolean {
  return value === undefined || (Number.isFinite(value) && value >= 0 && value <= problemLimits.mbps);
}

function dateFault({ testedOn, ...report }: DraftReport, today: string): ReportFault | null {
  const hasSpeed = report.downloadMbps !== undefined || report.uploadMbps !== undefined;
  if (testedOn === undefined) return hasSpeed ? 'date-missing' : null;
  if (!dayTextSchema.safeParse(testedOn).success) return 'date-wrong';
  if (testedOn > today) return 'date-future';
  if (testedOn < oldestTest) return 'date-old';
  return hasSpeed ? null : 'date-alone';
}

function noteFault(note: string): ReportFault | null {
  if (Array.from(note).length > problemLimits.note) return 'note-long';
  return strangeCharacter.test(note) ? 'note-characters' : null;
}

function isEmail(text: string): boolean {
  return emailTextSchema.safeParse(text).success;
}

/** Two decimals: speed tests give no more. */
function rounded(value: number | undefined): number | null {
  return value === undefined ? null : Math.round(value * 100) / 100;
}

export type CheckedReport =
  | { readonly problem: NewCoverageProblem; readonly faults: readonly [] }
  | { readonly problem: null; readonly faults: readonly FieldFault[] };

/**
 * Holds a report against the rules that forms and programs share. Whether what it is about is loaded is for the
 * database to say.
 *
 * @param today YYYY-MM-DD, passed in: a speed test lies in the past.
 * @returns the report as it is kept, or every fault in the order of the form.
 */
export function checkReport(report: DraftReport, today: string): CheckedReport {
  const { subject, reason } = report;
  const note = tidyNote(report.note ?? '');
  const email = (report.email ?? '').trim();
  const isPlace = subject !== null && subject.kind !== 'premises';
  const needsClass = reason !== null && reasonsOfSpeed.includes(reason);
  const date = dateFault(report, today);
  const ofNote = noteFault(note);
  const found: readonly (readonly [boolean, ReportField, ReportFault])[] = [
    [subject === null, 'subject', 'subject-shape'],
    [reason === null, 'reason', 'reason-missing'],
    [reason === 'not-premises' && isPlace, 'reason', 'reason-premises-only'],
    [needsClass && report.speedClass === undefined, 'speedClass', 'class-missing'],
    [!hasRange(report.downloadMbps), 'downloadMbps', 'download-range'],
    [!hasRange(report.uploadMbps), 'uploadMbps', 'upload-range'],
    [date !== null, 'testedOn', date ?? 'date-wrong'],
    [ofNote !== null, 'note', ofNote ?? 'note-long'],
    [reason === 'other' && note === '', 'note', 'reason-needs-note'],
    [email !== '' && !isEmail(email), 'email', 'email-shape'],
  ];
  const faults = found.filter(([isWrong]) => isWrong).map(([, field, fault]) => ({ field, fault }));
  if (subject === null || reason === null || faults.length > 0) return { problem: null, faults };
  return {
    problem: {
      subject,
      reason,
      speedClass: report.speedClass ?? null,
      downloadMbps: rounded(report.downloadMbps),
      uploadMbps: rounded(report.uploadMbps),
      testedOn: report.testedOn ?? null,
      note: note === '' ? null : note,
      email: email === '' ? null : email,
    },
    faults: [],
  };
}
