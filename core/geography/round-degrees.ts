/** A tenth of a metre: as exact as the points of Open UPRN are. */
const decimals = 6;

/**
 * A longitude or latitude as it goes out in files and answers, to six decimals.
 *
 * Units: degrees. Missing: NaN stays NaN.
 * @example roundDegrees(-2.2999999999) // -2.3
 */
export function roundDegrees(degrees: number): number {
  return Number(degrees.toFixed(decimals));
}
