import type { RankInterval } from '../../core/contract/rank-interval.ts';
import { rankStrip, type StripBox } from '../../core/charts/rank-strip.ts';
import { worstTenthEnd } from '../../core/uncertainty/worst-tenth-end.ts';
import { element } from '../dom/element.ts';
import { language, numberText, t } from '../language/words.ts';

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
  svg.setAttribute('aria-label', `${t('explorer.ranksTo', { count: interval.rankOf })} ${interval.sentence}`);
  if (worst !== null) svg.append(rectangle('worst', worst));
  svg.append(rectangle('line', line), rectangle('span', span), rectangle('median', median));
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
