import type { NotSpotSummary } from '../../../core/contract/coverage/not-spots.ts';
import { likelyFrom } from '../../../core/coverage/likely-from.ts';
import { boxOfRings, joinBoxes, type Box } from '../../../core/geography/bounds.ts';
import type { Translate } from '../../../core/language/translate.ts';
import { drawNotSpot, type NotSpotMark } from '../../../core/maps/draw-not-spot.ts';
import { drawNotSpotOverview } from '../../../core/maps/draw-not-spot-overview.ts';
import { boxOfFrame, frameAround, type FrameSize, type MapFrame } from '../../../core/maps/map-frame.ts';
import { mapFineness, shapesOnFrame, type MapShapes } from '../../../core/maps/map-shapes.ts';
import type { Queryable } from '../../database/database.ts';
import {
  createNotSpotReads,
  type NotSpotPoint,
  type StoredNotSpot,
} from '../../store/coverage/not-spot-reads.ts';
import { createMapBoundaries } from '../../store/map-boundaries.ts';
import { commonWords } from '../maps/map-words.ts';
import type { NotSpotListing } from './not-spots.ts';

const size: FrameSize = { width: 480, minHeight: 260, maxHeight: 480, margin: 28, stepsPerPixel: 2 };
/** With more premises than this only one of a kind is read for each square of so many pixels. */
const tellableApart = 3000;
const squarePixels = 6;
/** More could not be told apart at this size, and the page is to stay small: the first of the list. */
const mostSpots = 250;
const labelledSpots = 10;
const mostAuthorities = 20;
const fineness = mapFineness[3] ?? { shift: 1, leastTriangle: 7, leastPiece: null };

const noCredit = { lines: [], madeUp: false };

/** Pictures of not-spots for pages, made on the server; their credit stands at the foot of the page. */
export function createNotSpotMaps(database: Queryable) {
  const reads = createNotSpotReads(database);
  const boundaries = createMapBoundaries(database);

  /** The borders of authorities and what holds them all; null without boundaries, or where there are too many. */
  async function authorityIds(rows: readonly NotSpotSummary[]): Promise<number[]> {
    const codes = new Set(rows.flatMap(({ authorities }) => authorities.map(({ code }) => code)));
    if (codes.size === 0 || codes.size > mostAuthorities) return [];
    const found = await database.query<{ area_id: number }>(
      `select distinct on (code) area_id from area
       where area_type = 'lad' and code = any($1::text[]) and geometry is not null order by code, vintage desc`,
      [[...codes]],
    );
    return found.map(({ area_id }) => area_id);
  }

  return {
    /** The outline of a not-spot and the premises in and around it. */
    async ofOne(notSpot: StoredNotSpot, t: Translate): Promise<string> {
      const outline = await reads.outline(notSpot);
      const frame = frameAround(boxOfRings([outline]) ?? boxAround(notSpot), size);
      const isCrowded = notSpot.withinPremises > tellableApart;
      const pixel = frame.metresPerStep * frame.stepsPerPixel;
      const points = await reads.points(notSpot, boxOfFrame(frame), isCrowded ? squarePixels * pixel : null);
      const { north, length } = commonWords(t, noCredit);
      return drawNotSpot({
        ...{ id: 'not-spot', frame, outline },
        premises: points.map((point) => ({ ...point, mark: markOf(point) })),
        words: {
          ...{ north, length, title: t('coverageNotSpots.outlineTitle', { id: notSpot.id }) },
          legend: {
            member: t('coverageNotSpots.legend.member'),
            unserved: t('coverageNotSpots.legend.unserved'),
            served: t('coverageNotSpots.legend.served'),
            unknown: t('coverageNotSpots.legend.unknown'),
          },
          describe: (isThinned) =>
            t('coverageNotSpots.outlineDescription', { isThinned: String(isThinned || isCrowded) }),
        },
      });
    },

    /** All of a list, or the first of it; null where the list is empty. */
    async ofList({ list, rows }: NotSpotListing, t: Translate): Promise<string | null> {
      const shown = rows.slice(0, mostSpots);
      if (shown.length === 0) return null;
      const ids = await authorityIds(shown);
      const extents = await boundaries.extents(ids);
      const boxes = [...extents.map(({ box }) => box), ...shown.map((row) => boxAround(row))];
      const whole = boxes.reduce<Box | null>((box, next) => joinBoxes(box, next), null);
      if (whole === null) return null;
      const frame = frameAround(whole, size);
      const { north, length } = commonWords(t, noCredit);
      const shapes = ids.length === 0 ? null : await shapesOf(ids, frame);
      return drawNotSpotOverview({
        ...{ id: 'not-spots', frame, shapes },
        spots: shown.map(({ easting, northing, premises, rank }, at) => ({
          ...{ easting, northing, premises },
          label: at < labelledSpots && rank !== null ? String(rank) : null,
        })),
        words: {
          ...{ north, length },
          title: t('coverageNotSpots.mapTitle', { speed: t(`coverageNotSpots.speed.${list.speedClass}`) }),
          description: t('coverageNotSpots.mapDescription', {
            labelled: Math.min(labelledSpots, shown.length),
            borders: String(shapes !== null),
          }),
        },
      });
    },
  };

  async function shapesOf(ids: readonly number[], frame: MapFrame): Promise<MapShapes> {
    const found = await boundaries.ofAreas(ids, frame);
    const areas = found.map(({ code, polygons }) => ({
      ...{ polygons, name: code, mapClass: 'not-compared' as const },
      ...{ isChosen: false, isWithin: true },
    }));
    return shapesOnFrame(areas, frame)(fineness);
  }
}

export type NotSpotMaps = ReturnType<typeof createNotSpotMaps>;

function boxAround({ easting, northing }: { readonly easting: number; readonly northing: number }): Box {
  return { minX: easting - 200, minY: northing - 200, maxX: easting + 200, maxY: northing + 200 };
}

function markOf({ chance, isMember }: NotSpotPoint): NotSpotMark {
  if (isMember) return 'member';
  if (chance === null) return 'unknown';
  return chance < likelyFrom ? 'unserved' : 'served';
}
