import type { Scene } from '../model/scene.ts';

/** One line of the legend. `fill` is a colour, or the hatching of no data, or the fade of what a filter hides. */
export interface LegendItem {
  readonly kind: 'class' | 'no-data' | 'filtered-out';
  readonly colour: string | null;
  readonly label: string;
  readonly count: number;
}

export interface LegendModel {
  readonly title: string;
  readonly note: string;
  /** What the first and the last class are, so that the direction never rests on colour. */
  readonly first: string;
  readonly last: string;
  readonly items: readonly LegendItem[];
}

const classingNotes: Readonly<Record<Scene['state']['classing'], string>> = {
  decile: 'Ten classes with the same number of areas each.',
  quantile: 'Classes with the same number of areas each.',
  natural: 'Natural breaks: the gaps between groups of like values.',
  equal: 'Classes of equal width.',
};

/** What the densities stand for changes with the zoom (map/point-collections.ts), so the legend must say which. */
export type HeatBasis = 'areas' | 'premises';

const heatNotes: Readonly<Record<HeatBasis, string>> = {
  areas: 'People in each area times the risk score of the area. Zoom in to see homes and premises.',
  premises: 'Each premises, weighted by the risk score of its area.',
};

/** Outside a chosen group of places nothing is scored: that is not missing data. */
function noDataLabel({ measure, block }: Scene): string {
  const isOfScore = !measure.key.startsWith('indicator:');
  return isOfScore && block.header.base.kind === 'selection' ? 'No data or not compared' : 'No data';
}

/** The legend as plain data, the same for the page, the image and the printout. */
export function legendModel(scene: Scene, heatBasis: HeatBasis): LegendModel {
  const { classified, colours, included, state } = scene;
  if (state.layer === 'heat') {
    const items = ['Most', 'Many', 'Some', 'Few'].flatMap((label, index): LegendItem[] => {
      const colour = ['#440154', '#3b528b', '#21918c', '#c8d94b'][index] ?? null;
      return [{ kind: 'class', colour, label, count: -1 }];
    });
    return {
      title: 'Where risk and people meet',
      note: heatNotes[heatBasis],
      first: 'Many people or homes at high risk',
      last: 'Few people or homes, or low risk',
      items,
    };
  }
  const items = classified.classes.map(({ label, count }, index): LegendItem => ({
    kind: 'class',
    colour: colours[index] ?? null,
    label,
    count,
  }));
  const extra: LegendItem[] = [
    { kind: 'no-data', colour: null, label: noDataLabel(scene), count: classified.missingCount },
  ];
  const hidden = included.reduce((sum, one) => sum + 1 - one, 0);
  if (state.filters.rules.length > 0) {
    extra.push({ kind: 'filtered-out', colour: null, label: 'Left out by the filters', count: hidden });
  }
  const hexagonNote =
    state.layer === 'hexagons' ? ' Each hexagon is the mean of the areas in it, weighted by people.' : '';
  if (scene.measure.isCategory === true) {
    const { title, note } = scene.measure;
    return { title, note, first: '', last: '', items: [...items, ...extra] };
  }
  return {
    title: scene.measure.title,
    first: scene.measure.isNeutral === true ? 'Most' : 'Greatest risk',
    last: scene.measure.isNeutral === true ? 'Least' : 'Least risk',
    note: `${classingNotes[state.classing]}${hexagonNote} ${scene.measure.note}`,
    items: [...items, ...extra],
  };
}
