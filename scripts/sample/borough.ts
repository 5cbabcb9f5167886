import { drawCells, type Cells } from './cells.ts';
import { dissolve, nameByPlace, neighboursOf, partition, twiceArea, type Ring } from './districts.ts';
import { characterAt, distanceBetween, gridOrigin, type Character, type Point } from './landscape.ts';
import { itemAt, type Random } from '../made-up/random.ts';

/** Codes and names of the made-up borough. Real codes end well below 900000, so none can be mistaken for these. */
export const authority = { code: 'E06999001', name: 'Seaborough' };
export const counts = { oa: 600, lsoa: 120, msoa: 25, ward: 18 };

export interface District {
  readonly code: string;
  readonly name: string;
  readonly rings: readonly Ring[];
  readonly centre: Point;
  readonly squareKilometres: number;
}

export interface OutputArea extends District {
  readonly lsoa: number;
  readonly msoa: number;
  readonly ward: number;
  readonly character: Character;
}

export interface Borough {
  readonly outputAreas: readonly OutputArea[];
  readonly lsoas: readonly (District & { readonly msoa: number; readonly ward: number })[];
  readonly msoas: readonly District[];
  readonly wards: readonly District[];
  readonly authority: District;
}

const wardAnchors: readonly (readonly [string, Point])[] = [
  ['Harbour', { x: 10.2, y: 6.4 }],
  ['Old Town', { x: 9.6, y: 7.2 }],
  ['Market', { x: 8.8, y: 6.5 }],
  ['College', { x: 7.9, y: 8.5 }],
  ['Northcliff', { x: 11.5, y: 10.3 }],
  ['Lighthouse', { x: 9.9, y: 10.6 }],
  ['Gull Bay', { x: 10.5, y: 8.4 }],
  ['Beacon Hill', { x: 8.6, y: 9.6 }],
  ['Priory', { x: 7.6, y: 7.0 }],
  ['Mill Lane', { x: 7.9, y: 5.6 }],
  ['Marshside', { x: 8.5, y: 3.6 }],
  ['Saltings', { x: 9.6, y: 4.6 }],
  ['Pier', { x: 11.2, y: 4.6 }],
  ['Southsands', { x: 12.0, y: 3.2 }],
  ['Dunes', { x: 10.9, y: 1.7 }],
  ['New Fenwick', { x: 5.7, y: 5.6 }],
  ['Sallow and Thornby', { x: 2.4, y: 8.6 }],
  ['Sedgeley', { x: 3.2, y: 2.6 }],
];

/** Draws the borough: output areas as cells, and every larger area as a union of them, so that borders are shared. */
export function drawBorough(random: Random): Borough {
  const cells = drawCells(counts.oa, random);
  const everyCell = cells.sites.map((_, index) => index);
  const neighbours = neighboursOf(cells.borders, counts.oa);
  const ofCells = { points: cells.sites, weights: cells.sites.map(() => 1), neighbours, random };
  const msoaOf = partition(everyCell, counts.msoa, ofCells);
  const lsoaOf = splitWithin(msoaOf, (members, parts) => partition(members, parts, ofCells));
  const wardOf = drawWards(cells, lsoaOf, neighbours, random);
  const lsoas = districtsOf(cells, lsoaOf, (label) => ({ code: codeOf('E01', label), name: '' }));
  const msoas = districtsOf(cells, msoaOf, (label) => ({
    code: codeOf('E02', label),
    name: `${authority.name} ${String(label + 1).padStart(3, '0')}`,
  }));
  const names = nameByPlace(
    districtsOf(cells, wardOf, () => ({ code: '', name: '' })).map((ward) => ward.centre),
    wardAnchors,
  );
  return {
    outputAreas: districtsOf(cells, everyCell, (label) => ({ code: codeOf('E00', label), name: '' })).map(
      (area, index) => ({
        ...area,
        lsoa: itemAt(lsoaOf, index),
        msoa: itemAt(msoaOf, index),
        ward: itemAt(wardOf, index),
        character: characterAt(area.centre, cells.coast),
      }),
    ),
    lsoas: nameLsoas(lsoas, { lsoaOf, msoaOf, wardOf }),
    msoas,
    wards: districtsOf(cells, wardOf, (label) => ({
      code: codeOf('E05', label),
      name: itemAt(names, label),
    })),
    authority: itemAt(
      districtsOf(
        cells,
        cells.sites.map(() => 0),
        () => authority,
      ),
      0,
    ),
  };
}

const codeOf = (prefix: string, label: number): string => `${prefix}${999_001 + label}`;

/** Five LSOAs in most MSOAs and four in the others: 120 in 25. */
function splitWithin(
  msoaOf: readonly number[],
  split: (members: readonly number[], parts: number) => readonly number[],
): number[] {
  const lsoaOf = new Array<number>(msoaOf.length).fill(-1);
  let first = 0;
  for (let msoa = 0; msoa < counts.msoa; msoa += 1) {
    const members = msoaOf.flatMap((label, index) => (label === msoa ? [index] : []));
    const parts = msoa % 5 === 4 ? 4 : 5;
    const labels = split(members, parts);
    for (const member of members) lsoaOf[member] = first + itemAt(labels, member);
    first += parts;
  }
  return lsoaOf;
}

/** Wards are unions of LSOAs, but for a few LSOAs of which a corner lies across the ward boundary, as in life. */
function drawWards(
  cells: Cells,
  lsoaOf: readonly number[],
  neighbours: readonly (readonly number[])[],
  random: Random,
): number[] {
  const centres = Array.from({ length: counts.lsoa }, (_, lsoa) => {
    const members = cells.sites.filter((_site, index) => lsoaOf[index] === lsoa);
    return meanOf(members);
  });
  const lsoaNeighbours = centres.map((_, lsoa) => {
    const touching = neighbours.flatMap((others, cell) =>
      lsoaOf[cell] === lsoa ? others.map((other) => itemAt(lsoaOf, other)) : [],
    );
    return [...new Set(touching)].filter((other) => other !== lsoa);
  });
  const wardOfLsoa = partition(
    centres.map((_, lsoa) => lsoa),
    counts.ward,
    { points: centres, weights: centres.map(() => 1), neighbours: lsoaNeighbours, random },
  );
  const wardOf = lsoaOf.map((lsoa) => itemAt(wardOfLsoa, lsoa));
  const straddling = new Set<number>();
  for (const [cell, others] of neighbours.entries()) {
    const lsoa = itemAt(lsoaOf, cell);
    const across = others.find((other) => wardOf[other] !== wardOf[cell]);
    if (across === undefined || straddling.size >= 7 || straddling.has(lsoa) || cell % 11 !== 3) continue;
    straddling.add(lsoa);
    wardOf[cell] = itemAt(wardOf, across);
  }
  return wardOf;
}

const meanOf = (points: readonly Point[]): Point => ({
  x: points.reduce((sum, point) => sum + point.x, 0) / points.length,
  y: points.reduce((sum, point) => sum + point.y, 0) / points.length,
});

function districtsOf(
  cells: Cells,
  labels: readonly number[],
  nameFor: (label: number) => { readonly code: string; readonly name: string },
): District[] {
  return [...dissolve(cells.borders, labels)].map(([label, rings]) => {
    const members = cells.sites.filter((_, index) => labels[index] === label);
    const middle = meanOf(members);
    const centre = members.reduce((best, site) =>
      distanceBetween(site, middle) < distanceBetween(best, middle) ? site : best,
    );
    const squareKilometres = rings.reduce((sum, ring) => sum + twiceArea(ring) / 2, 0);
    return { ...nameFor(label), rings, centre, squareKilometres };
  });
}

/** "Seaborough 001A": the MSOA's number and a letter, as the ONS names LSOAs. */
function nameLsoas(
  lsoas: readonly District[],
  of: { lsoaOf: readonly number[]; msoaOf: readonly number[]; wardOf: readonly number[] },
): Borough['lsoas'] {
  const used = new Map<number, number>();
  return lsoas.map((lsoa, label) => {
    const cells = of.lsoaOf.flatMap((value, cell) => (value === label ? [cell] : []));
    const msoa = itemAt(of.msoaOf, itemAt(cells, 0));
    const letter = used.get(msoa) ?? 0;
    used.set(msoa, letter + 1);
    const name = `${authority.name} ${String(msoa + 1).padStart(3, '0')}${String.fromCharCode(65 + letter)}`;
    return { ...lsoa, name, msoa, ward: mostCommon(cells.map((cell) => itemAt(of.wardOf, cell))) };
  });
}

function mostCommon(values: readonly number[]): number {
  const votes = new Map<number, number>();
  for (const value of values) votes.set(value, (votes.get(value) ?? 0) + 1);
  return itemAt(
    [...votes].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([value]) => value),
    0,
  );
}

export const gridOf = (point: Point): { easting: number; northing: number } => ({
  easting: gridOrigin.easting + 1000 * point.x,
  northing: gridOrigin.northing + 1000 * point.y,
});
