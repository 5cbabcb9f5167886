import { registerClusterPage, type ClusterPageDependencies } from './cluster-page.ts';
import { registerHomePage, type HomePageDependencies } from './home-page.ts';
import { registerMapPage, type MapPageDependencies } from './map-page.ts';
import { registerMethodPages, type MethodPageDependencies } from './method-page.ts';
import type { PageScope } from './page.ts';

/** What the pages that exist in every language need; each names its own share. */
export interface PublicPageDependencies
  extends HomePageDependencies, MapPageDependencies, ClusterPageDependencies, MethodPageDependencies {}

/** The pages that exist in every language, registered once for each. */
export function registerPublicPages(scope: PageScope, dependencies: PublicPageDependencies): void {
  registerHomePage(scope, dependencies);
  registerMapPage(scope, dependencies);
  registerMethodPages(scope, dependencies);
  registerClusterPage(scope, dependencies);
}
