import { boxOfRings, type Box } from '../geography/bounds.ts';
import { clipPolygons, twiceAreaOf } from '../geography/clip-ring.ts';
import { areasOnGrid, type Coarseness } from '../geography/grid-areas.ts';
import { createBorderCollector, type SharedBorders, type ToSteps } from '../geography/shared-borders.ts';
import type { PolygonRings } from '../geography/well-known-binary.ts';
import { stepsOf, type MapFrame } from './map-frame.ts';
import { outlineOf } from './outline-of.ts';
import type { MapClass } from './map-look.ts';

/** An area as a map is to show it. */
export interface MappedArea {
  /** National Grid, metres. */
  readonly polygons: readonly PolygonRings[];
  /** Areas of one name are drawn as one: a region without a boundary of its own is its authorities taken together. */
  readonly name: string;
  readonly mapClass: MapClass;
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
  /**
   * Where there are too many areas to be told apart those of one class that touch are drawn as one, and pieces smaller
   * than this many square pixels are left out; null where each area is drawn by itself.
   */
  readonly leastPiece: number | null;
}

/** From the finest to what is still a picture; each takes about three quarters of the bytes of the one before. */
export const mapFineness: readonly MapFineness[] = [
  { shift: 0, leastTriangle: 0.6, leastPiece: null },
  { shift: 0, leastTriangle: 1.5, leastPiece: null },
  { shift: 1, leastTriangle: 3, leastPiece: null },
  { shift: 1, leastTriangle: 7, leastPiece: null },
  { shift: 1, leastTriangle: 4, leastPiece: 2 },
  { shift: 1, leastTriangle: 8, leastPiece: 2 },
  { shift: 2, leastTriangle: 12, leastPiece: 4 },
  { shift: 2, leastTriangle: 40, leastPiece: 4 },
];

/** What a map draws: open rings of whole numbers, x to the right and y down. */
export interface MapShapes {
  /** How many units of the rings make a pixel. */
  readonly unitsPerPixel: number;
  readonly byClass: ReadonlyMap<MapClass, readonly Int32Array[]>;
  readonly chosen: readonly Int32Array[];
  /** Around the chosen area; null where it is outside of the frame or smaller than a step. */
  readonly chosenBox: Box | null;
  readonly within: readonly Int32Array[];
}

/** Beyond the frame by so many pixels areas are cut off: where nobody sees the cut, its line included. */
const hiddenPixels = 8;

/** Areas whose corners have been weighed. */
interface TracedAreas {
  readonly areas: readonly Omit<MappedArea, 'polygons'>[];
  readonly borders: SharedBorders;
  readonly unitsPerPixel: number;
}

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
  const traced = traceAreas(areas, stepsOf(frame), frame.stepsPerPixel);
  return ({ shift, leastTriangle, leastPiece }) => {
    if (leastPiece === null) return shapesOf(traced, frame, { shift, leastTriangle });
    const merged = mergeAreas(traced, frame, { shift, leastPiece });
    const coarseness = { shift: 0, leastTriangle };
    const outlineWhere = (isPart: IsPart): readonly Int32Array[] =>
      ringsOnFrame(outlineOnly(traced, frame, { shift, isPart }), frame, coarseness)[0] ?? [];
    const chosen = outlineWhere(({ isChosen }) => isChosen);
    return {
      ...shapesOf(merged, frame, coarseness),
      // Pieces that were left out must not show as holes in these.
      chosen,
      chosenBox: boxOfRings(chosen),
      within: outlineWhere(({ isWithin }) => isWithin),
    };
  };
}

type IsPart = (area: TracedAreas['areas'][number]) => boolean;

/** The outline of some of the areas as an area of its own, on a coarser grid. */
function outlineOnly(
  traced: TracedAreas,
  frame: MapFrame,
  { shift, isPart }: { readonly shift: number; readonly isPart: IsPart },
): TracedAreas {
  const rings = ringsOnFrame(traced, frame, { shift, leastTriangle: 0 });
  const parts = traced.areas.flatMap((area, at) => (isPart(area) ? (rings[at] ?? []) : []));
  const area = { name: 'outline', mapClass: 'not-compared', isChosen: true, isWithin: true } as const;
  const polygons = outlineOf(parts).map((ring) => [Float64Array.from(ring)]);
  return traceAreas([{ ...area, polygons }], (x, y) => ({ x, y }), traced.unitsPerPixel / 2 ** shift);
}

function traceAreas(areas: readonly MappedArea[], toSteps: ToSteps, unitsPerPixel: number): TracedAreas {
  const collector = createBorderCollector(toSteps);
  for (const { polygons } of areas) collector.add(polygons);
  return { areas, borders: collector.finish(), unitsPerPixel };
}

function shapesOf(traced: TracedAreas, frame: MapFrame, coarseness: Coarseness): MapShapes {
  const { areas } = traced;
  const unitsPerPixel = traced.unitsPerPixel / 2 ** coarseness.shift;
  const rings = ringsOnFrame(traced, frame, coarseness);
  const ringsWhere = (isPart: IsPart): Int32Array[] =>
    outlineOf(areas.flatMap((area, at) => (isPart(area) ? (rings[at] ?? []) : [])));
  const chosen = ringsWhere(({ isChosen }) => isChosen);
  return {
    unitsPerPixel,
    byClass: ringsByClass(areas, rings),
    chosen,
    chosenBox: boxOfRings(chosen),
    within: ringsWhere(({ isWithin }) => isWithin),
  };
}

/** By area: its rings on a grid, those parts of them that can be seen. */
function ringsOnFrame(
  { areas, borders, ...traced }: TracedAreas,
  { width, height }: MapFrame,
  { shift, leastTriangle }: Coarseness,
): readonly (readonly Int32Array[])[] {
  const unitsPerPixel = traced.unitsPerPixel / 2 ** shift;
  const grid = areasOnGrid(borders, { shift, leastTriangle: leastTriangle * unitsPerPixel ** 2 });
  const view: Box = {
    minX: Math.floor(-hiddenPixels * unitsPerPixel),
    minY: Math.floor(-hiddenPixels * unitsPerPixel),
    maxX: Math.ceil((width + hiddenPixels) * unitsPerPixel),
    maxY: Math.ceil((height + hiddenPixels) * unitsPerPixel),
  };
  return areas.map((_, at) => clipPolygons(grid.polygonsOf(at), { x: 0, y: 0 }, view).flat());
}

/**
 * Areas of one class that touch, taken together: the corners where they met are corners no more, and the rest can be
 * drawn more coarsely. The chosen area and the larger one stay by themselves, so that they keep their outlines.
 */
function mergeAreas(
  traced: TracedAreas,
  frame: MapFrame,
  { shift, leastPiece }: { readonly shift: number; readonly leastPiece: number },
): TracedAreas {
  const rings = ringsOnFrame(traced, frame, { shift, leastTriangle: 0 });
  const unitsPerPixel = traced.unitsPerPixel / 2 ** shift;
  const groups = new Map<
    string,
    { readonly area: Omit<MappedArea, 'polygons'>; readonly parts: Int32Array[] }
  >();
  traced.areas.forEach((area, at) => {
    const name = `${area.mapClass} ${area.isChosen} ${area.isWithin}`;
    const group = groups.get(name) ?? { area: { ...area, name }, parts: [] };
    group.parts.push(...(rings[at] ?? []));
    groups.set(name, group);
  });
  const merged = [...groups.values()].map(({ area, parts }): MappedArea => ({
    ...area,
    polygons: outlineOf(parts)
      .filter((ring) => Math.abs(twiceAreaOf(ring)) >= 2 * leastPiece * unitsPerPixel ** 2)
      .map((ring) => [Float64Array.from(ring)]),
  }));
  return traceAreas(merged, (x, y) => ({ x, y }), unitsPerPixel);
}

function ringsByClass(
  areas: TracedAreas['areas'],
  rings: readonly (readonly Int32Array[])[],
): Map<MapClass, Int32Array[]> {
  const named = new Map<string, { readonly mapClass: MapClass; readonly parts: (readonly Int32Array[])[] }>();
  areas.forEach(({ name, mapClass }, at) => {
    const known = named.get(name) ?? { mapClass, parts: [] };
    known.parts.push(rings[at] ?? []);
    named.set(name, known);
  });
  const byClass = new Map<MapClass, Int32Array[]>();
  for (const { mapClass, parts } of named.values()) {
    const [only = []] = parts;
    const drawn = parts.length === 1 ? only : outlineOf(parts.flat());
    byClass.set(mapClass, [...(byClass.get(mapClass) ?? []), ...drawn]);
  }
  return byClass;
}
