import { element } from '../dom/element.ts';
import type { Scene } from '../model/scene.ts';
import { button, rangeField, section } from './controls.ts';
import type { RangeField } from './controls.ts';
import type { ViewContext } from './view-context.ts';
import { t } from '../language/words.ts';

export interface WeightsPanel {
  readonly section: HTMLElement;
  readonly render: (scene: Scene) => void;
}

interface WeightRow {
  readonly id: string;
  readonly toggle: HTMLInputElement;
  readonly range: RangeField;
}

function timesWords(times: number): string {
  if (times === 0) return t('explorer.notCounted');
  if (times === 1) return t('explorer.asPublished');
  return t('explorer.times', { times: String(times) });
}

/** Weight sliders and switches of the indicators: the map is scored again in the browser while a slider moves. */
export function createWeightsPanel({ store, announce }: ViewContext): WeightsPanel {
  const list = element('div', { class: 'atlas-weights' });
  const note = element('p', {
    class: 'atlas-hint',
    text: t('explorer.weightsHint'),
  });
  const reset = button(
    t('explorer.resetWeights'),
    () => {
      store.update({ weights: {}, off: [] });
      announce(t('explorer.weightsReset'));
    },
    { id: 'reset-weights' },
  );
  let rows: WeightRow[] = [];
  let shownFor = '';

  const setWeight = (id: string, times: number): void => {
    const others = Object.entries(store.get().weights).filter(([other]) => other !== id);
    const entries = times === 1 ? others : [...others, [id, times] as const];
    store.update({ weights: Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))) }, 'replace');
  };
  const setOn = (id: string, isOn: boolean): void => {
    const others = store.get().off.filter((other) => other !== id);
    store.update({ off: isOn ? others : [...others, id].sort() });
  };
  const buildRow = (id: string, title: string): { row: WeightRow; node: HTMLElement } => {
    const toggle = element('input', {
      class: 'atlas-switch__input',
      attributes: { type: 'checkbox', id: `switch-${id}`, role: 'switch' },
    });
    toggle.addEventListener('change', () => {
      setOn(id, toggle.checked);
    });
    const range = rangeField(`weight-${id}`, t('explorer.weightOf', { indicator: title }), {
      min: 0,
      max: 4,
      step: 0.25,
      onInput: (times) => {
        setWeight(id, times);
      },
    });
    range.element.querySelector('label')?.classList.add('govuk-visually-hidden');
    const node = element('div', { class: 'atlas-weight' }, [
      element('label', { class: 'atlas-switch', attributes: { for: `switch-${id}` } }, [
        toggle,
        element('span', { class: 'atlas-switch__track', attributes: { 'aria-hidden': 'true' } }),
        element('span', { text: title }),
      ]),
      range.element,
    ]);
    return { row: { id, toggle, range }, node };
  };
  const rebuild = (scene: Scene): void => {
    const titles = new Map(scene.block.header.indicators.map(({ id, title }) => [id, title]));
    rows = [];
    const nodes: Node[] = [];
    let component = '';
    for (const { indicatorId, componentId } of scene.rescorer.compiled.leaves) {
      if (componentId !== component) {
        component = componentId;
        const node = scene.rescorer.compiled.nodes.find(({ id }) => id === componentId);
        nodes.push(element('h3', { class: 'atlas-weights__component', text: node?.title ?? componentId }));
      }
      const built = buildRow(indicatorId, titles.get(indicatorId) ?? indicatorId);
      rows.push(built.row);
      nodes.push(built.node);
    }
    list.replaceChildren(...nodes);
  };

  return {
    section: section(t('explorer.weights'), [note, list, reset], false),
    render: (scene) => {
      const key = scene.profile.hash;
      if (key !== shownFor) {
        shownFor = key;
        rebuild(scene);
      }
      for (const { id, toggle, range } of rows) {
        const isOn = !scene.state.off.includes(id);
        const times = scene.state.weights[id] ?? 1;
        const share = Math.round(1000 * (scene.shares.get(id) ?? 0)) / 10;
        toggle.checked = isOn;
        range.input.disabled = !isOn;
        range.set(
          times,
          isOn
            ? t('explorer.shareOfScore', { times: timesWords(times), share: String(share) })
            : t('explorer.switchedOff'),
        );
      }
      reset.disabled = !scene.isReweighted;
    },
  };
}
