/** A column to sort by: numbers by row, NaN where there is none. */
export type SortValues = ArrayLike<number>;

/**
 * Rows in the order of their values; rows of one value stay in the order given, and rows without one come last
 * whichever way round, still in the order given: not knowing is neither most nor least.
 */
export function sortRows(rows: readonly number[], values: SortValues, direction: 1 | -1): number[] {
  const known: number[] = [];
  const unknown: number[] = [];
  for (const row of rows) (Number.isNaN(values[row] ?? NaN) ? unknown : known).push(row);
  // Array sorting is stable since ES2019.
  known.sort((a, b) => direction * ((values[a] ?? 0) - (values[b] ?? 0)));
  return [...known, ...unknown];
}

const collator = new Intl.Collator('en-GB', { numeric: true });

/**
 * Texts as numbers in the order of the dictionary, so that they are sorted as numbers are; NaN where there is none. Each text
 * is looked at once: comparing words costs a hundred times what comparing numbers does.
 */
export function positionsOfTexts(texts: readonly (string | null)[]): Float64Array {
  const distinct = [...new Set(texts.filter((text) => text !== null))].sort(collator.compare);
  const position = new Map<string | null, number>();
  let at = 0;
  distinct.forEach((text, index) => {
    // Texts that the dictionary holds to be the same share a place.
    if (index > 0 && collator.compare(distinct[index - 1] ?? '', text) !== 0) at = index;
    position.set(text, at);
  });
  return Float64Array.from(texts, (text) => position.get(text) ?? NaN);
}
