import { covers } from '../../core/geography/point-in-polygon.ts';
import type { PlanePoint } from '../../core/geography/ring-measures.ts';
import { alongStreet } from '../made-up/along-street.ts';
import { chooseLines, type LineClass } from '../made-up/lines.ts';
import { apportion, clamp, createRandom, type Random } from '../made-up/random.ts';
import type { SmallArea } from './small-areas.ts';

/** A home or business. Metres of the National Grid, to the centimetre. */
export interface Home {
  readonly x: number;
  readonly y: number;
  readonly isResidential: boolean;
  /** The line it has, as Ofcom counts it. */
  readonly line: LineClass;
  /** The line it has as BDUK sees it: another one for the share of homes on which the two disagree. */
  readonly lineOfBduk: LineClass;
  readonly hasWireless: boolean;
  readonly isMatched: boolean;
}

/** The homes of one postcode: a street within one output area. */
export interface Street {
  readonly middle: PlanePoint;
  readonly homes: readonly Home[];
}

/** Homes to a postcode, on average; output areas have about nine postcodes at full size. */
const homesInPostcode = 15;
const mostOutputAreas = 5;

/**
 * Strews homes over a small area: output areas round a site each, streets of about fifteen homes round the site. In the
 * country most sites are near one village, the others are scattered farms.
 *
 * What line a home has goes by how rural it is, by luck that a whole postcode shares, and by new estates; five homes in six
 * have the line of their postcode.
 *
 * @param disagreement share (0-1) of homes whose gigabit status is not the same in both sources
 * @returns streets by output area; the homes of all add up to `count`. The same for the same seed.
 */
export function strewHomes(area: SmallArea, count: number, disagreement: number, seed: number): Street[][] {
  if (count === 0) return [];
  const random = createRandom(seed);
  const rural = clamp(Math.log10(area.squareKilometres / 0.5) / 1.7, 0, 1);
  const village = interiorPoint(area, random);
  const parts = clamp(Math.floor(count / homesInPostcode), 1, mostOutputAreas);
  return split(count, parts, [0.8, 1.2], random).map((homes) => {
    const isVillage = random.next() < 0.7;
    const site =
      rural > 0.2 && isVillage ? pointNear(area, village, 350, random) : interiorPoint(area, random);
    const newEstate = random.next() < 0.08 ? 1 : 0;
    const place = {
      centre: 0,
      marsh: 0,
      college: 0,
      coastal: 0,
      newEstate,
      rural,
      village: isVillage ? 1 : 0,
    };
    const reach = rural <= 0.2 || isVillage ? 90 : 500;
    const streets = Math.max(1, Math.round(homes / homesInPostcode));
    return split(homes, streets, [0.5, 1.5], random)
      .filter((size) => size > 0)
      .map((size) => {
        const middle = pointNear(area, site, reach, random);
        const length = reach > 100 ? 280 : 70;
        return { middle, homes: homesAlong(area, { middle, length, size, place, disagreement }, random) };
      });
  });
}

const split = (count: number, parts: number, range: readonly [number, number], random: Random): number[] =>
  apportion(
    count,
    Array.from({ length: parts }, () => random.between(...range)),
  );

interface Plan {
  readonly middle: PlanePoint;
  readonly length: number;
  readonly size: number;
  readonly place: Parameters<typeof chooseLines>[0];
  readonly disagreement: number;
}

function homesAlong(area: SmallArea, plan: Plan, random: Random): Home[] {
  const street = {
    ...{ middle: plan.middle, length: plan.length },
    angle: random.between(0, Math.PI),
    setBack: [8, 20] as const,
  };
  const within = { settle: toCentimetres, isInside: ({ x, y }: PlanePoint) => covers(area.rings, x, y) };
  const luck = random.normal();
  const shared = chooseLines(plan.place, luck, random).line;
  const hasMast = random.next() < 0.55;
  return Array.from({ length: plan.size }, () => {
    const line = random.next() < 5 / 6 ? shared : chooseLines(plan.place, luck, random).line;
    return {
      ...alongStreet(street, within, random),
      ...{ line, lineOfBduk: random.next() < plan.disagreement ? contradicting(line) : line },
      isResidential: random.next() < 0.93,
      hasWireless: hasMast && random.next() < 0.9,
      isMatched: random.next() < 0.998,
    };
  });
}

const contradicting = (line: LineClass): LineClass =>
  line === 'full-fibre' || line === 'cable' ? '30' : 'full-fibre';

const toCentimetres = ({ x, y }: PlanePoint): PlanePoint => ({
  x: Math.round(100 * x) / 100,
  y: Math.round(100 * y) / 100,
});

/** Anywhere in the area; of a sliver, the point that is surely inside. */
function interiorPoint({ rings, box, inside }: SmallArea, random: Random): PlanePoint {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const point = { x: random.between(box.minX, box.maxX), y: random.between(box.minY, box.maxY) };
    if (covers(rings, point.x, point.y)) return toCentimetres(point);
  }
  return inside;
}

function pointNear(area: SmallArea, middle: PlanePoint, reach: number, random: Random): PlanePoint {
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const point = { x: middle.x + reach * random.normal(), y: middle.y + reach * random.normal() };
    if (covers(area.rings, point.x, point.y)) return toCentimetres(point);
  }
  return middle;
}
