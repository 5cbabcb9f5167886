import type { ClusterKind, ClusterList } from '../../core/contract/clusters.ts';
import { noDataClass } from '../map/class-state.ts';
import type { PatternName } from '../map/pattern.ts';
import type { AreaTable } from './area-table.ts';
import { countClasses } from './risk-classes.ts';
import type { ClassifiedAreas } from './risk-classes.ts';
import type { MeasureInfo } from './scene.ts';
import { t } from '../language/words.ts';

export const clusterTitle = (): string => t('explorer.clusters');

type ShownKind = Exclude<ClusterKind, 'no-data' | 'too-few'>;

/**
 * The classes of the map in the order of the legend, with words that stand in legend, table and CSV alike. The four kinds
 * can be told apart without their hues: two by lightness, the outliers by a pattern.
 */
const shownKinds: readonly { kind: ShownKind; colour: string; pattern?: PatternName }[] = [
  { kind: 'high-high', colour: '#8c0d20' },
  { kind: 'high-low', colour: '#f4a26b', pattern: 'dots' },
  { kind: 'low-high', colour: '#9fd0ea', pattern: 'bars' },
  { kind: 'low-low', colour: '#4a86c5' },
  { kind: 'not-significant', colour: '#e9e9e4' },
  { kind: 'no-neighbours', colour: '#b9b2a6' },
];

export const clusterColours: readonly string[] = shownKinds.map(({ colour }) => colour);
export const clusterPatterns: readonly (PatternName | null)[] = shownKinds.map(
  ({ pattern }) => pattern ?? null,
);

function labelOf(shown: { readonly kind: ShownKind } | undefined): string {
  return shown === undefined ? '' : t(`explorer.${shown.kind}`);
}

/** The cluster class of each area of a table, as a measure whose values are positions in the legend. */
export function clusterMeasure(
  table: AreaTable,
  list: Pick<ClusterList, 'sentence' | 'clusters'>,
  isReweighted: boolean,
): MeasureInfo {
  const kinds = new Map(list.clusters.map(({ code, kind }) => [code, kind]));
  const values = Float64Array.from(table.codes, (code) => {
    const position = shownKinds.findIndex(({ kind }) => kind === kinds.get(code));
    return position < 0 ? NaN : position;
  });
  const weights = isReweighted ? t('explorer.clusterWeights') : '';
  return {
    key: 'clusters',
    title: clusterTitle(),
    isHigherRiskier: false,
    isCategory: true,
    values,
    format: (position) => labelOf(shownKinds[position]),
    note: `${list.sentence}${weights}`,
    missing: (row) =>
      kinds.get(table.codes[row] ?? '') === 'too-few' ? t('explorer.tooFewAreas') : t('missing.noData'),
    credit: null,
    ownClasses: {
      classified: classifyClusters(values),
      colours: clusterColours,
      patterns: clusterPatterns,
      first: '',
      last: '',
    },
  };
}

/** One class for each kind of cluster, whether or not any area is in it. */
function classifyClusters(values: Float64Array): ClassifiedAreas {
  const classOfValue = (value: number): number => (Number.isNaN(value) ? noDataClass : Math.round(value));
  return countClasses(shownKinds.map(labelOf), Int8Array.from(values, classOfValue), classOfValue);
}
