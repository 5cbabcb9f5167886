import { authority } from './borough.ts';
import type { Premises } from './premises.ts';
import { apportion, clamp } from '../made-up/random.ts';
import { csvText } from '../made-up/csv-text.ts';
import type { SampleFile } from './sample-file.ts';

/** Ofcom's technologies with how many operators have each and what is counted of it, in the order of its columns. */
const groups: readonly { readonly name: string; readonly operators: number; readonly reach: number }[] = [
  { name: '2G', operators: 3, reach: 0.98 },
  { name: '3G', operators: 4, reach: 0.2 },
  { name: '4G', operators: 4, reach: 0.97 },
  { name: 'Voice', operators: 4, reach: 0.99 },
];
const newGroups = [
  { name: '5G_high_confidence', reach: 0.72 },
  { name: '5G_very_high_confidence', reach: 0.55 },
  { name: '5G_SA_high_confidence', reach: 0.48 },
  { name: '5G_SA_very_high_confidence', reach: 0.33 },
] as const;

/** How much of what is reached outdoors is reached there too; the borough has no motorway, so those stay blank. */
const places = [
  { name: 'prem_out', share: 1 },
  { name: 'prem_in', share: 0.86 },
  { name: 'geo_out', share: 0.9 },
  { name: 'abrd_in', share: 0.93 },
  { name: 'mway_in', share: null },
  { name: 'mway_ard_in', share: 0.95 },
] as const;

/**
 * Mobile coverage of the borough in Ofcom's columns of July 2025: hundredths of a percent by number of operators, blank
 * where there are none, as published. Each operator is taken to reach a place by itself, so that numbers of operators follow
 * the binomial distribution.
 */
export function mobileFile(premises: readonly Premises[]): SampleFile {
  const columns: { readonly title: string; readonly value: string }[] = [];
  for (const { name, operators, reach } of groups) {
    for (const place of places)
      columns.push(...group(`${name}_${place.name}`, operators, reach, place.share));
  }
  for (const { name, reach } of newGroups) {
    for (const place of ['prem_out', 'geo_out'] as const) {
      columns.push(...group(`${name}_${place}`, 4, reach, place === 'prem_out' ? 1 : 0.8));
    }
  }
  const counts = { prem_count: premises.length, pixel_count: 9200, ab_rd_count: 610 };
  const header = ['laua', 'laua_name', ...Object.keys(counts), 'mway_count', 'mway_ard_count'];
  const cells = [authority.code, authority.name, ...Object.values(counts).map(String), '', '240'];
  return {
    path: 'broadband/202507_mobile_coverage_laua_r01.csv',
    text: csvText(
      [
        [...header, ...columns.map(({ title }) => title)],
        [...cells, ...columns.map(({ value }) => value)],
      ],
      { crlf: true },
    ),
  };
}

function group(
  name: string,
  operators: number,
  reach: number,
  share: number | null,
): { readonly title: string; readonly value: string }[] {
  const numbers = Array.from({ length: operators + 1 }, (_, count) => count);
  if (share === null) return numbers.map((count) => ({ title: `${name}_${count}`, value: '' }));
  const p = clamp(reach * share, 0, 1);
  const parts = apportion(
    10_000,
    numbers.map((count) => ways(operators, count) * p ** count * (1 - p) ** (operators - count)),
  );
  return numbers.map((count) => ({
    title: `${name}_${count}`,
    value: parts[count] === 0 ? '' : String((parts[count] ?? 0) / 100),
  }));
}

/** In how many ways so many can be chosen. */
function ways(all: number, chosen: number): number {
  let product = 1;
  for (let at = 1; at <= chosen; at += 1) product = (product * (all - chosen + at)) / at;
  return product;
}
