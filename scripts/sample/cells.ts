import {
  densityAt,
  distanceBetween,
  drawCoast,
  drawOutline,
  isInside,
  nearestOn,
  type Point,
} from './landscape.ts';
import { itemAt, type Random } from '../made-up/random.ts';
import { buildVoronoi, type VoronoiBorder, type VoronoiGraph } from './voronoi.ts';

/** The output areas as cells, and the wriggling borders that they share. Kilometres. */
export interface Cells {
  readonly sites: readonly Point[];
  readonly borders: readonly Border[];
  readonly outline: readonly Point[];
  readonly coast: readonly Point[];
}

/** One stretch of border with a cell on its left and one, or the outside (null), on its right. */
export interface Border {
  readonly left: number;
  readonly right: number | null;
  readonly from: number;
  readonly to: number;
  readonly line: readonly Point[];
}

export function drawCells(count: number, random: Random): Cells {
  const outline = drawOutline();
  const coast = drawCoast();
  let sites = scatterSites(count, outline, coast, random);
  for (let round = 0; round < 3; round += 1) sites = relax(sites, outline);
  const graph = buildVoronoi([...sites, ...mirror(sites, outline)]);
  const borders = graph.borders.flatMap((border) => {
    const oriented = orient(border, sites.length);
    return oriented === null ? [] : [{ ...oriented, line: wriggle(graph, oriented, random) }];
  });
  return { sites, borders, outline, coast };
}

/** Places sites densely where people live: of several candidates the one with most room for its density wins. */
function scatterSites(
  count: number,
  outline: readonly Point[],
  coast: readonly Point[],
  random: Random,
): Point[] {
  const sites: Point[] = [];
  while (sites.length < count) {
    let best: Point | null = null;
    let bestRoom = -1;
    for (let attempt = 0; attempt < 10;) {
      const candidate = { x: random.between(0, 13.2), y: random.between(0, 12) };
      if (!isInside(candidate, outline)) continue;
      const density = densityAt(candidate, coast);
      if (random.next() * 1.8 > density) continue;
      attempt += 1;
      const nearest = sites.reduce((least, site) => Math.min(least, distanceBetween(site, candidate)), 9);
      const room = nearest * Math.sqrt(density);
      if (room > bestRoom) {
        best = candidate;
        bestRoom = room;
      }
    }
    if (best !== null) sites.push(best);
  }
  return sites;
}

/** Sites mirrored in the outline, so that the outermost cells end exactly there, and a wide ring round everything. */
function mirror(sites: readonly Point[], outline: readonly Point[]): Point[] {
  const mirrored = sites.flatMap((site) => {
    const edge = nearestOn(outline, site, true);
    const image = { x: 2 * edge.x - site.x, y: 2 * edge.y - site.y };
    return isInside(image, outline) ? [] : [image];
  });
  const ring = Array.from({ length: 24 }, (_, index) => ({
    x: 6.5 + 30 * Math.cos((index * Math.PI) / 12 + 0.1),
    y: 6 + 30 * Math.sin((index * Math.PI) / 12 + 0.1),
  }));
  return [...mirrored, ...ring];
}

/** Moves every site to the middle of its cell (Lloyd), which rounds the cells off. */
function relax(sites: readonly Point[], outline: readonly Point[]): Point[] {
  const graph = buildVoronoi([...sites, ...mirror(sites, outline)]);
  const sums = sites.map(() => ({ x: 0, y: 0, count: 0 }));
  for (const border of graph.borders) {
    for (const cell of [border.left, border.right]) {
      const sum = sums[cell];
      if (sum === undefined) continue;
      for (const corner of [itemAt(graph.corners, border.from), itemAt(graph.corners, border.to)]) {
        sum.x += corner.x;
        sum.y += corner.y;
        sum.count += 1;
      }
    }
  }
  return sites.map((site, index) => {
    const sum = itemAt(sums, index);
    const moved = { x: sum.x / sum.count, y: sum.y / sum.count };
    return isInside(moved, outline) ? moved : site;
  });
}

function orient(border: VoronoiBorder, inside: number): Omit<Border, 'line'> | null {
  if (border.left < inside) return { ...border, right: border.right < inside ? border.right : null };
  if (border.right >= inside) return null;
  return { left: border.right, right: null, from: border.to, to: border.from };
}

/** Breaks a straight border by moving midpoints sideways, as hedges and streams do; corners stay where they are. */
function wriggle(graph: VoronoiGraph, border: Omit<Border, 'line'>, random: Random): Point[] {
  let line = [itemAt(graph.corners, border.from), itemAt(graph.corners, border.to)];
  for (let level = 0; level < 3; level += 1) {
    line = line.flatMap((point, index) => {
      const next = line[index + 1];
      if (next === undefined) return [point];
      const length = distanceBetween(point, next);
      if (length < 0.16) return [point];
      const shift = random.between(-0.11, 0.11);
      return [
        point,
        {
          x: (point.x + next.x) / 2 - shift * (next.y - point.y),
          y: (point.y + next.y) / 2 + shift * (next.x - point.x),
        },
      ];
    });
  }
  return line;
}
