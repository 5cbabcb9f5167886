import { parentTypes, type AreaType } from '../../../core/contract/area.ts';
import type { AreaParts, RankedArea } from '../../../core/contract/area-page.ts';
import type { Score } from '../../../core/contract/score.ts';
import { listScores } from '../list-scores.ts';
import { loadedExtent } from '../loaded-extent.ts';
import { matchingOf, placesOf } from '../scored-places.ts';
import type { ProfileSubject } from './profile-subject.ts';

/** How many parts the page shows; the list that it links to has all. */
const shownParts = 20;

/** What an area is shown as made of, the first kind that it has. */
const partTypes: Readonly<Record<AreaType, readonly AreaType[]>> = {
  oa: [],
  lsoa: [],
  msoa: ['lsoa'],
  ward: ['lsoa'],
  lad: ['ward', 'msoa', 'lsoa'],
  region: ['lad'],
  nation: ['region', 'lad'],
};

function loadedTypes({ own: { table } }: ProfileSubject): ReadonlySet<AreaType> {
  return new Set([table.inputs.profile.areas.type, ...table.inputs.parents.map(({ type }) => type)]);
}

function rankedArea({ type, vintage }: Pick<RankedArea, 'type' | 'vintage'>, score: Score): RankedArea {
  const { code, name, placeName, rank, jointRank, rankOf, decile, population } = score;
  return {
    code,
    name,
    nameWelsh: null,
    type,
    vintage,
    placeName,
    isPartOnly: false,
    score: score.score,
    rank,
    jointRank,
    rankOf,
    decile,
    population,
  };
}

/** The areas that an area is made of, ranked, those at greatest risk first; null where it is made of none that are scored. */
export function partsOf(subject: ProfileSubject): AreaParts | null {
  const loaded = loadedTypes(subject);
  for (const type of partTypes[subject.area.type]) {
    if (!loaded.has(type)) continue;
    const { scores, total, areas } = listScores(subject.own.table, {
      ...{ type, within: subject.area.code },
      ...{ sort: 'rank', offset: 0, limit: shownParts },
    });
    if (total > 0)
      return {
        type,
        matching: matchingOf(subject.own.table, type),
        madeOf: subject.own.table.inputs.profile.areas.type,
        total,
        areas: scores.map((score) => rankedArea({ type, vintage: areas.vintage }, score)),
      };
  }
  return null;
}

/** The larger areas that an area lies in, the smallest first, as they are ranked among their own kind. */
export function parentsOf(subject: ProfileSubject): RankedArea[] {
  const { own, row, area } = subject;
  const loaded = loadedTypes(subject);
  return parentTypes.flatMap((type) => {
    if (type === area.type || !loaded.has(type) || !isLarger(type, area.type)) return [];
    const position = own.places.parentPosition(type, row);
    if (position < 0) return [];
    const places = placesOf(own.table, type);
    const isPartOnly = loadedExtent(own.table, places, position) === 'part';
    return [{ ...rankedArea(places, places.score(position)), isPartOnly }];
  });
}

/** Which kinds are larger than a kind: wards and middle layer areas are not parts of each other. */
function isLarger(type: AreaType, than: AreaType): boolean {
  if (than === 'msoa' && type === 'ward') return false;
  return parentTypes.findIndex((each) => each === type) > parentTypes.findIndex((each) => each === than);
}
