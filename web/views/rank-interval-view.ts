import type { RankInterval } from '../../core/contract/rank-interval.ts';
import { element } from '../dom/element.ts';
import { worstTenthEnd } from '../model/worst-tenth-end.ts';
import { language, numberText, t } from '../language/words.ts';

const width = 320;
const height = 26;

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
  svg.setAttribute('aria-label', `${t('explorer.ranksTo', { count: rankOf })} ${sentence}`);
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
    return [element('p', { class: 'atlas-hint', text: t(`explorer.interval-${interval.reason}`) })];
  }
  const { rankOf, draws, sentence } = interval;
  return [
    // The service says it in English.
    element('p', {
      class: 'atlas-interval__sentence',
      text: sentence,
      attributes: { lang: language().locale === 'en' ? undefined : 'en-GB' },
    }),
    chart(interval),
    element('p', { class: 'atlas-interval__ends', attributes: { 'aria-hidden': 'true' } }, [
      element('span', { text: t('explorer.oneIsGreatest') }),
      element('span', { text: numberText(rankOf) }),
    ]),
    element('p', {
      class: 'atlas-source',
      text: t('explorer.intervalChart', {
        draws,
        hasWorst: worstTenthEnd(rankOf) === null ? 'no' : 'yes',
      }),
    }),
  ];
}
