import { chooseProfile } from '../../../core/choose-profile.ts';
import type { AreaSet, AreaType } from '../../../core/contract/area.ts';
import { formatBase } from '../../../core/contract/base-text.ts';
import type { ComparisonBase } from '../../../core/contract/profile.ts';
import type { Attribution } from '../../../core/contract/dataset.ts';
import { AppError } from '../../../core/errors.ts';
import type { Locale } from '../../../core/language/locale.ts';
import { createTranslator } from '../../../core/language/translator.ts';
import { cardMapSize, drawCard } from '../../../core/maps/draw-card.ts';
import { drawLocator } from '../../../core/maps/draw-locator.ts';
import { drawMap, type Legend, type MapDrawing, type MapWords } from '../../../core/maps/draw-map.ts';
import type { FrameSize } from '../../../core/maps/map-frame.ts';
import type { MapClass, MapLook } from '../../../core/maps/map-look.ts';
import type { Queryable } from '../../database/database.ts';
import { createMapBoundaries, type MapBoundaries } from '../../store/map-boundaries.ts';
import { createByteCache } from '../byte-cache.ts';
import { attributionOf, rowsWithin } from '../list-scores.ts';
import type { ScoreTable } from '../make-score-table.ts';
import type { Scoring } from '../score-table.ts';
import { placesOf } from '../scored-places.ts';
import { drawnWithin } from './drawn-within.ts';
import {
  findPlace,
  partsOf,
  sceneAround,
  sceneOfLocation,
  sceneOfParts,
  tenthOfRow,
  type ClassOfRow,
  type MapPlace,
  type MapScene,
} from './map-scene.ts';
import { cardFacts, commonWords, neighbourhoodWords, partsWords } from './map-words.ts';

/** Why there is no map, as a message of its namespace says it. */
export type NoMapReason = 'noBoundary' | 'notScored' | 'tooManyAreas';

export interface StaticMap {
  /** An SVG element without styles, scripts or links to anywhere. */
  readonly svg: string;
  readonly title: string;
  readonly description: string;
  readonly attribution: Attribution;
}

/** A map, or why there is none. */
export type MapAnswer = { readonly map: StaticMap } | { readonly map: null; readonly reason: NoMapReason };

interface Request {
  /** The one that the Atlas opens with when left out. */
  readonly profileId?: string | undefined;
  /** The profile's own when left out. */
  readonly base?: ComparisonBase | undefined;
  readonly locale: Locale;
  /** Begins the ids within the picture; two maps on a page need two. */
  readonly id?: string;
}

export interface AreaMapRequest extends Request {
  readonly area: AreaSet & { readonly code: string };
  /**
   * inline: for the middle of a page; small: for a card of 280 pixels and more; file: with the whole credit, to stand alone; locator: where the area lies; card:
   * 1200 by 630 pixels with the score in words, for those to whom a link is sent.
   */
  readonly variant: 'inline' | 'small' | 'file' | 'locator' | 'card';
}

export interface OverviewRequest extends Request {
  /** The kind of the areas that are shown. */
  readonly type: AreaType;
  /** Only areas within this one. */
  readonly within?: string | undefined;
}

/** Areas in classes of their own, not in tenths. */
export interface ClassMapRequest extends OverviewRequest {
  /** What else the classes depend on: a map is kept under it. */
  readonly key: string;
  readonly look: MapLook;
  readonly classOf: (code: string) => MapClass;
  readonly title: string;
  readonly description: string;
  readonly drawLegend: (top: number) => Legend;
}

export interface AreaMapOptions {
  readonly database: Queryable;
  readonly scoring: Scoring;
  readonly dataVersion: () => Promise<string>;
}

const stepsPerPixel = 2;
const pageSize: FrameSize = { width: 480, minHeight: 300, maxHeight: 520, margin: 12, stepsPerPixel };
const smallSize: FrameSize = { width: 300, minHeight: 200, maxHeight: 320, margin: 8, stepsPerPixel };
const locatorSize: FrameSize = { width: 160, minHeight: 120, maxHeight: 200, margin: 8, stepsPerPixel };

/** A page is to stay under 100 kB, and a map is a part of it. */
const mapBytes = 25_000;
const smallBytes = 14_000;
/** Of the classes of two figures there are more patterns and a larger legend. */
const classMapBytes = 35_000;
const locatorBytes = 8000;
/** A card is made into a PNG: what counts is the time that takes. */
const cardBytes = 200_000;
/** What has more areas than this is not read: at a few hundred pixels they could not be told apart. */
const mostAreas = 1500;
/** A few hundred maps of 25 kB. */
const keptBytes = 16 * 1024 * 1024;

/**
 * Makes maps of areas on the server, without a browser: for pages that are whole without JavaScript, for printing, and
 * for those to whom a link is sent. A finished map is kept for as long as profile and data are the same.
 */
export function createAreaMaps({ database, scoring, dataVersion }: AreaMapOptions) {
  const boundaries = createMapBoundaries(database);
  const kept = createByteCache(keptBytes);
  const making = new Map<string, Promise<MapAnswer>>();

  async function tableOf({ profileId, base }: Request): Promise<ScoreTable> {
    const id = profileId ?? chooseProfile(await scoring.summaries())?.id;
    if (id === undefined) throw new AppError('not-found', 'There is no profile.');
    return scoring.table({ profileId: id, base });
  }

  /** The answer that is kept, or the one that is being made, or a new one. */
  async function once(
    parts: readonly string[],
    table: ScoreTable,
    make: () => Promise<MapAnswer>,
  ): Promise<MapAnswer> {
    const { profileHash, dataHash } = table.inputs;
    const key = [await dataVersion(), profileHash, dataHash, formatBase(table.base), ...parts].join('\n');
    const known = kept.get(key);
    if (known !== undefined) return JSON.parse(Buffer.from(known).toString()) as MapAnswer;
    const running = making.get(key) ?? make();
    making.set(key, running);
    try {
      const answer = await running;
      kept.set(key, Buffer.from(JSON.stringify(answer)));
      return answer;
    } finally {
      making.delete(key);
    }
  }

  return {
    /**
     * A map of one area, of whatever kind.
     *
     * @throws AppError not-found for an unknown profile, not-computable where it cannot be scored.
     */
    async ofArea(request: AreaMapRequest): Promise<MapAnswer> {
      const { area, variant, locale, id = 'map' } = request;
      const table = await tableOf(request);
      const parts = ['area', area.type, String(area.vintage), area.code, variant, locale, id];
      return once(parts, table, () => drawArea({ table, boundaries }, { ...request, id }));
    },

    /**
     * A map of all areas of a kind, or of those within another area.
     *
     * @throws AppError as ofArea; not-found where the profile has no areas of the kind.
     */
    async overview(request: OverviewRequest): Promise<MapAnswer> {
      const { type, within, locale, id = 'map' } = request;
      const table = await tableOf(request);
      return once(['overview', type, within ?? '', locale, id], table, () =>
        drawOverview({ table, boundaries }, { ...request, id }),
      );
    },

    /**
     * A map of areas in classes that somebody else gives them.
     *
     * @throws AppError as overview.
     */
    async byClasses(request: ClassMapRequest): Promise<MapAnswer> {
      const { type, within, locale, id = 'map', key, look } = request;
      const table = await tableOf(request);
      return once(['classes', look.name, key, type, within ?? '', locale, id], table, () =>
        drawClasses({ table, boundaries }, { ...request, id }),
      );
    },
  };
}

export type AreaMaps = ReturnType<typeof createAreaMaps>;

interface Source {
  readonly table: ScoreTable;
  readonly boundaries: MapBoundaries;
}

/** The place that an area is among those of the profile; null where it is not one of them. */
function placeOfArea(table: ScoreTable, area: AreaSet & { readonly code: string }): MapPlace | null {
  const { profile, parents } = table.inputs;
  const isKnown = area.type === profile.areas.type || parents.some(({ type }) => type === area.type);
  if (!isKnown) return null;
  const places = placesOf(table, area.type);
  return places.vintage === area.vintage ? findPlace(places, area.code) : null;
}

/** The scene of a page's map: an area by its parts where it has any, else among its neighbours. */
async function sceneOfArea(
  source: Source & { readonly size: FrameSize },
  place: MapPlace,
): Promise<{ scene: MapScene; isByParts: boolean } | null> {
  for (const parts of partsOf(source.table, place)) {
    const byParts = await sceneOfParts(source, parts, true);
    if (byParts !== null) return { scene: byParts, isByParts: true };
  }
  const scene = await sceneAround(source, place);
  return scene === null ? null : { scene, isByParts: false };
}

async function drawArea(
  { table, boundaries }: Source,
  { area, variant, locale, id }: AreaMapRequest & { readonly id: string },
): Promise<MapAnswer> {
  const place = placeOfArea(table, area);
  if (place === null) return { map: null, reason: 'notScored' };
  const { places, row } = place;
  const named = { name: places.names[row] ?? area.code, tenth: tenthOfRow(places, row) };
  const t = createTranslator(locale);
  const attribution = variant === 'file' || variant === 'card' ? attributionOf(table) : boundaryCredit(table);
  if (variant === 'locator') {
    const scene = await sceneOfLocation({ table, boundaries, size: locatorSize }, place);
    if (scene === null) return { map: null, reason: 'noBoundary' };
    const title = t('maps.locatorTitle', { name: named.name, larger: scene.largerName ?? '' });
    const svg = drawnWithin(scene, locatorBytes, (shapes, chosenAt) =>
      drawLocator({ id, frame: scene.frame, shapes, chosenAt, title }),
    );
    return answerOf(svg, { title, description: title, attribution });
  }
  const size = variant === 'card' ? cardMapSize : variant === 'small' ? smallSize : pageSize;
  const found = await sceneOfArea({ table, boundaries, size }, place);
  if (found === null) return { map: null, reason: 'noBoundary' };
  const { scene, isByParts } = found;
  const words = {
    ...commonWords(t, attribution),
    // A card has its credit in letters that can be read.
    ...(variant === 'small' ? { credit: null } : {}),
    ...(isByParts ? partsWords(t, scene, named.name) : neighbourhoodWords(t, scene, named)),
  };
  if (variant === 'card') {
    const card = { id, frame: scene.frame, words, ...cardFacts(t, table, place) };
    const svg = drawnWithin(scene, cardBytes, (shapes, chosenAt) => drawCard({ ...card, shapes, chosenAt }));
    return answerOf(svg, { title: words.title, description: words.description, attribution });
  }
  return drawScene(scene, { id, words, attribution }, variant === 'small' ? smallBytes : mapBytes);
}

/** All areas of a kind, or those within another area, in sight; or why they are not. */
async function sceneOfAll(
  { table, boundaries }: Source,
  { type, within }: Pick<OverviewRequest, 'type' | 'within'>,
  classOf?: ClassOfRow,
): Promise<MapScene | NoMapReason> {
  const places = placesOf(table, type);
  const rows = rowsWithin(table, places, within);
  if (rows.length === 0) return 'notScored';
  if (rows.length > mostAreas) return 'tooManyAreas';
  const source = { table, boundaries, size: pageSize };
  return (await sceneOfParts(source, { places, rows, classOf }, within !== undefined)) ?? 'noBoundary';
}

async function drawClasses(
  { table, boundaries }: Source,
  { classOf, look, drawLegend, title, description, ...request }: ClassMapRequest & { readonly id: string },
): Promise<MapAnswer> {
  const ofRow: ClassOfRow = (places, row) => classOf(places.codes[row] ?? '');
  const scene = await sceneOfAll({ table, boundaries }, request, ofRow);
  if (typeof scene === 'string') return { map: null, reason: scene };
  const attribution = boundaryCredit(table);
  const common = commonWords(createTranslator(request.locale), attribution);
  const words = { ...common, title, description, label: null };
  return drawScene(scene, { id: request.id, words, attribution, look, drawLegend }, classMapBytes);
}

async function drawOverview(
  { table, boundaries }: Source,
  { type, within, locale, id }: OverviewRequest & { readonly id: string },
): Promise<MapAnswer> {
  const scene = await sceneOfAll({ table, boundaries }, { type, within });
  if (typeof scene === 'string') return { map: null, reason: scene };
  const t = createTranslator(locale);
  const attribution = boundaryCredit(table);
  const name = within === undefined ? null : nameOf(table, within);
  const words = { ...commonWords(t, attribution), ...partsWords(t, scene, name) };
  return drawScene(scene, { id, words, attribution }, mapBytes);
}

function nameOf({ inputs }: ScoreTable, code: string): string {
  for (const { codes, names } of inputs.parents) {
    const at = codes.indexOf(code);
    if (at >= 0) return names[at] ?? code;
  }
  return code;
}

/** Whose boundaries they are; whose figures, the page says. */
function boundaryCredit(table: ScoreTable): Attribution {
  return { lines: [...table.inputs.boundaryCredits], madeUp: table.inputs.areas.isMadeUp };
}

interface Drawing extends Pick<MapDrawing, 'look' | 'drawLegend'> {
  readonly id: string;
  readonly words: MapWords;
  readonly attribution: Attribution;
}

function drawScene(scene: MapScene, { words, attribution, ...drawing }: Drawing, bytes: number): MapAnswer {
  const svg = drawnWithin(scene, bytes, (shapes, chosenAt) =>
    drawMap({ ...drawing, frame: scene.frame, shapes, chosenAt, words }),
  );
  return answerOf(svg, { title: words.title, description: words.description, attribution });
}

function answerOf(svg: string | null, rest: Omit<StaticMap, 'svg'>): MapAnswer {
  return svg === null ? { map: null, reason: 'tooManyAreas' } : { map: { svg, ...rest } };
}
