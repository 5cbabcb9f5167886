import type { Database } from '../../database/database.ts';
import type { HttpSettings } from '../../http/app-types.ts';
import type { ReportLimit } from '../../http/rate-limits.ts';
import type { CreditReads } from '../../store/credit-reads.ts';
import type { ProblemReads } from '../../store/coverage/problem-reads.ts';
import type { PageScope } from '../page.ts';
import { registerTextPage } from '../text-page.ts';
import { privacyPage } from './privacy-page.ts';
import { registerProblemPages } from './problem-pages.ts';
import { registerReportForm } from './problem-form.ts';
import { registerTriagePages } from './triage-pages.ts';

export interface ProblemPagesDependencies {
  /** Reports of coverage: the reads, and the database that they are written to. */
  readonly coverageProblems: {
    readonly database: Database;
    readonly problems: ProblemReads;
    readonly limitReports: ReportLimit;
    readonly now: () => Date;
  };
  readonly settings: HttpSettings;
  readonly credits: CreditReads;
}

/** Everything that people see of reports about coverage, in one language. */
export function registerCoverageProblems(
  scope: PageScope,
  { coverageProblems, settings, credits }: ProblemPagesDependencies,
): void {
  const dependencies = { ...coverageProblems, settings, credits };
  registerReportForm(scope, dependencies);
  registerTriagePages(scope, dependencies);
  registerProblemPages(scope, dependencies);
  registerTextPage(scope, privacyPage(settings.coverageProblems.emailDays), {
    operator: settings.operator,
    credits,
  });
}
