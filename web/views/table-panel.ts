import { element, setAttribute } from '../dom/element.ts';
import { rowSwatch } from '../map/legend.ts';
import { fullName } from '../model/area-table.ts';
import { chanceWords, changeWords, intervalWords, measureWords } from '../model/area-words.ts';
import type { Scene } from '../model/scene.ts';
import { tableRows } from '../model/table-rows.ts';
import type { SortColumn } from '../state/explorer-state.ts';
import { button } from './controls.ts';
import { swatchNode } from './swatch.ts';
import type { ViewContext } from './view-context.ts';

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
const oneDecimal = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });

function orDash(value: number | undefined, format: (value: number) => string): string {
  return value === undefined || Number.isNaN(value) ? 'no data' : format(value);
}

/** Intervals are of the published weights, whatever the reader makes of the rank beside them. */
function publishedWords({ isReweighted }: Scene): string {
  return isReweighted ? ', published weights' : '';
}

const columns: readonly Column[] = [
  {
    key: 'name',
    title: () => 'Place',
    cell: (scene, row) => fullName(scene.table, row),
    isShown: () => true,
  },
  {
    key: 'rank',
    title: () => 'Rank',
    cell: (scene, row) => orDash(scene.table.rank[row], (rank) => whole.format(rank)),
    isShown: () => true,
  },
  {
    key: 'interval',
    title: (scene) => `90 % interval of rank${publishedWords(scene)}`,
    cell: intervalWords,
    isShown: (scene) => scene.intervals !== null,
  },
  {
    key: 'chance',
    title: (scene) => `Chance of worst tenth${publishedWords(scene)}`,
    cell: chanceWords,
    isShown: (scene) => scene.intervals !== null,
  },
  {
    key: 'score',
    title: () => 'Score',
    cell: (scene, row) => orDash(scene.table.score[row], (score) => oneDecimal.format(score)),
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
    title: () => 'Change of rank',
    cell: (scene, row) => changeWords(scene.rankChange[row] ?? NaN),
    isShown: (scene) => scene.isReweighted,
  },
  {
    key: 'population',
    title: () => 'People',
    cell: (scene, row) =>
      orDash(scene.table.population[row], (count) => Math.round(count).toLocaleString('en-GB')),
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
  const previous = button('‹ Previous page', () => {
    turn(-1);
  });
  const next = button('Next page ›', () => {
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
    caption.textContent = `${now.title}: ${rows.length.toLocaleString('en-GB')} areas`;
    headRow.replaceChildren(...shown.map((column) => heading(column, now)));
    const slice = rows.slice(page * pageSize, (page + 1) * pageSize);
    body.replaceChildren(...slice.map((row) => rowNode(now, row, shown)));
    position.textContent =
      rows.length === 0 ? 'No area matches.' : `Page ${page + 1} of ${pages.toLocaleString('en-GB')}`;
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
      { class: 'atlas-table-panel', attributes: { 'aria-label': 'Table of the areas' } },
      [
        element('div', { class: 'atlas-table-panel__bar' }, [
          element('div', { class: 'atlas-field' }, [
            element('label', {
              class: 'atlas-label',
              text: 'Find in the table by name or code',
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
            attributes: { tabindex: 0, role: 'region', 'aria-label': 'Table' },
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
