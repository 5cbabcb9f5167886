import { problemReasons } from '../../../core/contract/coverage/coverage-problem.ts';
import { speedClasses } from '../../../core/contract/coverage/speed-class.ts';
import { checkReport, reasonsOfSpeed } from '../../../core/coverage/check-report.ts';
import { daysAfterClosing } from '../../../core/coverage/keeping-times.ts';
import {
  fieldOfForm,
  formFields,
  reportOfForm,
  type FilledForm,
  type FormField,
} from '../../../core/coverage/report-form.ts';
import type { Translate } from '../../../core/language/translator.ts';
import type { RefusedField } from '../../usecases/coverage/report-problem.ts';
import { errorWord, problemsPath, subjectText, testText } from './problem-view.ts';

/** What was sent of the fields of the form; one that was not is empty. */
export function filledForm(fields: Readonly<Record<string, string | undefined>>): FilledForm {
  return Object.fromEntries(formFields.map((name) => [name, fields[name] ?? ''])) as Record<
    FormField,
    string
  >;
}

/** The anchor of a field: of a choice, its first radio button. */
function anchorOf(field: FormField): string {
  return `#${field}`;
}

/** What the form shows: what was filled in, and what is wrong with it. */
export function formView(
  t: Translate,
  form: FilledForm,
  options: {
    readonly faults: readonly RefusedField[];
    /** Something that is wrong with no field. */
    readonly general?: string | null;
    readonly emailDays: number;
  },
) {
  const errors = options.faults.map(({ field, fault }) => ({
    field: fieldOfForm[field],
    text: t(`coverageProblems.fault.${fault}`),
  }));
  const general = options.general ?? null;
  const summary = [
    ...(general === null ? [] : [{ text: general, href: anchorOf('place') }]),
    ...errors.map(({ field, text }) => ({ text, href: anchorOf(field) })),
  ];
  const title = t('coverageProblems.formTitle');
  const dateError = errors.some(({ field }) => field === 'day') ? ' govuk-input--error' : '';
  return {
    title: summary.length === 0 ? title : `${t('coverageProblems.errorPrefix')} ${title}`,
    heading: title,
    description: t('coverageProblems.formDescription'),
    path: `${problemsPath}/report`,
    form,
    summary,
    errors: Object.fromEntries(
      errors.map(({ field, text }) => [field, { text, visuallyHiddenText: errorWord(t) }]),
    ),
    reasons: problemReasons.map((value, at) => ({
      value,
      text: t(`coverageProblems.reason.${value}`),
      id: at === 0 ? 'reason' : `reason-${value}`,
      checked: form.reason === value,
    })),
    classes: [
      ...speedClasses.map((value, at) => ({
        value,
        text: t(`coverageProblems.class.${value}`),
        id: at === 0 ? 'speedClass' : `speedClass-${value}`,
        checked: form.speedClass === value,
      })),
      {
        value: '',
        text: t('coverageProblems.classNone'),
        id: 'speedClass-none',
        checked:
          form.speedClass === '' &&
          form.reason !== '' &&
          !reasonsOfSpeed.some((each) => each === form.reason),
      },
    ],
    unit: t('coverageProblems.unit'),
    dateClasses: {
      width2: `govuk-input--width-2${dateError}`,
      width4: `govuk-input--width-4${dateError}`,
    },
    emailHint: t('coverageProblems.emailHint', { days: options.emailDays, closedDays: daysAfterClosing }),
  };
}

/** The answers in words, each with the field that it can be changed at. Call it for what has no faults. */
export function checkView(t: Translate, form: FilledForm, today: string) {
  const { problem } = checkReport(reportOfForm(form), today);
  if (problem === null) throw new Error('answers with faults are not shown to be checked');
  const { speedClass, reason } = problem;
  const notGiven = t('coverageProblems.notGiven');
  const rows: readonly (readonly [FormField, string, string])[] = [
    ['place', t('coverageProblems.placeRow'), subjectText(t, problem.subject)],
    ['reason', t('coverageProblems.reasonRow'), t(`coverageProblems.reason.${reason}`)],
    [
      'speedClass',
      t('coverageProblems.classRow'),
      speedClass === null ? t('coverageProblems.classNone') : t(`coverageProblems.class.${speedClass}`),
    ],
    ['download', t('coverageProblems.testRow'), testText(t, problem) ?? t('coverageProblems.noTest')],
    ['note', t('coverageProblems.noteRow'), problem.note ?? notGiven],
    ['email', t('coverageProblems.emailRow'), problem.email ?? notGiven],
  ];
  return {
    title: t('coverageProblems.checkTitle'),
    path: `${problemsPath}/report`,
    form,
    rows: rows.map(([field, label, value]) => ({ field, label, value })),
  };
}
