import { marshallMoments } from '../small-area/marshall-moments.ts';

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
  const usable = [...events.keys()].filter(isUsable);
  const counts = { numerators: events, denominators: population };
  const { mean: overall, variance: between } = marshallMoments(counts, usable);
  return events.map((value, area) => {
    if (!isUsable(area)) return NaN;
    const size = population[area] ?? 0;
    const within = overall / size;
    const variance = between + within > 0 ? between + within : within;
    return (value / size - overall) / Math.sqrt(variance);
  });
}
