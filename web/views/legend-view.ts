import { element } from '../dom/element.ts';
import type { LegendItem, LegendModel } from '../map/legend.ts';
import { swatchNode } from './swatch.ts';
import { numberText, t } from '../language/words.ts';

export interface LegendView {
  readonly element: HTMLElement;
  readonly render: (model: LegendModel) => void;
}

function itemNode(item: LegendItem): HTMLElement {
  return element('li', { class: 'atlas-legend__item' }, [
    swatchNode(item),
    element('span', { class: 'atlas-legend__label', text: item.label }),
    item.count < 0
      ? null
      : element('span', { class: 'atlas-legend__count' }, [
          numberText(item.count),
          element('span', {
            class: 'govuk-visually-hidden',
            text: t('explorer.areasCounted', { count: item.count }),
          }),
        ]),
  ]);
}

/** The legend: what the colours mean, in words and numbers, with how many areas each class holds. */
export function createLegendView(isOpen: boolean): LegendView {
  const title = element('span', { class: 'atlas-legend__title' });
  const note = element('p', { class: 'atlas-legend__note' });
  const first = element('p', { class: 'atlas-legend__end' });
  const list = element('ul', { class: 'atlas-legend__list' });
  const others = element('ul', { class: 'atlas-legend__list' });
  const last = element('p', { class: 'atlas-legend__end' });
  const holder = element('details', { class: 'atlas-legend', attributes: { open: isOpen } }, [
    element('summary', { class: 'atlas-legend__summary' }, [t('explorer.legend'), title]),
    first,
    list,
    last,
    others,
    note,
  ]);
  return {
    element: holder,
    render: (model) => {
      title.textContent = model.title;
      note.textContent = model.note;
      first.textContent = model.first;
      last.textContent = model.last;
      list.replaceChildren(...model.items.filter(({ kind }) => kind === 'class').map(itemNode));
      others.replaceChildren(...model.items.filter(({ kind }) => kind !== 'class').map(itemNode));
      others.hidden = others.childElementCount === 0;
    },
  };
}
