import { boxOfRings, type Box } from '../geography/bounds.ts';
import { clipPolygons } from '../geography/clip-ring.ts';
import { areasOnGrid } from '../geography/grid-areas.ts';
import type { PlanePoint } from '../geography/ring-measures.ts';
import { createBorderCollector } from '../geography/shared-borders.ts';
import type { PolygonRings } from '../geography/well-known-binary.ts';
import { stepsOf, type MapFrame } from './map-frame.ts';
import { outlineOf } from './outline-of.ts';
import type { Tenth } from './tenth-look.ts';

/** An area as a map is to show it. */
export interface MappedArea {
  /** National Grid, metres. */
  readonly polygons: readonly PolygonRings[];
  /** Areas of one name are drawn as one: a region without a boundary of its own is its authorities taken together. */
  readonly name: string;
  readonly tenth: Tenth;
  /** Is it the area that the map is about, or a part of it? */
  readonly isChosen: boolean;
  /** Does it lie in the larger area whose border is drawn? */
  readonly isWithin: boolean;
}

/** How finely a map is drawn. */
export interface MapFineness {
  /** A step of the drawing is 2 to this power steps of the frame. */
  readonly shift: number;
  /** Corners whose triangle with their neighbours is smaller than this many square pixels go. */
  readonly leastTriangle: number;
  /** Whether areas of one tenth that touch are drawn as one, where there are too many to be told apart. */
  readonly isMerged: boolean;
}

/** From the finest to what is still a picture; each takes about two thirds of the bytes of the one before. */
export const mapFineness: readonly MapFineness[] = [
  { shift: 0, leastTriangle: 0.6, isMerged: false },
  { shift: 0, leastTriangle: 1.5, isMerged: false },
  { shift: 1, leastTriangle: 3, isMerged: false },
  { shift: 1, leastTriangle: 7, isMerged: false },
  { shift: 1, leastTriangle: 3, isMerged: true },
  { shift: 1, leastTriangle: 8, isMerged: true },
  { shift: 2, leastTriangle: 8, isMerged: true },
  { shift: 2, leastTriangle: 30, isMerged: true },
];

/** What a map draws: open rings of whole numbers, x to the right and y down. */
export interface MapShapes {
  /** How many units of the rings make a pixel. */
  readonly unitsPerPixel: number;
  /** Whether areas of one tenth are drawn as one. */
  readonly isMerged: boolean;
  readonly byTenth: ReadonlyMap<Tenth, readonly Int32Array[]>;
  readonly chosen: readonly Int32Array[];
  /** Around the chosen area; null where it is outside of the frame or smaller than a step. */
  readonly chosenBox: Box | null;
  readonly within: readonly Int32Array[];
}

/** Beyond the frame by so many pixels areas are cut off: where nobody sees the cut, its line included. */
const hiddenPixels = 8;

/**
 * Brings areas onto the frame of a map. Neighbours keep the border they share: corners are weighed once for all the
 * areas that meet there, and those that matter less go from all of them.
 *
 * Shape: a function of the fineness; the weighing is done once for however many tries.
 * Missing: what is smaller than a step is left out; its neighbours cover its place.
 */
export function shapesOnFrame(
  areas: readonly MappedArea[],
  frame: MapFrame,
): (fineness: MapFineness) => MapShapes {
  const collector = createBorderCollector(stepsOf(frame));
  for (const { polygons } of areas) collector.add(polygons);
  const borders = collector.finish();
  const { stepsPerPixel, width, height } = frame;
  const origin: PlanePoint = { x: 0, y: 0 };
  return ({ shift, leastTriangle, isMerged }) => {
    const unitsPerPixel = stepsPerPixel / 2 ** shift;
    const grid = areasOnGrid(borders, { shift, leastTriangle: leastTriangle * unitsPerPixel ** 2 });
    const view: Box = {
      minX: Math.floor(-hiddenPixels * unitsPerPixel),
      minY: Math.floor(-hiddenPixels * unitsPerPixel),
      maxX: Math.ceil((width + hiddenPixels) * unitsPerPixel),
      maxY: Math.ceil((height + hiddenPixels) * unitsPerPixel),
    };
    const rings = areas.map((_, at) => clipPolygons(grid.polygonsOf(at), origin, view).flat());
    const ringsWhere = (isPart: (area: MappedArea) => boolean): Int32Array[] =>
      outlineOf(areas.flatMap((area, at) => (isPart(area) ? (rings[at] ?? []) : [])));
    const chosen = ringsWhere(({ isChosen }) => isChosen);
    return {
      unitsPerPixel,
      isMerged,
      byTenth: ringsByTenth(areas, rings, isMerged),
      chosen,
      chosenBox: boxOfRings(chosen),
      within: ringsWhere(({ isWithin }) => isWithin),
    };
  };
}

function ringsByTenth(
  areas: readonly MappedArea[],
  rings: readonly (readonly Int32Array[])[],
  isMerged: boolean,
): Map<Tenth, Int32Array[]> {
  const named = new Map<string, { readonly tenth: Tenth; readonly parts: (readonly Int32Array[])[] }>();
  areas.forEach(({ name, tenth }, at) => {
    const key = isMerged ? String(tenth) : name;
    const known = named.get(key) ?? { tenth, parts: [] };
    known.parts.push(rings[at] ?? []);
    named.set(key, known);
  });
  const byTenth = new Map<Tenth, Int32Array[]>();
  for (const { tenth, parts } of named.values()) {
    const [only = []] = parts;
    const drawn = parts.length === 1 ? only : outlineOf(parts.flat());
    byTenth.set(tenth, [...(byTenth.get(tenth) ?? []), ...drawn]);
  }
  return byTenth;
}
