import { csvText } from '../made-up/csv-text.ts';
import { authority, type Borough } from './borough.ts';
import { shareOfOlder, type Neighbourhood } from './people.ts';
import { clamp, itemAt, type Random } from '../made-up/random.ts';
import type { SampleFile } from './sample-file.ts';

/** England's LSOAs in the Indices of Deprivation 2025: the ranks place the made-up LSOAs among as many. */
const lsoasInEngland = 33_755;

/** Standing of one LSOA in standard deviations of England, by domain: above 0 is more deprived. */
interface Domains {
  readonly Income: number;
  readonly Employment: number;
  readonly Education: number;
  readonly Health: number;
  readonly Crime: number;
  readonly Housing_and_Services: number;
  readonly Environment: number;
}
type Domain = keyof Domains;
const domains: readonly Domain[] = [
  'Income',
  'Employment',
  'Education',
  'Health',
  'Crime',
  'Housing_and_Services',
  'Environment',
];
const weights: Domains = {
  Income: 0.225,
  Employment: 0.225,
  Education: 0.135,
  Health: 0.135,
  Crime: 0.093,
  Housing_and_Services: 0.093,
  Environment: 0.093,
};

export function deprivationFiles(
  borough: Borough,
  places: readonly Neighbourhood[],
  random: Random,
): SampleFile[] {
  const standings = places.map((place) => standingOf(place, random));
  return [
    mainFile(borough, standings),
    subdomainFile(borough, { places, standings, random }),
    indicatorFile(borough, { places, standings, random }),
    incomeFile(borough, places, random),
  ];
}

function standingOf(place: Neighbourhood, random: Random): Domains {
  const { centre, rural, coastal, college, village } = place.character;
  const z = place.deprivation;
  const noise = (): number => 0.18 * random.normal();
  return {
    Income: z + noise(),
    Employment: 0.92 * z + 0.35 * coastal - 0.5 * college + noise(),
    Education: 0.9 * z - 0.6 * college + 0.3 * coastal + noise(),
    Health: 0.85 * z + 0.45 * coastal + noise(),
    Crime: 0.6 * z + 0.7 * centre - 0.7 * rural + noise(),
    Housing_and_Services: -0.3 + 1.6 * rural * (1 - 0.5 * village) + 0.15 * z + noise(),
    Environment: -0.1 + 0.8 * centre + 0.5 * coastal - 0.3 * rural + 0.5 * college + noise(),
  };
}

/** Ranks among England's LSOAs, 1 most deprived, no two the same. */
function ranksOf(standing: readonly number[]): number[] {
  const ranks = new Array<number>(standing.length).fill(0);
  let last = 0;
  const order = standing.map((_, index) => index).sort((a, b) => itemAt(standing, b) - itemAt(standing, a));
  for (const index of order) {
    const rank = Math.round((1 - normalShareBelow(itemAt(standing, index))) * lsoasInEngland);
    last = clamp(rank, last + 1, lsoasInEngland);
    ranks[index] = last;
  }
  return ranks;
}

/** The normal distribution function, by the logistic approximation of Bowling and others (2009), within 0.0002. */
const normalShareBelow = (z: number): number => 1 / (1 + Math.exp(-(0.07056 * z ** 3 + 1.5976 * z)));

const decileOf = (rank: number): number => Math.ceil((10 * rank) / lsoasInEngland);

function mainFile(borough: Borough, standings: readonly Domains[]): SampleFile {
  const rankLists = domains.map((domain) => ranksOf(standings.map((standing) => standing[domain])));
  const scores = borough.lsoas.map((_, lsoa) =>
    domains.reduce((sum, domain, position) => {
      const rank = itemAt(itemAt(rankLists, position), lsoa);
      const share = (lsoasInEngland - rank + 1) / lsoasInEngland;
      return sum + weights[domain] * -23 * Math.log(1 - share * (1 - Math.exp(-100 / 23)));
    }, 0),
  );
  // England's IMD scores are about log-normal: median 17.6, one standard deviation a factor of 1.85.
  const overall = ranksOf(scores.map((score) => Math.log(score / 17.6) / Math.log(1.85)));
  const header = [
    'lsoa21_code',
    ...['IMD', ...domains].map((name) => `${name}_decile`),
    ...['IMD', ...domains].map((name) => `${name}_rank`),
    ...['IMD', ...domains].map((name) => `${name}_score`),
  ];
  const rows = borough.lsoas.map((lsoa, index) => {
    const ranks = [itemAt(overall, index), ...rankLists.map((list) => itemAt(list, index))];
    const standing = itemAt(standings, index);
    return [
      lsoa.code,
      ...ranks.map(decileOf),
      ...ranks,
      itemAt(scores, index).toFixed(3),
      ...domainScores(standing),
    ];
  });
  return { path: 'deprivation/iod2025_england_lsoa21.csv', text: csvText([header, ...rows]) };
}

const incomeRate = (standing: Domains): number => clamp(0.165 * Math.exp(0.58 * standing.Income), 0.01, 0.8);
const employmentRate = (standing: Domains): number =>
  clamp(0.105 * Math.exp(0.55 * standing.Employment), 0.01, 0.6);

function domainScores(standing: Domains): string[] {
  return [
    incomeRate(standing).toFixed(3),
    employmentRate(standing).toFixed(3),
    (15 * Math.exp(0.8 * standing.Education)).toFixed(3),
    (0.85 * standing.Health).toFixed(3),
    (0.8 * standing.Crime).toFixed(3),
    (21 + 8.5 * standing.Housing_and_Services).toFixed(3),
    (17 * Math.exp(0.6 * standing.Environment)).toFixed(3),
  ];
}

interface Figures {
  readonly places: readonly Neighbourhood[];
  readonly standings: readonly Domains[];
  readonly random: Random;
}

const adultSkills = (standing: Domains): number =>
  clamp(0.235 * Math.exp(0.42 * standing.Education), 0.03, 0.7);

function subdomainFile(borough: Borough, { places, standings, random }: Figures): SampleFile {
  const z = (pick: (standing: Domains, place: Neighbourhood) => number): number[] =>
    standings.map((standing, index) => pick(standing, itemAt(places, index)) + 0.2 * random.normal());
  const skills = standings.map(adultSkills);
  const parts: readonly (readonly [string, readonly number[], (value: number, index: number) => number])[] = [
    ['children_and_young_people', z((s) => s.Education), (value) => value],
    ['adult_skills', z((s) => s.Education), (_, index) => itemAt(skills, index)],
    ['geographical_barriers', z((_, place) => 1.4 * place.character.rural - 0.5), (value) => 20 + 9 * value],
    ['wider_barriers', z((s) => 0.6 * s.Income), (value) => value],
    ['indoors', z((s) => s.Environment), (value) => value],
    ['outdoors', z((_, place) => place.character.centre), (value) => value],
  ];
  const ranks = parts.map(([name, values]) =>
    ranksOf(name === 'adult_skills' ? standings.map((s) => s.Education) : values),
  );
  const header = [
    'lsoa21_code',
    ...parts.flatMap(([name]) => [`${name}_score`, `${name}_rank`, `${name}_decile`]),
  ];
  const rows = borough.lsoas.map((lsoa, index) => [
    lsoa.code,
    ...parts.flatMap(([, values, score], part) => {
      const rank = itemAt(itemAt(ranks, part), index);
      return [score(itemAt(values, index), index).toFixed(3), rank, decileOf(rank)];
    }),
  ]);
  return { path: 'deprivation/iod2025_england_lsoa21_subdomains.csv', text: csvText([header, ...rows]) };
}

const indicatorColumns =
  'income_domain_numerator,income_deprivation_affecting_children_index_idaci_numerator,income_deprivation_affecting_older_people_index_idaopi_numerator,employment_domain_numerator,adult_skills_and_english_language_proficiency_indicator,entry_to_higher_education_indicator,acute_morbidity_indicator,comparative_illness_and_disability_ratio_indicator,mental_health_indicator,years_of_potential_life_lost_indicator,violence_with_injury_rate_per_1_000_at_risk_population,violence_without_injury_rate_per_1_000_at_risk_population,stalking_and_harassment_rate_per_1_000_at_risk_population,burglary_rate_per_1_000_at_risk_properties,theft_rate_per_1_000_at_risk_population,criminal_damage_rate_per_1_000_at_risk_population,public_order_and_possession_of_weapons_rate_per_1_000_at_risk_population,anti_social_behaviour_rate_per_1_000_at_risk_population,connectivity_score,owner_occupation_affordability_component_of_housing_affordability_indicator,private_rental_affordability_component_of_housing_affordability_indicator,housing_affordability_indicator,digital_connectivity_broadband_download_and_upload_speeds,core_homelessness_rate_percent_of_households,patient_to_gp_ratio,homelessness_indicator_rate_per_1_000_households,household_overcrowding_indicator_rooms,household_overcrowding_indicator_bedrooms'.split(
    ',',
  );

/** England's typical rate of each crime, for the columns that differ in nothing else. */
const crimeRates = [4.2, 6.1, 5.2, 6.4, 9.8, 5.4, 5.9, 7.5];

/** Underlying indicators; counts are rounded to 5, and a blemish on purpose: two areas' counts are suppressed (blank). */
function indicatorFile(borough: Borough, { places, standings, random }: Figures): SampleFile {
  const rows = borough.lsoas.map((lsoa, index) => {
    const [place, standing] = [itemAt(places, index), itemAt(standings, index)];
    const { rural, centre } = place.character;
    const spread = (typical: number, slope: number, z: number): string =>
      (typical * Math.exp(slope * z + 0.1 * random.normal())).toFixed(3);
    return [
      lsoa.code,
      ...deprivedCounts(place, standing, index === 40 || index === 77),
      adultSkills(standing).toFixed(3),
      clamp(0.68 + 0.1 * standing.Education, 0.2, 0.98).toFixed(3),
      spread(105, 0.2, standing.Health),
      spread(110, 0.32, standing.Health),
      (0.7 * standing.Health + 0.2 * random.normal()).toFixed(3),
      spread(58, 0.12, standing.Health),
      ...crimeRates.map((rate) => spread(rate, 0.45, standing.Crime)),
      clamp(72 - 38 * rural + 12 * centre + 3 * random.normal(), 5, 99).toFixed(3),
      clamp(0.55 + 0.06 * standing.Income, 0, 1).toFixed(3),
      clamp(0.3 + 0.08 * standing.Income, 0, 1).toFixed(3),
      (0.3 * standing.Income).toFixed(3),
      (1.1 - 2.1 * place.gigabit + 3.2 * place.below30 + 0.15 * random.normal()).toFixed(3),
      spread(0.9, 0.3, standing.Income),
      spread(1900, 0, 0),
      spread(1.6, 0.4, standing.Income),
      clamp(0.06 * Math.exp(0.4 * standing.Income), 0.002, 0.4).toFixed(3),
      clamp(0.035 * Math.exp(0.45 * standing.Income), 0.002, 0.4).toFixed(3),
    ];
  });
  return {
    path: 'deprivation/iod2025_england_lsoa21_indicators.csv',
    text: csvText([['lsoa21_code', ...indicatorColumns], ...rows]),
  };
}

/** People, children, older people and workers in deprived households, to the nearest 5. */
function deprivedCounts(place: Neighbourhood, standing: Domains, isSuppressed: boolean): (number | string)[] {
  const older = place.population * shareOfOlder(place);
  const children = place.ages.slice(0, 3).reduce((sum, count) => sum + count, 0);
  const rate = incomeRate(standing);
  const toFive = (count: number): number => 5 * Math.round(count / 5);
  return [
    toFive(rate * place.population),
    isSuppressed ? '' : toFive(Math.min(1.25 * rate, 0.95) * children),
    isSuppressed ? '' : toFive(clamp(0.85 * rate, 0.01, 0.9) * older),
    toFive(employmentRate(standing) * (place.population - children - older)),
  ];
}

/** ONS small-area income: model-based, by MSOA, quoted thousands, byte-order mark and CRLF as published. */
function incomeFile(borough: Borough, places: readonly Neighbourhood[], random: Random): SampleFile {
  const header = [
    'MSOA code',
    'MSOA name',
    'Local authority code',
    'Local authority name',
    'Region code',
    'Region name',
    'Disposable (net) annual income (£)',
    'Upper confidence limit (£)',
    'Lower confidence limit (£)',
    'Confidence interval (£)',
  ];
  const pounds = (value: number): string => {
    const hundreds = Math.round(value / 100);
    return `${Math.floor(hundreds / 10)},${hundreds % 10}00`;
  };
  const rows = borough.msoas.map((msoa, index) => {
    const members = places.filter((_, lsoa) => itemAt(borough.lsoas, lsoa).msoa === index);
    const z = members.reduce((sum, place) => sum + place.deprivation, 0) / members.length;
    const income = 34_500 * Math.exp(-0.17 * z + 0.03 * random.normal());
    const region = ['E12999001', 'Made-up region'];
    return [
      msoa.code,
      msoa.name,
      authority.code,
      authority.name,
      ...region,
      ...[income, 1.16 * income, income / 1.16, (1.16 - 1 / 1.16) * income].map(pounds),
    ];
  });
  return {
    path: 'income/netannualincome2023.csv',
    text: csvText([header, ...rows], { bom: true, crlf: true }),
  };
}
