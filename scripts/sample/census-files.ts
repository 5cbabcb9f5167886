import { csvText } from '../made-up/csv-text.ts';
import type { Borough } from './borough.ts';
import { shareOfOlder, shareOut, type Neighbourhood } from './people.ts';
import { apportion, clamp, itemAt, type Random } from '../made-up/random.ts';
import type { SampleFile } from './sample-file.ts';

type Place = Neighbourhood;

/** Census 2021 in Nomis bulk format: one row per LSOA, parents and children side by side. */
export function censusFiles(borough: Borough, places: readonly Place[], random: Random): SampleFile[] {
  const table = (
    id: string,
    columns: readonly string[],
    row: (place: Place) => readonly number[],
  ): SampleFile => ({
    path: `census/census2021-${id}-lsoa.csv`,
    text: csvText([
      ['date', 'geography', 'geography code', ...columns],
      ...borough.lsoas.map((lsoa, index) => ['2021', lsoa.name, lsoa.code, ...row(itemAt(places, index))]),
    ]),
  });
  const care = table('ts039', careColumns, (place) => careRow(place, random));
  return [
    table('ts007a', ageColumns, ({ population, ages }) => [population, ...ages]),
    table('ts037', healthColumns, (place) => healthRow(place, random)),
    table('ts038', disabilityColumns, (place) => disabilityRow(place, random)),
    // A blemish on purpose: a row about an area that does not exist, as copied tables have them.
    { ...care, text: `${care.text}2021,Seaborough 099Z,E01999999,1000,900,50,30,20,20,12,8,30\n` },
    table('ts040', householdDisabilityColumns, (place) => householdDisabilityRow(place, random)),
    table('ts054', tenureColumns, (place) => tenureRow(place, random)),
    table('ts066', activityColumns, (place) => activityRow(place, random)),
    // Last, so that the chance of the tables above stays what it was.
    table('ts025', householdLanguageColumns, (place) => householdLanguageRow(place, random)),
    table('ts029', proficiencyColumns, (place) => proficiencyRow(place, random)),
  ];
}

const ageColumns = [
  'Age: Total',
  'Age: Aged 4 years and under',
  ...Array.from({ length: 16 }, (_, band) => `Age: Aged ${5 * band + 5} to ${5 * band + 9} years`),
  'Age: Aged 85 years and over',
];

const healthColumns = [
  'Total: All usual residents',
  'Very good health',
  'Good health',
  'Fair health',
  'Bad health',
  'Very bad health',
].map((name) => `General health: ${name}`);

/** Health falls with age and with deprivation, as it does in every census. */
function healthRow(place: Place, random: Random): number[] {
  const older = shareOfOlder(place);
  const worse = Math.exp(0.28 * place.deprivation);
  const bad = clamp((0.012 + 0.13 * older) * worse, 0.005, 0.3);
  const fair = clamp((0.06 + 0.28 * older) * Math.sqrt(worse), 0.02, 0.4);
  const good = 0.31 + 0.12 * older;
  const shares = [1 - good - fair - bad, good, fair, 0.78 * bad, 0.22 * bad];
  return [place.population, ...shareOut(place.population, shares, random)];
}

const disabilityColumns = [
  'Total: All usual residents',
  'Disabled under the Equality Act',
  'Disabled under the Equality Act: Day-to-day activities limited a lot',
  'Disabled under the Equality Act: Day-to-day activities limited a little',
  'Not disabled under the Equality Act',
  'Not disabled under the Equality Act: Has long term physical or mental health condition but day-to-day activities are not limited',
  'Not disabled under the Equality Act: No long term physical or mental health conditions',
].map((name) => `Disability: ${name}`);

/** Share (0-1) disabled by five-year band in an ordinary place. */
const disabledByBand = [
  0.03, 0.06, 0.08, 0.1, 0.11, 0.11, 0.11, 0.12, 0.13, 0.14, 0.17, 0.2, 0.23, 0.25, 0.28, 0.36, 0.46, 0.6,
];

function disabilityRow(place: Place, random: Random): number[] {
  const expected = place.ages.reduce((sum, count, band) => sum + count * itemAt(disabledByBand, band), 0);
  const share = clamp((expected / place.population) * Math.exp(0.14 * place.deprivation), 0.04, 0.5);
  const lot = 0.36 + 0.05 * place.deprivation;
  const shares = [share * lot, share * (1 - lot), 0.07, 1 - share - 0.07];
  const [much = 0, little = 0, condition = 0, none = 0] = shareOut(place.population, shares, random);
  return [place.population, much + little, much, little, condition + none, condition, none];
}

const careColumns = [
  'Total: All usual residents aged 5 and over',
  'Provides no unpaid care',
  'Provides 19 hours or less unpaid care a week',
  'Provides 9 hours or less unpaid care a week',
  'Provides 10 to 19 hours unpaid care a week',
  'Provides 20 to 49 hours unpaid care a week',
  'Provides 20 to 34 hours unpaid care a week',
  'Provides 35 to 49 hours unpaid care a week',
  'Provides 50 or more hours unpaid care a week',
].map((name) => `Provision of unpaid care: ${name}`);

function careRow(place: Place, random: Random): number[] {
  const total = place.population - itemAt(place.ages, 0);
  const worse = Math.exp(0.2 * place.deprivation);
  const shares = [0.905, 0.032, 0.011, 0.009 * worse, 0.011 * worse, 0.027 * worse];
  const [none = 0, nine = 0, nineteen = 0, thirtyFour = 0, fortyNine = 0, fifty = 0] = shareOut(
    total,
    shares,
    random,
  );
  return [total, none, nine + nineteen, nine, nineteen, thirtyFour + fortyNine, thirtyFour, fortyNine, fifty];
}

const householdDisabilityColumns = [
  'Total: All households',
  'No people disabled under the Equality Act in household',
  '1 person disabled under the Equality Act in household',
  '2 or more people disabled under the Equality Act in household',
].map((name) => `Number of disabled people in household: ${name}`);

function householdDisabilityRow(place: Place, random: Random): number[] {
  const one = clamp((0.17 + 0.3 * shareOfOlder(place)) * Math.exp(0.18 * place.deprivation), 0.05, 0.5);
  return [place.households, ...shareOut(place.households, [1 - 1.3 * one, one, 0.3 * one], random)];
}

const tenureColumns = [
  'Total: All households',
  'Owned',
  'Owned: Owns outright',
  'Owned: Owns with a mortgage or loan',
  'Shared ownership',
  'Shared ownership: Shared ownership',
  'Social rented',
  'Social rented: Rents from council or Local Authority',
  'Social rented: Other social rented',
  'Private rented',
  'Private rented: Private landlord or letting agency',
  'Private rented: Other private rented',
  'Lives rent free',
].map((name) => `Tenure of household: ${name}`);

function tenureRow(place: Place, random: Random): number[] {
  const { marsh, college, centre, newEstate } = place.character;
  const shares = [
    0.14 + 0.85 * shareOfOlder(place) - 0.04 * place.deprivation - 0.12 * college,
    0.3 - 0.08 * place.deprivation + 0.25 * newEstate - 0.12 * college,
    0.008 + 0.05 * newEstate,
    0.05 + 0.05 * place.deprivation + 0.32 * marsh,
    0.05 + 0.03 * place.deprivation + 0.1 * marsh,
    0.17 + 0.04 * place.deprivation + 0.35 * college + 0.18 * centre,
    0.012,
    0.002,
  ].map((share) => Math.max(share, 0.002));
  const [outright = 0, mortgage = 0, shared = 0, council = 0, social = 0, landlord = 0, other = 0, free = 0] =
    shareOut(place.households, shares, random);
  const owned = outright + mortgage;
  return [
    place.households,
    owned,
    outright,
    mortgage,
    shared,
    shared,
    council + social,
    council,
    social,
    landlord + other,
    landlord,
    other,
    free,
  ];
}

/** The publisher mixes ":In employment" and ": In employment": the header is as published. */
const activityColumns = ((): string[] => {
  const group = (title: string): string[] => {
    const kind = (name: string): string[] => [
      `${title}:In employment:${name}`,
      `${title}: In employment: ${name}: Part-time`,
      `${title}: In employment: ${name}: Full-time`,
    ];
    return [
      title,
      `${title}:In employment`,
      ...kind('Employee'),
      ...kind('Self-employed with employees'),
      ...kind('Self-employed without employees'),
      `${title}: Unemployed`,
    ];
  };
  const inactive = [
    'Retired',
    'Student',
    'Looking after home or family',
    'Long-term sick or disabled',
    'Other',
  ];
  return [
    'Total: All usual residents aged 16 years and over',
    ...group('Economically active (excluding full-time students)'),
    ...group('Economically active and a full-time student'),
    'Economically inactive',
    ...inactive.map((name) => `Economically inactive: ${name}`),
  ].map((name) => `Economic activity status: ${name}`);
})();

function activityRow(place: Place, random: Random): number[] {
  const adults =
    place.population -
    place.ages.slice(0, 3).reduce((a, b) => a + b, 0) -
    Math.round(itemAt(place.ages, 3) / 5);
  const older = shareOfOlder(place) * (place.population / adults);
  const worse = Math.exp(0.45 * place.deprivation);
  const students = 0.03 + 0.42 * place.character.college;
  const [
    workers = 0,
    jobless = 0,
    studying = 0,
    retired = 0,
    inactiveStudents = 0,
    home = 0,
    sick = 0,
    other = 0,
  ] = shareOut(
    adults,
    [
      Math.max(0.1, 0.74 - 0.75 * older - 0.06 * place.deprivation - 0.6 * students),
      0.022 * worse,
      0.35 * students,
      0.02 + 0.82 * older,
      0.65 * students,
      0.04 + 0.01 * place.deprivation,
      0.034 * worse,
      0.022 + 0.005 * place.deprivation,
    ],
    random,
  );
  const inactive = [retired, inactiveStudents, home, sick, other];
  return [
    adults,
    ...activeGroup(workers, jobless, 0.24),
    ...activeGroup(Math.round(0.8 * studying), studying - Math.round(0.8 * studying), 0.85),
    inactive.reduce((sum, count) => sum + count, 0),
    ...inactive,
  ];
}

function activeGroup(working: number, unemployed: number, partTime: number): number[] {
  const [employees = 0, employers = 0, alone = 0] = apportion(working, [0.84, 0.03, 0.13]);
  const kind = (count: number): number[] => {
    const part = Math.round(partTime * count);
    return [count, part, count - part];
  };
  return [working + unemployed, working, ...kind(employees), ...kind(employers), ...kind(alone), unemployed];
}

const householdLanguageColumns = [
  'Total: All households',
  'All adults in household have English in England, or English or Welsh in Wales as a main language',
  'At least one but not all adults in household have English in England, or English or Welsh in Wales as a main language',
  'No adults in household, but at least one person aged 3 to 15 years, has English in England or English or Welsh in Wales as a main language',
  'No people in household have English in England, or English or Welsh in Wales as a main language',
].map((name) => `Household language (English and Welsh): ${name}`);

/** Share (0-1) of people with another main language: most in the student quarter and the centre. */
const shareOfOtherLanguages = ({ character }: Place): number =>
  clamp(0.025 + 0.14 * character.college + 0.12 * character.centre + 0.02 * character.marsh, 0.01, 0.4);

function householdLanguageRow(place: Place, random: Random): number[] {
  const other = shareOfOtherLanguages(place);
  const shares = [1 - 1.3 * other, 0.45 * other, 0.15 * other, 0.7 * other];
  return [place.households, ...shareOut(place.households, shares, random)];
}

const proficiencyColumns = ((): string[] => {
  const foreign = 'Main language is not English (English or Welsh in Wales)';
  return [
    'Total: All usual residents aged 3 years and over',
    'Main language is English (English or Welsh in Wales)',
    foreign,
    `${foreign}: Can speak English very well`,
    `${foreign}: Can speak English well`,
    `${foreign}: Cannot speak English well`,
    `${foreign}: Cannot speak English`,
  ].map((name) => `Proficiency in English language: ${name}`);
})();

function proficiencyRow(place: Place, random: Random): number[] {
  const total = place.population - Math.round((3 / 5) * itemAt(place.ages, 0));
  const other = shareOfOtherLanguages(place);
  const poor = clamp(0.16 + 0.06 * place.deprivation - 0.1 * place.character.college, 0.05, 0.4);
  const shares = [1 - other, 0.5 * other, (0.5 - poor) * other, 0.82 * poor * other, 0.18 * poor * other];
  const [english = 0, ...parts] = shareOut(total, shares, random);
  return [total, english, total - english, ...parts];
}
