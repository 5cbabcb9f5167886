import type { AreaSet, AreaType } from '../../../core/contract/area.ts';
import type { Queryable } from '../../database/database.ts';
import { createAreaDirectory } from '../../store/area-directory.ts';
import type {
  DirectoryRow,
  PointRow,
  SnapshotInputReads,
} from '../../store/coverage/snapshot-input-reads.ts';
import { newestBoundaries, type PointAssigner } from '../assign-points.ts';

/** Ids of the areas a premises lies in; null where none is known. */
export interface PremisesPlace {
  readonly oaId: number | null;
  readonly lsoaId: number | null;
  readonly msoaId: number | null;
  readonly wardId: number | null;
  readonly ladId: number | null;
}

export interface PremisesPlacer {
  /** `postcodeOa` is the output area that a postcode directory names, the last resort for it. */
  place(point: PointRow, directory: DirectoryRow | undefined, postcodeOa: string | undefined): PremisesPlace;
  oaCode(oaId: number | null): string | null;
}

interface Level {
  readonly assigner: PointAssigner | null;
  readonly idOfCode: ReadonlyMap<string, number>;
}

/**
 * Says in which areas premises lie: as a directory of premises has them, where one is loaded and the area is; else by the
 * polygon that holds the point. Areas are those of the newest vintage with boundaries, as everywhere on the map; the MSOA
 * is that of the LSOA.
 */
export async function createPremisesPlacer(
  database: Queryable,
  reads: Pick<SnapshotInputReads, 'msoaOfLsoa'>,
): Promise<PremisesPlacer> {
  const [oa, lsoa, ward, lad] = [
    await levelOf(database, 'oa'),
    await levelOf(database, 'lsoa'),
    await levelOf(database, 'ward'),
    await levelOf(database, 'lad'),
  ];
  const codeOfOa = new Map([...oa.idOfCode].map(([code, id]) => [id, code]));
  const lsoaVintage = lsoa.assigner?.set.vintage;
  const msoaOfLsoa =
    lsoaVintage === undefined ? new Map<number, number>() : await reads.msoaOfLsoa(lsoaVintage);
  const idAt = (
    { assigner, idOfCode }: Level,
    code: string | null | undefined,
    point: PointRow,
  ): number | null =>
    (code === null || code === undefined ? undefined : idOfCode.get(code)) ??
    assigner?.areaAt(point.easting, point.northing)?.areaId ??
    null;
  return {
    place(point, directory, postcodeOa) {
      const lsoaId = idAt(lsoa, directory?.lsoaCode, point);
      const byPostcode = postcodeOa === undefined ? undefined : oa.idOfCode.get(postcodeOa);
      return {
        oaId: idAt(oa, directory?.oaCode, point) ?? byPostcode ?? null,
        lsoaId,
        msoaId: (lsoaId === null ? undefined : msoaOfLsoa.get(lsoaId)) ?? null,
        wardId: idAt(ward, directory?.wardCode, point),
        ladId: idAt(lad, directory?.ladCode, point),
      };
    },
    oaCode: (oaId) => (oaId === null ? null : (codeOfOa.get(oaId) ?? null)),
  };
}

async function levelOf(database: Queryable, type: AreaType): Promise<Level> {
  const directory = createAreaDirectory(database);
  const assigner = await newestBoundaries(type, database);
  const set = assigner?.set ?? (await newestSet(database, type));
  return { assigner, idOfCode: set === null ? new Map() : await directory.idsByCode(set) };
}

/** Areas that a lookup has named without boundaries. */
async function newestSet(database: Queryable, type: AreaType): Promise<AreaSet | null> {
  const sets = await createAreaDirectory(database).areaSets();
  return sets.filter((set) => set.type === type).sort((a, b) => b.vintage - a.vintage)[0] ?? null;
}
