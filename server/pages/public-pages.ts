import { registerComparePage, type ComparePageDependencies } from './compare-page.ts';
import { registerHomePage, type HomePageDependencies } from './home-page.ts';
import { registerMapFiles, type MapFileDependencies } from './map-files.ts';
import type { PageScope } from './page.ts';

/** What the pages that exist in every language need; each names its own share. */
export type PublicPageDependencies = HomePageDependencies & ComparePageDependencies & MapFileDependencies;

/** The pages that exist in every language, registered once for each. */
export function registerPublicPages(scope: PageScope, dependencies: PublicPageDependencies): void {
  registerHomePage(scope, dependencies);
  registerComparePage(scope, dependencies);
  registerMapFiles(scope, dependencies);
}
