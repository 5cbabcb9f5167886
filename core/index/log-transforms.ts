import { AppError } from '../errors.ts';
import { shapeOf } from './skewness-kurtosis.ts';

/**
 * Logarithms that bring a long tail in, by name:
 *
 * - `log`: ln x; needs values above zero;
 * - `log-ct`: ln(x - min + 0.01 (max - min)), COINr's default;
 * - `log-ct-plus`: the same, mirrored where the skewness is negative: -ln(max - x + 0.01 (max - min));
 * - `log-ct-original`: ln(x - min + 1), of the COIN Tool;
 * - `log-gii`: ln((max - 1)(x - min) / (max - min) + 1), of the Global Innovation Index; needs a maximum above 1. (COINr
 *   1.1.14 gives its input back untransformed.)
 *
 * All keep the order of the values.
 *
 * @throws AppError not-computable when the values are not what the logarithm needs.
 * Source: COINr `log_CT`, `log_CT_plus`, `log_CT_orig`, `log_GII`.
 */
export function logTransform(values: Float64Array, name: LogTransform): Float64Array {
  const { lowest, highest } = rangeOf(values);
  const width = highest - lowest;
  switch (name) {
    case 'log':
      if (lowest <= 0) throw notComputable(`ln needs values above zero, but one is ${lowest}`);
      return values.map((value) => Math.log(value));
    case 'log-ct':
      return values.map((value) => Math.log(value - lowest + 0.01 * width));
    case 'log-ct-plus':
      return shapeOf(values).skewness >= 0
        ? values.map((value) => Math.log(value - lowest + 0.01 * width))
        : values.map((value) => -Math.log(highest - value + 0.01 * width));
    case 'log-ct-original':
      return values.map((value) => Math.log(value - lowest + 1));
    case 'log-gii':
      if (highest <= 1) throw notComputable(`log-gii needs a maximum above 1, but it is ${highest}`);
      return values.map((value) => Math.log(((highest - 1) * (value - lowest)) / width + 1));
  }
}

export type LogTransform = 'log' | 'log-ct' | 'log-ct-plus' | 'log-ct-original' | 'log-gii';

function rangeOf(values: Float64Array): { lowest: number; highest: number } {
  let lowest = Infinity;
  let highest = -Infinity;
  for (const value of values) {
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  return { lowest, highest };
}

function notComputable(reason: string): AppError {
  return new AppError('not-computable', `The values cannot be transformed: ${reason}.`, {
    details: { field: 'transform', reason },
  });
}
