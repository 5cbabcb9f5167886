import { element } from '../dom/element.ts';
import { fullName } from '../model/area-table.ts';
import { certaintyWords, inClassWords, rankWords, valueWords } from '../model/area-words.ts';
import type { Scene } from '../model/scene.ts';

export interface Tooltip {
  readonly element: HTMLElement;
  readonly show: (scene: Scene, row: number, point: { x: number; y: number }) => void;
  readonly hide: () => void;
}

/** What an area is, next to the pointer. Decorative for screen readers, which get the same words when it is chosen. */
export function createTooltip(): Tooltip {
  const name = element('strong', { class: 'atlas-tooltip__name' });
  const value = element('span', { class: 'atlas-tooltip__value' });
  const rank = element('span', { class: 'atlas-tooltip__rank' });
  const certainty = element('span', { class: 'atlas-tooltip__certainty' });
  const box = element(
    'div',
    { class: 'atlas-tooltip', attributes: { 'aria-hidden': 'true', hidden: true } },
    [name, value, rank, certainty],
  );
  return {
    element: box,
    show: (scene, row, point) => {
      name.textContent = fullName(scene.table, row);
      value.textContent = `${valueWords(scene, row)}${inClassWords(scene, row)}`;
      rank.textContent = rankWords(scene, row);
      certainty.textContent = certaintyWords(scene, row);
      certainty.hidden = certainty.textContent === '';
      box.hidden = false;
      const { clientWidth: width = 0, clientHeight: height = 0 } = box.offsetParent ?? {};
      // On the side of the pointer where there is room, so that nothing of it is cut off.
      const aside = (isBefore: boolean): string => (isBefore ? 'calc(-100% - 14px)' : '14px');
      const isAbove = point.y + box.offsetHeight + 14 > height && point.y > box.offsetHeight + 14;
      const side = `translate(${aside(point.x > width / 2)}, ${aside(isAbove)})`;
      box.style.transform = `translate(${point.x}px, ${point.y}px) ${side}`;
    },
    hide: () => {
      box.hidden = true;
    },
  };
}
