import type { HttpSettings } from '../http/app-types.ts';
import type { SearchPageDependencies } from '../usecases/search/search-page.ts';
import { aboutPage } from './about-page.ts';
import { accessibilityPage } from './accessibility-page.ts';
import { registerAreaPage, type AreaPageDependencies } from './area-page.ts';
import { registerClusterPage, type ClusterPageDependencies } from './cluster-page.ts';
import { registerComparePage, type ComparePageDependencies } from './compare-page.ts';
import { registerCoverageProblems, type ProblemPagesDependencies } from './coverage/coverage-problems.ts';
import { registerChangePage, type ChangePageDependencies } from './coverage/change-page.ts';
import { registerMobilePages, type MobilePageDependencies } from './coverage/mobile-page.ts';
import { registerRiskPage, type RiskPageDependencies } from './coverage/risk-page.ts';
import { registerCoveragePages, type CoveragePageDependencies } from './coverage/coverage-pages.ts';
import { registerNotSpotListPage, type NotSpotListDependencies } from './coverage/not-spot-list-page.ts';
import { registerNotSpotPage, type NotSpotPageDependencies } from './coverage/not-spot-page.ts';
import { registerPremisesMapPage, type PremisesMapPageDependencies } from './coverage/map-page.ts';
import { registerDataPages, type DataPageDependencies } from './data-pages.ts';
import { registerCardPage, type CardPageDependencies } from './embed/card-page.ts';
import { registerGuidePage, type GuidePageDependencies } from './embed/guide-page.ts';
import { registerGlossaryPage } from './glossary-page.ts';
import { registerHomePage, type HomePageDependencies } from './home-page.ts';
import { registerListPage, type ListPageDependencies } from './lists/list-page.ts';
import { registerMapFiles, type MapFileDependencies } from './map-files.ts';
import { registerMapPage, type MapPageDependencies } from './map-page.ts';
import { registerMethodPages, type MethodPageDependencies } from './method-page.ts';
import { registerChannelShiftPage, type ChannelShiftDependencies } from './outreach/channel-shift-page.ts';
import type { PageScope } from './page.ts';
import { registerSearchPage } from './search-page.ts';
import { registerTextPage, type TextPageDependencies } from './text-page.ts';

/** What the pages that exist in every language need; each names its own share. */
export type PublicPageDependencies = HomePageDependencies &
  SearchPageDependencies &
  MapPageDependencies &
  MapFileDependencies &
  AreaPageDependencies &
  CardPageDependencies &
  GuidePageDependencies &
  ComparePageDependencies &
  MethodPageDependencies &
  ClusterPageDependencies &
  DataPageDependencies &
  ListPageDependencies &
  ProblemPagesDependencies &
  ChannelShiftDependencies &
  ChangePageDependencies &
  MobilePageDependencies &
  RiskPageDependencies &
  CoveragePageDependencies &
  NotSpotListDependencies &
  NotSpotPageDependencies &
  PremisesMapPageDependencies &
  Pick<TextPageDependencies, 'credits'> & { readonly settings: HttpSettings };

/** The pages that exist in every language, registered once for each. */
export function registerPublicPages(scope: PageScope, dependencies: PublicPageDependencies): void {
  const { settings, credits } = dependencies;
  registerHomePage(scope, dependencies);
  registerSearchPage(scope, dependencies);
  registerListPage(scope, dependencies);
  registerMapPage(scope, dependencies);
  registerMapFiles(scope, dependencies);
  registerAreaPage(scope, dependencies);
  registerCardPage(scope, dependencies);
  registerGuidePage(scope, dependencies);
  registerComparePage(scope, dependencies);
  registerMethodPages(scope, dependencies);
  registerClusterPage(scope, dependencies);
  registerDataPages(scope, dependencies);
  registerCoverageProblems(scope, dependencies);
  registerChannelShiftPage(scope, dependencies);
  registerChangePage(scope, dependencies);
  registerMobilePages(scope, dependencies);
  for (const page of [aboutPage, accessibilityPage]) {
    registerTextPage(scope, page, { operator: settings.operator, credits });
  }
  registerGlossaryPage(scope, settings.publicUrl);
  registerRiskPage(scope, dependencies);
  registerCoveragePages(scope, dependencies);
  registerNotSpotListPage(scope, dependencies);
  registerNotSpotPage(scope, dependencies);
  registerPremisesMapPage(scope, dependencies);
}
