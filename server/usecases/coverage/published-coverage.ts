import type { Connectivity, CoverageBasis } from '../../../core/contract/area-page/connectivity.ts';
import type { AreaSet } from '../../../core/contract/area.ts';
import { isWholeNation, type Nation } from '../../../core/geography/nation.ts';
import type { Queryable } from '../../database/database.ts';
import {
  createAreaCoverageReads,
  type CoverageFigures,
  type CoverageRelease,
} from '../../store/area-coverage-reads.ts';

export type CoveredPlace = AreaSet & { readonly code: string };

/** Published figures of an area with the release and the way that they come from. */
export interface PublishedFigures {
  readonly release: CoverageRelease;
  readonly basis: CoverageBasis;
  readonly figures: CoverageFigures;
  /** The areas that were added up; empty where nothing was, or postcodes were. */
  readonly members: readonly string[];
}

export type NotPublished = Extract<Connectivity, { status: 'missing' }>['reason'];

/** In which order the levels of one release are asked: the area's own first, then the finest that is placed in it. */
const levelOrder = ['lad', 'oa', 'lsoa', 'postcode'];

/**
 * What publishers say of the broadband of an area: its own row of a release, else the sum of the premises of its parts,
 * and only where all of them are there. Percentages are worked out from the sums, never averaged. Output areas are added
 * up where they are known to lie in the area by themselves; else neighbourhoods are; else postcodes.
 */
export function createPublishedCoverage(database: Queryable) {
  const reads = createAreaCoverageReads(database);

  /** The parts of an area in a release, added up; null where it has none there, or not all. */
  async function sumOfParts(
    place: CoveredPlace,
    release: CoverageRelease,
  ): Promise<PublishedFigures | 'incomplete' | null> {
    const members = await reads.members(place, release);
    if (members.length === 0) return null;
    const figures = await reads.sumOfCodes(release, members);
    if (figures.parts === 0) return null;
    if (figures.parts < members.length) return 'incomplete';
    return { release, basis: basisOfLevel(release), figures, members };
  }

  /** The area's own row of a release. */
  async function ownRow(place: CoveredPlace, release: CoverageRelease): Promise<PublishedFigures | null> {
    // The codes of authorities change when their borders do, so that one of another vintage is the same authority.
    const vintage = place.type === 'lad' ? null : place.vintage;
    const rows = await reads.ofArea(release.level, place.code, vintage);
    const row = rows.find(
      (each) =>
        each.release.releaseId === release.releaseId && each.release.isResidential === release.isResidential,
    );
    if (row === undefined) return null;
    const basis = row.basis === 'summed' ? 'summed-output-areas' : 'published';
    return { release, basis, figures: row, members: [] };
  }

  async function fromPostcodes(
    place: CoveredPlace,
    release: CoverageRelease,
  ): Promise<PublishedFigures | null> {
    if (place.type === 'region' || place.type === 'nation') return null;
    const figures = await reads.sumOfPostcodes(release, place.type, place.code);
    return figures.parts === 0 ? null : { release, basis: 'summed-postcodes', figures, members: [] };
  }

  /** An area by one release and level: its own row, or the sum of its parts there. */
  async function inRelease(
    place: CoveredPlace,
    release: CoverageRelease,
  ): Promise<PublishedFigures | 'incomplete' | null> {
    if (release.level === place.type) return ownRow(place, release);
    return isMadeOf(place, release.level) ? sumOfParts(place, release) : null;
  }

  return {
    /** The releases in force, or those of a period. */
    releases: (period: string | null = null): Promise<CoverageRelease[]> => reads.releases(period),

    /** The vintage of the areas of a release. */
    vintageOf: (release: CoverageRelease): Promise<number | null> => reads.vintageOf(release),

    inRelease,
    fromPostcodes,

    /** The newest of these releases that has the area, its parts or its postcodes; or why none has. */
    async find(
      place: CoveredPlace,
      releases: readonly CoverageRelease[],
    ): Promise<PublishedFigures | NotPublished> {
      if (releases.length === 0) return 'nothing-loaded';
      let isIncomplete = false;
      for (const release of inOrder(place, releases).filter(({ level }) => level !== 'postcode')) {
        const found = await inRelease(place, release);
        if (found === 'incomplete') isIncomplete = true;
        else if (found !== null) return found;
      }
      if (isIncomplete) return 'incomplete';
      for (const release of releases.filter(({ level }) => level === 'postcode')) {
        const found = await fromPostcodes(place, release);
        if (found !== null) return found.figures.premises === null ? 'percentages-only' : found;
      }
      return 'not-in-source';
    },

    /** The whole of a nation by one release; null where only a part of it is loaded. */
    async wholeNation(nation: Nation, release: CoverageRelease): Promise<PublishedFigures | null> {
      const { level } = release;
      if (level === 'postcode' || level === 'oa') return null;
      const vintage = await reads.vintageOf(release);
      if (vintage === null) return null;
      const figures = await reads.sumOfPrefix(release, nation.code.slice(0, 1));
      if (!isWholeNation({ type: level, vintage }, nation.code, figures.parts)) return null;
      return { release, basis: basisOfLevel(release), figures, members: [] };
    },
  };
}

function basisOfLevel({ level }: CoverageRelease): CoverageBasis {
  if (level === 'lad') return 'summed-authorities';
  return level === 'oa' ? 'summed-output-areas' : 'summed-lsoas';
}

function isMadeOf({ type }: CoveredPlace, level: CoverageRelease['level']): boolean {
  if (level === 'oa') return type === 'ward';
  if (level === 'lsoa') return type !== 'oa' && type !== 'lsoa';
  return level === 'lad' && type === 'region';
}

/** Releases stay in their order; of the levels of one release the area's own comes first. */
function inOrder(place: CoveredPlace, releases: readonly CoverageRelease[]): CoverageRelease[] {
  const levelRank = ({ level }: CoverageRelease): number =>
    level === place.type ? -1 : levelOrder.indexOf(level);
  const firstOf = new Map<string, number>();
  const keyOf = ({ releaseId, isResidential }: CoverageRelease): string =>
    `${releaseId} ${String(isResidential)}`;
  releases.forEach((release, at) => {
    if (!firstOf.has(keyOf(release))) firstOf.set(keyOf(release), at);
  });
  return releases.toSorted(
    (one, other) =>
      (firstOf.get(keyOf(one)) ?? 0) - (firstOf.get(keyOf(other)) ?? 0) || levelRank(one) - levelRank(other),
  );
}
