import { element } from '../dom/element.ts';
import type { Scene } from '../model/scene.ts';
import { parseMapRule, type MapRule } from '../state/filter-rule.ts';
import { button, section, segmentField, selectField } from './controls.ts';
import type { Choice } from './controls.ts';
import type { ViewContext } from './view-context.ts';

export interface FiltersPanel {
  readonly section: HTMLElement;
  readonly render: (scene: Scene) => void;
}

function fieldChoices(scene: Scene): Choice[] {
  return [
    { value: 'score', label: 'Score (0 to 100)' },
    { value: 'decile', label: 'Tenth (1 is greatest risk)' },
    { value: 'rank', label: 'Rank (1 is greatest risk)' },
    ...scene.block.header.indicators.map(({ id, title }) => ({
      value: `indicator:${id}`,
      label: title,
      group: 'Indicators',
    })),
  ];
}

function ruleWords(rule: MapRule, scene: Scene): string {
  const id = rule.field.startsWith('indicator:') ? rule.field.slice('indicator:'.length) : null;
  const title = id === null ? null : scene.block.header.indicators.find((one) => one.id === id)?.title;
  const names: Readonly<Record<string, string>> = { score: 'Score', decile: 'Tenth', rank: 'Rank' };
  const words = rule.comparison === 'at-least' ? 'at least' : 'at most';
  return `${title ?? names[rule.field] ?? rule.field} ${words} ${rule.value}`;
}

/** Filters by score, tenth, rank or indicator, joined by AND or OR. */
export function createFiltersPanel({ store, announce }: ViewContext): FiltersPanel {
  const rules = element('ul', { class: 'atlas-rules' });
  const count = element('p', { class: 'atlas-hint' });
  const match = segmentField('match', 'Areas must match', {
    choices: [
      { value: 'all', label: 'All rules (and)' },
      { value: 'any', label: 'Any rule (or)' },
    ],
    onChange: (value) => {
      store.update({ filters: { ...store.get().filters, match: value === 'any' ? 'any' : 'all' } });
    },
  });
  const draft = { field: 'decile', comparison: '<=' };
  const field = selectField('filter-field', 'Show only areas with', (value) => {
    draft.field = value;
  });
  const comparison = selectField('filter-comparison', 'that is', (value) => {
    draft.comparison = value;
  });
  const amount = element('input', {
    class: 'govuk-input atlas-input',
    attributes: { id: 'filter-value', type: 'text', inputmode: 'decimal', value: '2', autocomplete: 'off' },
  });
  const error = element('p', {
    class: 'govuk-error-message',
    attributes: { id: 'filter-error', hidden: true },
  });
  const showError = (text: string | null): void => {
    error.hidden = text === null;
    error.textContent = text ?? '';
    if (text === null) {
      amount.removeAttribute('aria-invalid');
      amount.removeAttribute('aria-describedby');
    } else {
      amount.setAttribute('aria-invalid', 'true');
      amount.setAttribute('aria-describedby', 'filter-error');
      amount.focus();
    }
  };
  const form = element('form', { class: 'atlas-filter-form', attributes: { novalidate: true } }, [
    field.element,
    comparison.element,
    element('div', { class: 'atlas-field' }, [
      element('label', { class: 'atlas-label', text: 'Value', attributes: { for: 'filter-value' } }),
      amount,
    ]),
    error,
    element('button', { class: 'atlas-button', text: 'Add this filter', attributes: { type: 'submit' } }),
  ]);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const rule = parseMapRule(`${draft.field}${draft.comparison}${amount.value.trim()}`);
    if (rule === null) {
      showError('Enter a number, such as 2 or 12.5');
      return;
    }
    showError(null);
    const { filters } = store.get();
    store.update({ filters: { ...filters, rules: [...filters.rules, rule] } });
  });

  const ruleItem = (rule: MapRule, index: number, scene: Scene): HTMLElement => {
    const words = ruleWords(rule, scene);
    const remove = button(
      'Remove',
      () => {
        const { filters } = store.get();
        store.update({
          filters: { ...filters, rules: filters.rules.filter((_, other) => other !== index) },
        });
        announce(`Removed the filter: ${words}.`);
        amount.focus();
      },
      { class: 'atlas-link-button', label: `Remove the filter: ${words}` },
    );
    return element('li', { class: 'atlas-rule' }, [element('span', { text: words }), remove]);
  };

  return {
    section: section('Filters', [rules, match.element, count, form], false),
    render: (scene) => {
      const { filters } = scene.state;
      field.set(fieldChoices(scene), draft.field);
      comparison.set(
        [
          { value: '<=', label: 'at most' },
          { value: '>=', label: 'at least' },
        ],
        draft.comparison,
      );
      match.set(filters.match);
      match.element.hidden = filters.rules.length < 2;
      rules.replaceChildren(...filters.rules.map((rule, index) => ruleItem(rule, index, scene)));
      const kept = scene.included.reduce((sum, one) => sum + one, 0);
      count.textContent =
        filters.rules.length === 0
          ? 'No filter is set: every area is shown.'
          : `${kept.toLocaleString('en-GB')} of ${scene.table.codes.length.toLocaleString('en-GB')} areas pass.`;
    },
  };
}
