import { element } from '../dom/element.ts';
import { button } from '../views/controls.ts';

/** What the tables beside the map are made of. */

export const head = (text: string, isNumber = false): HTMLElement =>
  element('th', {
    class: `govuk-table__header${isNumber ? ' govuk-table__header--numeric' : ''}`,
    text,
    attributes: { scope: 'col' },
  });

export const cell = (children: readonly (Node | string | null)[], isNumber = false): HTMLElement =>
  element('td', { class: `govuk-table__cell${isNumber ? ' govuk-table__cell--numeric' : ''}` }, children);

/** The button that a row is named by: what is chosen or looked at by it. */
export const rowButton = (text: string, act: () => void, label?: string): HTMLButtonElement =>
  button(text, act, { class: 'atlas-coverage__row-button', ...(label === undefined ? {} : { label }) });

/** A row is named by its button. */
export const rowOf = (
  opener: readonly (Node | string | null)[],
  cells: readonly HTMLElement[],
): HTMLElement =>
  element('tr', { class: 'govuk-table__row' }, [
    element('th', { class: 'govuk-table__header', attributes: { scope: 'row' } }, opener),
    ...cells,
  ]);
