/** What a filter may look at: the score, a decile, a rank, or the value of an indicator. */
export type FilterField = 'score' | 'decile' | 'rank' | `indicator:${string}`;
type FilterComparison = 'at-least' | 'at-most';

export interface FilterRule {
  readonly field: FilterField;
  readonly comparison: FilterComparison;
  readonly value: number;
}

export interface FilterSet {
  /** `all`: every rule holds (AND); `any`: at least one does (OR). */
  readonly match: 'all' | 'any';
  readonly rules: readonly FilterRule[];
}

const rulePattern = /^(score|decile|rank|indicator:[a-z0-9-]+)(>=|<=)(-?\d+(?:\.\d+)?)$/;

function isFilterField(text: string | undefined): text is FilterField {
  return text === 'score' || text === 'decile' || text === 'rank' || text?.startsWith('indicator:') === true;
}

/** Reads a rule as the URL holds it; null when the text is not a rule. @example parseRule('decile<=2') */
export function parseRule(text: string): FilterRule | null {
  const match = rulePattern.exec(text);
  const field = match?.[1];
  if (match === null || !isFilterField(field)) return null;
  return { field, comparison: match[2] === '>=' ? 'at-least' : 'at-most', value: Number(match[3]) };
}

/** The inverse of parseRule. */
export function formatRule(rule: FilterRule): string {
  return `${rule.field}${rule.comparison === 'at-least' ? '>=' : '<='}${rule.value}`;
}

/**
 * Whether an area passes. A missing value never passes a rule: an area of which nothing is known is neither high nor low.
 *
 * @param valueOf the area's value of a field, or null where missing
 */
export function passes(filters: FilterSet, valueOf: (field: FilterField) => number | null): boolean {
  if (filters.rules.length === 0) return true;
  const holds = (rule: FilterRule): boolean => {
    const value = valueOf(rule.field);
    if (value === null) return false;
    return rule.comparison === 'at-least' ? value >= rule.value : value <= rule.value;
  };
  return filters.match === 'all' ? filters.rules.every(holds) : filters.rules.some(holds);
}
