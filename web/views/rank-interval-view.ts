import type { RankInterval } from '../../core/contract/rank-interval.ts';
import { element } from '../dom/element.ts';
import { worstTenthEnd } from '../model/worst-tenth-end.ts';

const width = 320;
const height = 26;
const missingWords: Readonly<Record<Extract<RankInterval, { status: 'missing' }>['reason'], string>> = {
  'never-run': 'How far the rank can be trusted has not been worked out for these data.',
  'own-weights': 'How far the rank can be trusted is worked out for the published weights only.',
  'no-rank': 'The area has no rank, so there is nothing to trust or doubt.',
  'no-others': 'No other area of its kind is ranked with it, so its rank says nothing.',
};

type Box = Readonly<Record<'x' | 'y' | 'width' | 'height', number>>;

function rectangle(part: string, box: Box): SVGElement {
  const node = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  node.setAttribute('class', `atlas-interval__${part}`);
  for (const [name, value] of Object.entries(box)) node.setAttribute(name, value.toFixed(1));
  return node;
}

/** The ranks from first to last as a line, the worst tenth on it, and where nine in ten plausible versions lie. */
function chart({
  median,
  q5,
  q95,
  rankOf,
  sentence,
}: Extract<RankInterval, { status: 'known' }>): SVGElement {
  const at = (rank: number): number => (rankOf < 2 ? 0 : ((rank - 1) / (rankOf - 1)) * width);
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', 'atlas-interval__chart');
  svg.setAttribute('viewBox', `-3 0 ${width + 6} ${height}`);
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', `Ranks from 1 to ${rankOf.toLocaleString('en-GB')}. ${sentence}`);
  const worstEnd = worstTenthEnd(rankOf);
  if (worstEnd !== null) svg.append(rectangle('worst', { x: 0, y: 3, width: at(worstEnd), height: 20 }));
  svg.append(
    rectangle('line', { x: 0, y: 12, width, height: 2 }),
    rectangle('span', { x: at(q5), y: 8, width: Math.max(2, at(q95) - at(q5)), height: 10 }),
    rectangle('median', { x: at(median) - 1.5, y: 2, width: 3, height: 22 }),
  );
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
