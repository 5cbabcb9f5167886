import { nameIn } from '../area-page/name-in.ts';
import type { PublicProblem } from '../contract/coverage/coverage-problem.ts';
import type { UpheldReport } from '../contract/coverage/local-evidence.ts';
import { formatDay } from '../language/format-day.ts';
import type { Translate } from '../language/translate.ts';
import { evidenceReason } from './local-evidence-words.ts';
import { shownPostcode } from './read-subject.ts';

type Subject = PublicProblem['subject'];

/** What a report is about in a few words: "Premises 7", "Postcode ZZ5 1AA", an area by its name and code. */
export function upheldSubject({ kind, code, name, nameWelsh }: Subject, t: Translate): string {
  switch (kind) {
    case 'premises':
      return t('coverageMap.chosen', { uprn: code });
    case 'postcode':
      return t('coverageMap.postcode', { postcode: shownPostcode(code) });
    case 'area':
      return name === null
        ? t('coverageMap.upheldAreaCode', { code })
        : t('coverageMap.upheldAreaName', { name: nameIn(t.locale, { name, nameWelsh }), code });
  }
}

/** The heading over what was upheld: "Upheld report about postcode ZZ5 1AA". */
export function upheldTitle(subject: Subject, count: number, t: Translate): string {
  switch (subject.kind) {
    case 'premises':
      return t('coverageMap.upheldChosen-premises', { count, code: subject.code });
    case 'postcode':
      return t('coverageMap.upheldChosen-postcode', { count, code: shownPostcode(subject.code) });
    case 'area':
      return t('coverageMap.upheldChosen-area', { count, area: upheldSubject(subject, t) });
  }
}

/** A report under that heading: what is wrong, and when an officer agreed. */
export function upheldSentence(report: UpheldReport, t: Translate): string {
  return t('coverageEvidence.upheldSentence', {
    reason: evidenceReason(report, t),
    day: formatDay(report.upheldOn, t.locale),
  });
}
