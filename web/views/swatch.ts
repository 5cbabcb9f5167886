import { element } from '../dom/element.ts';
import { patternBackground } from '../dom/pattern-tile.ts';
import type { LegendItem } from '../map/legend.ts';

/** A little box that looks as areas do on the map; the words beside it say what it means. */
export function swatchNode({
  kind,
  colour,
  patterns,
}: Pick<LegendItem, 'kind' | 'colour' | 'patterns'>): HTMLElement {
  const node = element('span', {
    class: `atlas-legend__swatch atlas-legend__swatch--${kind}`,
    attributes: { 'aria-hidden': 'true' },
  });
  if (colour !== null) node.style.backgroundColor = colour;
  if (patterns.length > 0) node.style.backgroundImage = patterns.map(patternBackground).join(', ');
  return node;
}
