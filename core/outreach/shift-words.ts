import { formatFigure } from '../format-figure.ts';
import { languageTags } from '../language/locale.ts';
import type { Translate } from '../language/translate.ts';
import type { ShiftEstimate, UnitCosts } from './channel-shift.ts';

export interface ShiftFacts {
  readonly total: ShiftEstimate;
  readonly costs: UnitCosts;
  readonly costRange: number | null;
  readonly moveRange: number | null;
}

export interface ShiftWords {
  /** What comes out, and between what. */
  readonly sentence: string;
  readonly range: string;
  /** The sum, line by line, with the numbers put in. */
  readonly formula: readonly string[];
}

/** An estimate in words. Pounds and contacts are whole: an estimate is no closer than that. */
export function shiftWords(
  { total: estimate, costs, costRange, moveRange }: ShiftFacts,
  t: Translate,
): ShiftWords {
  const count = (value: number): string => Math.round(value).toLocaleString(languageTags[t.locale]);
  const pounds = (value: number): string =>
    formatFigure(Math.round(value) || 0, { unit: 'pounds', decimals: 0 }, t.locale);
  const cost = (value: number): string => formatFigure(value, { unit: 'pounds', decimals: 2 }, t.locale);
  const percent = (value: number): string => formatFigure(value, { unit: 'percent', decimals: 1 }, t.locale);
  const { contacts, total, moved, movedFaceToFace, movedPhone, saving } = estimate;
  const values = {
    moved: count(moved),
    total: count(total),
    now: percent(estimate.shareNow),
    aim: percent(estimate.aim),
  };
  const hasNoSaving = Math.round(saving.central) === 0;
  const key = hasNoSaving ? 'none' : saving.central > 0 ? 'saves' : 'costs';
  return {
    sentence: t('channelShift.sentence', { key, ...values, amount: pounds(Math.abs(saving.central)) }),
    range: rangeWords({ costRange, moveRange }, { low: pounds(saving.low), high: pounds(saving.high) }, t),
    formula: [
      t('channelShift.formulaMoved', { ...values, web: count(contacts.web) }),
      t('channelShift.formulaFrom', { faceToFace: count(movedFaceToFace), phone: count(movedPhone) }),
      t('channelShift.formulaSaving', {
        faceToFace: count(movedFaceToFace),
        phone: count(movedPhone),
        costFaceToFace: cost(costs.faceToFace),
        costPhone: cost(costs.phone),
        costWeb: cost(costs.web),
        saving: pounds(saving.central),
      }),
    ],
  };
}

function rangeWords(
  { costRange, moveRange }: Pick<ShiftFacts, 'costRange' | 'moveRange'>,
  ends: { readonly low: string; readonly high: string },
  t: Translate,
): string {
  const percent = (value: number | null): string =>
    formatFigure(value ?? 0, { unit: 'percent', decimals: Number.isInteger(value) ? 0 : 1 }, t.locale);
  if (costRange === null && moveRange === null) return t('channelShift.rangeNone');
  const ranges = costRange === null ? 'move' : moveRange === null ? 'cost' : 'both';
  return t('channelShift.range', { ranges, ...ends, cost: percent(costRange), move: percent(moveRange) });
}
