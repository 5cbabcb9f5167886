import { registerAreaPage, type AreaPageDependencies } from './area-page.ts';
import { registerClusterPage, type ClusterPageDependencies } from './cluster-page.ts';
import { registerComparePage, type ComparePageDependencies } from './compare-page.ts';
import { registerDataPages, type DataPageDependencies } from './data-pages.ts';
import { registerCardPage, type CardPageDependencies } from './embed/card-page.ts';
import { registerGuidePage, type GuidePageDependencies } from './embed/guide-page.ts';
import { registerHomePage, type HomePageDependencies } from './home-page.ts';
import { registerMapFiles, type MapFileDependencies } from './map-files.ts';
import { registerMapPage, type MapPageDependencies } from './map-page.ts';
import { registerMethodPages, type MethodPageDependencies } from './method-page.ts';
import type { PageScope } from './page.ts';

/** What the pages that exist in every language need; each names its own share. */
export interface PublicPageDependencies
  extends
    HomePageDependencies,
    MapPageDependencies,
    MapFileDependencies,
    AreaPageDependencies,
    CardPageDependencies,
    GuidePageDependencies,
    ComparePageDependencies,
    MethodPageDependencies,
    ClusterPageDependencies,
    DataPageDependencies {}

/** The pages that exist in every language, registered once for each. */
export function registerPublicPages(scope: PageScope, dependencies: PublicPageDependencies): void {
  registerHomePage(scope, dependencies);
  registerMapPage(scope, dependencies);
  registerMapFiles(scope, dependencies);
  registerAreaPage(scope, dependencies);
  registerCardPage(scope, dependencies);
  registerGuidePage(scope, dependencies);
  registerComparePage(scope, dependencies);
  registerMethodPages(scope, dependencies);
  registerClusterPage(scope, dependencies);
  registerDataPages(scope, dependencies);
}
