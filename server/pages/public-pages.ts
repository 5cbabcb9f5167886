import { aboutPage } from './about-page.ts';
import { accessibilityPage } from './accessibility-page.ts';
import { registerGlossaryPage } from './glossary-page.ts';
import { registerHomePage, type HomePageDependencies } from './home-page.ts';
import type { HttpSettings } from '../http/app-types.ts';
import { registerMapFiles, type MapFileDependencies } from './map-files.ts';
import type { PageScope } from './page.ts';
import { registerSearchPage } from './search-page.ts';
import { registerTextPage, type TextPageDependencies } from './text-page.ts';
import type { SearchPageDependencies } from '../usecases/search/search-page.ts';
import type { Figures } from '../usecases/figures/figure-table.ts';

/** What the pages that exist in every language need; each names its own share. */
export type PublicPageDependencies = HomePageDependencies &
  SearchPageDependencies &
  MapFileDependencies &
  Pick<TextPageDependencies, 'credits'> & {
    readonly settings: Pick<HttpSettings, 'publicUrl' | 'operator'>;
    /** Every figure of every area, for the pages that list and tell them. */
    readonly figures: Figures;
  };

/** The pages that exist in every language, registered once for each. */
export function registerPublicPages(scope: PageScope, dependencies: PublicPageDependencies): void {
  registerHomePage(scope, dependencies);
  registerMapFiles(scope, dependencies);
  registerSearchPage(scope, dependencies);
  const { settings, credits } = dependencies;
  for (const page of [aboutPage, accessibilityPage]) {
    registerTextPage(scope, page, { operator: settings.operator, credits });
  }
  registerGlossaryPage(scope, settings.publicUrl);
}
