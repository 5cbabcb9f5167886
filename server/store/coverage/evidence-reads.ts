import type { Queryable } from '../../database/database.ts';

/** BDUK's row of a premises, as it was published. */
export interface StoredPlan {
  readonly releaseId: number;
  readonly currentGigabit: boolean | null;
  readonly fields: Readonly<Record<string, string | number | boolean | null>>;
}

interface PlanRow {
  release_id: number;
  is_recognised: boolean | null;
  lot_id: string | null;
  lot_name: string | null;
  subsidy_status: string | null;
  current_gigabit: boolean | null;
  future_gigabit: boolean | null;
  plan: Record<string, string | number | boolean | null>;
}

/** What is said of one premises by itself. */
export function createEvidenceReads(database: Queryable) {
  return {
    /** The row of the latest of these releases that has one. */
    async plan(releaseIds: readonly number[], uprn: number): Promise<StoredPlan | null> {
      if (releaseIds.length === 0) return null;
      const rows = await database.query<PlanRow>(
        `select release_id, is_recognised, lot_id, lot_name, subsidy_status, current_gigabit, future_gigabit, plan
         from premises_plan where release_id = any($1::integer[]) and uprn = $2::bigint
         order by release_id desc limit 1`,
        [[...releaseIds], uprn],
      );
      const [row] = rows;
      if (row === undefined) return null;
      const { release_id, current_gigabit, plan, ...own } = row;
      return {
        releaseId: release_id,
        currentGigabit: current_gigabit,
        fields: { current_gigabit, ...own, ...plan },
      };
    },
  };
}
