import type { Distribution, Histogram } from '../../../core/contract/method-report.ts';
import { mean } from '../../../core/index/mean.ts';
import { shapeOf } from '../../../core/index/skewness-kurtosis.ts';
import { quantileSorted, sortedPresent } from '../../../core/index/quantile.ts';
import { present } from '../scored-places.ts';

const binCount = 20;

/** What a column is like: quartiles, mean and a histogram of 20 bins of equal width. NaN is missing. */
export function describeDistribution(values: Float64Array): Distribution {
  const sorted = sortedPresent(values);
  const { skewness, kurtosis } = shapeOf(sorted);
  const at = (share: number): number | null => present(quantileSorted(sorted, share));
  return {
    present: sorted.length,
    missing: values.length - sorted.length,
    lowest: at(0),
    lowerQuartile: at(0.25),
    median: at(0.5),
    upperQuartile: at(0.75),
    highest: at(1),
    mean: present(mean(sorted)),
    skewness: present(skewness),
    excessKurtosis: present(kurtosis),
    histogram: histogramOf(sorted),
  };
}

function histogramOf(sorted: Float64Array): Histogram | null {
  const lowest = sorted[0] ?? NaN;
  const width = ((sorted.at(-1) ?? NaN) - lowest) / binCount;
  if (!(width > 0)) return null;
  const counts = new Array<number>(binCount).fill(0);
  for (const value of sorted) {
    const bin = Math.min(binCount - 1, Math.floor((value - lowest) / width));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { edges: Array.from({ length: binCount + 1 }, (_, edge) => lowest + edge * width), counts };
}
