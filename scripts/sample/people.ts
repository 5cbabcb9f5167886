import type { Borough } from './borough.ts';
import type { Character } from './landscape.ts';
import type { Premises } from './premises.ts';
import { apportion, clamp, itemAt, type Random } from '../made-up/random.ts';

/** The people of one LSOA, as the census would find them. */
export interface Neighbourhood {
  readonly households: number;
  readonly population: number;
  /** Residents by five-year band, 0 to 4 up to 85 and over. */
  readonly ages: readonly number[];
  /** How deprived, in standard deviations of England: above 0 is more deprived. */
  readonly deprivation: number;
  readonly character: Character;
  /** Shares (0-1) of premises. */
  readonly gigabit: number;
  readonly below30: number;
}

/** Residents by five-year band, in hundredths of the population, of the kinds of place the borough mixes. */
const ageProfiles = {
  ordinary: [5.6, 5.9, 6, 5.7, 6, 6.5, 7, 6.7, 6.3, 6.4, 6.9, 6.8, 5.8, 5, 5, 3.6, 2.5, 2.4],
  retired: [3.2, 3.6, 3.8, 3.7, 3.2, 3.6, 3.9, 4.1, 4.4, 5.2, 6.8, 8.2, 8.8, 9.1, 10.2, 8, 5.6, 5.6],
  student: [2.5, 2, 1.8, 14, 33, 14, 8, 4.5, 3.2, 2.8, 2.7, 2.5, 2.2, 1.8, 1.6, 1.1, 0.7, 0.6],
  poor: [7.6, 7.3, 6.6, 6.1, 7.6, 9.2, 9, 7.6, 6.3, 5.8, 5.9, 5.6, 4.7, 3.6, 3, 2, 1.3, 1.1],
  estate: [9.5, 8.7, 6.3, 3.7, 4.2, 9.8, 13.5, 11.2, 8.1, 5.5, 4.7, 3.9, 3.1, 2.4, 2.2, 1.4, 0.8, 0.6],
  rural: [4.2, 4.9, 5.6, 5.4, 4.2, 4, 4.5, 5.2, 5.8, 6.9, 8.5, 8.8, 7.9, 6.9, 7.2, 4.9, 2.9, 2.2],
} as const;

export function settlePeople(
  borough: Borough,
  premises: readonly Premises[],
  random: Random,
): Neighbourhood[] {
  const byLsoa = borough.lsoas.map((): Premises[] => []);
  for (const item of premises) itemAt(byLsoa, itemAt(borough.outputAreas, item.oa).lsoa).push(item);
  return byLsoa.map((items, lsoa) => {
    const character = meanCharacter(
      borough.outputAreas.filter((area) => area.lsoa === lsoa).map((area) => area.character),
    );
    const { centre, marsh, college, newEstate, coastal, rural } = character;
    const deprivation =
      -0.45 +
      1.9 * centre +
      2.3 * marsh +
      0.55 * coastal +
      0.25 * college -
      0.7 * newEstate -
      0.3 * rural +
      0.38 * random.normal();
    const homes = items.filter((item) => item.isResidential).length;
    const households = Math.round(homes * random.between(0.94, 0.98) * (1 - 0.05 * coastal));
    const size = 2.28 + 0.35 * newEstate + 0.45 * college - 0.35 * coastal + 0.05 * random.normal();
    const population = Math.round(households * size);
    const share = (test: (item: Premises) => boolean): number => items.filter(test).length / items.length;
    return {
      households,
      population,
      ages: drawAges(population, character, random),
      deprivation: clamp(deprivation, -2.2, 2.7),
      character,
      gigabit: share(({ line }) => line === 'full-fibre' || line === 'cable'),
      below30: share(({ line }) => line === '10' || line === '5' || line === '2' || line === '0'),
    };
  });
}

function meanCharacter(characters: readonly Character[]): Character {
  const mean = (pick: (character: Character) => number): number =>
    characters.reduce((sum, character) => sum + pick(character), 0) / characters.length;
  return {
    centre: mean((c) => c.centre),
    marsh: mean((c) => c.marsh),
    college: mean((c) => c.college),
    newEstate: mean((c) => c.newEstate),
    coastal: mean((c) => c.coastal),
    rural: mean((c) => c.rural),
    village: mean((c) => c.village),
  };
}

function drawAges(population: number, character: Character, random: Random): number[] {
  const mixture: readonly { readonly profile: readonly number[]; readonly weight: number }[] = [
    { profile: ageProfiles.ordinary, weight: 0.4 },
    { profile: ageProfiles.retired, weight: 1.7 * character.coastal },
    { profile: ageProfiles.student, weight: 2.6 * character.college },
    { profile: ageProfiles.poor, weight: 1.1 * (character.centre + character.marsh) },
    { profile: ageProfiles.estate, weight: 1.9 * character.newEstate },
    { profile: ageProfiles.rural, weight: 0.9 * character.rural },
  ];
  const luck = mixture.map(() => Math.exp(0.25 * random.normal()));
  const bands = ageProfiles.ordinary.map((_, band) => {
    const expected = mixture.reduce(
      (sum, { profile, weight }, kind) => sum + weight * itemAt(luck, kind) * itemAt(profile, band),
      0,
    );
    return expected * Math.exp(0.06 * random.normal());
  });
  return apportion(population, bands);
}

/** Splits a whole number into parts near the given shares, a little at random. */
export function shareOut(total: number, shares: readonly number[], random: Random): number[] {
  return apportion(
    total,
    shares.map((share) => Math.max(share, 1e-6) * Math.exp(0.05 * random.normal())),
  );
}

/** Share (0-1) of residents aged 65 and over. */
export const shareOfOlder = (place: Neighbourhood): number =>
  place.ages.slice(13).reduce((sum, count) => sum + count, 0) / place.population;
