import { speedClasses } from '../../../core/contract/coverage/speed-class.ts';
import type { Queryable } from '../../database/database.ts';
import { copyRows } from '../copy-csv.ts';
import { classColumn } from './snapshot-store.ts';

/** Premises of one hexagon, or a part of them. */
export interface NewPremisesHexagon {
  readonly zoom: number;
  readonly r: number;
  readonly q: number;
  readonly premises: number;
  readonly notRecognised: number;
  /** By class, in the order of speedClasses: premises expected unserved, and those of which nothing is known. */
  readonly unserved: readonly number[];
  readonly unknown: readonly number[];
}

const sumColumns = [
  ...['premises', 'not_recognised'],
  ...speedClasses.map((each) => `${classColumn(each)}_unserved`),
  ...speedClasses.map((each) => `${classColumn(each)}_unknown`),
];
const columns = ['zoom', 'r', 'q', ...sumColumns];

/** Hexagons of premises, which come in parts: they are put together when the last is there. One transaction. */
export function createHexagonStore(transaction: Queryable) {
  return {
    /** Makes room for the parts, until the transaction ends. */
    begin: (): Promise<number> =>
      transaction.execute(
        `create temporary table premises_hexagon_part on commit drop as
         select ${columns.join(', ')} from premises_hexagon where false`,
      ),

    copyParts: (rows: Iterable<NewPremisesHexagon>): Promise<number> =>
      transaction.copyFrom(
        { table: 'premises_hexagon_part', columns },
        copyRows(rows, ({ zoom, r, q, premises, notRecognised, unserved, unknown }) => [
          ...[zoom, r, q, premises, notRecognised, ...unserved, ...unknown],
        ]),
      ),

    finish: (snapshotId: number): Promise<number> =>
      transaction.execute(
        `insert into premises_hexagon (snapshot_id, ${columns.join(', ')})
         select $1::integer, zoom, r, q, ${sumColumns.map((column) => `sum(${column})`).join(', ')}
         from premises_hexagon_part group by zoom, r, q order by zoom, r, q`,
        [snapshotId],
      ),
  };
}
