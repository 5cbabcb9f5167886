import type { UpheldCollection } from '../../core/contract/coverage/local-evidence.ts';
import { evidenceReason } from '../../core/coverage/local-evidence-words.ts';
import { upheldSubject } from '../../core/coverage/upheld-words.ts';
import { formatDay } from '../../core/language/format-day.ts';
import { element, setText } from '../dom/element.ts';
import { language, numberText, t } from '../language/words.ts';
import { symbolCanvas } from './coverage-legend.ts';
import { upheldMark } from './premises-symbols.ts';
import { distanceText, type SpotFacts } from './spot-panel.ts';
import { cell, head, rowButton, rowOf } from './table-parts.ts';

/** As many as anyone goes through; the page of not-spots has all. */
const mostRows = 50;

/** What reports were upheld about, with its point where it has one. */
export type UpheldPlace = UpheldCollection['features'][number];

interface TableShape<Item> {
  readonly id: string;
  readonly title: (items: readonly Item[]) => string;
  readonly heads: readonly HTMLElement[];
  readonly row: (item: Item) => HTMLElement;
}

/** A table that is opened when it is wanted, so that whoever goes by keyboard need not go through its rows. */
function openedTable<Item>({ id, title, heads, row }: TableShape<Item>) {
  const summary = element('summary');
  const caption = element('caption', { class: 'govuk-table__caption govuk-visually-hidden' });
  const body = element('tbody', { class: 'govuk-table__body' });
  const note = element('p', { class: 'govuk-body-s' });
  const details = element('details', { class: 'atlas-coverage__marks', attributes: { id } }, [
    summary,
    element('div', { class: 'atlas-scroll' }, [
      element('table', { class: 'govuk-table' }, [
        caption,
        element('thead', { class: 'govuk-table__head' }, [
          element('tr', { class: 'govuk-table__row' }, heads),
        ]),
        body,
      ]),
    ]),
    note,
  ]);
  return {
    element: details,
    /** Hidden where there are none. */
    render(items: readonly Item[]): void {
      const shown = items.slice(0, mostRows);
      details.hidden = items.length === 0;
      setText(summary, title(items));
      caption.textContent = title(items);
      body.replaceChildren(...shown.map(row));
      note.textContent =
        items.length > shown.length
          ? t('coverageMap.tableMost', { shown: shown.length, total: items.length })
          : '';
    },
  };
}

/** The not-spots in view, the most premises first. */
export function createSpotTable(choose: (id: string) => void) {
  return openedTable<SpotFacts>({
    id: 'coverage-spot-table',
    title: ({ length }) => t('coverageMap.spotsList', { count: length }),
    heads: [
      head(t('coverageMap.spot')),
      head(t('coverageMap.spotPremises'), true),
      head(t('coverageMap.spotDistance'), true),
      head(t('coverageMap.spotStatus')),
    ],
    row: ({ id, premises, distance, status }) =>
      rowOf(
        [
          rowButton(id, () => {
            choose(id);
          }),
        ],
        [
          cell([numberText(premises)], true),
          cell([distanceText(distance)], true),
          cell([t(`coverageMap.spot-${status}`)]),
        ],
      ),
  });
}

/** What reports were upheld about, in view or without a place on the map. */
export function createUpheldTable(choose: (place: UpheldPlace) => void) {
  return openedTable<UpheldPlace>({
    id: 'coverage-upheld-table',
    title: (places) => {
      const lost = places.filter(({ geometry }) => geometry === null).length;
      return t('coverageMap.upheldList', { count: places.length - lost, lost });
    },
    heads: [
      head(t('coverageMap.upheldPlace')),
      head(t('coverageMap.whatIsWrong')),
      head(t('coverageMap.upheldOn')),
    ],
    row: (place) => {
      const { subject, missing, reports } = place.properties;
      const lines = (text: (report: (typeof reports)[number]) => string): HTMLElement[] =>
        reports.map((report) => element('div', { text: text(report) }));
      const opener = rowButton(upheldSubject(subject, language()), () => {
        choose(place);
      });
      const why =
        missing === null
          ? null
          : element('div', { class: 'govuk-hint', text: t(`coverageMap.upheldMissing-${missing}`) });
      return rowOf(
        [symbolCanvas(upheldMark(subject.kind)), ' ', opener, why],
        [
          cell(lines((report) => evidenceReason(report, language()))),
          cell(lines(({ upheldOn }) => formatDay(upheldOn, language().locale))),
        ],
      );
    },
  });
}
