import { registerComparePage, type ComparePageDependencies } from './compare-page.ts';
import { registerDataPages, type DataPageDependencies } from './data-pages.ts';
import { registerHomePage, type HomePageDependencies } from './home-page.ts';
import { registerListPage, type ListPageDependencies } from './lists/list-page.ts';
import { registerMapFiles, type MapFileDependencies } from './map-files.ts';
import type { PageScope } from './page.ts';

/** What the pages that exist in every language need; each names its own share. */
export type PublicPageDependencies = HomePageDependencies &
  MapFileDependencies &
  ComparePageDependencies &
  DataPageDependencies &
  ListPageDependencies;

/** The pages that exist in every language, registered once for each. */
export function registerPublicPages(scope: PageScope, dependencies: PublicPageDependencies): void {
  registerHomePage(scope, dependencies);
  registerListPage(scope, dependencies);
  registerMapFiles(scope, dependencies);
  registerComparePage(scope, dependencies);
  registerDataPages(scope, dependencies);
}
