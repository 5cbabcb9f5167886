import type { Scene } from '../model/scene.ts';
import type { PatternName } from './pattern.ts';
import { t } from '../language/words.ts';

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

const classingNotes = {
  decile: 'explorer.noteDecile',
  quantile: 'explorer.noteQuantile',
  natural: 'explorer.noteNatural',
  equal: 'explorer.noteEqual',
} as const satisfies Readonly<Record<Scene['state']['classing'], string>>;

/** What the densities stand for changes with the zoom (map/point-collections.ts), so the legend must say which. */
export type HeatBasis = 'areas' | 'premises';

const heatNotes = {
  areas: 'explorer.heatAreas',
  premises: 'explorer.heatPremises',
} as const satisfies Readonly<Record<HeatBasis, string>>;

/** Outside a chosen group of places nothing is scored: that is not missing data. */
function noDataLabel({ measure, block }: Scene): string {
  const isOfScore = !measure.key.startsWith('indicator:');
  return t(
    isOfScore && block.header.base.kind === 'selection' ? 'explorer.noDataOrCompared' : 'explorer.noData',
  );
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
    const label = intervalsMissing === '' ? t('explorer.uncertainUnknown') : intervalsMissing;
    return { ...item, patterns: [], label: t('explorer.nothingHatched', { why: label }), count: -1 };
  }
  return {
    ...item,
    patterns: ['uncertain'],
    label: t('explorer.hatched', { isReweighted: isReweighted ? 'yes' : 'no' }),
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

const heatClasses = [
  { key: 'explorer.heatMost', colour: '#440154' },
  { key: 'explorer.heatMany', colour: '#3b528b' },
  { key: 'explorer.heatSome', colour: '#21918c' },
  { key: 'explorer.heatFew', colour: '#c8d94b' },
] as const;

/** The legend as plain data, the same for the page, the image and the printout. */
export function legendModel(scene: Scene, heatBasis: HeatBasis): LegendModel {
  const { classified, colours, included, state } = scene;
  if (state.layer === 'heat') {
    const items = heatClasses.map(({ key, colour }): LegendItem => {
      return { kind: 'class', colour, patterns: [], label: t(key), count: -1 };
    });
    return {
      title: t('explorer.heatTitle'),
      note: t(heatNotes[heatBasis]),
      first: t('explorer.heatFirst'),
      last: t('explorer.heatLast'),
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
    const label = t('explorer.filteredOut');
    extra.push({ kind: 'filtered-out', colour: null, patterns: [], label, count: hidden });
  }
  const hexagonNote = state.layer === 'hexagons' ? t('explorer.hexagonNote') : '';
  const { title, note, ownClasses } = scene.measure;
  if (ownClasses !== undefined) {
    const { first, last } = ownClasses;
    return { title, note: `${note}${hexagonNote}`, first, last, items: [...items, ...extra] };
  }
  return {
    title,
    first: scene.measure.isNeutral === true ? t('explorer.most') : t('explorer.greatestRisk'),
    last: scene.measure.isNeutral === true ? t('explorer.least') : t('explorer.leastRisk'),
    note: `${t(classingNotes[state.classing])}${hexagonNote} ${note}`,
    items: [...items, ...extra],
  };
}
