import {
  speedClasses,
  type PlanStatus,
  type SpeedClass,
} from '../../../core/contract/coverage/speed-class.ts';
import { technologies, type Technology } from '../../../core/contract/coverage/technology.ts';
import type {
  CoverageSnapshot,
  SnapshotInput,
  SnapshotNote,
} from '../../../core/contract/coverage/snapshot.ts';
import type { Queryable } from '../../database/database.ts';
import { copyRows, type CopyValue } from '../copy-csv.ts';

/** A premises of a snapshot, as it is stored. */
export interface NewPremisesEstimate {
  readonly uprn: number;
  readonly easting: number;
  readonly northing: number;
  readonly tileKey: number;
  readonly postcode: string | null;
  readonly oaId: number | null;
  readonly lsoaId: number | null;
  readonly msoaId: number | null;
  readonly wardId: number | null;
  readonly ladId: number | null;
  readonly isRecognised: boolean | null;
  readonly planStatus: PlanStatus;
  /** By class, in the order of speedClasses. */
  readonly chances: readonly (number | null)[];
  /** In the order of `technologies`. */
  readonly technologyChances: readonly (number | null)[];
  readonly basis: string;
  readonly disagrees: boolean;
}

/** The premises of one area, by one class. */
export interface NewPremisesCount {
  readonly areaId: number;
  readonly speedClass: SpeedClass;
  readonly premises: number;
  readonly served: number;
  readonly likelyServed: number;
  readonly likelyUnserved: number;
  readonly unserved: number;
  readonly unknown: number;
  readonly expectedUnserved: number;
  readonly disagreeing: number;
}

interface SnapshotRow {
  snapshot_id: number;
  period: string;
  is_current: boolean;
  inputs: SnapshotInput[];
  premises: number;
  notes: SnapshotNote[];
  built_at: Date;
}

/** The column of a class or technology in premises_estimate. */
export function classColumn(name: SpeedClass | Technology): string {
  return name.replace('-', '_');
}

/** The chances of some classes or technologies of a premises `e`, as one array. */
export const chancesOf = (names: readonly (SpeedClass | Technology)[]): string =>
  `array[${names.map((name) => `e.${classColumn(name)}`).join(', ')}]`;

const estimateTarget = {
  table: 'premises_estimate',
  columns: [
    ...['snapshot_id', 'uprn', 'easting', 'northing', 'tile_key', 'postcode'],
    ...['oa_id', 'lsoa_id', 'msoa_id', 'ward_id', 'lad_id', 'is_recognised', 'plan_status'],
    ...[...speedClasses, ...technologies].map(classColumn),
    ...['basis', 'disagrees'],
  ],
};

const countTarget = {
  table: 'premises_count',
  columns: [
    ...['snapshot_id', 'area_id', 'speed_class', 'premises', 'served', 'likely_served', 'likely_unserved'],
    ...['unserved', 'unknown', 'expected_unserved', 'disagreeing'],
  ],
};

const snapshotColumns = 'snapshot_id, period, is_current, inputs, premises, notes, built_at';

function toSnapshot(row: SnapshotRow): CoverageSnapshot {
  return {
    snapshotId: row.snapshot_id,
    period: row.period,
    isCurrent: row.is_current,
    inputs: row.inputs,
    premises: row.premises,
    notes: row.notes,
    builtAt: row.built_at.toISOString(),
  };
}

function estimateValues(snapshotId: number, row: NewPremisesEstimate): CopyValue[] {
  return [
    ...[snapshotId, row.uprn, row.easting, row.northing, row.tileKey, row.postcode],
    ...[row.oaId, row.lsoaId, row.msoaId, row.wardId, row.ladId, row.isRecognised, row.planStatus],
    ...[...row.chances, ...row.technologyChances],
    ...[row.basis, row.disagrees],
  ];
}

/** Snapshots of premises: written whole, one for each period. */
export function createSnapshotStore(database: Queryable) {
  const analyse = async (tables: readonly string[]): Promise<void> => {
    for (const table of tables) await database.execute(`analyze ${table}`);
  };
  return {
    /** The newest period first. */
    async list(): Promise<CoverageSnapshot[]> {
      const rows = await database.query<SnapshotRow>(
        `select ${snapshotColumns} from coverage_snapshot order by period collate "C" desc`,
      );
      return rows.map(toSnapshot);
    },

    async current(): Promise<CoverageSnapshot | null> {
      const rows = await database.query<SnapshotRow>(
        `select ${snapshotColumns} from coverage_snapshot where is_current`,
      );
      return rows[0] === undefined ? null : toSnapshot(rows[0]);
    },

    /** The snapshot of a period when it was made from these very inputs; else null. */
    async findSame(period: string, inputHash: string): Promise<CoverageSnapshot | null> {
      const rows = await database.query<SnapshotRow>(
        `select ${snapshotColumns} from coverage_snapshot where period = $1 and input_hash = $2`,
        [period, inputHash],
      );
      return rows[0] === undefined ? null : toSnapshot(rows[0]);
    },

    /** Makes the planner know the tables that a snapshot is made from: the embedded database never looks by itself. */
    prepare: () => analyse(['premises', 'premises_directory', 'premises_plan', 'coverage', 'postcode']),

    /** Takes the place of an earlier one of the same period. Gives its id. */
    async create(period: string, inputHash: string, inputs: readonly SnapshotInput[]): Promise<number> {
      await database.execute('delete from coverage_snapshot where period = $1', [period]);
      const rows = await database.query<{ snapshot_id: number }>(
        `insert into coverage_snapshot (period, input_hash, inputs, premises)
         values ($1, $2, $3::jsonb, 0) returning snapshot_id`,
        [period, inputHash, JSON.stringify(inputs)],
      );
      const [row] = rows;
      if (row === undefined) throw new Error('insert into coverage_snapshot returned no row');
      return row.snapshot_id;
    },

    copyPremises: (snapshotId: number, rows: readonly NewPremisesEstimate[]): Promise<number> =>
      database.copyFrom(
        estimateTarget,
        copyRows(rows, (row) => estimateValues(snapshotId, row)),
      ),

    copyCounts: (snapshotId: number, counts: Iterable<NewPremisesCount>): Promise<number> =>
      database.copyFrom(
        countTarget,
        copyRows(counts, (row) => [
          ...[snapshotId, row.areaId, row.speedClass, row.premises, row.served, row.likelyServed],
          ...[row.likelyUnserved, row.unserved, row.unknown, row.expectedUnserved, row.disagreeing],
        ]),
      ),

    /** Says what was written, makes the snapshot of the newest period the current one, and the planner know of it. */
    async finish(snapshotId: number, premises: number, notes: readonly SnapshotNote[]): Promise<void> {
      await database.execute(
        `update coverage_snapshot set premises = $2::integer, notes = $3::jsonb where snapshot_id = $1::integer`,
        [snapshotId, premises, JSON.stringify(notes)],
      );
      await database.execute('update coverage_snapshot set is_current = false where is_current');
      await database.execute(
        `update coverage_snapshot set is_current = true where snapshot_id = (
           select snapshot_id from coverage_snapshot order by period collate "C" desc limit 1)`,
      );
      await analyse([
        'premises_estimate',
        'premises_count',
        'premises_hexagon',
        'not_spot',
        'not_spot_member',
      ]);
    },
  };
}
