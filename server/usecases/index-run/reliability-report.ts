import { currentData } from '../../../core/index/preparation.ts';
import { columnOf } from '../../../core/index/indicator-matrix.ts';
import { createTranslator } from '../../../core/language/translator.ts';
import {
  correlationFlag,
  flagSentence,
  type CorrelationFlag,
} from '../../../core/reliability/correlation-flags.ts';
import {
  correlate,
  correlationMatrix,
  type CorrelationMethod,
} from '../../../core/reliability/correlation-matrix.ts';
import { cronbachAlpha } from '../../../core/reliability/cronbach-alpha.ts';
import {
  describeColumn,
  type ColumnDescription,
  type ColumnFlag,
} from '../../../core/reliability/describe-column.ts';
import { factorability } from '../../../core/reliability/factorability.ts';
import { importanceOfChildren, type Importance } from '../../../core/reliability/importance.ts';
import {
  sizeDependence,
  sizeSentence,
  type SizeColumn,
  type SizeDependence,
} from '../../../core/reliability/size-dependence.ts';
import type { IndexRun } from './run-index.ts';

/** The commands speak English. */
const english = createTranslator('en');

export interface ComponentReport {
  readonly id: string;
  readonly children: readonly string[];
  readonly alpha: number;
  readonly kmo: number | null;
  readonly sphericityP: number | null;
}

export interface ChildReport extends Importance {
  readonly component: string;
  readonly child: string;
  readonly alphaWithout: number;
}

export interface PairReport {
  /** The component that both are children of; null for indicators of different components. */
  readonly component: string | null;
  readonly first: string;
  readonly second: string;
  readonly r: number;
  readonly n: number;
  readonly p: number;
  readonly flag: CorrelationFlag | null;
}

/** A raw indicator in figures, and how it goes with the size of areas once it is what goes into the index. */
export interface IndicatorReport
  extends Omit<ColumnDescription, 'flags'>, Omit<SizeDependence, 'isSizeDependent'> {
  readonly id: string;
  readonly flags: readonly (ColumnFlag | 'size-dependent')[];
}

export interface ReliabilityReport {
  readonly method: CorrelationMethod;
  readonly indicators: readonly IndicatorReport[];
  readonly components: readonly ComponentReport[];
  readonly children: readonly ChildReport[];
  /** Siblings first, component by component; then all other pairs of indicators. */
  readonly pairs: readonly PairReport[];
  readonly warnings: readonly string[];
}

/**
 * How well an index hangs together: statistics of its raw indicators; alpha, sampling adequacy and correlations inside
 * each component; what each child contributes against its weight. Values are those that were added up: directed, treated
 * and normalised.
 *
 * @param size the column that says how large areas are; every denominator of the profile when null.
 */
export function reliabilityReport(
  run: IndexRun,
  method: CorrelationMethod,
  size: string | null = null,
): ReliabilityReport {
  const { scored, preparation } = run;
  const { leaves, nodes } = scored.compiled;
  const raw = preparation.dataSets[0]?.matrix ?? currentData(preparation).matrix;
  const idOf = new Map([
    ...leaves.map(({ slot, indicatorId }) => [slot, indicatorId] as const),
    ...nodes.map(({ slot, id }) => [slot, id] as const),
  ]);
  const values = (slot: number): Float64Array => scored.columns[slot]?.values ?? new Float64Array(0);
  const components: ComponentReport[] = [];
  const children: ChildReport[] = [];
  const pairs: PairReport[] = [];
  const paired = new Set<string>();
  for (const [at, node] of nodes.entries()) {
    const slots = node.children.filter((slot) => (scored.weights[slot] ?? 0) > 0);
    const ids = slots.map((slot) => idOf.get(slot) ?? '');
    const columns = slots.map(values);
    const { alpha, withoutEach } = cronbachAlpha(columns);
    const correlations = correlationMatrix(columns, method);
    const fitting = factorability(
      correlationMatrix(columns, 'pearson').map((row) => row.map(({ r }) => r)),
      Math.min(...correlations.flat().map(({ n }) => n)),
    );
    components.push({
      ...{ id: node.id, children: ids, alpha },
      ...{ kmo: fitting?.kmo ?? null, sphericityP: fitting?.sphericity.p ?? null },
    });
    const weights = slots.map((slot) => scored.weights[slot] ?? NaN);
    importanceOfChildren(columns, weights, scored.aggregated[at] ?? new Float64Array(0)).forEach(
      (importance, child) => {
        children.push({
          ...{ component: node.id, child: ids[child] ?? '', alphaWithout: withoutEach[child] ?? NaN },
          ...importance,
        });
      },
    );
    pairsOf(ids).forEach(([i, j]) => {
      const correlation = correlations[i]?.[j] ?? { r: NaN, n: 0, p: NaN };
      const [first, second] = [ids[i] ?? '', ids[j] ?? ''];
      paired.add(`${first}\n${second}`);
      pairs.push({ component: node.id, first, second, ...correlation, flag: correlationFlag(correlation) });
    });
  }
  const leafIds = leaves.map(({ indicatorId }) => indicatorId);
  for (const [i, j] of pairsOf(leafIds)) {
    const [first, second] = [leafIds[i] ?? '', leafIds[j] ?? ''];
    if (paired.has(`${first}\n${second}`)) continue;
    const correlation = correlate(values(i), values(j), method);
    const isDouble = correlationFlag(correlation) === 'double-counting';
    pairs.push({ component: null, first, second, ...correlation, flag: isDouble ? 'double-counting' : null });
  }
  const sizes = sizesOf(run, size);
  const ready = currentData(preparation).matrix;
  const indicators = leaves.map((leaf): IndicatorReport => {
    const { flags, ...figures } = describeColumn(columnOf(raw, leaf.slot));
    const { isSizeDependent, ...dependence } = sizeDependence(columnOf(ready, leaf.slot), sizes);
    return {
      ...{ id: leaf.indicatorId, ...figures, ...dependence },
      flags: isSizeDependent ? [...flags, 'size-dependent'] : flags,
    };
  });
  const found = { method, indicators, components, children, pairs };
  return { ...found, warnings: warningsOf(found) };
}

function pairsOf(list: readonly unknown[]): (readonly [number, number])[] {
  return list.flatMap((_, i) => list.slice(i + 1).map((__, j) => [i, i + 1 + j] as const));
}

function warningsOf(found: Omit<ReliabilityReport, 'warnings'>): string[] {
  const columnWarnings = {
    'few-available': 'fewer than 65 % of areas have a value',
    'few-non-zero': 'more than half of the values are zero',
    'few-unique': 'fewer than half of the values are different',
    outliers: 'skewness and kurtosis show outliers',
  } as const;
  return [
    ...found.indicators.flatMap(({ id, flags, sizeColumn, sizeCorrelation }) =>
      flags.map((flag) =>
        flag === 'size-dependent'
          ? sizeSentence(id, sizeColumn ?? '', sizeCorrelation, english)
          : `${id}: ${columnWarnings[flag]}.`,
      ),
    ),
    ...found.components.flatMap(({ id, alpha }) =>
      alpha < 0.6 ? [`${id}: its parts hang together weakly (Cronbach's alpha ${alpha.toFixed(2)}).`] : [],
    ),
    ...found.pairs.flatMap(({ flag, first, second }) =>
      flag === null || flag === 'weak' ? [] : [flagSentence(flag, first, second, english)],
    ),
    ...found.children.flatMap(({ component, child, flag, share, weightShare }) => {
      if (flag === null) return [];
      const percent = (value: number): string => `${Math.round(100 * value)} %`;
      return [
        `${child} counts for ${flag} than its weight says in ${component}: ${percent(share)} of the importance, ${percent(weightShare)} of the weight.`,
      ];
    }),
  ];
}

/** The columns of sizes: the one asked for, or every denominator of the profile. */
function sizesOf({ preparation: { compiled, sources } }: IndexRun, asked: string | null): SizeColumn[] {
  const denominators = compiled.leaves.flatMap(({ denominator }) => denominator ?? []);
  return [...new Set(asked === null ? denominators : [asked])].flatMap((name) => {
    const values = sources.column(name);
    return values === null ? [] : [{ name, values }];
  });
}
