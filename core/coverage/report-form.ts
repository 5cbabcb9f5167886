import { problemReasons, type ProblemReason } from '../contract/coverage/coverage-problem.ts';
import { speedClasses, type SpeedClass } from '../contract/coverage/speed-class.ts';
import type { DraftReport, ReportField } from './check-report.ts';
import { readSubject } from './read-subject.ts';

/** The fields of the form as they are sent, in its order; each is text. */
export const formFields = [
  'place',
  'reason',
  'speedClass',
  'download',
  'upload',
  'day',
  'month',
  'year',
  'note',
  'email',
] as const;
export type FormField = (typeof formFields)[number];
export type FilledForm = Readonly<Record<FormField, string>>;

/** People never see this field; programs that fill in every field do. */
export const trapField = 'website';

/** The field of the form at which a fault is put right. */
export const fieldOfForm: Readonly<Record<ReportField, FormField>> = {
  subject: 'place',
  reason: 'reason',
  speedClass: 'speedClass',
  downloadMbps: 'download',
  uploadMbps: 'upload',
  testedOn: 'day',
  note: 'note',
  email: 'email',
};

function oneOfThese<Name extends string>(text: string, names: readonly Name[]): Name | null {
  return names.find((name) => name === text) ?? null;
}

/** "24.5", "24,5"; NaN where it is no number; undefined where nothing was written. */
function readNumber(text: string): number | undefined {
  const tidy = text.trim().replace(',', '.');
  if (tidy === '') return undefined;
  return /^-?\d{1,9}(\.\d{1,9})?$/.test(tidy) ? Number(tidy) : NaN;
}

/** Three fields as YYYY-MM-DD, whether there is such a day or not; undefined where nothing was written. */
function readDay({ day, month, year }: FilledForm): string | undefined {
  const [ofDay = '', ofMonth = '', ofYear = ''] = [day, month, year].map((part) => part.trim());
  if (ofDay + ofMonth + ofYear === '') return undefined;
  return `${ofYear}-${ofMonth.padStart(2, '0')}-${ofDay.padStart(2, '0')}`;
}

/** What a filled-in form says. What cannot be read becomes what checkReport finds fault with. */
export function reportOfForm(form: FilledForm): DraftReport {
  const speedClass: SpeedClass | null = oneOfThese(form.speedClass, speedClasses);
  const reason: ProblemReason | null = oneOfThese(form.reason, problemReasons);
  const downloadMbps = readNumber(form.download);
  const uploadMbps = readNumber(form.upload);
  const testedOn = readDay(form);
  return {
    subject: readSubject(form.place),
    reason,
    ...(speedClass === null ? {} : { speedClass }),
    ...(downloadMbps === undefined ? {} : { downloadMbps }),
    ...(uploadMbps === undefined ? {} : { uploadMbps }),
    ...(testedOn === undefined ? {} : { testedOn }),
    note: form.note,
    email: form.email,
  };
}
