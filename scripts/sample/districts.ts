import type { Border } from './cells.ts';
import { distanceBetween, type Point } from './landscape.ts';
import { clamp, itemAt, type Random } from '../made-up/random.ts';

/** A ring of points, closed, in the order of RFC 7946: outer rings anticlockwise, holes clockwise. */
export type Ring = readonly Point[];

/** Which cells touch which, by cell. */
export function neighboursOf(borders: readonly Border[], count: number): number[][] {
  const neighbours = Array.from({ length: count }, (): number[] => []);
  for (const { left, right } of borders) {
    if (right === null) continue;
    itemAt(neighbours, left).push(right);
    itemAt(neighbours, right).push(left);
  }
  return neighbours;
}

interface Partition {
  readonly points: readonly Point[];
  readonly weights: readonly number[];
  readonly neighbours: readonly (readonly number[])[];
  readonly random: Random;
}

/**
 * Groups some of the points into `count` districts of like weight, each in one piece: halves them again and again
 * across their longer axis, then hands stray pieces to a neighbour.
 */
export function partition(members: readonly number[], count: number, input: Partition): number[] {
  const labels = new Array<number>(input.points.length).fill(-1);
  let nextLabel = 0;
  const split = (group: readonly number[], parts: number): void => {
    if (parts === 1) {
      for (const member of group) labels[member] = nextLabel;
      nextLabel += 1;
      return;
    }
    const first = Math.floor(parts / 2);
    const ordered = orderAcross(group, input);
    const total = ordered.reduce((sum, member) => sum + itemAt(input.weights, member), 0);
    let reached = 0;
    let cut = 0;
    while (reached < (total * first) / parts) reached += itemAt(input.weights, itemAt(ordered, cut++));
    cut = clamp(cut, first, ordered.length - (parts - first));
    split(ordered.slice(0, cut), first);
    split(ordered.slice(cut), parts - first);
  };
  split(members, count);
  joinStrays(labels, input.neighbours);
  return labels;
}

/** Members from one end of their longer axis to the other, the axis turned a little at random. */
function orderAcross(group: readonly number[], input: Partition): number[] {
  const points = group.map((member) => itemAt(input.points, member));
  const meanX = points.reduce((sum, point) => sum + point.x, 0) / points.length;
  const meanY = points.reduce((sum, point) => sum + point.y, 0) / points.length;
  let [xx, yy, xy] = [0, 0, 0];
  for (const { x, y } of points) {
    xx += (x - meanX) ** 2;
    yy += (y - meanY) ** 2;
    xy += (x - meanX) * (y - meanY);
  }
  const angle = 0.5 * Math.atan2(2 * xy, xx - yy) + input.random.between(-0.35, 0.35);
  const position = (member: number): number => {
    const point = itemAt(input.points, member);
    return point.x * Math.cos(angle) + point.y * Math.sin(angle);
  };
  return [...group].sort((a, b) => position(a) - position(b) || a - b);
}

/** Gives every piece that hangs apart from the largest piece of its district to the district it touches most. */
export function joinStrays(labels: number[], neighbours: readonly (readonly number[])[]): void {
  for (let round = 0; round < 20; round += 1) {
    const strays = findStrays(labels, neighbours);
    if (strays.length === 0) return;
    for (const piece of strays) {
      const votes = new Map<number, number>();
      for (const member of piece) {
        for (const other of itemAt(neighbours, member)) {
          const label = itemAt(labels, other);
          if (label >= 0 && label !== itemAt(labels, member)) votes.set(label, (votes.get(label) ?? 0) + 1);
        }
      }
      const winner = [...votes].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0];
      if (winner !== undefined) for (const member of piece) labels[member] = winner[0];
    }
  }
}

function findStrays(labels: readonly number[], neighbours: readonly (readonly number[])[]): number[][] {
  const seen = new Set<number>();
  const pieces = new Map<number, number[][]>();
  labels.forEach((label, start) => {
    if (label < 0 || seen.has(start)) return;
    const piece = [start];
    seen.add(start);
    for (const member of piece) {
      for (const other of itemAt(neighbours, member)) {
        if (labels[other] !== label || seen.has(other)) continue;
        seen.add(other);
        piece.push(other);
      }
    }
    pieces.set(label, [...(pieces.get(label) ?? []), piece]);
  });
  return [...pieces.values()].flatMap((list) => [...list].sort((a, b) => b.length - a.length).slice(1));
}

/** The outlines of every district: the borders with another label, or the outside, on their other side. */
export function dissolve(borders: readonly Border[], labels: readonly number[]): Map<number, Ring[]> {
  const stretches = new Map<number, Map<number, Stretch>>();
  const add = (label: number, stretch: Stretch): void => {
    const ofLabel = stretches.get(label) ?? new Map<number, Stretch>();
    ofLabel.set(stretch.from, stretch);
    stretches.set(label, ofLabel);
  };
  for (const border of borders) {
    const left = itemAt(labels, border.left);
    const right = border.right === null ? -1 : itemAt(labels, border.right);
    if (left === right) continue;
    add(left, border);
    if (right >= 0) add(right, { from: border.to, to: border.from, line: [...border.line].reverse() });
  }
  return new Map([...stretches].sort((a, b) => a[0] - b[0]).map(([label, parts]) => [label, chain(parts)]));
}

type Stretch = Pick<Border, 'from' | 'to' | 'line'>;

function chain(stretches: Map<number, Stretch>): Ring[] {
  const rings: Ring[] = [];
  while (stretches.size > 0) {
    const first = [...stretches.values()][0];
    if (first === undefined) break;
    const ring: Point[] = [];
    let current: Stretch | undefined = first;
    while (current !== undefined) {
      stretches.delete(current.from);
      ring.push(...current.line.slice(0, -1));
      if (current.to === first.from) break;
      current = stretches.get(current.to);
    }
    if (current === undefined) throw new Error('a border does not close');
    rings.push([...ring, itemAt(ring, 0)]);
  }
  return rings;
}

/** Twice the signed area: positive for anticlockwise rings. */
export function twiceArea(ring: Ring): number {
  let sum = 0;
  for (let index = 0; index + 1 < ring.length; index += 1) {
    const [a, b] = [itemAt(ring, index), itemAt(ring, index + 1)];
    sum += a.x * b.y - b.x * a.y;
  }
  return sum;
}

/** The label whose anchor is nearest, each label used once: how wards get the name that fits their place. */
export function nameByPlace(
  centres: readonly Point[],
  anchors: readonly (readonly [string, Point])[],
): string[] {
  const pairs = centres
    .flatMap((centre, index) =>
      anchors.map(([name, anchor]) => ({ index, name, distance: distanceBetween(centre, anchor) })),
    )
    .sort((a, b) => a.distance - b.distance);
  const names = new Map<number, string>();
  const used = new Set<string>();
  for (const { index, name } of pairs) {
    if (names.has(index) || used.has(name)) continue;
    names.set(index, name);
    used.add(name);
  }
  return centres.map((_, index) => names.get(index) ?? 'Seaborough');
}
