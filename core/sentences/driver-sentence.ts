import { formatFigure } from '../format-figure.ts';
import type { PointedDriver } from '../index/risk-sentence.ts';
import type { Translate } from '../language/translator.ts';

/** An indicator that is worth naming, as its sentence needs it. */
export interface NamedDriver extends PointedDriver {
  /** In the language of the sentence. */
  readonly title: string;
  readonly unit: string;
  readonly decimals: number;
  readonly raw: number | null;
  readonly yardstickValue: number | null;
}

/**
 * What an indicator does to a score, in one sentence: "People aged 75 and over: 27.1% here, 18.6% in England. It adds 6.2
 * points more to the score than in the average small area compared." It speaks of the score, never of causes among people.
 */
export function driverSentence(
  { title, unit, decimals, raw, yardstickValue, pointsAgainstMean }: NamedDriver,
  yardstickName: string | null,
  t: Translate,
): string {
  const difference = pointsAgainstMean ?? 0;
  const values = { title, figures: figures(), points: Math.abs(difference).toFixed(1) };
  return difference < 0 ? t('sentences.driverDown', values) : t('sentences.driverUp', values);

  function figures(): string {
    if (raw === null) return t('sentences.driverNoFigure');
    const value = formatFigure(raw, { unit, decimals }, t.locale);
    if (yardstickValue === null || yardstickName === null) return t('sentences.driverHere', { value });
    const other = formatFigure(yardstickValue, { unit, decimals }, t.locale);
    return t('sentences.driverBeside', { value, other, yardstick: yardstickName });
  }
}
