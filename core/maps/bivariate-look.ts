import { noData } from '../classify/palettes.ts';
import { bivariateClasses, type BivariateClass } from '../contract/coverage/risk-groups.ts';
import { hatchPattern, type HatchLines } from './hatch-pattern.ts';
import type { MapClass, MapLook } from './map-look.ts';

/**
 * Blue for coverage, red for risk, both together nearly black: the blue and red scheme of Joshua Stevens, "Bivariate
 * Choropleth Maps: A How-to Guide" (2015). Of his schemes it is the one whose colours stay apart for every kind of colour
 * blindness (tests/core/maps/bivariate-look.test.ts); his blue and purple do not. Every step along either axis is darker,
 * so that the order holds in grey.
 */
export const bivariateColours: Readonly<Record<BivariateClass, string>> = {
  A1: '#e8e8e8',
  A2: '#b0d5df',
  A3: '#64acbe',
  B1: '#e4acac',
  B2: '#ad9ea5',
  B3: '#627f8c',
  C1: '#c85a5a',
  C2: '#985356',
  C3: '#574249',
};

const dark = '#0b0c0c';
const light = '#ffffff';

/** The colour of the lines on a class: what stands out on its ground. */
export function lineColourOf(mapClass: BivariateClass): string {
  return mapClass === 'C3' ? light : dark;
}

/** Lines of a class, none where risk and gap are least: risk in lines that rise, coverage in lines that fall, more of them for more. */
export function linesOf(mapClass: BivariateClass): readonly HatchLines[] {
  const risk = 'ABC'.indexOf(mapClass.charAt(0));
  const gap = '123'.indexOf(mapClass.charAt(1));
  const lines = (rises: boolean, count: number): HatchLines[] =>
    count === 1 || count === 2 ? [{ rises, count }] : [];
  return [...lines(true, risk), ...lines(false, gap)];
}

function isBivariate(mapClass: MapClass): mapClass is BivariateClass {
  return bivariateClasses.some((each) => each === mapClass);
}

/** Areas by risk and coverage: each class has a colour and lines of its own, so that none is told by its colour alone. */
export const bivariateLook: MapLook = {
  name: 'class',
  fillOf: (mapClass, id) => (mapClass === 'not-compared' ? 'none' : `url(#${id}-${mapClass})`),
  patterns: (id, unitsPerPixel) =>
    [
      ...bivariateClasses.map((mapClass) => {
        const [ground, line] = [bivariateColours[mapClass], lineColourOf(mapClass)];
        const hatch = { ground, line, lines: linesOf(mapClass), side: 10, strokeWidth: 0.7 };
        return hatchPattern(`${id}-${mapClass}`, hatch, unitsPerPixel);
      }),
      hatchPattern(
        `${id}-not-known`,
        {
          ground: noData.fill,
          line: noData.line,
          lines: [{ rises: false, count: 1 }],
          side: 6,
          strokeWidth: 1.1,
        },
        unitsPerPixel,
      ),
    ].join(''),
  orderOf: (mapClass) => (isBivariate(mapClass) ? bivariateClasses.indexOf(mapClass) + 1 : 0),
};
