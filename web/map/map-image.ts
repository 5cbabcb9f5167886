import type { LegendItem, LegendModel } from './legend.ts';
import { patternTile } from '../dom/pattern-tile.ts';
import { numberText, t } from '../language/words.ts';

export interface MapImageWords {
  readonly title: string;
  readonly subtitle: string;
  readonly legend: LegendModel;
  readonly attribution: readonly string[];
  /** "22 November 2026" */
  readonly date: string;
  readonly isMadeUp: boolean;
}

const fontFamily = 'system-ui, "Helvetica Neue", Arial, sans-serif';
const legendWidth = 300;
const margin = 24;
/** Room for the number of areas beside a label. */
const countWidth = 52;

/** Breaks text into lines that fit; a single longer word stands alone. */
function wrapped(context: CanvasRenderingContext2D, text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && context.measureText(longer).width > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return line === '' ? lines : [...lines, line];
}

function drawSwatch(
  context: CanvasRenderingContext2D,
  item: LegendItem,
  box: { x: number; y: number },
): void {
  const patterns = item.patterns.map((name) => context.createPattern(patternTile(name), 'repeat'));
  for (const fill of [item.colour ?? '#e3e7e9', ...patterns]) {
    if (fill === null) continue;
    context.fillStyle = fill;
    context.fillRect(box.x, box.y, 26, 18);
  }
  context.strokeStyle = '#51606b';
  context.lineWidth = 1;
  context.strokeRect(box.x + 0.5, box.y + 0.5, 25, 17);
}

function drawLegend(
  context: CanvasRenderingContext2D,
  legend: LegendModel,
  at: { x: number; y: number },
): void {
  context.fillStyle = '#0b0c0c';
  context.font = `bold 16px ${fontFamily}`;
  let y = at.y;
  for (const line of wrapped(context, legend.title, legendWidth - margin)) {
    context.fillText(line, at.x, y);
    y += 21;
  }
  y += 6;
  const ends = { [legend.items.findLastIndex(({ kind }) => kind === 'class')]: legend.last };
  context.font = `13px ${fontFamily}`;
  context.fillText(legend.first, at.x, y);
  y += 22;
  for (const [index, item] of legend.items.entries()) {
    drawSwatch(context, item, { x: at.x, y });
    context.fillStyle = '#0b0c0c';
    context.font = `14px ${fontFamily}`;
    const lines = wrapped(context, item.label, legendWidth - margin - 36 - countWidth);
    lines.forEach((line, index) => {
      context.fillText(line, at.x + 36, y + 2 + 18 * index);
    });
    if (item.count >= 0) {
      context.textAlign = 'right';
      context.fillText(numberText(item.count), at.x + legendWidth - margin, y + 2);
      context.textAlign = 'left';
    }
    y += 25 + 18 * (lines.length - 1);
    const end = ends[index];
    if (end === undefined) continue;
    context.font = `13px ${fontFamily}`;
    context.fillText(end, at.x, y);
    y += 26;
  }
  context.fillStyle = '#3f4d57';
  context.font = `13px ${fontFamily}`;
  y += 8;
  for (const line of wrapped(context, legend.note, legendWidth - margin)) {
    context.fillText(line, at.x, y);
    y += 18;
  }
}

function drawMadeUp(context: CanvasRenderingContext2D, width: number, height: number): void {
  context.save();
  context.translate(width / 2, height / 2);
  context.rotate(-Math.PI / 7);
  context.textAlign = 'center';
  context.font = `bold ${Math.round(width / 11)}px ${fontFamily}`;
  context.fillStyle = 'rgba(177, 14, 30, 0.22)';
  context.fillText(t('explorer.madeUpMark'), 0, 0);
  context.restore();
}

/**
 * The map as it is now on one sheet: title, map, legend, credit lines and date, so that the picture can stand alone in
 * a report. Made-up data is marked across the map and in words.
 */
export function composeMapImage(map: HTMLCanvasElement, words: MapImageWords): HTMLCanvasElement {
  const sheet = document.createElement('canvas');
  const mapHeight = Math.max(map.height, 420);
  const creditLines = [...words.attribution, t('explorer.madeWith', { date: words.date })];
  sheet.width = map.width + legendWidth + margin * 2;
  sheet.height = mapHeight + 110 + creditLines.length * 22 + margin;
  const context = sheet.getContext('2d');
  if (context === null) return sheet;
  context.textBaseline = 'top';
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, sheet.width, sheet.height);
  context.fillStyle = '#0b0c0c';
  context.font = `bold 26px ${fontFamily}`;
  context.fillText(words.title, margin, margin, sheet.width - 2 * margin);
  context.font = `16px ${fontFamily}`;
  const subtitle = words.isMadeUp ? t('explorer.madeUpImage', { subtitle: words.subtitle }) : words.subtitle;
  context.fillText(subtitle, margin, margin + 36, sheet.width - 2 * margin);
  context.save();
  context.translate(margin, 92);
  context.drawImage(map, 0, 0);
  if (words.isMadeUp) drawMadeUp(context, map.width, map.height);
  context.strokeStyle = '#51606b';
  context.strokeRect(0.5, 0.5, map.width - 1, map.height - 1);
  context.restore();
  drawLegend(context, words.legend, { x: map.width + margin * 2, y: 92 });
  context.fillStyle = '#3f4d57';
  context.font = `13px ${fontFamily}`;
  creditLines.forEach((line, index) => {
    context.fillText(line, margin, mapHeight + 106 + index * 20, sheet.width - 2 * margin);
  });
  return sheet;
}
