import type { Scene } from '../model/scene.ts';
import type { PatternName } from './pattern.ts';

/** One line of the legend: a class, the hatchings, or the fade of what a filter hides. */
export interface LegendItem {
  readonly kind: 'class' | 'no-data' | 'uncertain' | 'filtered-out';
  readonly colour: string | null;
  /** Drawn over the colour, the first on top. */
  readonly patterns: readonly PatternName[];
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

/** The patterns that a class is drawn with, if any. */
function patternsOf({ patterns }: Scene, riskClass: number): PatternName[] {
  const pattern = patterns[riskClass] ?? null;
  return pattern === null ? [] : [pattern];
}

/** What the falling stripes mean; null while they are not asked for, or drawn as something else than areas. */
function uncertainItem({ hatched, state, isReweighted, intervalsMissing }: Scene): LegendItem | null {
  if (!state.isUncertainHatched || state.layer !== 'areas') return null;
  const item = { kind: 'uncertain', colour: null } as const;
  if (hatched === null) {
    const label = intervalsMissing === '' ? 'Uncertain areas are not known yet' : intervalsMissing;
    return { ...item, patterns: [], label: `Nothing is hatched. ${label}`, count: -1 };
  }
  const weights = isReweighted ? ' (with the published weights, not with yours)' : '';
  return {
    ...item,
    patterns: ['uncertain'],
    label: `Hatched: may or may not be among the worst tenth, depending on reasonable choices of method${weights}`,
    count: hatched.reduce((sum, one) => sum + one, 0),
  };
}

/** What stands for a row beside its name in the table: what the map draws of it. */
export function rowSwatch(scene: Scene, row: number): Pick<LegendItem, 'kind' | 'colour' | 'patterns'> {
  const riskClass = scene.classified.classOf[row] ?? -1;
  const hatching: PatternName[] = scene.hatched?.[row] === 1 ? ['uncertain'] : [];
  if (riskClass < 0) return { kind: 'no-data', colour: null, patterns: [...hatching, 'no-data'] };
  return {
    kind: 'class',
    colour: scene.colours[riskClass] ?? null,
    patterns: [...hatching, ...patternsOf(scene, riskClass)],
  };
}

/** The legend as plain data, the same for the page, the image and the printout. */
export function legendModel(scene: Scene, heatBasis: HeatBasis): LegendModel {
  const { classified, colours, included, state } = scene;
  if (state.layer === 'heat') {
    const items = ['Most', 'Many', 'Some', 'Few'].flatMap((label, index): LegendItem[] => {
      const colour = ['#440154', '#3b528b', '#21918c', '#c8d94b'][index] ?? null;
      return [{ kind: 'class', colour, patterns: [], label, count: -1 }];
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
    patterns: patternsOf(scene, index),
    label,
    count,
  }));
  const extra: LegendItem[] = [
    {
      kind: 'no-data',
      colour: null,
      patterns: ['no-data'],
      label: noDataLabel(scene),
      count: classified.missingCount,
    },
  ];
  const uncertain = uncertainItem(scene);
  if (uncertain !== null) extra.push(uncertain);
  const hidden = included.reduce((sum, one) => sum + 1 - one, 0);
  if (state.filters.rules.length > 0) {
    const label = 'Left out by the filters';
    extra.push({ kind: 'filtered-out', colour: null, patterns: [], label, count: hidden });
  }
  const hexagonNote =
    state.layer === 'hexagons' ? ' Each hexagon is the mean of the areas in it, weighted by people.' : '';
  const { title, note, ownClasses } = scene.measure;
  if (ownClasses !== undefined) {
    const { first, last } = ownClasses;
    return { title, note: `${note}${hexagonNote}`, first, last, items: [...items, ...extra] };
  }
  return {
    title,
    first: scene.measure.isNeutral === true ? 'Most' : 'Greatest risk',
    last: scene.measure.isNeutral === true ? 'Least' : 'Least risk',
    note: `${classingNotes[state.classing]}${hexagonNote} ${note}`,
    items: [...items, ...extra],
  };
}
