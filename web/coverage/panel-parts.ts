import { addressIn } from '../../core/language/locale.ts';
import { element } from '../dom/element.ts';
import { language, t } from '../language/words.ts';
import { button } from '../views/controls.ts';

/** What the panels beside the map are made of. */

export const paragraph = (text: string): HTMLElement => element('p', { class: 'govuk-body-s', text });

export const linkLine = (text: string, href: string): HTMLElement =>
  element('p', { class: 'govuk-body-s' }, [
    element('a', { class: 'govuk-link', text, attributes: { href } }),
  ]);

export const summaryRow = (key: string, value: readonly (Node | string)[]): HTMLElement =>
  element('div', { class: 'govuk-summary-list__row' }, [
    element('dt', { class: 'govuk-summary-list__key', text: key }),
    element('dd', { class: 'govuk-summary-list__value' }, value),
  ]);

/** The box of something chosen on the map: hidden until its facts are shown. */
export function chosenBox(id: string, close: () => void) {
  const heading = element('h3', { class: 'govuk-heading-m', attributes: { tabindex: -1 } });
  const facts = element('div');
  const section = element('section', { class: 'atlas-coverage__chosen', attributes: { id, hidden: true } }, [
    heading,
    facts,
    button(t('coverageMap.close'), close, { class: 'govuk-button govuk-button--secondary' }),
  ]);
  return {
    element: section,
    hide(): void {
      section.hidden = true;
    },
    show(title: string, shown: readonly HTMLElement[]): void {
      section.hidden = false;
      heading.textContent = title;
      facts.replaceChildren(...shown);
    },
    focus: () => {
      heading.focus();
    },
  };
}

/** Reports that officers upheld, a sentence each with the way to its page. */
export const reportList = (
  reports: readonly { readonly text: string; readonly reference: string }[],
): HTMLElement =>
  element(
    'ul',
    { class: 'govuk-list govuk-list--bullet govuk-!-font-size-16' },
    reports.map(({ text, reference }) =>
      element('li', {}, [
        `${text} `,
        element('a', {
          class: 'govuk-link',
          text: t('coverageEvidence.report'),
          attributes: { href: addressIn(language().locale, `/coverage/problems/${reference}`) },
        }),
      ]),
    ),
  );
