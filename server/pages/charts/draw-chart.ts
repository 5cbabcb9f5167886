import { wrapText } from '../../../core/wrap-text.ts';
import type { Chart } from './chart.ts';
import { chartColours, recordsOf } from './chart.ts';

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
      text: wrapText(chart.title, chart.width / 8),
      subtitle: wrapText(credit, chart.width / 5.6),
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
