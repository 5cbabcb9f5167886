import type { ProblemSubject } from '../../core/contract/coverage/coverage-problem.ts';
import { subjectAddress } from '../../core/coverage/premises-address.ts';
import { upheldSentence, upheldTitle } from '../../core/coverage/upheld-words.ts';
import { addressIn } from '../../core/language/locale.ts';
import { language, t } from '../language/words.ts';
import type { UpheldPlace } from './mark-tables.ts';
import { chosenBox, linkLine, paragraph, reportList } from './panel-parts.ts';

/** Where the mark stands, or why there is none. Of premises that are on the map their own panel tells. */
function positionWords({ position, missing }: UpheldPlace['properties']): HTMLElement[] {
  if (missing !== null) return [paragraph(t(`coverageMap.upheldMissing-${missing}`))];
  return position === null || position === 'premises'
    ? []
    : [paragraph(t(`coverageMap.upheldAt-${position}`))];
}

/** The page of all that is about the subject; none of what is not loaded, or has a panel of its own. */
function pageLink(subject: UpheldPlace['properties']['subject'], period: string | null): HTMLElement[] {
  const { kind, name } = subject;
  if (kind === 'premises' || (kind === 'area' && name === null)) return [];
  const words = t(kind === 'postcode' ? 'coverageMap.upheldPremises' : 'coverageMap.upheldArea');
  const address = subjectAddress(subject, { period: period ?? undefined });
  return [linkLine(words, addressIn(language().locale, address))];
}

/** What was upheld about the chosen postcode or area, in words. @param period that the map was asked for; null for the newest */
export function createReportPanel({
  period,
  close,
}: {
  readonly period: string | null;
  readonly close: () => void;
}) {
  const box = chosenBox('coverage-upheld-chosen', close);
  return {
    element: box.element,
    /** @param known what its mark tells of it; null where it is not among those that are shown */
    show(about: ProblemSubject | null, known: UpheldPlace | null): void {
      if (about === null) {
        box.hide();
        return;
      }
      if (known === null) {
        const title = upheldTitle({ ...about, name: null, nameWelsh: null }, 1, language());
        box.show(title, [paragraph(t('coverageMap.upheldElsewhere'))]);
        return;
      }
      const { properties } = known;
      box.show(upheldTitle(properties.subject, properties.reports.length, language()), [
        ...positionWords(properties),
        paragraph(t('coverageEvidence.lead')),
        reportList(
          properties.reports.map((report) => ({
            text: upheldSentence(report, language()),
            reference: report.reference,
          })),
        ),
        ...pageLink(properties.subject, period),
      ]);
    },
    focus: box.focus,
  };
}
