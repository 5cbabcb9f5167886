import { formatFigure } from '../format-figure.ts';
import type { Translate } from '../language/translator.ts';

/**
 * A figure with its unit in a language, as `formatFigure` writes it in English.
 *
 * @example figureText(createTranslator('cy'), 35, { unit: 'metres', decimals: 0 }) // '35 metr'
 */
export function figureText(
  t: Translate,
  value: number,
  format: { readonly unit: string; readonly decimals: number },
): string {
  return formatFigure(value, format, {
    'rate-per-1000': (number) => t('sentences.unitPer1000', { number }),
    metres: (number) => t('sentences.unitMetres', { number }),
    years: (number) => t('sentences.unitYears', { number }),
    'people-per-hectare': (number) => t('sentences.unitPeoplePerHectare', { number }),
  });
}
