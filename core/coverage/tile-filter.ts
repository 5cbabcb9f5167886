import type { PremisesTileFilter } from '../contract/coverage/premises-tile.ts';
import { planStatuses, servedStatuses } from '../contract/coverage/speed-class.ts';
import { technologyChoices } from '../contract/coverage/technology.ts';

/**
 * The query of a tile for a filter: the same filter, the same text, in whatever order its words stand. Empty where nothing
 * is narrowed: such a tile has the figures of every speed. A speed alone narrows nothing.
 *
 * @example tileFilterQuery({ class: 'decent', plan: ['voucher', 'contracted'] }) // 'class=decent&plan=contracted,voucher'
 */
export function tileFilterQuery(filter: PremisesTileFilter): string {
  const inOrder = <Word extends string>(words: readonly Word[], chosen: readonly Word[] = []): string =>
    words.filter((word) => chosen.includes(word)).join(',');
  const parts = {
    status: inOrder(servedStatuses, filter.status),
    plan: inOrder(planStatuses, filter.plan),
    technology: inOrder(technologyChoices, filter.technology),
    disagree: filter.disagree ?? '',
  };
  const said = Object.entries(parts).filter(([, text]) => text !== '');
  if (said.length === 0) return '';
  return [['class', filter.class], ...said].map(([name = '', text = '']) => `${name}=${text}`).join('&');
}
