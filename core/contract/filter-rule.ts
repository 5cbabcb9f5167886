/** How a filter compares the value of a column with its own, and how addresses spell that. */
export const comparisonSymbols = {
  'at-least': '>=',
  'at-most': '<=',
  above: '>',
  below: '<',
  equals: '=',
  contains: '~',
  'is-missing': '?missing',
  'has-value': '?known',
} as const;
export type FilterComparison = keyof typeof comparisonSymbols;

export const filterComparisons = Object.keys(comparisonSymbols) as readonly FilterComparison[];

export function isFilterComparison(text: string): text is FilterComparison {
  return text in comparisonSymbols;
}

/** Whether a value goes with it: "is missing" needs none. */
export function takesValue(comparison: FilterComparison): boolean {
  return comparison !== 'is-missing' && comparison !== 'has-value';
}

/** Order is of numbers only. */
export function needsNumber(comparison: FilterComparison): boolean {
  return ['at-least', 'at-most', 'above', 'below'].includes(comparison);
}

/**
 * One condition on a column: the grammar of `where=` in the addresses of the map and of lists. The value is a number
 * wherever it is spelled as one, and null where the comparison takes none.
 */
export interface FilterRule {
  readonly field: string;
  readonly comparison: FilterComparison;
  readonly value: number | string | null;
}

export interface FilterSet<Rule extends FilterRule = FilterRule> {
  /** `all`: every rule holds (AND); `any`: at least one does (OR). */
  readonly match: 'all' | 'any';
  readonly rules: readonly Rule[];
}

const rulePattern = /^([a-z0-9]+(?:[:.-][a-z0-9]+)*)(\?missing|\?known|>=|<=|>|<|=|~)(.*)$/su;
const numberPattern = /^-?\d+(?:\.\d+)?$/;

function comparisonOf(symbol: string | undefined): FilterComparison | undefined {
  return filterComparisons.find((comparison) => comparisonSymbols[comparison] === symbol);
}

/** A number where the text is just how a number is spelled ("2", never "02"): else what is text would change. */
export function valueOfText(text: string): number | string {
  return numberPattern.test(text) && String(Number(text)) === text ? Number(text) : text;
}

/**
 * Reads a rule as an address holds it; null when the text is not a rule.
 *
 * @example parseRule('decile<=2') // { field: 'decile', comparison: 'at-most', value: 2 }
 */
export function parseRule(text: string): FilterRule | null {
  const [, field, symbol, rest = ''] = rulePattern.exec(text) ?? [];
  const comparison = comparisonOf(symbol);
  if (field === undefined || comparison === undefined) return null;
  if (!takesValue(comparison)) return rest === '' ? { field, comparison, value: null } : null;
  if (!needsNumber(comparison)) return rest === '' ? null : { field, comparison, value: valueOfText(rest) };
  return numberPattern.test(rest) ? { field, comparison, value: Number(rest) } : null;
}

/** The inverse of parseRule. */
export function formatRule({ field, comparison, value }: FilterRule): string {
  return `${field}${comparisonSymbols[comparison]}${value ?? ''}`;
}

/** As people compare words: case, accents and full width make no difference. */
function folded(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

/**
 * Whether a value satisfies a rule. A missing value satisfies none but "is missing": an area of which nothing is known is
 * neither high nor low.
 */
export function holds({ comparison, value: bound }: FilterRule, value: number | string | null): boolean {
  if (comparison === 'is-missing') return value === null;
  if (value === null) return false;
  if (comparison === 'has-value') return true;
  if (comparison === 'contains') return folded(String(value)).includes(folded(String(bound)));
  if (comparison === 'equals') {
    return typeof value === 'string' ? folded(value) === folded(String(bound)) : value === bound;
  }
  if (typeof value !== 'number' || typeof bound !== 'number') return false;
  switch (comparison) {
    case 'at-least':
      return value >= bound;
    case 'at-most':
      return value <= bound;
    case 'above':
      return value > bound;
    case 'below':
      return value < bound;
  }
}

/**
 * Whether an area passes.
 *
 * @param valueOf the area's value of a field, or null where missing
 */
export function passes<Rule extends FilterRule>(
  filters: FilterSet<Rule>,
  valueOf: (field: Rule['field']) => number | string | null,
): boolean {
  if (filters.rules.length === 0) return true;
  const isMet = (rule: Rule): boolean => holds(rule, valueOf(rule.field));
  return filters.match === 'all' ? filters.rules.every(isMet) : filters.rules.some(isMet);
}
