import type { NotSpotCollection } from '../../core/contract/coverage/not-spots.ts';
import { addressIn } from '../../core/language/locale.ts';
import { element } from '../dom/element.ts';
import { language, numberText, t } from '../language/words.ts';
import { className } from './coverage-legend.ts';
import { chosenBox, linkLine, paragraph, summaryRow } from './panel-parts.ts';

export type SpotFacts = NotSpotCollection['features'][number]['properties'];

function factRows({ premises, sure, expected, distance, status }: SpotFacts): HTMLElement[] {
  const rows = [
    ['coverageMap.spotPremises', numberText(premises)],
    ['coverageMap.spotSure', numberText(sure)],
    ['coverageMap.spotExpected', numberText(expected)],
    ['coverageMap.spotDistance', distanceText(distance)],
    ['coverageMap.spotStatus', t(`coverageMap.spot-${status}`)],
  ] as const;
  return rows.map(([key, value]) => summaryRow(t(key), [value]));
}

/** How far it is to the nearest premises with the speed. */
export function distanceText(metres: number | null): string {
  return metres === null ? t('coverageMap.spotNowhere') : t('coverageMap.spotMetres', { metres });
}

/** The chosen not-spot in words, with its page. @param period that the map was asked for; null for the newest */
export function createSpotPanel({
  period,
  close,
}: {
  readonly period: string | null;
  readonly close: () => void;
}) {
  const box = chosenBox('coverage-spot', close);
  return {
    element: box.element,
    /** @param known what its outline tells of it; null where it is not among those that are shown */
    show(id: string | null, known: SpotFacts | null): void {
      if (id === null) {
        box.hide();
        return;
      }
      const query = period === null ? '' : `?period=${period}`;
      box.show(t('coverageMap.spotChosen', { id }), [
        ...(known === null
          ? [paragraph(t('coverageMap.spotElsewhere'))]
          : [
              paragraph(t('coverageMap.spotLead', { speed: className(known.class) })),
              element(
                'dl',
                { class: 'govuk-summary-list govuk-summary-list--no-border atlas-coverage__facts' },
                factRows(known),
              ),
            ]),
        linkLine(
          t('coverageMap.spotPage'),
          addressIn(language().locale, `/coverage/not-spots/${id}${query}`),
        ),
      ]);
    },
    focus: box.focus,
  };
}
