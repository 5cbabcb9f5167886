/**
 * Shows what a profile changes while it is being edited: the form is sent as it would be by its button, and of the page
 * that comes back the result is put in place. Without this script the button does the same.
 */

import { element } from './dom/element.ts';

const pauseMilliseconds = 500;

/** The parts of the page that follow from the form. */
const followers = ['#preview', '#share'];

async function send(form: HTMLFormElement, signal: AbortSignal): Promise<Document> {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') fields.append(name, value);
  const response = await fetch(form.action, {
    method: 'POST',
    body: fields,
    signal,
    headers: { accept: 'text/html' },
  });
  if (response.redirected) history.replaceState(null, '', response.url);
  return new DOMParser().parseFromString(await response.text(), 'text/html');
}

function takeOver(answer: Document): void {
  for (const selector of followers) {
    const now = document.querySelector(selector);
    const next = answer.querySelector(selector);
    if (now !== null && next !== null) now.replaceWith(document.adoptNode(next));
  }
  // A mistake stands where the result would.
  const mistake = answer.querySelector('.govuk-error-summary');
  if (mistake !== null) document.querySelector('#preview')?.replaceChildren(document.adoptNode(mistake));
  const definition = answer.querySelector<HTMLInputElement>('input[name="definition"]')?.value;
  if (definition === undefined || mistake !== null) return;
  for (const field of document.querySelectorAll<HTMLInputElement>('input[name="definition"]')) {
    field.value = definition;
  }
}

/** Stands where the result would. */
function failureNode(form: HTMLFormElement): HTMLElement {
  return element('p', {
    class: 'govuk-error-message',
    text: form.dataset['failure'] ?? '',
    attributes: { role: 'alert' },
  });
}

/** Makes the editor's form live. */
export function startProfileEditor(form: HTMLFormElement): void {
  let waiting: number | undefined;
  let sending: AbortController | null = null;
  const refresh = async (): Promise<void> => {
    sending?.abort();
    sending = new AbortController();
    const preview = document.querySelector('#preview');
    preview?.setAttribute('aria-busy', 'true');
    try {
      takeOver(await send(form, sending.signal));
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return;
      // A form that its button can still send must not look busy for ever.
      document.querySelector('#preview')?.replaceChildren(failureNode(form));
    }
    document.querySelector('#preview')?.removeAttribute('aria-busy');
  };
  form.addEventListener('input', () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => {
      void refresh();
    }, pauseMilliseconds);
  });
}
