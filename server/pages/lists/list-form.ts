import {
  comparisonSymbols,
  isFilterComparison,
  needsNumber,
  takesValue,
} from '../../../core/contract/filter-rule.ts';

/** The three controls of a condition, in rows: what no address of a list holds, but forms without scripts send. */
const rowNames = ['field', 'is', 'value'] as const;
const joined = ['columns', 'selected'] as const;

/** The kind of area that the form was made for: columns, order and chosen areas are of that kind alone. */
const madeFor = 'was';
const ofOneKind = ['columns', 'selected', 'sort'];

/** "1,200", "27 %" as people type them. */
function plainNumber(text: string): string {
  return text.replaceAll(/[\s,%]/g, '');
}

function ruleText(field: string, comparison: string, typed: string): string {
  if (!isFilterComparison(comparison)) return `${field}${comparison}${typed}`;
  const value = needsNumber(comparison) ? plainNumber(typed) : typed.trim();
  return `${field}${comparisonSymbols[comparison]}${takesValue(comparison) ? value : ''}`;
}

/**
 * The query that a form of a list stands for: rows of column, comparison and value as conditions, ticked boxes as one list,
 * nothing for what was left empty, and nothing of another kind of area where the kind was changed. Null where it is one already. What is wrong is left to be refused by name.
 *
 * @example queryOfForm(new URLSearchParams('field=decile&is=at-most&value=2&within=')) // 'where=decile%3C%3D2'
 */
export function queryOfForm(form: URLSearchParams): URLSearchParams | null {
  const isForm =
    [...rowNames, madeFor].some((name) => form.has(name)) ||
    joined.some((name) => form.getAll(name).length > 1) ||
    [...form.values()].includes('');
  if (!isForm) return null;
  const query = new URLSearchParams();
  const isOtherKind = form.has(madeFor) && form.get('type') !== form.get(madeFor);
  const isDropped = (name: string): boolean => name === madeFor || (isOtherKind && ofOneKind.includes(name));
  for (const [name, value] of form) {
    const isElsewhere = [...rowNames, ...joined].some((each) => each === name);
    if (!isElsewhere && !isDropped(name) && value !== '') query.append(name, value);
  }
  const [fields, comparisons, values] = rowNames.map((name) => form.getAll(name));
  fields?.forEach((field, at) => {
    if (field === '') return;
    query.append('where', ruleText(field, comparisons?.[at] ?? '', values?.[at] ?? ''));
  });
  for (const name of joined.filter((each) => !isDropped(each))) {
    const values = form.getAll(name).filter((value) => value !== '');
    if (values.length > 0) query.append(name, [...new Set(values)].join(','));
  }
  return query;
}
