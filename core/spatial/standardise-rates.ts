/**
 * Rates standardised for the size of their population (Assunção and Reis): (p - b) / sqrt(a + b / n), with b the overall
 * rate and a Marshall's variance between areas. A plain rate of a small population is noisy, and its noise looks like
 * outliers and hides clusters; these have the same variance everywhere.
 *
 * Shape: one count of events and one population per area. Missing: NaN where either is missing, the population is not
 * above zero or the events are below zero; such areas have no say in b and a. Where a + b / n is not above zero, b / n
 * is taken, as published.
 *
 * Source: Assunção and Reis 1999, Statistics in Medicine 18; spdep `EBImoran.mc`, esda `assuncao_rate`.
 */
export function standardiseRates(events: Float64Array, population: Float64Array): Float64Array {
  const isUsable = (area: number): boolean =>
    (population[area] ?? NaN) > 0 && (population[area] ?? NaN) < Infinity && (events[area] ?? NaN) >= 0;
  let count = 0;
  let allEvents = 0;
  let people = 0;
  events.forEach((value, area) => {
    if (!isUsable(area)) return;
    count += 1;
    allEvents += value;
    people += population[area] ?? 0;
  });
  const overall = allEvents / people;
  let squares = 0;
  events.forEach((value, area) => {
    const size = population[area] ?? 0;
    if (isUsable(area)) squares += size * (value / size - overall) ** 2;
  });
  const between = squares / people - overall / (people / count);
  return events.map((value, area) => {
    if (!isUsable(area)) return NaN;
    const size = population[area] ?? 0;
    const within = overall / size;
    const variance = between + within > 0 ? between + within : within;
    return (value / size - overall) / Math.sqrt(variance);
  });
}
