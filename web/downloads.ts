import { formatDay } from '../core/language/format-day.ts';
import { downloadBlob } from './dom/download.ts';
import type { AtlasMap } from './map/create-map.ts';
import type { LegendModel } from './map/legend.ts';
import { composeMapImage } from './map/map-image.ts';
import type { Scene } from './model/scene.ts';
import { fileStem, tableCsv, tableMetadata } from './model/table-download.ts';
import { tableRows } from './model/table-rows.ts';
import type { ShareActions } from './views/share-panel.ts';
import { language } from './language/words.ts';

interface DownloadSources {
  readonly scene: () => Scene | null;
  readonly rows: () => readonly number[];
  readonly map: () => AtlasMap | null;
  readonly legend: (scene: Scene) => LegendModel;
}

function isoDate(): string {
  return new Date().toISOString().slice(0, 10);
}

function longDate(): string {
  return formatDay(new Date(), language().locale);
}

/** The downloads of the share panel: the map as an image, the table as CSV, what the table means as JSON. */
export function createDownloads(sources: DownloadSources): ShareActions {
  /** The table panel keeps its rows only while it is shown; otherwise they are made here, in the same order. */
  const rowsOf = (scene: Scene): readonly number[] => {
    const shown = scene.state.view === 'map' ? [] : sources.rows();
    return shown.length > 0
      ? shown
      : tableRows({ ...scene, values: scene.measure.values }, scene.state.sort, '');
  };
  return {
    downloadImage: () => {
      const scene = sources.scene();
      const map = sources.map();
      if (scene === null || map === null) return;
      const sheet = composeMapImage(map.snapshot(), {
        title: scene.title,
        subtitle: scene.baseWords,
        legend: sources.legend(scene),
        attribution: scene.attribution.lines,
        date: longDate(),
        isMadeUp: scene.attribution.madeUp,
      });
      sheet.toBlob((blob) => {
        if (blob !== null) downloadBlob(blob, `${fileStem(scene, isoDate())}.png`);
      }, 'image/png');
    },
    downloadTable: () => {
      const scene = sources.scene();
      if (scene === null) return;
      const csv = tableCsv(scene, rowsOf(scene));
      downloadBlob(new Blob([csv], { type: 'text/csv;charset=utf-8' }), `${fileStem(scene, isoDate())}.csv`);
    },
    downloadMetadata: () => {
      const scene = sources.scene();
      if (scene === null) return;
      const stem = fileStem(scene, isoDate());
      const text = JSON.stringify(tableMetadata(scene, `${stem}.csv`, isoDate()), null, 2);
      downloadBlob(new Blob([text], { type: 'application/json' }), `${stem}.csv-metadata.json`);
    },
  };
}
