import type { SpeedClass } from '../../core/contract/coverage/speed-class.ts';
import { element } from '../dom/element.ts';
import { numberText, t } from '../language/words.ts';
import type { CoverageView, TileItem } from '../map/create-coverage-map.ts';
import { symbolCanvas } from './coverage-legend.ts';
import { cell, head, rowButton, rowOf } from './table-parts.ts';
import { upheldMark } from './premises-symbols.ts';
import { groupFigures, planOf, sortGroups, sortPremises, symbolOfItem } from './premises-words.ts';

/** A table longer than this is read by nobody, and slows the page. */
const mostRows = 200;

interface TableActions {
  readonly choose: (item: TileItem) => void;
  readonly zoomTo: (item: TileItem) => void;
}

function premisesRow(
  item: TileItem,
  {
    speedClass,
    isUpheld,
    choose,
  }: { speedClass: SpeedClass; isUpheld: boolean; choose: TableActions['choose'] },
): HTMLElement {
  const symbol = symbolOfItem(item.properties, speedClass);
  const status = symbol === 'excluded' ? t('coverageMap.excluded') : t(`coverageMap.status-${symbol}`);
  const opener = rowButton(
    String(item.id),
    () => {
      choose(item);
    },
    t('coverageMap.chosen', { uprn: String(item.id) }),
  );
  const mark = isUpheld
    ? element('span', {}, [' ', symbolCanvas(upheldMark('premises')), t('coverageEvidence.mark')])
    : null;
  return rowOf(
    [opener, mark],
    [cell([symbolCanvas(symbol), ' ', status]), cell([t(`coverageMap.plan-${planOf(item.properties)}`)])],
  );
}

function groupRow(
  item: TileItem,
  { speedClass, at, zoomTo }: { speedClass: SpeedClass; at: number; zoomTo: TableActions['zoomTo'] },
): HTMLElement {
  const { premises, unserved, unknown, share } = groupFigures(item.properties, speedClass);
  const opener = rowButton(t('coverageMap.groupNumber', { number: at + 1 }), () => {
    zoomTo(item);
  });
  const shareText =
    share === null
      ? t('coverageMap.noneKnown')
      : numberText(share, { style: 'percent', maximumFractionDigits: 1 });
  return rowOf(
    [opener],
    [
      cell([numberText(premises)], true),
      cell([numberText(unserved)], true),
      cell([shareText], true),
      cell([numberText(unknown)], true),
    ],
  );
}

/** The table beside the map: what is in view, the worst first, each row a way to it by keyboard. */
export function createCoverageTable({ choose, zoomTo }: TableActions) {
  const caption = element('caption', { class: 'govuk-table__caption govuk-table__caption--m' });
  const header = element('tr', { class: 'govuk-table__row' });
  const body = element('tbody', { class: 'govuk-table__body' });
  const note = element('p', { class: 'govuk-body-s' });
  const table = element('table', { class: 'govuk-table', attributes: { id: 'coverage-table' } }, [
    caption,
    element('thead', { class: 'govuk-table__head' }, [header]),
    body,
  ]);
  return {
    element: element('section', { class: 'atlas-coverage__table' }, [
      element(
        'div',
        {
          class: 'atlas-scroll',
          attributes: { role: 'region', tabindex: 0, 'aria-label': t('coverageMap.tablePremises') },
        },
        [table],
      ),
      note,
    ]),
    /** @param upheld numbers of premises that officers upheld reports about */
    render({ kind, items }: CoverageView, speedClass: SpeedClass, upheld: ReadonlySet<number>): void {
      const isPremises = kind === 'premises';
      const sorted = isPremises ? sortPremises(items, speedClass) : sortGroups(items, speedClass);
      const shown = sorted.slice(0, mostRows);
      caption.textContent = t(isPremises ? 'coverageMap.tablePremises' : 'coverageMap.tableGroups');
      header.replaceChildren(
        ...(isPremises
          ? [head(t('coverageMap.uprn')), head(t('coverageMap.status')), head(t('coverageMap.plan'))]
          : [
              head(t('coverageMap.group')),
              head(t('coverageMap.premises'), true),
              head(t('coverageMap.expectedUnserved'), true),
              head(t('coverageMap.share'), true),
              head(t('coverageMap.unknownCount'), true),
            ]),
      );
      body.replaceChildren(
        ...shown.map((item, at) =>
          isPremises
            ? premisesRow(item, { speedClass, isUpheld: upheld.has(item.id), choose })
            : groupRow(item, { speedClass, at, zoomTo }),
        ),
      );
      note.textContent =
        items.length > shown.length
          ? t('coverageMap.tableMost', { shown: shown.length, total: items.length })
          : '';
    },
  };
}
