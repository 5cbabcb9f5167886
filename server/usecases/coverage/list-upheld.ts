import type { Attribution } from '../../../core/contract/dataset.ts';
import type { ProblemsPage } from '../../../core/contract/coverage/coverage-problem.ts';
import type { SpeedClass } from '../../../core/contract/coverage/speed-class.ts';
import { joinAttributions } from '../../../core/join-attributions.ts';
import type { CreditReads } from '../../store/credit-reads.ts';
import type { ProblemReads } from '../../store/coverage/problem-reads.ts';

/** What stands with reports wherever they go: they are nobody's published figures. */
export const localEvidence =
  'Reports by the public that officers upheld: local evidence, which no publisher has confirmed.';

/** The credit of reports: of their own, and of the premises and boundaries whose codes and names they hold. */
export async function creditOfReports(credits: Pick<CreditReads, 'codesOfPlaces'>): Promise<Attribution> {
  return joinAttributions([await credits.codesOfPlaces(), { lines: [localEvidence], madeUp: false }]);
}

const rowsOfPage = 50;

/** A page of upheld reports as people read them, the newest first. A page after the last one is the last one. */
export async function listUpheld(
  {
    problems,
    credits,
  }: { readonly problems: ProblemReads; readonly credits: Pick<CreditReads, 'codesOfPlaces'> },
  asked: { readonly within: string | null; readonly speedClass: SpeedClass | null; readonly page: number },
): Promise<ProblemsPage> {
  const filters = { state: 'upheld', within: asked.within, speedClass: asked.speedClass } as const;
  const [counts, total, attribution] = await Promise.all([
    problems.countsByState(),
    problems.count(filters),
    creditOfReports(credits),
  ]);
  const pageCount = Math.max(1, Math.ceil(total / rowsOfPage));
  const page = Math.min(asked.page, pageCount);
  const rows = await problems.page({
    ...filters,
    before: null,
    limit: rowsOfPage,
    offset: (page - 1) * rowsOfPage,
  });
  return { counts, total, page, pageCount, items: rows.map(({ problem }) => problem), attribution };
}
