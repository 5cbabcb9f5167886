import type { AtlasApi } from './api/atlas-api.ts';
import type { Scene } from './model/scene.ts';
import type { AreaPanel } from './views/area-panel.ts';
import { t } from './language/words.ts';

/** Asks the service why an area scores as it does, once per area, profile and base; the newest question wins. */
export function createAreaExplainer(
  api: AtlasApi,
  panel: AreaPanel,
): (scene: Scene, row: number | null) => void {
  let asked = '';
  let request: AbortController | null = null;
  return (scene, row) => {
    const code = row === null ? null : scene.table.codes[row];
    const key = code === null || code === undefined ? '' : `${scene.profile.id}|${scene.baseText}|${code}`;
    if (key === asked) return;
    asked = key;
    request?.abort();
    if (code === null || code === undefined) return;
    const mine = new AbortController();
    request = mine;
    const question = {
      profileId: scene.profile.id,
      code,
      areaType: scene.table.type,
      base: scene.baseText,
    };
    api.explanation(question, mine.signal).then(
      (explanation) => {
        panel.setExplanation(explanation, null);
      },
      (error: unknown) => {
        if (mine.signal.aborted) return;
        asked = '';
        const words = error instanceof Error ? error.message : t('explorer.noAnswer');
        panel.setExplanation(null, t('explorer.explanationFailed', { why: words }));
      },
    );
  };
}
