import type { ChangeType } from '../../../core/contract/coverage/coverage-change.ts';
import type { Attribution } from '../../../core/contract/dataset.ts';
import { joinBoxes, type Box } from '../../../core/geography/bounds.ts';
import { joinAttributions } from '../../../core/join-attributions.ts';
import {
  changeClassOf,
  drawChangeMap,
  type ChangeBreaks,
  type ChangeMapWords,
} from '../../../core/maps/draw-change-map.ts';
import { frameAround, type FrameSize } from '../../../core/maps/map-frame.ts';
import type { MappedArea } from '../../../core/maps/map-shapes.ts';
import type { Queryable } from '../../database/database.ts';
import { createCoverageChangeReads } from '../../store/coverage/coverage-change-reads.ts';
import { createCreditReads } from '../../store/credit-reads.ts';
import { createMapBoundaries } from '../../store/map-boundaries.ts';
import { drawnWithin } from '../maps/drawn-within.ts';
import type { NamedChange } from './coverage-change.ts';

const size: FrameSize = { width: 480, minHeight: 300, maxHeight: 620, margin: 8, stepsPerPixel: 2 };
/** A page is to stay under 100 kB, with its table. */
const mapBytes = 30_000;
/** With more areas than this they could not be told apart. */
const mostAreas = 1500;

/**
 * A map of change as SVG, without a browser.
 *
 * Missing: null where no boundary of these areas is loaded, or there are too many to be told apart.
 */
export async function changeMap(
  database: Queryable,
  question: {
    readonly type: ChangeType;
    readonly changes: readonly NamedChange[];
    readonly breaks: ChangeBreaks;
    readonly words: ChangeMapWords;
  },
): Promise<{ readonly svg: string; readonly attribution: Attribution } | null> {
  const { type, changes, breaks, words } = question;
  if (changes.length > mostAreas) return null;
  const reads = createCoverageChangeReads(database);
  const boundaries = createMapBoundaries(database);
  const byCode = new Map(changes.map((change) => [change.code, change]));
  const ids = (await reads.mappedIds(type, [...byCode.keys()])).map(({ areaId }) => areaId);
  const extents = await boundaries.extents(ids);
  const box = extents.reduce<Box | null>((joined, extent) => joinBoxes(joined, extent.box), null);
  if (box === null) return null;
  const frame = frameAround(box, size);
  const areas = (await boundaries.ofAreas(ids, frame)).map(({ code, polygons }): MappedArea => {
    const points = byCode.get(code)?.points ?? null;
    return {
      ...{ polygons, name: code, isChosen: false, isWithin: false },
      mapClass: points === null ? 'no-score' : changeClassOf(points, breaks),
    };
  });
  const svg = drawnWithin({ areas, frame, chosenAt: null }, mapBytes, (shapes) =>
    drawChangeMap({ id: 'change', frame, shapes, words }),
  );
  return svg === null ? null : { svg, attribution: await boundaryCredit(database, type, ids) };
}

/** Whose boundaries they are. */
async function boundaryCredit(
  database: Queryable,
  type: ChangeType,
  ids: readonly number[],
): Promise<Attribution> {
  const rows = await database.query<{ vintage: number }>(
    'select distinct vintage from area where area_id = any($1::integer[])',
    [[...ids]],
  );
  const credits = createCreditReads(database);
  return joinAttributions(await Promise.all(rows.map(({ vintage }) => credits.areas({ type, vintage }))));
}
