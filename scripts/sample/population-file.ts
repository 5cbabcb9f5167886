import { csvText } from '../made-up/csv-text.ts';
import type { Borough } from './borough.ts';
import type { Neighbourhood } from './people.ts';
import { apportion, itemAt, type Random } from '../made-up/random.ts';
import type { SampleFile } from './sample-file.ts';

const header = [
  'period',
  'area_code',
  'area_name',
  'geography',
  'sex',
  'all_ages',
  'aged_0_to_15',
  'aged_16_to_64',
  'aged_65_and_over',
  ...Array.from({ length: 90 }, (_, age) => String(age)),
  '90+',
];

const sum = (counts: readonly number[]): number => counts.reduce((left, right) => left + right, 0);

/** Mid-2024 population by single year of age and sex: the census moved on three years, with growth in the new estate. */
export function populationFile(
  borough: Borough,
  places: readonly Neighbourhood[],
  random: Random,
): SampleFile {
  const rows = borough.lsoas.flatMap((lsoa, index) => {
    const place = itemAt(places, index);
    const growth = 1.01 + 0.14 * place.character.newEstate + 0.01 * random.normal();
    const persons = place.ages.flatMap((count, band) =>
      singleYears(Math.round(count * growth), band, random),
    );
    const females = persons.map((count, age) =>
      Math.round(
        count * Math.min(0.7, (age > 70 ? 0.53 + (age - 70) / 160 : 0.5) + random.between(-0.04, 0.04)),
      ),
    );
    const males = persons.map((count, age) => count - itemAt(females, age));
    return [
      ['Females', females],
      ['Males', males],
      ['Persons', persons],
    ].map(([sex, ages]) => {
      const counts = Array.isArray(ages) ? ages : [];
      return [
        '2024-06-30',
        lsoa.code,
        lsoa.name,
        'LSOA',
        String(sex),
        sum(counts),
        sum(counts.slice(0, 16)),
        sum(counts.slice(16, 65)),
        sum(counts.slice(65)),
        ...counts,
      ];
    });
  });
  return { path: 'population/mid-year_2024_population_estimates_lsoa.csv', text: csvText([header, ...rows]) };
}

/** A five-year band as single years; the last band is 85 to 89 and all beyond. */
function singleYears(count: number, band: number, random: Random): number[] {
  if (band < 17)
    return apportion(
      count,
      Array.from({ length: 5 }, () => random.between(0.8, 1.2)),
    );
  return apportion(count, [0.19, 0.16, 0.13, 0.11, 0.09, 0.32]);
}
