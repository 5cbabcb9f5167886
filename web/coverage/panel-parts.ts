import { element } from '../dom/element.ts';

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
