import type { AreaType, ParentType } from '../../../core/contract/area.ts';
import { parentTypes } from '../../../core/contract/area.ts';
import { joinBoxes, type Box } from '../../../core/geography/bounds.ts';
import type { PlanePoint } from '../../../core/geography/ring-measures.ts';
import {
  boxOfFrame,
  frameAround,
  surroundingsOf,
  type FrameSize,
  type MapFrame,
} from '../../../core/maps/map-frame.ts';
import type { MapClass } from '../../../core/maps/map-look.ts';
import type { MappedArea } from '../../../core/maps/map-shapes.ts';
import type { Tenth } from '../../../core/maps/tenth-look.ts';
import type { AreaExtent, MapBoundaries, SnappedBoundary } from '../../store/map-boundaries.ts';
import type { ScoreTable } from '../make-score-table.ts';
import { oncePer } from '../once-per.ts';
import { placesOf, type ScoredPlaces } from '../scored-places.ts';

/** What a map is to show and from where. */
export interface MapScene {
  readonly frame: MapFrame;
  readonly areas: readonly MappedArea[];
  /** The kind of the areas that are coloured. */
  readonly kind: AreaType;
  /** Centre of the chosen area on the National Grid; null where none is chosen or all of the map is. */
  readonly chosenAt: PlanePoint | null;
  /** The larger area whose border is drawn; null where none is. */
  readonly largerName: string | null;
  /** Whether only areas of the larger one are shown, because there are too many around it. */
  readonly isOnlyLarger: boolean;
}

/** One of the scored places: its kind and its row among those of its kind. */
export interface MapPlace {
  readonly places: ScoredPlaces;
  readonly row: number;
}

export interface SceneSource {
  readonly table: ScoreTable;
  readonly boundaries: MapBoundaries;
  readonly size: FrameSize;
}

const comparedRows = oncePer((places: ScoredPlaces) => new Set(places.rows));
const rowsByCode = oncePer((places: ScoredPlaces) => new Map(places.codes.map((code, row) => [code, row])));
const rowsById = oncePer(
  (places: ScoredPlaces) => new Map(places.codes.map((_, row) => [places.ids[row] ?? -1, row])),
);

/** The place of a code among those of its kind; null where it is not one of them. */
export function findPlace(places: ScoredPlaces, code: string): MapPlace | null {
  const row = rowsByCode(places).get(code);
  return row === undefined ? null : { places, row };
}

/** What a map shows of a place: its tenth unless said. */
export type ClassOfRow = (places: ScoredPlaces, row: number) => MapClass;

/** The tenth of a place, or why it has none. */
export function tenthOfRow(places: ScoredPlaces, row: number): Tenth {
  if (!comparedRows(places).has(row)) return 'not-compared';
  return places.ranking.decile[row] || 'no-score';
}

/** The larger area of a kind that a place lies in; null where it lies in none. */
export function largerPlace(table: ScoreTable, { places, row }: MapPlace, type: ParentType): MapPlace | null {
  const position = places.parentPosition(type, row);
  return position < 0 || table.inputs.parents.every((parent) => parent.type !== type)
    ? null
    : { places: placesOf(table, type), row: position };
}

/** Kinds of areas that a larger one is shown by, the best first; those that the profile does not score are passed over. */
const shownBy: Partial<Readonly<Record<AreaType, readonly AreaType[]>>> = {
  lad: ['ward', 'msoa', 'lsoa'],
  region: ['lad'],
  nation: ['region', 'lad'],
};

/** Places of one kind. */
export interface MapPlaces {
  readonly places: ScoredPlaces;
  readonly rows: readonly number[];
}

/** The places that make up a larger one, kind by kind, the best to show it by first; none where it has no parts. */
export function partsOf(table: ScoreTable, whole: MapPlace): MapPlaces[] {
  const { type } = whole.places;
  return (shownBy[type] ?? [])
    .map((kind) => ({ kind, rows: rowsWithin(table, kind, { type, row: whole.row }) }))
    .filter(({ rows }) => rows.length > 1)
    .map(({ kind, rows }) => ({ places: placesOf(table, kind), rows }));
}

function rowsWithin(
  table: ScoreTable,
  kind: AreaType,
  whole: { readonly type: AreaType; readonly row: number },
): number[] {
  const parentType = parentTypes.find((type) => type === whole.type);
  if (parentType === undefined || !isScored(table, kind)) return [];
  const places = placesOf(table, kind);
  return [...places.codes.keys()].filter(
    (row) => places.parentPosition(parentType, row) === whole.row && places.ids[row] !== null,
  );
}

function idsOf(places: ScoredPlaces, rows: readonly number[]): number[] {
  return rows.flatMap((row) => places.ids[row] ?? []);
}

function boxAround(extents: readonly AreaExtent[]): Box | null {
  return extents.reduce<Box | null>((box, extent) => joinBoxes(box, extent.box), null);
}

/** Areas that places are drawn by: themselves, or smaller ones that make them up exactly. */
interface Drawable {
  readonly ids: readonly number[];
  readonly box: Box;
  /** The row of the place that an area with this id is a part of. */
  readonly rowOf: (areaId: number) => number;
}

/**
 * What a kind is made of without remainder, for where its own boundaries are not loaded. Wards are not: neighbourhoods
 * are fitted to them as well as they will go, and their outline together would not be the ward's.
 */
const madeOf: Partial<Readonly<Record<AreaType, readonly AreaType[]>>> = {
  msoa: ['lsoa'],
  lad: ['msoa', 'lsoa'],
  region: ['lad', 'msoa', 'lsoa'],
  nation: ['lad', 'msoa', 'lsoa'],
};
/** More would take too long, for a picture in which they could not be told apart. */
const mostParts = 1500;

async function drawableOf(
  { table, boundaries }: SceneSource,
  { places, rows }: MapPlaces,
): Promise<Drawable | null> {
  const own = idsOf(places, rows);
  const box = boxAround(await boundaries.extents(own));
  if (box !== null) return { ids: own, box, rowOf: (id) => rowsById(places).get(id) ?? -1 };
  const parentType = parentTypes.find((type) => type === places.type);
  if (parentType === undefined) return null;
  const wanted = new Set(rows);
  for (const kind of (madeOf[places.type] ?? []).filter((each) => isScored(table, each))) {
    const parts = placesOf(table, kind);
    const members = [...parts.codes.keys()].filter((row) =>
      wanted.has(parts.parentPosition(parentType, row)),
    );
    const ids = idsOf(parts, members);
    if (ids.length === 0 || ids.length > mostParts) continue;
    const around = boxAround(await boundaries.extents(ids));
    if (around === null) continue;
    return {
      ids,
      box: around,
      rowOf: (id) => parts.parentPosition(parentType, rowsById(parts).get(id) ?? -1),
    };
  }
  return null;
}

function isScored({ inputs }: ScoreTable, kind: AreaType): boolean {
  return kind === inputs.profile.areas.type || inputs.parents.some(({ type }) => type === kind);
}

/**
 * Some places of one kind, all in sight. Where they are the parts of a larger area, their common outline is its own.
 *
 * Missing: null where none of them has a boundary.
 */
export async function sceneOfParts(
  source: SceneSource,
  parts: MapPlaces & { readonly classOf?: ClassOfRow | undefined },
  isOneArea: boolean,
): Promise<MapScene | null> {
  const { places } = parts;
  const drawable = await drawableOf(source, parts);
  if (drawable === null) return null;
  const frame = frameAround(drawable.box, source.size);
  const found = await source.boundaries.ofAreas(drawable.ids, frame);
  return {
    frame,
    kind: places.type,
    areas: found.map(({ areaId, polygons }) => {
      const row = drawable.rowOf(areaId);
      return mapped(places, row, { polygons, isChosen: isOneArea, isWithin: false }, parts.classOf);
    }),
    chosenAt: null,
    largerName: null,
    isOnlyLarger: false,
  };
}

function mapped(
  places: ScoredPlaces,
  row: number,
  rest: Pick<MappedArea, 'polygons' | 'isChosen' | 'isWithin'>,
  classOf: ClassOfRow = tenthOfRow,
): MappedArea {
  return { ...rest, name: places.codes[row] ?? '', mapClass: classOf(places, row) };
}

/** A rural neighbourhood may look down on a whole city; with more areas than this only those of its authority are shown. */
const mostNeighbours = 500;

/**
 * A place among its neighbours of the same kind, with the border of its authority.
 *
 * Missing: null where the place has no boundary.
 */
export async function sceneAround(source: SceneSource, place: MapPlace): Promise<MapScene | null> {
  const { table, boundaries } = source;
  const { places, row } = place;
  const id = places.ids[row] ?? null;
  if (id === null) return null;
  const larger = largerPlace(table, place, places.type === 'lad' ? 'region' : 'lad');
  const largerId = larger?.places.ids[larger.row] ?? null;
  const extents = await boundaries.extents(largerId === null ? [id] : [id, largerId]);
  const own = extents.find(({ areaId }) => areaId === id);
  if (own === undefined) return null;
  const around = extents.find(({ areaId }) => areaId === largerId)?.box ?? null;
  const frame = frameAround(surroundingsOf(own.box, around), source.size);
  const found = await boundaries.inBox(places, boxOfFrame(frame), frame);
  const isIn = withinTester(places, larger);
  const areas = found.map((boundary) => neighbour(places, boundary, { id, isIn }));
  const isOnlyLarger = areas.length > mostNeighbours && areas.some(({ isWithin }) => isWithin);
  return {
    frame,
    kind: places.type,
    areas: isOnlyLarger ? areas.filter(({ isWithin, isChosen }) => isWithin || isChosen) : areas,
    chosenAt: own.centre,
    largerName: larger === null ? null : (larger.places.names[larger.row] ?? null),
    isOnlyLarger,
  };
}

/** Says of the rows of places whether they lie in a larger one. */
function withinTester(places: ScoredPlaces, larger: MapPlace | null): (row: number) => boolean {
  const type = parentTypes.find((each) => each === larger?.places.type);
  if (larger === null || type === undefined) return () => false;
  return (row) => row >= 0 && places.parentPosition(type, row) === larger.row;
}

function neighbour(
  places: ScoredPlaces,
  { areaId, code, polygons }: SnappedBoundary,
  { id, isIn }: { readonly id: number; readonly isIn: (row: number) => boolean },
): MappedArea {
  const row = rowsByCode(places).get(code) ?? -1;
  const rest = { polygons, isChosen: areaId === id, isWithin: isIn(row) };
  return row < 0 ? { ...rest, name: code, mapClass: 'not-compared' } : mapped(places, row, rest);
}

/** Kinds of larger areas in which a place is located, the nearest first. */
const locatedIn: Readonly<Record<AreaType, readonly ParentType[]>> = {
  oa: ['lad'],
  lsoa: ['lad'],
  msoa: ['lad'],
  ward: ['lad'],
  lad: ['region', 'nation'],
  region: ['nation'],
  nation: [],
};

/**
 * Where a place lies in the next larger area that means something to people: its authority, region or nation.
 *
 * Missing: null where there is no such area, or one of the two has no boundary.
 */
export async function sceneOfLocation(source: SceneSource, place: MapPlace): Promise<MapScene | null> {
  const { table, boundaries, size } = source;
  const larger = locatedIn[place.places.type]
    .map((type) => largerPlace(table, place, type))
    .find((each) => each !== null);
  if (larger === undefined) return null;
  const [around, own] = [
    await drawableOf(source, { places: larger.places, rows: [larger.row] }),
    await drawableOf(source, { places: place.places, rows: [place.row] }),
  ];
  if (around === null || own === null) return null;
  const frame = frameAround(around.box, size);
  const parts = new Set(own.ids);
  const found = await boundaries.ofAreas([...new Set([...around.ids, ...own.ids])], frame);
  return {
    frame,
    kind: place.places.type,
    areas: found.map(({ areaId, polygons }) =>
      parts.has(areaId)
        ? mapped(place.places, place.row, { polygons, isChosen: true, isWithin: around.ids.includes(areaId) })
        : { polygons, name: 'larger', mapClass: 'not-compared', isChosen: false, isWithin: true },
    ),
    chosenAt: { x: (own.box.minX + own.box.maxX) / 2, y: (own.box.minY + own.box.maxY) / 2 },
    largerName: larger.places.names[larger.row] ?? null,
    isOnlyLarger: false,
  };
}
