import type { RankInterval } from '../../core/contract/rank-interval.ts';
import { rankStrip, type StripBox } from '../../core/charts/rank-strip.ts';
import { worstTenthEnd } from '../../core/uncertainty/worst-tenth-end.ts';
import { element } from '../dom/element.ts';

const missingWords: Readonly<Record<Extract<RankInterval, { status: 'missing' }>['reason'], string>> = {
  'never-run': 'How far the rank can be trusted has not been worked out for these data.',
  'own-weights': 'How far the rank can be trusted is worked out for the published weights only.',
  'no-rank': 'The area has no rank, so there is nothing to trust or doubt.',
  'no-others': 'No other area of its kind is ranked with it, so its rank says nothing.',
};

function rectangle(part: string, box: StripBox): SVGElement {
  const node = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  node.setAttribute('class', `atlas-interval__${part}`);
  for (const [name, value] of Object.entries(box)) node.setAttribute(name, String(value));
  return node;
}

function chart(interval: Extract<RankInterval, { status: 'known' }>): SVGElement {
  const { viewBox, worst, line, span, median } = rankStrip(interval);
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', 'atlas-interval__chart');
  svg.setAttribute('viewBox', viewBox);
  svg.setAttribute('role', 'img');
  const ranks = `Ranks from 1 to ${interval.rankOf.toLocaleString('en-GB')}.`;
  svg.setAttribute('aria-label', `${ranks} ${interval.sentence}`);
  if (worst !== null) svg.append(rectangle('worst', worst));
  svg.append(rectangle('line', line), rectangle('span', span), rectangle('median', median));
  return svg;
}

/** How far the rank of an area can be trusted, in words and as a small chart; or why that is not known. */
export function rankIntervalNodes(interval: RankInterval): Node[] {
  if (interval.status === 'missing') {
    return [element('p', { class: 'atlas-hint', text: missingWords[interval.reason] })];
  }
  const { rankOf, draws, sentence } = interval;
  return [
    element('p', { class: 'atlas-interval__sentence', text: sentence }),
    chart(interval),
    element('p', { class: 'atlas-interval__ends', attributes: { 'aria-hidden': 'true' } }, [
      element('span', { text: '1: greatest risk' }),
      element('span', { text: rankOf.toLocaleString('en-GB') }),
    ]),
    element('p', {
      class: 'atlas-source',
      text: `The bar holds nine in ten of ${draws.toLocaleString('en-GB')} plausible versions of the index, the mark is the middle one${worstTenthEnd(rankOf) === null ? '' : ', the shaded end is the worst tenth'}.`,
    }),
  ];
}
