import type {
  ChallengeState,
  ProblemSubject,
  PublicProblem,
} from '../../../core/contract/coverage/coverage-problem.ts';
import { subjectAddress } from '../../../core/coverage/premises-address.ts';
import { shownReference } from '../../../core/coverage/problem-reference.ts';
import { formatDay } from '../../../core/language/format-day.ts';
import { addressIn } from '../../../core/language/locale.ts';
import type { MessageKey } from '../../../core/language/catalogue.ts';
import type { Translate } from '../../../core/language/translator.ts';
import { shownPostcode } from '../../../core/coverage/read-subject.ts';

export const problemsPath = '/coverage/problems';
export const triagePath = '/coverage/triage';

const stateKeys = {
  new: 'coverageProblems.stateNew',
  checking: 'coverageProblems.stateChecking',
  upheld: 'coverageProblems.stateUpheld',
  rejected: 'coverageProblems.stateRejected',
} as const satisfies Record<ChallengeState, MessageKey>;

/** What components say before an error, to which they add the colon. */
export function errorWord(t: Translate): string {
  return t('coverageProblems.errorPrefix').replace(/:$/, '');
}

export function stateText(t: Translate, state: ChallengeState): string {
  return t(stateKeys[state]);
}

export function stateMeans(t: Translate, state: ChallengeState): string {
  return t(`${stateKeys[state]}Means`);
}

/** A premises, postcode or area in words; an area by its name where it has one. */
export function subjectText(
  t: Translate,
  { kind, code }: ProblemSubject,
  name: string | null = null,
): string {
  switch (kind) {
    case 'premises':
      return t('coverageProblems.subject.premises', { code });
    case 'postcode':
      return t('coverageProblems.subject.postcode', { code: shownPostcode(code) });
    case 'area':
      return name === null
        ? t('coverageProblems.subject.areaCode', { code })
        : t('coverageProblems.subject.area', { name, code });
  }
}

function mbps(t: Translate, value: number | null): string {
  return value === null ? t('coverageProblems.notGiven') : t('coverageProblems.mbps', { value });
}

/** A speed test in a line; null where there was none. */
export function testText(
  t: Translate,
  test: Pick<PublicProblem, 'downloadMbps' | 'uploadMbps' | 'testedOn'>,
): string | null {
  if (test.testedOn === null) return null;
  return t('coverageProblems.testValue', {
    download: mbps(t, test.downloadMbps),
    upload: mbps(t, test.uploadMbps),
    day: formatDay(test.testedOn, t.locale),
  });
}

/** A report as pages show it, in the language of the page. */
export function problemShown(t: Translate, problem: PublicProblem) {
  const { subject, reason, speedClass, state } = problem;
  const name = (t.locale === 'cy' ? subject.nameWelsh : null) ?? subject.name;
  return {
    reference: shownReference(problem.reference),
    address: addressIn(t.locale, `${problemsPath}/${problem.reference}`),
    triageAddress: addressIn(t.locale, `${triagePath}/${problem.reference}`),
    about: subjectText(t, subject, name),
    aboutAddress: addressIn(t.locale, subjectAddress(subject, { speedClass: speedClass ?? 'decent' })),
    reason: t(`coverageProblems.reason.${reason}`),
    speedClass: speedClass === null ? null : t(`coverageProblems.class.${speedClass}`),
    test: testText(t, problem),
    note: problem.note,
    reportedOn: problem.reportedOn,
    changedOn: problem.changedOn,
    state: stateText(t, state),
    stateMeans: stateMeans(t, state),
    isUpheld: state === 'upheld',
  };
}
