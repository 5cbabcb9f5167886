import type { ClusterKind, ClusterList } from '../../core/contract/clusters.ts';
import { noDataClass } from '../map/class-state.ts';
import type { PatternName } from '../map/pattern.ts';
import type { AreaTable } from './area-table.ts';
import { countClasses } from './risk-classes.ts';
import type { ClassifiedAreas } from './risk-classes.ts';
import type { MeasureInfo } from './scene.ts';

export const clusterTitle = 'Clusters of high and low risk';

/**
 * The classes of the map in the order of the legend, with words that stand in legend, table and CSV alike. The four kinds
 * can be told apart without their hues: two by lightness, the outliers by a pattern.
 */
const shownKinds: readonly { kind: ClusterKind; label: string; colour: string; pattern?: PatternName }[] = [
  { kind: 'high-high', label: 'High risk, among high', colour: '#8c0d20' },
  { kind: 'high-low', label: 'High risk, among low', colour: '#f4a26b', pattern: 'dots' },
  { kind: 'low-high', label: 'Low risk, among high', colour: '#9fd0ea', pattern: 'bars' },
  { kind: 'low-low', label: 'Low risk, among low', colour: '#4a86c5' },
  { kind: 'not-significant', label: 'May be chance', colour: '#e9e9e4' },
  { kind: 'no-neighbours', label: 'No neighbours', colour: '#b9b2a6' },
];

export const clusterColours: readonly string[] = shownKinds.map(({ colour }) => colour);
export const clusterPatterns: readonly (PatternName | null)[] = shownKinds.map(
  ({ pattern }) => pattern ?? null,
);

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
  const weights = isReweighted ? ' Of the scores with the published weights, not with yours.' : '';
  return {
    key: 'clusters',
    title: clusterTitle,
    isHigherRiskier: false,
    isCategory: true,
    values,
    format: (position) => shownKinds[position]?.label ?? '',
    note: `${list.sentence}${weights}`,
    missing: (row) =>
      kinds.get(table.codes[row] ?? '') === 'too-few' ? 'too few areas to compare' : 'no data',
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
  return countClasses(
    shownKinds.map(({ label }) => label),
    Int8Array.from(values, classOfValue),
    classOfValue,
  );
}
