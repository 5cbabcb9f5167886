import { mobileColumn, mobileShares } from '../../../core/coverage/mobile-columns.ts';
import type { MobileCoverageRow, OpenedSource } from '../../sources/source.ts';
import { createMobileStore, type NewMobileCoverage } from '../../store/coverage/mobile-store.ts';
import type { WriteTarget } from './import-types.ts';

/** Ofcom's rounding to two decimals leaves a few hundredths. */
const tolerance = 0.1;

/**
 * Writes mobile coverage, an authority a row. Authorities need not be loaded: like fixed coverage it is kept by code.
 * Groups of shares that do not add up to 100 % are kept as published, and said.
 */
export async function writeMobileCoverage(
  source: OpenedSource<MobileCoverageRow>,
  target: WriteTarget,
): Promise<number> {
  const columns = source.columns.map(({ name }) => mobileColumn(name));
  const premises = source.columns.findIndex(({ name }) => name === 'prem_count');
  let uneven = 0;
  async function* rows(): AsyncGenerator<readonly NewMobileCoverage[]> {
    for await (const batch of source.batches) {
      yield batch.map(({ code, name, values }) => {
        const shares = mobileShares(columns, values);
        uneven += Object.values(shares).filter(isUneven).length;
        return { code, name, premises: values[premises] ?? null, shares };
      });
    }
  }
  const vintage = source.facts.areas?.vintage ?? null;
  const kept = await createMobileStore(target.transaction).copyMobileCoverage(
    target.releaseId,
    rows(),
    vintage,
  );
  if (uneven > 0) {
    target.note({
      code: 'shares-uneven',
      severity: 'warning',
      message: `${uneven} groups of shares by number of operators do not add up to 100 %; they are kept as published.`,
      count: uneven,
    });
  }
  return kept;
}

function isUneven(shares: readonly number[] | null): boolean {
  return shares !== null && Math.abs(shares.reduce((sum, share) => sum + share, 0) - 100) > tolerance;
}
