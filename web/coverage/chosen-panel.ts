import { speedClasses } from '../../core/contract/coverage/speed-class.ts';
import type { LocalEvidence } from '../../core/contract/coverage/local-evidence.ts';
import { evidenceSentence } from '../../core/coverage/local-evidence-words.ts';
import { statusOf } from '../../core/coverage/estimate-premises.ts';
import { addressIn } from '../../core/language/locale.ts';
import { RequestError } from '../api/request.ts';
import { element } from '../dom/element.ts';
import { language, t } from '../language/words.ts';
import type { TileItem } from '../map/create-coverage-map.ts';
import { button } from '../views/controls.ts';
import { className } from './coverage-legend.ts';
import type { CoverageApi, PremisesAnswer } from './coverage-api.ts';
import { linkLine, paragraph, reportList, summaryRow } from './panel-parts.ts';
import { percentOf, planOf, technologiesOf } from './premises-words.ts';

function chanceText(percent: number | null): string {
  const status = t(`coverageMap.status-${statusOf(percent === null ? null : percent / 100)}`);
  return percent === null || percent === 0 || percent === 100
    ? status
    : t('coverageMap.chance', { status, percent });
}

/** What the tile says of a premises: known at once. */
function tileFacts({ properties }: TileItem): HTMLElement[] {
  return [
    ...(properties['recognised'] === undefined ? [] : [paragraph(t('coverageMap.excluded'))]),
    element(
      'dl',
      { class: 'govuk-summary-list govuk-summary-list--no-border atlas-coverage__facts' },
      speedClasses.map((speedClass) =>
        summaryRow(className(speedClass), [chanceText(percentOf(properties, speedClass))]),
      ),
    ),
    paragraph(t('coverageMap.planIs', { plan: t(`coverageMap.plan-${planOf(properties)}`) })),
    ...reachedFacts(properties),
    ...(properties['disagrees'] === undefined ? [] : [paragraph(t('coverageMap.disagree'))]),
  ];
}

/** Which technologies reach it, in a line; nothing where it is not known. */
function reachedFacts(properties: TileItem['properties']): HTMLElement[] {
  const words = technologiesOf(properties).map((choice) => t(`coverageMap.technology-${choice}`));
  if (words.length === 0) return [];
  return [paragraph(t('coverageMap.reachedBy', { technologies: words.join('; ') }))];
}

function evidenceFacts({ premises }: PremisesAnswer): HTMLElement[] {
  const { locale } = language();
  const address = addressIn(locale, `/coverage/premises/${premises.uprn}`);
  return [
    ...(premises.postcode === null
      ? []
      : [paragraph(t('coverageMap.postcode', { postcode: premises.postcode }))]),
    element('h4', { class: 'govuk-heading-s', text: t('coverageMap.evidence') }),
    element(
      'dl',
      { class: 'govuk-summary-list govuk-summary-list--no-border atlas-coverage__facts' },
      speedClasses.map((speedClass) => {
        const { basis, confidence } = premises.classes[speedClass];
        const text =
          basis === null || confidence === null
            ? t('coverageMap.status-unknown')
            : t('coverageMap.evidenceOf', {
                basis: t(`coverageMap.basis-${basis}`),
                confidence: t(`coverageMap.confidence-${confidence}`),
              });
        return summaryRow(className(speedClass), [text]);
      }),
    ),
    ...localFacts(premises.localEvidence),
    linkLine(t('coverageMap.evidencePage'), address),
    linkLine(
      t('coverageMap.reportProblem'),
      addressIn(locale, `/coverage/problems/report?place=${premises.uprn}`),
    ),
  ];
}

/** What officers upheld, beside what the sources say and never in its place; nothing where nothing was. */
function localFacts(evidence: readonly LocalEvidence[]): HTMLElement[] {
  if (evidence.length === 0) return [];
  const reports = evidence.map((each) => ({
    text: evidenceSentence(each, language()),
    reference: each.reference,
  }));
  return [
    element('h4', { class: 'govuk-heading-s', text: t('coverageEvidence.title') }),
    paragraph(t('coverageEvidence.lead')),
    element('div', { attributes: { id: 'coverage-local-evidence' } }, [reportList(reports)]),
  ];
}

/** The chosen premises in words: what its tile says at once, then the evidence from the service. */
export function createChosenPanel(api: Pick<CoverageApi, 'premises'>, close: () => void) {
  const heading = element('h3', { class: 'govuk-heading-m', attributes: { tabindex: -1 } });
  const facts = element('div');
  const evidence = element('div', { attributes: { 'aria-live': 'polite' } });
  const hint = paragraph(t('coverageMap.chosenNothing'));
  const body = element('div', { attributes: { hidden: true } }, [
    heading,
    facts,
    evidence,
    button(t('coverageMap.close'), close, { class: 'govuk-button govuk-button--secondary' }),
  ]);
  let asking: AbortController | null = null;

  async function readEvidence(uprn: number): Promise<void> {
    asking?.abort();
    const own = new AbortController();
    asking = own;
    evidence.replaceChildren(paragraph(t('coverageMap.evidenceLoading')));
    try {
      const answer = await api.premises(uprn, own.signal);
      if (!own.signal.aborted) evidence.replaceChildren(...evidenceFacts(answer));
    } catch (error) {
      if (own.signal.aborted) return;
      const isMissing = error instanceof RequestError && error.status === 404;
      const why = error instanceof Error ? error.message : '';
      const words = isMissing ? t('coverageMap.evidenceMissing') : t('coverageMap.evidenceFailed', { why });
      evidence.replaceChildren(paragraph(words));
    }
  }

  const section = element(
    'section',
    { class: 'atlas-coverage__chosen', attributes: { id: 'coverage-chosen' } },
    [hint, body],
  );
  return {
    element: section,
    /** What is chosen; its tile may not be in view yet. */
    show(uprn: number | null, item: TileItem | null): void {
      body.hidden = uprn === null;
      section.hidden = hint.hidden && body.hidden;
      if (uprn === null) {
        asking?.abort();
        return;
      }
      heading.textContent = t('coverageMap.chosen', { uprn: String(uprn) });
      facts.replaceChildren(...(item === null ? [] : tileFacts(item)));
      void readEvidence(uprn);
    },
    /** What to do, where nothing is chosen. */
    showHint(isShown: boolean): void {
      hint.hidden = !isShown;
      section.hidden = hint.hidden && body.hidden;
    },
    focus: () => {
      heading.focus();
    },
  };
}
