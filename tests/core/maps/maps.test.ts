import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxOfFrame, frameAround, surroundingsOf, type FrameSize } from '../../../core/maps/map-frame.ts';
import { mapFineness, shapesOnFrame, type MappedArea } from '../../../core/maps/map-shapes.ts';
import { outlineOf } from '../../../core/maps/outline-of.ts';
import { pathText } from '../../../core/maps/path-text.ts';
import { scaleBar } from '../../../core/maps/scale-bar.ts';
import { escapeXml, element } from '../../../core/maps/svg-text.ts';

/** A reader of SVG paths of its own, by the grammar of SVG 1.1 section 8.3.9: m, implied l, z. */
function readPath(text: string): [number, number][][] {
  const rings: [number, number][][] = [];
  let pen: [number, number] = [0, 0];
  for (const part of text.split('z').filter((each) => each !== '')) {
    expect(part.startsWith('m')).toBe(true);
    const numbers = [...part.slice(1).matchAll(/-?\d+/g)].map(Number);
    expect(numbers.length % 2).toBe(0);
    const ring: [number, number][] = [];
    for (let at = 0; at < numbers.length; at += 2) {
      pen = [pen[0] + (numbers[at] ?? 0), pen[1] + (numbers[at + 1] ?? 0)];
      ring.push(pen);
    }
    rings.push(ring);
    pen = ring[0] ?? pen;
  }
  return rings;
}

const pairs = (ring: ArrayLike<number>): [number, number][] =>
  Array.from({ length: ring.length / 2 }, (_, at) => [ring[2 * at] ?? 0, ring[2 * at + 1] ?? 0]);

const size: FrameSize = { width: 480, minHeight: 300, maxHeight: 520, margin: 12, stepsPerPixel: 2 };

/** Areas of a board of so many a side, corners shifted by up to a fifth of a side; all share their borders. */
function board(side: number, metres = 1000): MappedArea[] {
  const corner = (column: number, row: number): [number, number] => [
    400_000 + metres * (column + 0.2 * Math.sin(column * 12.9898 + row * 78.233)),
    300_000 + metres * (row + 0.2 * Math.cos(column * 39.346 + row * 11.135)),
  ];
  /** A wavy line from corner to corner, the same whichever end it is begun from. */
  const border = (from: [number, number], to: [number, number]): [number, number][] =>
    Array.from({ length: 12 }, (_, at) => {
      const [ax, ay, bx, by] = from[0] + from[1] < to[0] + to[1] ? [...from, ...to] : [...to, ...from];
      const isForward = from[0] + from[1] < to[0] + to[1];
      const share = (isForward ? at : 12 - at) / 12;
      const wave = metres * 0.04 * Math.sin(share * 2 * Math.PI);
      return [ax + (bx - ax) * share + wave, ay + (by - ay) * share + wave];
    });
  return Array.from({ length: side ** 2 }, (_, at) => {
    const [column, row] = [at % side, Math.floor(at / side)];
    const corners = [
      corner(column, row),
      corner(column + 1, row),
      corner(column + 1, row + 1),
      corner(column, row + 1),
    ];
    const ring = corners.flatMap((from, index) => border(from, corners[(index + 1) % 4] ?? from));
    return {
      polygons: [[Float64Array.from([...ring, ring[0] ?? [0, 0]].flat())]],
      name: `area ${at}`,
      mapClass: (at % 10) + 1,
      isChosen: at === 0,
      isWithin: at < side,
    };
  });
}

const boardBox = (side: number, metres = 1000) => ({
  minX: 400_000 - metres,
  maxX: 400_000 + metres * (side + 1),
  minY: 300_000 - metres,
  maxY: 300_000 + metres * (side + 1),
});

/** The area within rings, holes included once: what is filled by the even-odd rule. */
const areaOf = (ring: Int32Array): number =>
  pairs(ring).reduce((sum, [x, y], at, all) => {
    const [nextX, nextY] = all[(at + 1) % all.length] ?? [x, y];
    return sum + (x * nextY - nextX * y) / 2;
  }, 0);

describe('path text', () => {
  it('is read back corner by corner, whatever the rings', () => {
    const coordinate = fc.integer({ min: -3000, max: 3000 });
    const ring = fc.array(fc.tuple(coordinate, coordinate), { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(fc.array(ring, { maxLength: 6 }), (rings) => {
        const text = pathText(rings.map((each) => Int32Array.from(each.flat())));
        expect(readPath(text)).toEqual(rings);
      }),
    );
  });

  it('writes no blank that a minus sign makes needless', () => {
    expect(pathText([Int32Array.of(10, 10, 20, 5, 15, 15)])).toBe('m10 10 10-5-5 10z');
  });
});

describe('an outline', () => {
  it('of squares of a board is the board, and goes around holes', () => {
    const square = (x: number, y: number): Int32Array =>
      Int32Array.of(x, y, x + 1, y, x + 1, y + 1, x, y + 1);
    const all = [0, 1, 2].flatMap((x) => [0, 1, 2].map((y) => square(x, y)));
    const [outer, ...others] = outlineOf(all);
    expect(others).toEqual([]);
    expect(Math.abs(areaOf(outer ?? Int32Array.of()))).toBe(9);
    const withHole = outlineOf(all.filter((_, at) => at !== 4));
    expect(withHole.map((ring) => Math.abs(areaOf(ring))).sort()).toEqual([1, 9]);
    expect(outlineOf([square(0, 0), square(5, 5)])).toHaveLength(2);
    expect(outlineOf([])).toEqual([]);
  });
});

describe('areas on the frame of a map', () => {
  const side = 6;
  const areas = board(side);
  const frame = frameAround(boardBox(side), size);

  it('lie within a pixel of where they are', () => {
    const shapes = shapesOnFrame(areas, frame)({ shift: 0, leastTriangle: 0, leastPiece: null });
    const metresPerPixel = frame.metresPerStep * frame.stepsPerPixel;
    const [chosen] = areas;
    const given = pairs(chosen?.polygons[0]?.[0] ?? []);
    const drawn = readPath(pathText(shapes.chosen)).flat();
    expect(drawn.length).toBeGreaterThan(20);
    for (const [x, y] of drawn) {
      const easting = frame.left + x * frame.metresPerStep;
      const northing = frame.top - y * frame.metresPerStep;
      const nearest = Math.min(...given.map(([e, n]) => Math.hypot(e - easting, n - northing)));
      expect(nearest).toBeLessThan(metresPerPixel);
    }
  });

  it.each(mapFineness.map((fineness, at) => [at, fineness] as const))(
    'cover the same ground without gaps and overlaps at fineness %i',
    (_, fineness) => {
      const shapes = shapesOnFrame(areas, frame)(fineness);
      const rings = [...shapes.byClass.values()].flat();
      const whole = outlineOf(rings);
      // Where a border is not shared a sliver is left between two lines: the outline of all is then in many rings.
      expect(whole).toHaveLength(1);
      const filled = [...shapes.byClass.values()].reduce(
        (sum, each) => sum + Math.abs(each.reduce((total, ring) => total + Math.abs(areaOf(ring)), 0)),
        0,
      );
      expect(filled).toBeCloseTo(Math.abs(areaOf(whole[0] ?? Int32Array.of())), 6);
    },
  );

  it('always hold the outline of the chosen area and of the larger one', () => {
    for (const fineness of mapFineness) {
      const { chosen, chosenBox, within } = shapesOnFrame(areas, frame)(fineness);
      expect(chosen).toHaveLength(1);
      expect(chosenBox).not.toBeNull();
      expect(within).toHaveLength(1);
      expect(Math.abs(areaOf(within[0] ?? Int32Array.of()))).toBeGreaterThan(
        4 * Math.abs(areaOf(chosen[0] ?? Int32Array.of())),
      );
    }
  });

  it('take fewer bytes the coarser they are drawn', () => {
    const shapesAt = shapesOnFrame(board(30, 200), frame);
    const bytes = mapFineness.map((fineness) =>
      [...shapesAt(fineness).byClass.values()].reduce((sum, rings) => sum + pathText(rings).length, 0),
    );
    expect(bytes).toEqual(bytes.toSorted((a, b) => b - a));
    expect(bytes.at(-1)).toBeLessThan(0.5 * (bytes[0] ?? 0));
  });

  it('are cut off beyond the frame', () => {
    const near = frameAround({ minX: 402_000, maxX: 403_000, minY: 302_000, maxY: 303_000 }, size);
    const shapes = shapesOnFrame(areas, near)({ shift: 0, leastTriangle: 0, leastPiece: null });
    const corners = [...shapes.byClass.values()].flat().flatMap((ring) => pairs(ring));
    expect(Math.min(...corners.map(([x]) => x))).toBeGreaterThanOrEqual(-16);
    expect(Math.max(...corners.map(([x]) => x))).toBeLessThanOrEqual(960 + 16);
  });
});

describe('the frame of a map', () => {
  it('shows all of its box, north up and in proportion', () => {
    const coordinate = fc.double({ min: 0, max: 600_000, noNaN: true });
    fc.assert(
      fc.property(coordinate, coordinate, coordinate, coordinate, (x1, y1, x2, y2) => {
        const box = {
          minX: Math.min(x1, x2),
          maxX: Math.max(x1, x2),
          minY: Math.min(y1, y2),
          maxY: Math.max(y1, y2),
        };
        const frame = frameAround(box, size);
        const shown = boxOfFrame(frame);
        expect(shown.minX).toBeLessThanOrEqual(box.minX);
        expect(shown.maxX).toBeGreaterThanOrEqual(box.maxX);
        expect(shown.minY).toBeLessThanOrEqual(box.minY);
        expect(shown.maxY).toBeGreaterThanOrEqual(box.maxY);
        expect(frame.height).toBeGreaterThanOrEqual(300);
        expect(frame.height).toBeLessThanOrEqual(520);
      }),
    );
  });

  it('is of the whole authority where the area can be seen in it, else of the neighbourhood', () => {
    const authority = { minX: 0, maxX: 10_000, minY: 0, maxY: 8000 };
    expect(surroundingsOf({ minX: 0, maxX: 2000, minY: 0, maxY: 1000 }, authority)).toBe(authority);
    const around = surroundingsOf({ minX: 1000, maxX: 1500, minY: 1000, maxY: 1200 }, authority);
    expect(around).toEqual({ minX: 250, maxX: 2250, minY: 100, maxY: 2100 });
    expect(surroundingsOf({ minX: 0, maxX: 2000, minY: 0, maxY: 1000 }, null).maxX).toBe(5000);
  });
});

describe('the scale bar', () => {
  it('is as long as fits, of a round length', () => {
    expect(scaleBar({ metresPerPixel: 12, maxPixels: 100 })).toEqual({ metres: 1000, pixels: 83.33 });
    expect(scaleBar({ metresPerPixel: 55, maxPixels: 100 })).toEqual({ metres: 5000, pixels: 90.91 });
    expect(scaleBar({ metresPerPixel: 2.1, maxPixels: 100 })).toEqual({ metres: 200, pixels: 95.24 });
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 10_000, noNaN: true }), (metresPerPixel) => {
        const { metres, pixels } = scaleBar({ metresPerPixel, maxPixels: 120 });
        expect(pixels).toBeLessThanOrEqual(120.01);
        expect(pixels).toBeGreaterThan(120 / 2.51);
        expect(['1', '2', '5']).toContain(metres.toExponential().charAt(0));
      }),
    );
  });
});

describe('markup', () => {
  it('cannot be left by a name', () => {
    expect(escapeXml(`<b a="1">&'\u0000\u0007`)).toBe('&lt;b a=&quot;1&quot;&gt;&amp;&#39;');
    expect(element('text', { x: 1.2345, y: null, 'aria-label': '"' }, 'a')).toBe(
      '<text x="1.23" aria-label="&quot;">a</text>',
    );
  });
});
