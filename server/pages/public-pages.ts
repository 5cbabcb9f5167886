import { registerClusterPage, type ClusterPageDependencies } from './cluster-page.ts';
import { registerComparePage, type ComparePageDependencies } from './compare-page.ts';
import { registerDataPages, type DataPageDependencies } from './data-pages.ts';
import { registerHomePage, type HomePageDependencies } from './home-page.ts';
import { registerListPage, type ListPageDependencies } from './lists/list-page.ts';
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
    ComparePageDependencies,
    MethodPageDependencies,
    ClusterPageDependencies,
    DataPageDependencies,
    ListPageDependencies {}

/** The pages that exist in every language, registered once for each. */
export function registerPublicPages(scope: PageScope, dependencies: PublicPageDependencies): void {
  registerHomePage(scope, dependencies);
  registerListPage(scope, dependencies);
  registerMapPage(scope, dependencies);
  registerMapFiles(scope, dependencies);
  registerComparePage(scope, dependencies);
  registerMethodPages(scope, dependencies);
  registerClusterPage(scope, dependencies);
  registerDataPages(scope, dependencies);
}
