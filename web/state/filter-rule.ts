import { parseRule, type FilterRule, type FilterSet } from '../../core/contract/filter-rule.ts';

/** What a filter of the map may look at: the score, a decile, a rank, or the value of an indicator. */
export type FilterField = 'score' | 'decile' | 'rank' | `indicator:${string}`;

/** A rule of those that the map has controls for; lists know more of the same grammar. */
export interface MapRule extends FilterRule {
  readonly field: FilterField;
  readonly comparison: 'at-least' | 'at-most';
  readonly value: number;
}
export type MapFilters = FilterSet<MapRule>;

function isFilterField(text: string): text is FilterField {
  return text === 'score' || text === 'decile' || text === 'rank' || text.startsWith('indicator:');
}

/** Reads a rule as the map's address holds it; null for what the map has no controls for. */
export function parseMapRule(text: string): MapRule | null {
  const rule = parseRule(text);
  if (rule === null || !isFilterField(rule.field) || typeof rule.value !== 'number') return null;
  const { field, comparison, value } = rule;
  return comparison === 'at-least' || comparison === 'at-most' ? { field, comparison, value } : null;
}
