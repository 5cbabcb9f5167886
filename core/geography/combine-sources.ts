import type { MissingReason } from '../contract/indicator.ts';
import type { CodedValue, ConversionRule } from './conversion-rule.ts';
import type { Piece } from './vintage-conversion.ts';

/** The pieces a target area is made of, each with its source's value; null where the file lacks the source. */
export type Sources = readonly { readonly piece: Piece; readonly value: CodedValue | null }[];

export type Combined = Omit<CodedValue, 'code'>;

function missing(missingReason: MissingReason): Combined {
  return { value: null, numerator: null, denominator: null, missingReason };
}

function present(value: number, numerator: number | null, denominator: number | null): Combined {
  return { value, numerator, denominator, missingReason: null };
}

/** The value of one target area by the rule of its indicator; missing with the reason of the first missing source. */
export function combineSources(sources: Sources, rule: ConversionRule): Combined {
  const absent = sources.find(({ value }) => value === null || value.missingReason !== null);
  if (absent !== undefined && !(rule.kind === 'rate' && isZeroDenominator(sources))) {
    return missing(absent.value?.missingReason ?? 'conversion-lost');
  }
  switch (rule.kind) {
    case 'count': {
      const sum = sumOf(sources, (value) => value.value);
      return sum === null ? missing('conversion-lost') : present(sum, null, null);
    }
    case 'rate':
      return combineRate(sources, rule.scale);
    case 'score':
    case 'rank':
      return present(meanOf(sources), null, null);
    case 'class': {
      const classes = new Set(sources.map(({ value }) => value?.value ?? null));
      const [only] = classes;
      return classes.size === 1 && typeof only === 'number'
        ? present(only, null, null)
        : missing('conversion-lost');
    }
  }
}

/** An area without residents has no rate, but joins its neighbour in a merge with nothing over nothing. */
function isZeroDenominator(sources: Sources): boolean {
  return sources.every(
    ({ value }) =>
      value !== null && (value.missingReason === null || value.missingReason === 'zero-denominator'),
  );
}

function combineRate(sources: Sources, scale: number): Combined {
  const numerator = sumOf(sources, (value) => value.numerator);
  const denominator = sumOf(sources, (value) => value.denominator);
  if (numerator === null || denominator === null) return missing('conversion-lost');
  if (denominator === 0) return { value: null, numerator, denominator, missingReason: 'zero-denominator' };
  return present((scale * numerator) / denominator, numerator, denominator);
}

/** Sum of the sources' shares of a count; null where one of them is not known. */
function sumOf(sources: Sources, countOf: (value: CodedValue) => number | null): number | null {
  let sum = 0;
  for (const { piece, value } of sources) {
    const count = value === null ? null : countOf(value);
    if (count === null) return null;
    sum += piece.countShare * count;
  }
  return sum;
}

/** Mean of the sources by the people behind each; every one has a value. */
function meanOf(sources: Sources): number {
  const [only] = sources;
  if (sources.length === 1) return only?.value?.value ?? NaN;
  const people = sources.reduce((sum, { piece }) => sum + piece.meanWeight, 0);
  const weightOf = (piece: Piece): number => (people === 0 ? 1 / sources.length : piece.meanWeight / people);
  return sources.reduce((sum, { piece, value }) => sum + weightOf(piece) * (value?.value ?? NaN), 0);
}
