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

/** What a map draws, in steps of its frame: open rings. */
export interface MapShapes {
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
 * areas that meet there, and those that matter less than `leastTriangle` go from all of them.
 *
 * Shape: `shapes(leastTriangle)`, square pixels; the weighing is done once for however many tries.
 * Missing: what is smaller than a step is left out; its neighbours cover its place.
 */
export function shapesOnFrame(
  areas: readonly MappedArea[],
  frame: MapFrame,
): (leastTriangle: number) => MapShapes {
  const collector = createBorderCollector(stepsOf(frame));
  for (const { polygons } of areas) collector.add(polygons);
  const borders = collector.finish();
  const { stepsPerPixel, width, height } = frame;
  const hidden = hiddenPixels * stepsPerPixel;
  const view: Box = {
    minX: -hidden,
    minY: -hidden,
    maxX: width * stepsPerPixel + hidden,
    maxY: height * stepsPerPixel + hidden,
  };
  const origin: PlanePoint = { x: 0, y: 0 };
  return (leastTriangle) => {
    const grid = areasOnGrid(borders, { shift: 0, leastTriangle: leastTriangle * stepsPerPixel ** 2 });
    const rings = areas.map((_, at) => clipPolygons(grid.polygonsOf(at), origin, view).flat());
    const ringsWhere = (isPart: (area: MappedArea) => boolean): Int32Array[] =>
      outlineOf(areas.flatMap((area, at) => (isPart(area) ? (rings[at] ?? []) : [])));
    const chosen = ringsWhere(({ isChosen }) => isChosen);
    return {
      byTenth: ringsByTenth(areas, rings),
      chosen,
      chosenBox: boxOfRings(chosen),
      within: ringsWhere(({ isWithin }) => isWithin),
    };
  };
}

function ringsByTenth(
  areas: readonly MappedArea[],
  rings: readonly (readonly Int32Array[])[],
): Map<Tenth, Int32Array[]> {
  const named = new Map<string, { readonly tenth: Tenth; readonly parts: (readonly Int32Array[])[] }>();
  areas.forEach(({ name, tenth }, at) => {
    const known = named.get(name) ?? { tenth, parts: [] };
    known.parts.push(rings[at] ?? []);
    named.set(name, known);
  });
  const byTenth = new Map<Tenth, Int32Array[]>();
  for (const { tenth, parts } of named.values()) {
    const [only = []] = parts;
    const drawn = parts.length === 1 ? only : outlineOf(parts.flat());
    byTenth.set(tenth, [...(byTenth.get(tenth) ?? []), ...drawn]);
  }
  return byTenth;
}
