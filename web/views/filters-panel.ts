import { element } from '../dom/element.ts';
import type { Scene } from '../model/scene.ts';
import { parseMapRule, type MapRule } from '../state/filter-rule.ts';
import { button, section, segmentField, selectField } from './controls.ts';
import type { Choice } from './controls.ts';
import type { ViewContext } from './view-context.ts';
import { t } from '../language/words.ts';

export interface FiltersPanel {
  readonly section: HTMLElement;
  readonly render: (scene: Scene) => void;
}

function fieldChoices(scene: Scene): Choice[] {
  return [
    { value: 'score', label: t('explorer.filterScore') },
    { value: 'decile', label: t('explorer.filterTenth') },
    { value: 'rank', label: t('explorer.filterRank') },
    ...scene.block.header.indicators.map(({ id, title }) => ({
      value: `indicator:${id}`,
      label: title,
      group: t('explorer.indicators'),
    })),
  ];
}

function ruleWords(rule: MapRule, scene: Scene): string {
  const id = rule.field.startsWith('indicator:') ? rule.field.slice('indicator:'.length) : null;
  const title = id === null ? null : scene.block.header.indicators.find((one) => one.id === id)?.title;
  const names: Readonly<Record<string, string>> = {
    score: t('explorer.score'),
    decile: t('explorer.tenth'),
    rank: t('explorer.rank'),
  };
  return t('explorer.rule', {
    field: title ?? names[rule.field] ?? rule.field,
    comparison: rule.comparison === 'at-least' ? 'least' : 'most',
    value: String(rule.value),
  });
}

/** Filters by score, tenth, rank or indicator, joined by AND or OR. */
export function createFiltersPanel({ store, announce }: ViewContext): FiltersPanel {
  const rules = element('ul', { class: 'atlas-rules' });
  const count = element('p', { class: 'atlas-hint' });
  const match = segmentField('match', t('explorer.mustMatch'), {
    choices: [
      { value: 'all', label: t('explorer.allRules') },
      { value: 'any', label: t('explorer.anyRule') },
    ],
    onChange: (value) => {
      store.update({ filters: { ...store.get().filters, match: value === 'any' ? 'any' : 'all' } });
    },
  });
  const draft = { field: 'decile', comparison: '<=' };
  const field = selectField('filter-field', t('explorer.onlyWith'), (value) => {
    draft.field = value;
  });
  const comparison = selectField('filter-comparison', t('explorer.thatIs'), (value) => {
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
      element('label', {
        class: 'atlas-label',
        text: t('explorer.value'),
        attributes: { for: 'filter-value' },
      }),
      amount,
    ]),
    error,
    element('button', {
      class: 'atlas-button',
      text: t('explorer.addFilter'),
      attributes: { type: 'submit' },
    }),
  ]);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const rule = parseMapRule(`${draft.field}${draft.comparison}${amount.value.trim()}`);
    if (rule === null) {
      showError(t('explorer.enterNumber'));
      return;
    }
    showError(null);
    const { filters } = store.get();
    store.update({ filters: { ...filters, rules: [...filters.rules, rule] } });
  });

  const ruleItem = (rule: MapRule, index: number, scene: Scene): HTMLElement => {
    const words = ruleWords(rule, scene);
    const remove = button(
      t('explorer.remove'),
      () => {
        const { filters } = store.get();
        store.update({
          filters: { ...filters, rules: filters.rules.filter((_, other) => other !== index) },
        });
        announce(t('explorer.removed', { rule: words }));
        amount.focus();
      },
      { class: 'atlas-link-button', label: t('explorer.removeRule', { rule: words }) },
    );
    return element('li', { class: 'atlas-rule' }, [element('span', { text: words }), remove]);
  };

  return {
    section: section(t('explorer.filters'), [rules, match.element, count, form], false),
    render: (scene) => {
      const { filters } = scene.state;
      field.set(fieldChoices(scene), draft.field);
      comparison.set(
        [
          { value: '<=', label: t('explorer.atMost') },
          { value: '>=', label: t('explorer.atLeast') },
        ],
        draft.comparison,
      );
      match.set(filters.match);
      match.element.hidden = filters.rules.length < 2;
      rules.replaceChildren(...filters.rules.map((rule, index) => ruleItem(rule, index, scene)));
      const kept = scene.included.reduce((sum, one) => sum + one, 0);
      count.textContent =
        filters.rules.length === 0
          ? t('explorer.noFilter')
          : t('explorer.pass', { kept, total: scene.table.codes.length });
    },
  };
}
