import type { MobileShares } from '../../../core/coverage/mobile-columns.ts';
import type { Queryable } from '../../database/database.ts';
import { copyRecord, copyRecords } from '../copy-csv.ts';

export interface NewMobileCoverage {
  readonly code: string;
  readonly name: string | null;
  readonly premises: number | null;
  readonly shares: MobileShares;
}

const target = {
  table: 'mobile_coverage',
  columns: ['release_id', 'code', 'vintage', 'name', 'premises', 'shares'],
};

/** Mobile coverage: the write side. */
export function createMobileStore(database: Queryable) {
  return {
    /** Gives the number of rows written. `vintage` is that of the authorities' codes. */
    async copyMobileCoverage(
      releaseId: number,
      batches: AsyncIterable<readonly NewMobileCoverage[]>,
      vintage: number | null,
    ): Promise<number> {
      return database.copyFrom(
        target,
        copyRecords(batches, ({ code, name, premises, shares }) =>
          copyRecord([releaseId, code, vintage, name, premises, JSON.stringify(shares)]),
        ),
      );
    },
  };
}
