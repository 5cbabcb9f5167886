import { boxOfRings, type Box } from '../../core/geography/bounds.ts';
import { createPointInPolygonIndex, type Rings } from '../../core/geography/point-in-polygon.ts';
import { areaOf, pointOnSurface, type PlanePoint } from '../../core/geography/ring-measures.ts';
import { ringsOf } from '../../core/geography/well-known-binary.ts';
import { AppError } from '../../core/errors.ts';
import { boundaries } from '../../server/sources/boundaries/boundaries.ts';
import { openFile } from '../../server/sources/open-file.ts';
import type { AreaRow } from '../../server/sources/source.ts';

interface NamedArea {
  readonly code: string;
  readonly name: string;
}

/** A lower layer area that homes are strewn in. Metres of the National Grid. */
export interface SmallArea extends NamedArea {
  readonly msoa: NamedArea;
  readonly lad: NamedArea;
  readonly rings: Rings;
  readonly box: Box;
  /** A point that is surely inside. */
  readonly inside: PlanePoint;
  readonly squareKilometres: number;
}

/** Files of boundaries, as `atlas import` takes them. */
export interface BoundaryFiles {
  readonly lsoas: string;
  readonly msoas: string;
  readonly authorities: string;
}

/**
 * Small areas out of boundary files: the one thing that is real in a synthetic place. The middle layer area is found by
 * its name (that of the small area without its last letter), the authority by its polygon. Held in memory: what that takes
 * depends on the boundaries, not on how many homes are to stand in them.
 *
 * @param region begins the code of the authority: `E08000009`, `W`; '' for all
 * @throws AppError invalid-request where no area is in the region; source-rejected where one has no larger area
 */
export async function readSmallAreas(files: BoundaryFiles, region: string): Promise<SmallArea[]> {
  const msoas = new Map<string, NamedArea>();
  for await (const { code, name } of areasIn(files.msoas)) msoas.set(name, { code, name });
  const authorities: AreaRow[] = [];
  for await (const row of areasIn(files.authorities)) authorities.push(row);
  const index = createPointInPolygonIndex(authorities.map(({ geometry }) => ringsOf(geometry ?? [])));
  const areas: SmallArea[] = [];
  for await (const { code, name, geometry } of areasIn(files.lsoas)) {
    const rings = ringsOf(geometry ?? []);
    const box = boxOfRings(rings);
    const inside = pointOnSurface(geometry ?? []);
    if (geometry === null || box === null || inside === null) continue;
    const lad = authorities[index.find(inside.x, inside.y)];
    if (lad === undefined) throw withoutLarger(files.authorities, code, 'no authority holds it');
    if (!lad.code.startsWith(region)) continue;
    const msoa = msoas.get(name.slice(0, -1));
    if (msoa === undefined) throw withoutLarger(files.msoas, code, `there is no area "${name.slice(0, -1)}"`);
    const squareKilometres = areaOf(geometry) / 1e6;
    areas.push({
      code,
      name,
      msoa,
      lad: { code: lad.code, name: lad.name },
      rings,
      box,
      inside,
      squareKilometres,
    });
  }
  if (areas.length > 0) return areas;
  throw new AppError('invalid-request', `No area of ${files.lsoas} is in the region "${region}".`, {
    details: { field: 'region', value: region, file: files.lsoas },
  });
}

function withoutLarger(file: string, code: string, reason: string): AppError {
  return new AppError('source-rejected', `${file} does not go with the small area ${code}: ${reason}.`, {
    details: { file, value: code, reason },
  });
}

async function* areasIn(path: string): AsyncGenerator<AreaRow> {
  const opened = await boundaries.open(await openFile(path), {
    options: {},
    signal: new AbortController().signal,
    note: () => undefined,
    reject: ({ line, reason }) => {
      throw new AppError('source-rejected', `${path}, line ${line}: ${reason}.`, {
        details: { file: path, line, reason },
      });
    },
  });
  for await (const batch of opened.batches) yield* batch;
}
