import { element, setAttribute, setText } from '../dom/element.ts';

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly group?: string;
  /** Shown, but not to be had. */
  readonly isDisabled?: boolean;
}

export interface SelectField {
  readonly element: HTMLElement;
  readonly set: (choices: readonly Choice[], value: string) => void;
}

/** A labelled select. `set` rebuilds the options only when they differ, so that an open list is left alone. */
export function selectField(id: string, label: string, onChange: (value: string) => void): SelectField {
  const select = element('select', { class: 'govuk-select atlas-select', attributes: { id } });
  select.addEventListener('change', () => {
    onChange(select.value);
  });
  let shown = '';
  return {
    element: element('div', { class: 'atlas-field' }, [
      element('label', { class: 'atlas-label', text: label, attributes: { for: id } }),
      select,
    ]),
    set: (choices, value) => {
      const signature = JSON.stringify(choices);
      if (signature !== shown) {
        shown = signature;
        select.replaceChildren(...optionNodes(choices));
      }
      select.value = value;
    },
  };
}

function optionNodes(choices: readonly Choice[]): Node[] {
  const groups = new Map<string, HTMLOptGroupElement>();
  const nodes: Node[] = [];
  for (const { value, label, group, isDisabled } of choices) {
    const option = element('option', { text: label, attributes: { value, disabled: isDisabled } });
    if (group === undefined) {
      nodes.push(option);
      continue;
    }
    const known = groups.get(group);
    const holder = known ?? element('optgroup', { attributes: { label: group } });
    if (known === undefined) {
      groups.set(group, holder);
      nodes.push(holder);
    }
    holder.append(option);
  }
  return nodes;
}

export interface RadioField {
  readonly element: HTMLElement;
  readonly set: (value: string) => void;
}

/** A row of radio buttons that looks like a segmented control. */
export function segmentField(
  name: string,
  legend: string,
  options: { readonly choices: readonly Choice[]; readonly onChange: (value: string) => void },
): RadioField {
  const inputs = options.choices.map(({ value }) =>
    element('input', {
      class: 'atlas-segment__input',
      attributes: { type: 'radio', name, value, id: `${name}-${value}` },
      on: {
        change: () => {
          options.onChange(value);
        },
      },
    }),
  );
  const items = options.choices.flatMap(({ value, label }, index) => [
    inputs[index] ?? null,
    element('label', { class: 'atlas-segment__label', text: label, attributes: { for: `${name}-${value}` } }),
  ]);
  return {
    element: element('fieldset', { class: 'atlas-segment' }, [
      element('legend', { class: 'govuk-visually-hidden', text: legend }),
      element('div', { class: 'atlas-segment__row' }, items),
    ]),
    set: (value) => {
      for (const input of inputs) input.checked = input.value === value;
    },
  };
}

export interface CheckField {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
  /** What a reader must know before ticking the box; nothing is shown for an empty text. */
  readonly setHint: (text: string) => void;
}

/** @param picture of what the box is about, as it is drawn; the label says it in words */
export function checkField(
  id: string,
  label: string,
  onChange: (isOn: boolean) => void,
  picture: Node | null = null,
): CheckField {
  const hint = element('div', {
    class: 'govuk-hint govuk-checkboxes__hint atlas-check-hint',
    attributes: { id: `${id}-hint`, hidden: true },
  });
  const input = element('input', {
    class: 'govuk-checkboxes__input',
    attributes: { type: 'checkbox', id, name: id },
  });
  input.addEventListener('change', () => {
    onChange(input.checked);
  });
  const box = element('div', { class: 'govuk-checkboxes__item' }, [
    input,
    element('label', { class: 'govuk-label govuk-checkboxes__label', attributes: { for: id } }, [
      picture,
      label,
    ]),
    hint,
  ]);
  return {
    element: box,
    input,
    setHint: (text) => {
      setText(hint, text);
      hint.hidden = text === '';
      setAttribute(input, 'aria-describedby', text === '' ? undefined : hint.id);
    },
  };
}

export interface RangeField {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
  readonly set: (value: number, text: string) => void;
}

/** A slider with its value in words; the words are the slider's accessible value too. */
export function rangeField(
  id: string,
  label: string,
  options: {
    readonly min: number;
    readonly max: number;
    readonly step: number;
    readonly onInput: (value: number) => void;
  },
): RangeField {
  const { min, max, step } = options;
  const input = element('input', { class: 'atlas-range', attributes: { type: 'range', id, min, max, step } });
  input.addEventListener('input', () => {
    options.onInput(Number(input.value));
  });
  const output = element('output', { class: 'atlas-range__value', attributes: { for: id } });
  return {
    element: element('div', { class: 'atlas-field atlas-field--range' }, [
      element('label', { class: 'atlas-label', text: label, attributes: { for: id } }),
      output,
      input,
    ]),
    input,
    set: (value, text) => {
      if (document.activeElement !== input || Number(input.value) !== value) input.value = String(value);
      input.setAttribute('aria-valuetext', text);
      output.textContent = text;
    },
  };
}

export function button(
  text: string,
  onClick: () => void,
  options: { readonly class?: string; readonly label?: string; readonly id?: string } = {},
): HTMLButtonElement {
  return element('button', {
    class: options.class ?? 'atlas-button',
    text,
    attributes: { type: 'button', 'aria-label': options.label, id: options.id, title: options.label },
    on: { click: onClick },
  });
}

/** A section of the side panel that opens and closes; the browser's own details element does the work. */
export function section(
  title: string,
  children: readonly (Node | null)[],
  isOpen: boolean,
): HTMLDetailsElement {
  return element('details', { class: 'atlas-section', attributes: { open: isOpen } }, [
    element('summary', { class: 'atlas-section__title' }, [element('h2', { text: title })]),
    element('div', { class: 'atlas-section__body' }, children),
  ]);
}
