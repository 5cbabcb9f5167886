/** Coordinates are whole numbers within this of zero, so that two make one exact key. */
const half = 2 ** 25;

function keyOf(x: number, y: number): number {
  return (x + half) * 2 * half + (y + half);
}

/**
 * The outline of areas taken together: the lines that only one of them has. Their rings must share their corners, as
 * those of areasOnGrid do.
 *
 * Why not a boundary of its own for the larger area: it was generalised apart from its parts and runs beside them, and
 * regions often come without one.
 *
 * Shape: open rings x, y, x, y ... of whole numbers, in and out. Missing: no rings where the areas leave none.
 */
export function outlineOf(rings: Iterable<Int32Array>): Int32Array[] {
  const ends = openEnds(rings);
  const outline: Int32Array[] = [];
  for (const start of ends.keys()) {
    for (let next = takeEnd(ends, start); next !== undefined; next = takeEnd(ends, start)) {
      const ring = [start];
      for (let at = next, before = start; at !== start;) {
        ring.push(at);
        dropEnd(ends, at, before);
        const onward = takeEnd(ends, at);
        if (onward === undefined) break;
        before = at;
        at = onward;
        if (at === start) dropEnd(ends, start, before);
      }
      if (ring.length >= 3) outline.push(ringOf(ring));
    }
  }
  return outline;
}

/** By corner: the corners to which a line leads that only one ring has. */
function openEnds(rings: Iterable<Int32Array>): Map<number, number[]> {
  const ends = new Map<number, number[]>();
  for (const ring of rings) {
    let before = keyOf(ring.at(-2) ?? 0, ring.at(-1) ?? 0);
    for (let at = 0; at < ring.length; at += 2) {
      const here = keyOf(ring[at] ?? 0, ring[at + 1] ?? 0);
      if (here !== before) toggle(ends, before, here);
      before = here;
    }
  }
  return ends;
}

/** A line that comes for the second time lies between two of the areas, and goes. */
function toggle(ends: Map<number, number[]>, one: number, other: number): void {
  if (dropEnd(ends, one, other)) {
    dropEnd(ends, other, one);
    return;
  }
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    const known = ends.get(from);
    if (known === undefined) ends.set(from, [to]);
    else known.push(to);
  }
}

function dropEnd(ends: Map<number, number[]>, from: number, to: number): boolean {
  const known = ends.get(from);
  const at = known?.indexOf(to) ?? -1;
  if (at < 0) return false;
  known?.splice(at, 1);
  return true;
}

function takeEnd(ends: Map<number, number[]>, from: number): number | undefined {
  return ends.get(from)?.pop();
}

function ringOf(keys: readonly number[]): Int32Array {
  return Int32Array.from(
    keys.flatMap((key) => [Math.floor(key / (2 * half)) - half, (key % (2 * half)) - half]),
  );
}
