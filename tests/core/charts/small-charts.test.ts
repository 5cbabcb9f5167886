import { describe, expect, it } from 'vitest';
import { barSvg } from '../../../core/charts/bar-svg.ts';
import { stripSvg } from '../../../core/charts/strip-svg.ts';

/** The middles of the circles of a strip: how far along, and how far down. */
function marksOf(svg: string): { readonly x: number; readonly y: number }[] {
  return [...svg.matchAll(/<circle[^>]* cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => ({
    x: Number(x),
    y: Number(y),
  }));
}

describe('values on a line', () => {
  it('puts the lowest at the beginning, the highest at the end and the rest between', () => {
    const svg = stripSvg({
      lowest: 10,
      highest: 30,
      middle: 15,
      marks: [
        { label: 'A', at: 30 },
        { label: 'B', at: 10 },
        { label: 'C', at: 20 },
      ],
    });
    // The line runs from 8 to 192.
    expect(marksOf(svg).map(({ x }) => x)).toEqual([8, 100, 192]);
    expect(svg).toMatch(/atlas-chart__middle" x1="54" x2="54"/);
    expect(svg.match(/>([A-C])<\/text>/g)).toEqual(['>B</text>', '>C</text>', '>A</text>']);
  });

  it('puts marks that would lie over each other in rows', () => {
    const marks = ['A', 'B', 'C'].map((label) => ({ label, at: 5 }));
    const rows = new Set(marksOf(stripSvg({ lowest: 0, highest: 10, marks })).map(({ y }) => y));
    expect(rows.size).toBe(3);
  });

  it('keeps what lies beyond an end on it, draws nothing of what is missing, and divides by no zero', () => {
    const marks = [
      { label: 'A', at: 99 },
      { label: 'B', at: NaN },
    ];
    expect(marksOf(stripSvg({ lowest: 0, highest: 10, marks })).map(({ x }) => x)).toEqual([192]);
    const flat = stripSvg({ lowest: 5, highest: 5, middle: 5, marks: [{ label: 'A', at: 5 }] });
    expect(marksOf(flat).map(({ x }) => x)).toEqual([100]);
    expect(flat).not.toContain('NaN');
  });

  it('draws a range', () => {
    const svg = stripSvg({ lowest: 0, highest: 100, range: { from: 25, to: 50 }, marks: [] });
    expect(svg).toMatch(/atlas-chart__range" x1="54" x2="100"/);
  });

  it('takes labels for text', () => {
    expect(stripSvg({ lowest: 0, highest: 1, marks: [{ label: '<b>', at: 0 }] })).toContain('&lt;b&gt;');
  });
});

describe('a bar', () => {
  const lengthOf = (value: number, maximum = 100): string | undefined =>
    /atlas-chart__bar" x="0" y="0" width="([\d.]+)"/.exec(barSvg({ value, maximum }))?.[1];

  it('is as long as its value, no longer than the whole and never less than nothing', () => {
    expect([25, 100, 250, 0, -5, NaN].map((value) => lengthOf(value))).toEqual([
      '30',
      '120',
      '120',
      '0',
      '0',
      '0',
    ]);
    expect(lengthOf(5, 0)).toBe('0');
  });
});
