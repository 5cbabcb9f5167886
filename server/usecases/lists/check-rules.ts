import { AppError } from '../../../core/errors.ts';
import { formatRule, needsNumber, type FilterRule } from '../../../core/contract/filter-rule.ts';
import type { ListColumn } from './list-columns.ts';

/** @throws AppError invalid-request naming the parameter, its value and why it does not do. */
export function refuse(field: string, value: string, reason: string, known?: readonly string[]): AppError {
  return new AppError('invalid-request', `${field}=${value}: ${reason}.`, {
    details: { field, value, reason, ...(known === undefined ? {} : { known }) },
  });
}

/**
 * The column of a name.
 *
 * @throws AppError invalid-request where these areas have no such column.
 */
export function columnNamed(
  columns: ReadonlyMap<string, ListColumn>,
  id: string,
  field: string,
  value = id,
): ListColumn {
  const column = columns.get(id);
  if (column !== undefined) return column;
  throw refuse(field, value, `these areas have no column "${id}"`, [...columns.keys()]);
}

/** @throws AppError invalid-request where a rule cannot be carried out on its column: a filter is never passed over. */
export function checkRule(columns: ReadonlyMap<string, ListColumn>, rule: FilterRule): void {
  const text = formatRule(rule);
  const { kind } = columnNamed(columns, rule.field, 'where', text);
  if (kind === 'text' && needsNumber(rule.comparison)) {
    throw refuse('where', text, `"${rule.field}" is text: compare it by = or ~`);
  }
  if (kind === 'number' && rule.comparison === 'contains') {
    throw refuse('where', text, `"${rule.field}" is a number: compare it by =, >=, <=, > or <`);
  }
  if (kind === 'number' && rule.comparison === 'equals' && typeof rule.value !== 'number') {
    throw refuse('where', text, `"${rule.field}" is a number, "${String(rule.value)}" is not`);
  }
}
