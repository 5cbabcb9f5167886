import type { Borough, OutputArea } from './borough.ts';
import { isInside, type Point } from './landscape.ts';
import { alongStreet } from '../made-up/along-street.ts';
import { chooseLines, type LineClass } from '../made-up/lines.ts';
import { apportion, itemAt, type Random } from '../made-up/random.ts';

/** What Ofcom counts of a home or business. */
export interface Serviced {
  readonly isResidential: boolean;
  readonly line: LineClass;
  /** What it had before full fibre came. */
  readonly lineBefore: LineClass;
  /** Order in which full fibre reached it, 0 first to 1 last. */
  readonly fibreOrder: number;
  /** A fixed wireless service gives it a decent connection. */
  readonly hasWireless: boolean;
  /** Found in the operators' data: Ofcom's "matched". */
  readonly isMatched: boolean;
}

export interface Premises extends Serviced {
  readonly uprn: number;
  readonly place: Point;
  readonly oa: number;
  readonly postcode: number;
}

export interface Postcode {
  readonly text: string;
  readonly place: Point;
  readonly oa: number;
  /** YYYYMM. */
  readonly introduced: string;
  readonly terminated: string | null;
}

export const premisesCount = 60_000;
export const postcodeCount = 3_000;
const terminatedCount = 120;
/** Twelve digits; the Ordnance Survey has given out nothing that begins with 99999. */
const firstUprn = 999_990_000_001;

export function placePostcodes(borough: Borough, random: Random): Postcode[] {
  const perArea = apportion(
    postcodeCount,
    borough.outputAreas.map((area) => 1 + 0.5 * area.character.village + random.between(0, 0.3)),
  );
  const texts = postcodeTexts(borough);
  let placed = 0;
  let terminated = 0;
  const nextInMsoa = new Map<number, number>();
  return borough.outputAreas.flatMap((area, oa) =>
    Array.from({ length: itemAt(perArea, oa) }, (_, position): Postcode => {
      const used = nextInMsoa.get(area.msoa) ?? 0;
      nextInMsoa.set(area.msoa, used + 1);
      placed += 1;
      // One in 25, but never an output area's first, so that each keeps a postcode.
      const isTerminated =
        position > 0 && terminated < Math.floor((placed * terminatedCount) / postcodeCount);
      if (isTerminated) terminated += 1;
      return {
        text: itemAt(itemAt(texts, area.msoa), used),
        place: position === 0 ? area.centre : pointWithin(area, random),
        oa,
        introduced: `${random.integer(1980, 2012)}${String(random.integer(1, 12)).padStart(2, '0')}`,
        terminated: isTerminated
          ? `${random.integer(2014, 2024)}${String(random.integer(1, 12)).padStart(2, '0')}`
          : null,
      };
    }),
  );
}

/** One postcode sector to each MSOA: ZZ1 1AA and so on. There is no postcode area ZZ. */
function postcodeTexts(borough: Borough): string[][] {
  const letters = Array.from('ABDEFGHJLNPQRSTUWXYZ');
  const units = letters.flatMap((first) => letters.map((second) => first + second));
  return borough.msoas.map((_, msoa) =>
    units.map((unit) => `ZZ${1 + Math.floor(msoa / 5)} ${1 + (msoa % 5)}${unit}`),
  );
}

/** Homes stand along streets through their postcode's middle, within their output area. */
export function placePremises(borough: Borough, postcodes: readonly Postcode[], random: Random): Premises[] {
  const live = postcodes.flatMap((postcode, index) => (postcode.terminated === null ? [index] : []));
  const sizes = apportion(
    premisesCount,
    live.map(() => random.between(0.5, 1.5)),
  );
  let uprn = firstUprn;
  return live.flatMap((index, position) => {
    const postcode = itemAt(postcodes, index);
    const area = itemAt(borough.outputAreas, postcode.oa);
    const angle = random.between(0, Math.PI);
    const length = area.character.rural > 0.5 ? 0.28 : 0.07;
    const ring = itemAt(area.rings, 0);
    const within = { settle: toWholeMetres, isInside: (point: Point) => isInside(point, ring) };
    const luck = random.normal();
    return Array.from({ length: itemAt(sizes, position) }, (): Premises => {
      uprn += random.integer(1, 3);
      const lines = chooseLines(area.character, luck, random);
      return {
        uprn,
        place: alongStreet({ middle: postcode.place, angle, length, setBack: [0.008, 0.02] }, within, random),
        oa: postcode.oa,
        postcode: index,
        ...lines,
        ...drawService(area, random),
      };
    });
  });
}

function drawService(
  { character }: OutputArea,
  random: Random,
): Omit<Serviced, keyof ReturnType<typeof chooseLines>> {
  return {
    isResidential: random.next() < 0.93 - 0.25 * character.centre,
    fibreOrder: random.next(),
    hasWireless: random.next() < 0.55,
    isMatched: random.next() < 0.998,
  };
}

/** New homes and remote ones that Ofcom is taken to place in the borough and in none of its output areas. */
const unplaced = { newEstate: 40, rural: 8 };

/**
 * The premises that are in the figures of the authority alone: why the sum of its output areas falls short of them. Their
 * lines are drawn as those of all others are, as in the estate or the countryside that they stand in.
 */
export function drawUnplaced(borough: Borough, random: Random): Serviced[] {
  return (['newEstate', 'rural'] as const).flatMap((theme) => {
    const areas = borough.outputAreas.filter(({ character }) => character[theme] > 0.5);
    return Array.from({ length: unplaced[theme] }, (): Serviced => {
      const area = random.pick(areas);
      return { ...chooseLines(area.character, random.normal(), random), ...drawService(area, random) };
    });
  });
}

function pointWithin(area: OutputArea, random: Random): Point {
  const ring = itemAt(area.rings, 0);
  for (;;) {
    const corner = random.pick(ring);
    const other = random.pick(ring);
    const [t, u] = [Math.sqrt(random.next()), random.next()];
    const place = toWholeMetres({
      x: area.centre.x + t * ((1 - u) * corner.x + u * other.x - area.centre.x),
      y: area.centre.y + t * ((1 - u) * corner.y + u * other.y - area.centre.y),
    });
    if (isInside(place, ring)) return place;
  }
}

const toWholeMetres = (point: Point): Point => ({
  x: Math.round(1000 * point.x) / 1000,
  y: Math.round(1000 * point.y) / 1000,
});
