import { registerAreaPage, type AreaPageDependencies } from './area-page.ts';
import { registerCardPage, type CardPageDependencies } from './embed/card-page.ts';
import { registerGuidePage, type GuidePageDependencies } from './embed/guide-page.ts';
import { registerHomePage, type HomePageDependencies } from './home-page.ts';
import { registerMapFiles, type MapFileDependencies } from './map-files.ts';
import type { PageScope } from './page.ts';

/** What the pages that exist in every language need; each names its own share. */
export type PublicPageDependencies = HomePageDependencies &
  AreaPageDependencies &
  MapFileDependencies &
  CardPageDependencies &
  GuidePageDependencies;

/** The pages that exist in every language, registered once for each. */
export function registerPublicPages(scope: PageScope, dependencies: PublicPageDependencies): void {
  registerHomePage(scope, dependencies);
  registerAreaPage(scope, dependencies);
  registerMapFiles(scope, dependencies);
  registerCardPage(scope, dependencies);
  registerGuidePage(scope, dependencies);
}
