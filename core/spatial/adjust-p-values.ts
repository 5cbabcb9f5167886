/** How p values are corrected for being many. BH and BY control the false-discovery rate, the others any false alarm. */
export type Adjustment = 'none' | 'bh' | 'by' | 'holm' | 'bonferroni';

/**
 * p values corrected for the number of tests, as R's `p.adjust` does. With BH at 0.05, one in twenty of the areas called
 * significant is expected to be a false alarm (for tests that are independent or positively dependent, as those of
 * neighbours are); BY holds under any dependence and is stricter by ln n or so.
 *
 * Missing: NaN stays NaN and is no test. Areas without neighbours come in with p = 1 and are counted.
 *
 * Source: Benjamini and Hochberg 1995; Benjamini and Yekutieli 2001; Caldas de Castro and Singer 2006 (local statistics).
 * @example adjustPValues(Float64Array.of(0.01, 0.04, 0.03), 'bh') // 0.03, 0.04, 0.04
 */
export function adjustPValues(p: Float64Array, adjustment: Adjustment): Float64Array {
  const rows = Uint32Array.from(p.keys()).filter((row) => !Number.isNaN(p[row]));
  const order = [...rows].sort((one, other) => (p[one] ?? 0) - (p[other] ?? 0));
  const count = order.length;
  const adjusted = p.slice();
  const set = (place: number, value: number): void => {
    adjusted[order[place] ?? 0] = Math.min(1, value);
  };
  const at = (place: number): number => p[order[place] ?? 0] ?? NaN;
  switch (adjustment) {
    case 'none':
      break;
    case 'bonferroni':
      for (let place = 0; place < count; place += 1) set(place, at(place) * count);
      break;
    case 'holm': {
      let largest = 0;
      for (let place = 0; place < count; place += 1) {
        largest = Math.max(largest, at(place) * (count - place));
        set(place, largest);
      }
      break;
    }
    case 'bh':
    case 'by': {
      const factor = adjustment === 'by' ? harmonic(count) : 1;
      let smallest = Infinity;
      for (let place = count - 1; place >= 0; place -= 1) {
        smallest = Math.min(smallest, (at(place) * factor * count) / (place + 1));
        set(place, smallest);
      }
    }
  }
  return adjusted;
}

function harmonic(count: number): number {
  let sum = 0;
  for (let term = 1; term <= count; term += 1) sum += 1 / term;
  return sum;
}
