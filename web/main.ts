import 'maplibre-gl/dist/maplibre-gl.css';
import 'accessible-autocomplete/dist/accessible-autocomplete.min.css';
import './styles.scss';

// The security policy forbids eval: zod would try it once in every page, and the browser would report that.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });

/**
 * The entry of every page. Pages without a map get the styles and nothing else; the explorer and MapLibre load only
 * where the page has a place for them.
 */
const root = document.querySelector<HTMLElement>('#atlas-explorer');
if (root !== null) {
  const { startExplorer } = await import('./explorer.ts');
  await startExplorer(root);
}

const waiting = document.querySelector<HTMLElement>('#atlas-waiting');
if (waiting !== null) {
  const { startLookingAgain } = await import('./look-again.ts');
  startLookingAgain(waiting);
}

const editor = document.querySelector<HTMLFormElement>('form.atlas-editor');
if (editor !== null) {
  const { startProfileEditor } = await import('./profile-editor.ts');
  startProfileEditor(editor);
}

const searches = document.querySelectorAll<HTMLFormElement>('form[data-atlas-search]');
if (searches.length > 0) {
  const { startAreaSearch } = await import('./area-search.ts');
  for (const form of searches) startAreaSearch(form);
}

const polygonFile = document.querySelector<HTMLElement>('#atlas-polygon-file');
if (polygonFile !== null) {
  const { startPolygonFile } = await import('./polygon-file.ts');
  startPolygonFile(polygonFile);
}

const coverageMap = document.querySelector<HTMLElement>('#coverage-map');
if (coverageMap !== null) {
  const { startCoverageMap } = await import('./coverage-map.ts');
  await startCoverageMap(coverageMap);
}
