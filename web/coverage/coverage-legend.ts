import { subjectKinds } from '../../core/contract/coverage/coverage-problem.ts';
import { speedClasses, type SpeedClass } from '../../core/contract/coverage/speed-class.ts';
import { element } from '../dom/element.ts';
import { patternTile } from '../dom/pattern-tile.ts';
import { numberText, t } from '../language/words.ts';
import { isFiltered } from './coverage-state.ts';
import { dotColour, dotPixels, hexagonBreaks, hexagonColours, type CoverageLook } from './coverage-style.ts';
import { symbolImage, symbolImageName, symbolNames, upheldMark, type MarkName } from './premises-symbols.ts';

/** A class in words. */
export const className = (speedClass: SpeedClass): string => t(`coverageMap.class-${speedClass}`);
export const classChoices = () => speedClasses.map((value) => ({ value, label: className(value) }));

type LegendKind = 'premises' | 'dots' | 'heat-premises' | 'heat-groups' | 'share' | 'count';

/** What is drawn, for a mode and a distance. */
export function legendKind(mode: CoverageLook['mode'], isNear: boolean): LegendKind {
  if (mode === 'heat') return isNear ? 'heat-premises' : 'heat-groups';
  if (isNear) return 'premises';
  return mode === 'points' ? 'dots' : mode;
}

const notes = {
  premises: 'coverageMap.legendPoints',
  dots: 'coverageMap.legendDots',
  'heat-premises': 'coverageMap.legendHeatNear',
  'heat-groups': 'coverageMap.legendHeat',
  share: 'coverageMap.legendShare',
  count: 'coverageMap.legendCount',
} as const satisfies Readonly<Record<LegendKind, string>>;

/** A picture of a symbol, in the pixels of the page. */
export function symbolCanvas(name: MarkName): HTMLCanvasElement | null {
  const image = symbolImage(symbolImageName(name));
  if (image === null) return null;
  const canvas = document.createElement('canvas');
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.className = 'atlas-coverage__symbol';
  canvas.setAttribute('aria-hidden', 'true');
  canvas
    .getContext('2d')
    ?.putImageData(new ImageData(new Uint8ClampedArray(image.data), image.width, image.height), 0, 0);
  return canvas;
}

function swatch(colour: string): HTMLElement {
  const node = element('span', { class: 'atlas-legend__swatch', attributes: { 'aria-hidden': 'true' } });
  node.style.backgroundColor = colour;
  return node;
}

function dot(premises: number): HTMLElement {
  const node = element('span', { class: 'atlas-coverage__dot', attributes: { 'aria-hidden': 'true' } });
  const side = `${2 * dotPixels(premises)}px`;
  Object.assign(node.style, { width: side, height: side, backgroundColor: dotColour });
  return node;
}

function patternSwatch(): HTMLElement {
  const node = element('span', { class: 'atlas-legend__swatch', attributes: { 'aria-hidden': 'true' } });
  node.style.backgroundImage = `url(${patternTile('no-data').toDataURL()})`;
  return node;
}

const item = (picture: Node | null, label: string): HTMLElement =>
  element('li', { class: 'atlas-legend__item' }, [picture, element('span', { text: label })]);

/** Classes of hexagons in words, least first. */
function hexagonLabels(kind: 'share' | 'count'): string[] {
  const breaks = hexagonBreaks[kind];
  const text = (value: number): string =>
    kind === 'share' ? numberText(value, { style: 'percent' }) : numberText(value);
  return [0, ...breaks].map((low, at) => {
    const high = breaks[at];
    if (high === undefined) return t('coverageMap.orMore', { low: text(low) });
    return t('coverageMap.upTo', { low: text(low), high: text(high) });
  });
}

function itemsOf(kind: LegendKind): HTMLElement[] {
  switch (kind) {
    case 'premises':
      return symbolNames.map((name) =>
        item(
          symbolCanvas(name),
          name === 'excluded' ? t('coverageMap.excluded') : t(`coverageMap.status-${name}`),
        ),
      );
    case 'share':
    case 'count':
      return [
        ...hexagonLabels(kind)
          .map((label, at) => item(swatch(hexagonColours[at] ?? ''), label))
          .reverse(),
        item(patternSwatch(), t('coverageMap.noneKnown')),
      ];
    case 'dots':
      return [80, 20, 5].map((premises) => item(dot(premises), numberText(premises)));
    case 'heat-premises':
    case 'heat-groups':
      return [
        item(swatch('#440154'), t('coverageMap.heatMost')),
        item(swatch('#c8d94b'), t('coverageMap.heatLeast')),
      ];
  }
}

/** The legend: says which of the pictures is shown, and what its shapes and colours mean. */
export function createCoverageLegend() {
  const note = element('p', { class: 'govuk-body-s', attributes: { id: 'coverage-legend-note' } });
  const list = element('ul', { class: 'atlas-legend__list', attributes: { id: 'coverage-legend' } });
  const marks = element(
    'ul',
    { class: 'atlas-legend__list', attributes: { id: 'coverage-legend-marks' } },
    subjectKinds.map((kind) => item(symbolCanvas(upheldMark(kind)), t(`coverageMap.upheldMark-${kind}`))),
  );
  let shown = '';
  return {
    element: element('section', { class: 'atlas-coverage__legend' }, [
      element('h2', { class: 'govuk-heading-s', text: t('coverageMap.legend') }),
      note,
      list,
      marks,
    ]),
    render(look: CoverageLook, isNear: boolean): void {
      marks.hidden = !look.upheld;
      const kind = legendKind(look.mode, isNear);
      const onlySome = isFiltered(look) ? ` ${t('coverageMap.legendFiltered')}` : '';
      note.textContent = t(notes[kind], { speed: className(look.class) }) + onlySome;
      if (shown === kind) return;
      shown = kind;
      list.replaceChildren(...itemsOf(kind));
    },
  };
}
