import { createRequire } from 'node:module';
import type { Chart } from './chart.ts';
import { chartColours, recordsOf } from './chart.ts';

const require = createRequire(import.meta.url);
const fontFiles = [
  require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
];

const config = {
  background: 'white',
  font: 'Arial, Helvetica, sans-serif',
  axis: {
    labelFontSize: 13,
    titleFontSize: 13,
    titleFontWeight: 'normal',
    labelColor: chartColours.text,
    titleColor: chartColours.text,
    gridColor: chartColours.grid,
    labelLimit: 420,
  },
  legend: { labelFontSize: 13, titleFontSize: 13, titleFontWeight: 'normal' },
  view: { stroke: null },
} as const;

/** Text as lines of about so many characters: a chart has no paragraphs. */
function wrap(text: string, characters: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length + 1 > characters) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/**
 * Draws a chart as SVG. Vega is loaded when the first chart is asked for: the service starts without it.
 *
 * The credit stands under the title, within the picture, because a picture is copied without its page.
 */
export async function drawSvg(chart: Chart, credit: string): Promise<string> {
  const [vega, vegaLite] = await Promise.all([import('vega'), import('vega-lite')]);
  const { spec } = vegaLite.compile({
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    data: { values: recordsOf(chart) },
    layer: chart.layers,
    description: chart.description,
    width: chart.width,
    height: chart.height,
    padding: 12,
    title: {
      text: wrap(chart.title, chart.width / 8),
      subtitle: wrap(credit, chart.width / 5.6),
      anchor: 'start',
      frame: 'group',
      fontSize: 16,
      subtitleFontSize: 11,
      subtitlePadding: 4,
      offset: 14,
    },
    config,
  });
  const view = new vega.View(vega.parse(spec), { renderer: 'none' });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

/** The same picture as PNG at twice the size, for slides and letters. Fonts are our own: a server may have none. */
export async function drawPng(svg: string): Promise<Buffer> {
  const { Resvg } = await import('@resvg/resvg-js');
  const image = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: 2 },
    font: {
      loadSystemFonts: false,
      fontFiles,
      defaultFontFamily: 'DejaVu Sans',
      sansSerifFamily: 'DejaVu Sans',
    },
  });
  return image.render().asPng();
}
