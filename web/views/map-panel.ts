import { element } from '../dom/element.ts';
import { button } from './controls.ts';
import { t } from '../language/words.ts';

export interface MapMoves {
  readonly pan: (x: number, y: number) => void;
  readonly zoom: (steps: number) => void;
  readonly home: () => void;
  /** Steps through the areas in view from greatest to least risk; -1 goes back. */
  readonly step: (direction: 1 | -1) => void;
  readonly selectCentre: () => void;
  /** Goes to the words about the chosen area. */
  readonly explain: () => void;
}

export interface MapPanel {
  readonly element: HTMLElement;
  readonly canvasHolder: HTMLElement;
  readonly overlay: HTMLElement;
  readonly setTitle: (title: string, subtitle: string) => void;
  readonly setSummary: (summary: string) => void;
  readonly setAttribution: (lines: readonly string[], isMadeUp: boolean) => void;
  /** Moves the focus to the map itself. */
  readonly focus: () => void;
  readonly setChosen: (isChosen: boolean) => void;
  readonly showNotice: (text: string) => void;
  /** Shows, or no longer, that the map is being drawn. */
  readonly setDrawing: (isDrawing: boolean) => void;
  readonly setPrintImage: (image: HTMLCanvasElement | null) => void;
}

const panStep = 140;

/** Buttons that zoom and move a map. */
export function moveButtons(moves: Pick<MapMoves, 'pan' | 'zoom' | 'home'>): HTMLElement {
  const make = (text: string, label: string, move: () => void): HTMLButtonElement =>
    button(text, move, { class: 'atlas-map-button', label });
  return element('div', { class: 'atlas-map-buttons' }, [
    element(
      'div',
      { class: 'atlas-map-buttons__zoom', attributes: { role: 'group', 'aria-label': t('explorer.zoom') } },
      [
        make('+', t('explorer.zoomIn'), () => {
          moves.zoom(1);
        }),
        make('−', t('explorer.zoomOut'), () => {
          moves.zoom(-1);
        }),
        make('⌂', t('explorer.wholeArea'), moves.home),
      ],
    ),
    element(
      'div',
      { class: 'atlas-map-buttons__pan', attributes: { role: 'group', 'aria-label': t('explorer.moveMap') } },
      [
        make('↑', t('explorer.moveUp'), () => {
          moves.pan(0, -panStep);
        }),
        make('←', t('explorer.moveLeft'), () => {
          moves.pan(-panStep, 0);
        }),
        make('→', t('explorer.moveRight'), () => {
          moves.pan(panStep, 0);
        }),
        make('↓', t('explorer.moveDown'), () => {
          moves.pan(0, panStep);
        }),
      ],
    ),
  ]);
}

function stepButtons(moves: MapMoves, why: HTMLElement): HTMLElement {
  return element(
    'div',
    {
      class: 'atlas-steps',
      attributes: { role: 'group', 'aria-label': t('explorer.stepThrough') },
    },
    [
      button(
        t('explorer.previous'),
        () => {
          moves.step(-1);
        },
        { class: 'atlas-steps__button', label: t('explorer.previousArea') },
      ),
      button(
        t('explorer.next'),
        () => {
          moves.step(1);
        },
        { class: 'atlas-steps__button', label: t('explorer.nextArea') },
      ),
      why,
    ],
  );
}

/** Enter chooses the area under the cross; the arrows, plus and minus belong to MapLibre itself. */
function listenToKeys(holder: HTMLElement, moves: MapMoves): void {
  holder.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.target instanceof HTMLCanvasElement)) return;
    event.preventDefault();
    moves.selectCentre();
  });
}

/** The map with its title, buttons, words for screen readers and credit line; MapLibre draws into `canvasHolder`. */
export function createMapPanel(moves: MapMoves, legend: HTMLElement, tooltip: HTMLElement): MapPanel {
  const title = element('h1', { class: 'atlas-map__title', attributes: { id: 'map-title' } });
  const subtitle = element('p', { class: 'atlas-map__subtitle' });
  const summary = element('p', { class: 'atlas-map__summary', attributes: { id: 'map-summary' } });
  const help = element('p', {
    class: 'govuk-visually-hidden',
    text: t('explorer.mapHelp'),
    attributes: { id: 'map-help' },
  });
  const canvasHolder = element('div', { class: 'atlas-map__canvas' });
  const cross = element('div', { class: 'atlas-map__cross', attributes: { 'aria-hidden': 'true' } });
  const notice = element('p', { class: 'atlas-map__notice', attributes: { hidden: true } });
  const drawing = element('p', {
    class: 'atlas-map__drawing',
    text: t('explorer.drawing'),
    attributes: { hidden: true },
  });
  const madeUp = element('strong', {
    class: 'atlas-made-up-mark',
    text: t('explorer.madeUpPlace'),
    attributes: { hidden: true },
  });
  const creditLines = element('ul', { class: 'atlas-map__credit-lines' });
  const credit = element('details', { class: 'atlas-map__credit' }, [
    element('summary', { text: t('explorer.sources') }),
    creditLines,
  ]);
  const why = button(t('explorer.why'), moves.explain, {
    class: 'atlas-steps__button',
    label: t('explorer.whyLabel'),
  });
  why.hidden = true;
  let shownCredit = '';
  const printImage = element('div', { class: 'atlas-map__print', attributes: { 'aria-hidden': 'true' } });
  const overlay = element('div', { class: 'atlas-map__overlay' }, [legend, stepButtons(moves, why)]);
  const frame = element('div', { class: 'atlas-map__frame' }, [
    canvasHolder,
    printImage,
    cross,
    moveButtons(moves),
    overlay,
    tooltip,
    drawing,
    notice,
  ]);
  listenToKeys(canvasHolder, moves);
  return {
    element: element('section', { class: 'atlas-map', attributes: { 'aria-labelledby': 'map-title' } }, [
      element('div', { class: 'atlas-map__head' }, [title, madeUp, subtitle, summary, help]),
      frame,
      credit,
    ]),
    canvasHolder,
    overlay,
    focus: () => {
      canvasHolder.querySelector('canvas')?.focus({ preventScroll: true });
    },
    setTitle: (text, under) => {
      title.textContent = text;
      subtitle.textContent = under;
      const canvas = canvasHolder.querySelector('canvas');
      canvas?.setAttribute('aria-label', t('explorer.mapLabel', { title: text }));
      canvas?.setAttribute('aria-describedby', 'map-summary map-help');
    },
    setSummary: (text) => {
      summary.textContent = text;
    },
    setAttribution: (lines, isMadeUp) => {
      const text = lines.join('\n');
      if (text !== shownCredit) {
        shownCredit = text;
        creditLines.replaceChildren(...lines.map((line) => element('li', { text: line })));
      }
      madeUp.hidden = !isMadeUp;
    },
    setChosen: (isChosen) => {
      why.hidden = !isChosen;
    },
    showNotice: (text) => {
      notice.hidden = text === '';
      notice.textContent = text;
    },
    setDrawing: (isDrawing) => {
      drawing.hidden = !isDrawing;
    },
    setPrintImage: (image) => {
      printImage.replaceChildren(...(image === null ? [] : [image]));
    },
  };
}
