import type { PlanePoint } from '../geography/ring-measures.ts';
import type { MapFrame } from './map-frame.ts';
import type { MapShapes } from './map-shapes.ts';
import { pathText } from './path-text.ts';
import type { MapClass } from './map-look.ts';
import { element } from './svg-text.ts';
import type { MapLook } from './map-look.ts';
import { tenthLook } from './tenth-look.ts';

export interface DrawnShapes {
  /** Begins the ids within the drawing: two maps on a page must not share them. */
  readonly id: string;
  readonly frame: MapFrame;
  readonly shapes: MapShapes;
  /** Where the chosen area is, in pixels, should it be too small to be seen; null where the whole map is chosen, or nothing. */
  readonly chosenAt: PlanePoint | null;
  /** Whether it is a small picture of where the chosen area lies: on no ground, the larger area plain with a thin border. */
  readonly isLocator?: boolean;
  /** How the classes of the areas look; tenths unless said. */
  readonly look?: MapLook | undefined;
}

/** A chosen area narrower than this, in pixels, gets a ring around it. */
const leastOutline = 9;
/** An outline is dark between light lines: it stands out on any colour, on light pages and dark ones. */
const dark = '#0b0c0c';
const light = '#ffffff';
/** The area that is located: of no class, on pages that are not about risk. */
const located = '#5694ca';

/**
 * The picture of a map: areas in the colours of their classes, the larger area's border, the chosen area's thick outline.
 * An SVG element of its own, so that what lies beyond the frame is cut off.
 */
export function drawShapes({
  id,
  frame,
  shapes,
  chosenAt,
  isLocator = false,
  look = tenthLook,
}: DrawnShapes): string {
  const { width, height } = frame;
  const { unitsPerPixel: unit } = shapes;
  const [across, down] = [width * unit, height * unit];
  const ground = element('rect', {
    class: 'atlas-static-map__ground',
    ...{ width: across, height: down, fill: 'currentColor', 'fill-opacity': 0.08 },
  });
  const areas = [...shapes.byClass]
    .filter(([, rings]) => rings.length > 0)
    .sort(([one], [other]) => look.orderOf(one) - look.orderOf(other))
    .map(([mapClass, rings]) =>
      element('path', {
        class: `atlas-static-map__${look.name}-${mapClass}`,
        ...(isLocator ? fillOfLocated(mapClass) : { fill: look.fillOf(mapClass, id) }),
        d: pathText(rings),
      }),
    );
  return element(
    'svg',
    { width, height, viewBox: `0 0 ${across} ${down}` },
    (isLocator ? '' : ground) +
      element('defs', {}, look.patterns(id, unit)) +
      element(
        'g',
        {
          ...{
            stroke: light,
            'stroke-width': 0.6 * unit,
            'stroke-linejoin': 'round',
            'fill-rule': 'evenodd',
          },
        },
        areas.join(''),
      ) +
      twoLines(`${id}-within`, shapes.within, {
        width: (isLocator ? 0.8 : 1.6) * unit,
        dash: isLocator ? null : `${5 * unit} ${3 * unit}`,
      }) +
      twoLines(`${id}-chosen`, shapes.chosen, { width: (chosenAt === null ? 2 : 3) * unit, dash: null }) +
      ringAround({ shapes, chosenAt, unit }),
  );
}

const fillOfLocated = (mapClass: MapClass) =>
  mapClass === 'not-compared' ? { fill: 'currentColor', 'fill-opacity': 0.2 } : { fill: located };

/** The outline once, drawn twice: broad and light, then dark. */
function twoLines(
  id: string,
  rings: readonly Int32Array[],
  { width, dash }: { readonly width: number; readonly dash: string | null },
): string {
  if (rings.length === 0) return '';
  const common = { href: `#${id}`, fill: 'none', 'stroke-linejoin': 'round' };
  return (
    element('defs', {}, element('path', { id, d: pathText(rings) })) +
    element('use', { ...common, stroke: light, 'stroke-width': 2 * width }) +
    element('use', { ...common, stroke: dark, 'stroke-width': width, 'stroke-dasharray': dash })
  );
}

function ringAround({
  shapes: { chosenBox },
  chosenAt,
  unit,
}: {
  readonly shapes: MapShapes;
  readonly chosenAt: PlanePoint | null;
  readonly unit: number;
}): string {
  if (chosenAt === null) return '';
  const side =
    chosenBox === null ? 0 : Math.max(chosenBox.maxX - chosenBox.minX, chosenBox.maxY - chosenBox.minY);
  if (side >= leastOutline * unit) return '';
  const circle = (stroke: string, width: number): string =>
    element('circle', {
      ...{
        cx: chosenAt.x * unit,
        cy: chosenAt.y * unit,
        r: 10 * unit,
        fill: 'none',
        stroke,
        'stroke-width': width * unit,
      },
    });
  return circle(light, 6) + circle(dark, 3);
}
