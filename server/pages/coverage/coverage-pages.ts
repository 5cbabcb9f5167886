import type { PageScope } from '../page.ts';
import { registerCoverageHome } from './home-page.ts';
import { registerPolygonPage, type PolygonPageDependencies } from './polygon-page.ts';
import { registerPremisesPages, type PremisesPageDependencies } from './premises-pages.ts';
import { registerReportPage, type ReportPageDependencies } from './report-page.ts';

export type CoveragePageDependencies = ReportPageDependencies &
  PolygonPageDependencies &
  PremisesPageDependencies;

/** What premises can order: of all that is loaded, of areas, of drawn polygons, and of each premises. */
export function registerCoveragePages(scope: PageScope, dependencies: CoveragePageDependencies): void {
  registerCoverageHome(scope, dependencies.gapReports);
  registerReportPage(scope, dependencies);
  registerPolygonPage(scope, dependencies);
  registerPremisesPages(scope, dependencies);
}
