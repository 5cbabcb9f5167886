import type { Explanation } from '../../core/contract/score.ts';
import { element, setAttribute, setText } from '../dom/element.ts';
import { fullName } from '../model/area-table.ts';
import { comparisonOffers } from '../model/base-places.ts';
import type { ComparisonOffer } from '../model/base-places.ts';
import { figureWords } from '../model/figure-words.ts';
import { missingWords } from '../model/missing-words.ts';
import { changeWords, fitWords, rankWords } from '../model/area-words.ts';
import { comparisonWords, contributionRows } from '../model/contribution-rows.ts';
import type { ContributionRow } from '../model/contribution-rows.ts';
import type { Scene } from '../model/scene.ts';
import { formatFigure } from '../../core/format-figure.ts';
import { button } from './controls.ts';
import { rankIntervalNodes } from './rank-interval-view.ts';
import { language, t } from '../language/words.ts';

export interface AreaPanel {
  readonly element: HTMLElement;
  readonly render: (scene: Scene, row: number | null, points: ReadonlyMap<string, number>) => void;
  /** The service's explanation of the chosen area, or why it could not be had. */
  readonly setExplanation: (explanation: Explanation | null, failure: string | null) => void;
  /** Moves the focus to the panel, at the latest when it next shows an area. */
  readonly focus: () => void;
}

function bar(row: ContributionRow, longest: number): HTMLElement {
  const fill = element('span', { class: 'atlas-bars__fill', attributes: { 'aria-hidden': 'true' } });
  fill.style.inlineSize = `${row.points > 0 ? (100 * row.points) / longest : 0}%`;
  return element('li', { class: 'atlas-bars__row' }, [
    element('span', { class: 'atlas-bars__label', text: row.title }),
    element('span', { class: 'atlas-bars__value', text: row.pointsText }),
    element('span', { class: 'atlas-bars__track', attributes: { 'aria-hidden': 'true' } }, [fill]),
  ]);
}

function contributionChart(rows: readonly ContributionRow[]): HTMLElement {
  const longest = Math.max(1, ...rows.map(({ points }) => (Number.isNaN(points) ? 0 : points)));
  return element(
    'ol',
    { class: 'atlas-bars', attributes: { 'aria-label': t('explorer.pointsByIndicator') } },
    rows.map((row) => bar(row, longest)),
  );
}

function comparisonTable(explanation: Explanation): HTMLElement {
  // Null throughout where the nation is not loaded as a whole.
  const hasNation = explanation.indicators.some(({ nationValue }) => nationValue !== null);
  const rows = explanation.indicators.map((one) =>
    element('tr', { class: 'govuk-table__row' }, [
      element('th', { class: 'govuk-table__header', attributes: { scope: 'row' } }, [
        one.title,
        element('span', {
          class: 'atlas-source',
          text: `${one.datasetTitle}, ${one.publisher}, ${one.period}`,
        }),
        one.substitution === null
          ? null
          : element('span', { class: 'atlas-source', text: one.substitution, attributes: { lang: 'en-GB' } }),
      ]),
      ...[
        figureWords(one),
        ...[one.authorityValue, ...(hasNation ? [one.nationValue] : [])].map((value) =>
          value === null ? missingWords(null) : formatFigure(value, one, language().locale),
        ),
      ].map((text) => element('td', { class: 'govuk-table__cell govuk-table__cell--numeric', text })),
    ]),
  );
  const columns = [
    t('explorer.sourceColumn'),
    t('explorer.here'),
    t('explorer.authority'),
    ...(hasNation ? [t('explorer.nation')] : []),
  ];
  const head = columns.map((text) =>
    element('th', { class: 'govuk-table__header', text, attributes: { scope: 'col' } }),
  );
  return element(
    'div',
    {
      class: 'atlas-scroll',
      attributes: { tabindex: 0, role: 'region', 'aria-label': t('explorer.dataBehind') },
    },
    [
      element('table', { class: 'govuk-table atlas-table' }, [
        element('caption', { class: 'govuk-table__caption', text: t('explorer.dataBehind') }),
        element('thead', { class: 'govuk-table__head' }, [element('tr', {}, head)]),
        element('tbody', { class: 'govuk-table__body' }, rows),
      ]),
    ],
  );
}

/** The chosen area: why it is high or low, what makes up its score, how it compares, and the data behind. */
export function createAreaPanel(onClose: () => void, onCompare: (offer: ComparisonOffer) => void): AreaPanel {
  const heading = element('h2', { class: 'atlas-area__title', attributes: { tabindex: -1 } });
  const welsh = element('p', { class: 'atlas-area__welsh', attributes: { lang: 'cy', hidden: true } });
  const place = element('p', { class: 'atlas-area__place' });
  const figure = element('p', { class: 'atlas-area__figure' });
  const rank = element('p', { class: 'atlas-area__rank' });
  const sentence = element('p', { class: 'atlas-area__sentence' });
  const fit = element('p', { class: 'atlas-hint', attributes: { hidden: true } });
  const comparison = element('p', { class: 'atlas-area__comparison' });
  const offers = createOfferButtons(onCompare);
  const trustTitle = element('h3', { class: 'atlas-area__subtitle' });
  const trustBody = element('div');
  const trust = element('div', { class: 'atlas-interval', attributes: { hidden: true } }, [
    trustTitle,
    trustBody,
  ]);
  const chartTitle = element('h3', { class: 'atlas-area__subtitle' });
  const chart = element('div');
  const data = element('div', { class: 'atlas-area__data' });
  const panel = element(
    'section',
    { class: 'atlas-area', attributes: { 'aria-label': t('explorer.chosenArea'), hidden: true } },
    [
      element('div', { class: 'atlas-area__head' }, [
        heading,
        button(t('explorer.close'), onClose, { class: 'atlas-link-button', label: t('explorer.closeArea') }),
      ]),
      welsh,
      place,
      element('div', { class: 'atlas-area__numbers' }, [figure, rank]),
      sentence,
      fit,
      comparison,
      offers.element,
      trust,
      chartTitle,
      chart,
      data,
    ],
  );
  let shown = '';
  let isFocusWanted = false;
  const takeFocus = (): void => {
    isFocusWanted = false;
    heading.focus({ preventScroll: true });
    panel.scrollIntoView({ block: 'nearest' });
  };

  return {
    element: panel,
    focus: () => {
      isFocusWanted = panel.hasAttribute('hidden');
      if (!isFocusWanted) takeFocus();
    },
    setExplanation: (explanation, failure) => {
      sentence.textContent = explanation?.sentence ?? failure ?? '';
      // The service explains in English.
      const isEnglish = explanation !== null && language().locale !== 'en';
      setAttribute(sentence, 'lang', isEnglish ? 'en-GB' : undefined);
      sentence.classList.toggle('atlas-area__sentence--failure', explanation === null && failure !== null);
      const welshName = explanation?.area.nameWelsh ?? null;
      welsh.hidden = welshName === null || welshName === explanation?.area.name;
      welsh.textContent = welshName ?? '';
      fit.textContent = fitWords(explanation?.bestFit);
      fit.hidden = fit.textContent === '';
      const interval = explanation?.rankInterval;
      trust.hidden = interval === undefined;
      trustBody.replaceChildren(...(interval === undefined ? [] : rankIntervalNodes(interval)));
      data.replaceChildren(...(explanation === null ? [] : [comparisonTable(explanation)]));
    },
    render: (scene, row, points) => {
      panel.hidden = row === null;
      if (row === null) {
        shown = '';
        return;
      }
      const code = scene.table.codes[row] ?? '';
      if (code !== shown) {
        shown = code;
        sentence.textContent = t('explorer.asking');
        setAttribute(sentence, 'lang', undefined);
        welsh.hidden = true;
        fit.hidden = true;
        trust.hidden = true;
        data.replaceChildren();
      }
      const score = scene.table.score[row] ?? NaN;
      heading.textContent =
        scene.table.places[row] === '' ? (scene.table.names[row] ?? code) : fullName(scene.table, row);
      place.textContent = `${code}${peopleWords(scene, row)}`;
      figure.replaceChildren(
        element('span', {
          class: 'atlas-area__score',
          text: Number.isNaN(score) ? t('explorer.noScore') : score.toFixed(1),
        }),
        Number.isNaN(score) ? '' : t('explorer.ofHundred'),
      );
      rank.textContent = rankWords(scene, row);
      comparison.textContent = comparisonWords(scene, row);
      trustTitle.textContent = t('explorer.howSure', { isReweighted: scene.isReweighted ? 'yes' : 'no' });
      offers.set(comparisonOffers(scene, row));
      chartTitle.textContent = scene.isReweighted
        ? t('explorer.makesUpYours', { change: changeWords(scene.rankChange[row] ?? NaN) })
        : t('explorer.makesUp');
      chart.replaceChildren(contributionChart(contributionRows(scene, points)));
      if (isFocusWanted) takeFocus();
    },
  };
}

/** Buttons that stay where they are while their words change, so that the keyboard keeps its place. */
function createOfferButtons(onCompare: (offer: ComparisonOffer) => void): {
  readonly element: HTMLElement;
  readonly set: (offers: readonly ComparisonOffer[]) => void;
} {
  let shown: readonly ComparisonOffer[] = [];
  const buttons = [0, 1].map((position) =>
    button('', () => {
      const offer = shown[position];
      if (offer !== undefined) onCompare(offer);
    }),
  );
  const row = element('div', { class: 'atlas-button-row' }, buttons);
  return {
    element: row,
    set: (offers) => {
      shown = offers;
      row.hidden = offers.length === 0;
      for (const [position, one] of buttons.entries()) {
        const label = offers[position]?.label;
        one.hidden = label === undefined;
        setText(one, label ?? '');
      }
    },
  };
}

function peopleWords(scene: Scene, row: number): string {
  const people = scene.table.population[row] ?? NaN;
  return Number.isNaN(people) ? '' : ` · ${t('explorer.people', { count: Math.round(people) })}`;
}
