import { wrapText } from '../wrap-text.ts';
import { drawLabel, drawScale, type MapDrawing } from './draw-map.ts';
import { drawShapes } from './draw-shapes.ts';
import type { FrameSize } from './map-frame.ts';
import { element, escapeXml } from './svg-text.ts';
import { fillOf, tenthPatterns, type Tenth } from './tenth-look.ts';

/** What networks show with a link: 1200 by 630 pixels (Open Graph). */
export const cardSize = { width: 1200, height: 630 } as const;
const mapWidth = 560;
export const cardMapSize: FrameSize = {
  width: mapWidth,
  minHeight: cardSize.height,
  maxHeight: cardSize.height,
  margin: 28,
  stepsPerPixel: 1,
};

export interface CardDrawing extends MapDrawing {
  /** Who made it: "Digital Exclusion Atlas". */
  readonly maker: string;
  readonly name: string;
  /** What the area is and where. */
  readonly place: string;
  /** What its score says, a line or two each. */
  readonly facts: readonly string[];
  readonly tenth: Tenth;
}

const left = 48;
const textWidth = cardSize.width - mapWidth - left - 32;
/** DejaVu Sans, which it is drawn with, is wide. */
const letterWidth = 0.6;

/** A picture of an area for those to whom its link is sent: name, score in words, legend and map. */
export function drawCard(drawing: CardDrawing): string {
  const { id, maker, name, place, facts, words } = drawing;
  const write = createWriter();
  const markup = [
    write(maker, { size: 22, weight: 'bold', fill: '#0b4f5c', before: 40 }),
    write(name, { size: name.length > 40 ? 36 : 48, weight: 'bold', before: 34 }),
    write(place, { size: 24, before: 12 }),
    ...facts.map((fact, at) => write(fact, { size: 28, before: at === 0 ? 34 : 14 })),
    drawTenths(drawing, write.bottom() + 34),
    words.credit === null ? '' : drawCredit(words.credit),
  ].join('');
  const map = element(
    'g',
    { transform: `translate(${cardSize.width - mapWidth} 0)` },
    drawShapes(drawing) + drawLabel(drawing) + drawScale(drawing.frame, words),
  );
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      ...{ ...cardSize, viewBox: `0 0 ${cardSize.width} ${cardSize.height}` },
      role: 'img',
      'aria-labelledby': `${id}-title`,
      'font-family': 'Arial, Helvetica, sans-serif',
      color: '#16232d',
      fill: '#16232d',
    },
    element('title', { id: `${id}-title` }, escapeXml(words.title)) +
      element('rect', { ...cardSize, fill: '#ffffff' }) +
      element('rect', { width: 12, height: cardSize.height, fill: '#0b4f5c' }) +
      map +
      markup,
  );
}

interface Writing {
  readonly size: number;
  readonly before: number;
  readonly weight?: 'bold';
  readonly fill?: string;
}

/** Writes paragraphs one below the other. */
function createWriter() {
  let y = 0;
  const write = (text: string, { size, before, weight, fill }: Writing): string => {
    y += before;
    return wrapText(text, Math.floor(textWidth / (size * letterWidth)))
      .map((line) => {
        y += size * 1.2;
        return element(
          'text',
          { x: left, y, 'font-size': size, 'font-weight': weight ?? null, fill: fill ?? null },
          escapeXml(line),
        );
      })
      .join('');
  };
  return Object.assign(write, { bottom: () => y });
}

/** The legend with a mark over the tenth of the area. */
function drawTenths({ id: mapId, words, tenth }: CardDrawing, top: number): string {
  const id = `${mapId}-key`;
  const box = textWidth / 10;
  const boxes = Array.from({ length: 10 }, (_, at) =>
    element('rect', {
      ...{ x: left + at * box, y: top + 16, width: box, height: 28, fill: fillOf(at + 1, id) },
      stroke: '#5f717d',
    }),
  ).join('');
  const middle = typeof tenth === 'number' ? left + (tenth - 0.5) * box : null;
  const mark =
    middle === null ? '' : element('path', { d: `M${middle} ${top + 14}l-11-16h22z`, fill: '#0b0c0c' });
  const text = { y: top + 66, 'font-size': 18 };
  return (
    element('defs', {}, tenthPatterns(id, 1)) +
    boxes +
    mark +
    element('text', { x: left, ...text }, escapeXml(words.worst)) +
    element('text', { x: left + textWidth, 'text-anchor': 'end', ...text }, escapeXml(words.best))
  );
}

/** At the foot, from the bottom up: as many lines as there is room for. */
function drawCredit(credit: string): string {
  const size = 11;
  const lines = wrapText(credit, Math.floor(textWidth / (size * 0.56)));
  return lines
    .map((line, at) =>
      element(
        'text',
        {
          x: left,
          y: cardSize.height - 16 - (lines.length - 1 - at) * (size + 3),
          'font-size': size,
          fill: '#46555f',
        },
        escapeXml(line),
      ),
    )
    .join('');
}
