import { describe, expect, it, test } from 'vitest';
import { noData } from '../../../core/classify/palettes.ts';
import { bivariateClasses, type BivariateClass } from '../../../core/contract/coverage/risk-groups.ts';
import { drawBivariateLegend, legendBorder } from '../../../core/maps/bivariate-legend.ts';
import { bivariateColours, bivariateLook, linesOf, lineColourOf } from '../../../core/maps/bivariate-look.ts';
import { contrast, distance, lab, simulations } from '../../support/seen-colours.ts';

/** Classes that lie beside each other on an axis, the lower first. */
const steps = bivariateClasses.flatMap((lower): [BivariateClass, BivariateClass][] => {
  const [letter = '', number = ''] = lower;
  const riskier = bivariateClasses.find((each) => each === `${{ A: 'B', B: 'C' }[letter] ?? ''}${number}`);
  const fewer = bivariateClasses.find((each) => each === `${letter}${Number(number) + 1}`);
  return [riskier, fewer].flatMap((higher) => (higher === undefined ? [] : [[lower, higher]]));
});

test('there are twelve steps between nine classes', () => {
  expect(steps).toHaveLength(12);
});

describe.each(Object.keys(simulations))('risk by coverage seen with %s vision', (vision) => {
  test.each(steps)('%s is lighter than %s, and can be told from it', (lower, higher) => {
    const [from, to] = [bivariateColours[lower], bivariateColours[higher]];
    expect(lab(from, vision)[0] - lab(to, vision)[0]).toBeGreaterThan(6);
    expect(distance(from, to, vision)).toBeGreaterThan(9);
  });

  it('has no two classes alike', () => {
    const colours = Object.values(bivariateColours);
    const distances = colours.flatMap((one, at) =>
      colours.slice(at + 1).map((other) => distance(one, other, vision)),
    );
    expect(distances).toHaveLength(36);
    expect(Math.min(...distances)).toBeGreaterThan(9);
  });
});

describe('what is not told by colour', () => {
  it('is told by lines of their own for each class', () => {
    const lines = bivariateClasses.map((mapClass) => JSON.stringify(linesOf(mapClass)));
    expect(new Set(lines).size).toBe(9);
    expect([linesOf('A1'), linesOf('C1'), linesOf('A3')]).toEqual([
      [],
      [{ rises: true, count: 2 }],
      [{ rises: false, count: 2 }],
    ]);
  });

  it.each(bivariateClasses)('%s: its lines stand out from its ground', (mapClass) => {
    expect(contrast(bivariateColours[mapClass], lineColourOf(mapClass))).toBeGreaterThanOrEqual(3);
  });

  it('has a border in the legend that stands out on light pages, dark pages and paper', () => {
    // --atlas-paper of web/styles/_tokens.scss, light and dark.
    for (const paper of ['#ffffff', '#10191f'])
      expect(contrast(legendBorder, paper)).toBeGreaterThanOrEqual(3);
  });

  it('is unlike "no data", whose lines and ground are no class', () => {
    expect(Object.values(bivariateColours)).not.toContain(noData.fill);
  });
});

describe('the pictures', () => {
  it('name a pattern for every class and for what is not known, each once', () => {
    const patterns = bivariateLook.patterns('map', 2);
    const ids = [...patterns.matchAll(/<pattern id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids).toEqual([...bivariateClasses.map((each) => `map-${each}`), 'map-not-known']);
    expect(bivariateLook.fillOf('C3', 'map')).toBe('url(#map-C3)');
    expect(bivariateLook.fillOf('not-compared', 'map')).toBe('none');
    expect(bivariateLook.orderOf('C3')).toBeGreaterThan(bivariateLook.orderOf('A1'));
  });

  it('have a legend of nine named boxes with risk upwards and coverage to the right, words escaped', () => {
    const words = {
      risk: 'Risk <b>',
      coverage: 'Without',
      corners: [{ mapClass: 'C3' as const, text: 'dark corner' }],
      notKnown: 'not known',
    };
    const { markup, height } = drawBivariateLegend('map', words, { top: 100, hasNotKnown: true });
    const at = (name: string): number[] =>
      (new RegExp(`<text x="([\\d.]+)" y="([\\d.]+)"[^>]*>${name}</text>`).exec(markup) ?? [])
        .slice(1)
        .map(Number);
    expect(at('C1')[1]).toBeLessThan(at('A1')[1] ?? 0);
    expect(at('C3')[0]).toBeGreaterThan(at('C1')[0] ?? 1000);
    expect(markup).toContain('Risk &lt;b&gt;');
    expect(markup).toContain('>not known<');
    expect(height).toBeGreaterThan(100);
    const without = drawBivariateLegend('map', words, { top: 100, hasNotKnown: false });
    expect(without.markup).not.toContain('>not known<');
  });
});
