import { drawShapes, type DrawnShapes } from './draw-shapes.ts';
import { element, escapeXml } from './svg-text.ts';

export interface LocatorDrawing extends DrawnShapes {
  readonly title: string;
}

/** A small map that shows where an area lies in a larger one, and nothing else. */
export function drawLocator(drawing: LocatorDrawing): string {
  const { id, frame, title } = drawing;
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'atlas-static-map atlas-static-map--locator',
      ...{ width: frame.width, height: frame.height, viewBox: `0 0 ${frame.width} ${frame.height}` },
      role: 'img',
      'aria-labelledby': `${id}-title`,
      fill: 'currentColor',
    },
    element('title', { id: `${id}-title` }, escapeXml(title)) + drawShapes({ ...drawing, isLocator: true }),
  );
}
