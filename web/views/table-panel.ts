import { element, setAttribute } from '../dom/element.ts';
import { rowSwatch } from '../map/legend.ts';
import { fullName } from '../model/area-table.ts';
import { chanceWords, changeWords, intervalWords, measureWords, shownRank } from '../model/area-words.ts';
import type { Scene } from '../model/scene.ts';
import { tableRows } from '../model/table-rows.ts';
import type { SortColumn } from '../state/explorer-state.ts';
import { button } from './controls.ts';
import { swatchNode } from './swatch.ts';
import type { ViewContext } from './view-context.ts';
import { numberText, t } from '../language/words.ts';

export interface TablePanel {
  readonly element: HTMLElement;
  readonly render: (scene: Scene) => void;
  /** The rows as filtered and sorted now, for the download. */
  readonly rows: () => readonly number[];
}

interface Column {
  readonly key: SortColumn;
  readonly title: (scene: Scene) => string;
  readonly cell: (scene: Scene, row: number) => string;
  readonly isShown: (scene: Scene) => boolean;
}

const pageSize = 50;
const oneDecimal = (value: number): string =>
  numberText(value, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
function orDash(value: number | undefined, format: (value: number) => string): string {
  return value === undefined || Number.isNaN(value) ? t('missing.noData') : format(value);
}

/** Intervals are of the published weights, whatever the reader makes of the rank beside them. */
function publishedWords({ isReweighted }: Scene): string {
  return isReweighted ? t('explorer.publishedWeights') : '';
}

const columns: readonly Column[] = [
  {
    key: 'name',
    title: () => t('explorer.place'),
    cell: (scene, row) => fullName(scene.table, row),
    isShown: () => true,
  },
  {
    key: 'rank',
    title: () => t('explorer.rank'),
    cell: (scene, row) => shownRank(scene.table, row),
    isShown: () => true,
  },
  {
    key: 'interval',
    title: (scene) => `${t('explorer.intervalColumn')}${publishedWords(scene)}`,
    cell: intervalWords,
    isShown: (scene) => scene.intervals !== null,
  },
  {
    key: 'chance',
    title: (scene) => `${t('explorer.chanceColumn')}${publishedWords(scene)}`,
    cell: chanceWords,
    isShown: (scene) => scene.intervals !== null,
  },
  {
    key: 'score',
    title: () => t('explorer.score'),
    cell: (scene, row) => orDash(scene.table.score[row], oneDecimal),
    isShown: () => true,
  },
  {
    key: 'value',
    title: (scene) => scene.measure.title,
    cell: measureWords,
    // What has a column of its own needs no second one.
    isShown: (scene) => !['score', 'worst-tenth'].includes(scene.measure.key),
  },
  {
    key: 'change',
    title: () => t('explorer.changeColumn'),
    cell: (scene, row) => changeWords(scene.rankChange[row] ?? NaN),
    isShown: (scene) => scene.isReweighted,
  },
  {
    key: 'population',
    title: () => t('explorer.peopleColumn'),
    cell: (scene, row) => orDash(scene.table.population[row], (count) => numberText(Math.round(count))),
    isShown: () => true,
  },
];

/** The table twin of the map: the same areas, sortable, filterable and paged, in step with the map. */
export function createTablePanel({ store }: ViewContext, onPick: (code: string) => void): TablePanel {
  let scene: Scene | null = null;
  let rows: readonly number[] = [];
  let page = 0;
  const caption = element('caption', { class: 'govuk-table__caption atlas-table__caption' });
  const headRow = element('tr', { class: 'govuk-table__row' });
  const body = element('tbody', { class: 'govuk-table__body' });
  const table = element('table', { class: 'govuk-table atlas-table' }, [
    caption,
    element('thead', { class: 'govuk-table__head' }, [headRow]),
    body,
  ]);
  const find = element('input', {
    class: 'govuk-input atlas-input',
    attributes: { id: 'table-find', type: 'search', autocomplete: 'off' },
  });
  const position = element('span', { class: 'atlas-pager__position', attributes: { role: 'status' } });
  const turn = (step: number): void => {
    page += step;
    draw();
  };
  const previous = button(t('explorer.previousPage'), () => {
    turn(-1);
  });
  const next = button(t('explorer.nextPage'), () => {
    turn(1);
  });

  const heading = (column: Column, now: Scene): HTMLElement => {
    const { sort } = now.state;
    const isSorted = sort.column === column.key;
    const sortButton = button(
      column.title(now),
      () => {
        // The state of now, not that of the drawing: a second press may come before the first is drawn.
        const last = store.get().sort;
        const isSecond = last.column === column.key;
        store.update({ sort: { column: column.key, descending: isSecond && !last.descending } });
      },
      { class: 'atlas-table__sort' },
    );
    const cell = element(
      'th',
      { class: 'govuk-table__header', attributes: { scope: 'col', 'data-column': column.key } },
      [sortButton],
    );
    setAttribute(cell, 'aria-sort', isSorted ? (sort.descending ? 'descending' : 'ascending') : 'none');
    return cell;
  };

  const rowNode = (now: Scene, row: number, shown: readonly Column[]): HTMLElement => {
    const code = now.table.codes[row] ?? '';
    const isSelected = now.state.selected === code;
    const cells = shown.map((column) => {
      const text = column.cell(now, row);
      if (column.key !== 'name') {
        return element('td', { class: 'govuk-table__cell govuk-table__cell--numeric', text });
      }
      const pick = button(
        text,
        () => {
          onPick(code);
        },
        { class: 'atlas-link-button' },
      );
      setAttribute(pick, 'aria-pressed', isSelected ? 'true' : 'false');
      return element('th', { class: 'govuk-table__header atlas-table__name', attributes: { scope: 'row' } }, [
        swatchNode(rowSwatch(now, row)),
        pick,
      ]);
    });
    const classes = `govuk-table__row${isSelected ? ' atlas-table__row--selected' : ''}`;
    return element('tr', { class: classes, attributes: { 'data-code': code } }, cells);
  };

  /** Rows and headings are made anew: what had the focus gets it back, so that the keyboard does not lose its place. */
  const focusedKey = (): string | null => {
    const focused = table.contains(document.activeElement) ? document.activeElement : null;
    const holder = focused?.closest<HTMLElement>('[data-column], [data-code]');
    if (holder === null || holder === undefined) return null;
    const { column, code } = holder.dataset;
    return column === undefined ? `[data-code="${code ?? ''}"]` : `[data-column="${column}"]`;
  };

  const draw = (): void => {
    if (scene === null) return;
    const now = scene;
    const focused = focusedKey();
    const pages = Math.max(1, Math.ceil(rows.length / pageSize));
    page = Math.min(Math.max(0, page), pages - 1);
    const shown = columns.filter((column) => column.isShown(now));
    caption.textContent = t('explorer.tableCaption', { title: now.title, count: rows.length });
    headRow.replaceChildren(...shown.map((column) => heading(column, now)));
    const slice = rows.slice(page * pageSize, (page + 1) * pageSize);
    body.replaceChildren(...slice.map((row) => rowNode(now, row, shown)));
    position.textContent =
      rows.length === 0 ? t('explorer.noMatch') : t('explorer.page', { page: String(page + 1), pages });
    previous.disabled = page === 0;
    next.disabled = page >= pages - 1;
    if (focused !== null)
      table.querySelector<HTMLElement>(`${focused} button`)?.focus({ preventScroll: true });
  };
  const refresh = (): void => {
    if (scene === null) return;
    rows = tableRows({ ...scene, values: scene.measure.values }, scene.state.sort, find.value);
    draw();
  };
  find.addEventListener('input', () => {
    page = 0;
    refresh();
  });

  return {
    element: element(
      'section',
      { class: 'atlas-table-panel', attributes: { 'aria-label': t('explorer.tableOfAreas') } },
      [
        element('div', { class: 'atlas-table-panel__bar' }, [
          element('div', { class: 'atlas-field' }, [
            element('label', {
              class: 'atlas-label',
              text: t('explorer.findInTable'),
              attributes: { for: 'table-find' },
            }),
            find,
          ]),
          element('div', { class: 'atlas-pager' }, [previous, position, next]),
        ]),
        element(
          'div',
          {
            class: 'atlas-table-panel__scroll',
            attributes: { tabindex: 0, role: 'region', 'aria-label': t('explorer.table') },
          },
          [table],
        ),
      ],
    ),
    rows: () => rows,
    render: (nextScene) => {
      const isOther = scene === null || scene.table.type !== nextScene.table.type;
      if (isOther) page = 0;
      scene = nextScene;
      refresh();
    },
  };
}
