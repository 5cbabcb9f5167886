import {
  shownMeasures,
  type Connectivity,
  type CoverageBasis,
  type CoverageYardstick,
} from '../../../core/contract/area-page/connectivity.ts';
import type { AreaSet } from '../../../core/contract/area.ts';
import { isWholeNation, nationOfCode, type Nation } from '../../../core/geography/nation.ts';
import type { Queryable } from '../../database/database.ts';
import {
  createAreaCoverageReads,
  type CoverageFigures,
  type CoverageRelease,
} from '../../store/area-coverage-reads.ts';
import { keepPerVersion } from '../kept-per-version.ts';
import type { AroundPlace } from './around-place.ts';

export interface ConnectivityOptions {
  readonly database: Queryable;
  readonly dataVersion: () => Promise<string>;
}

/** Figures of an area with the release and the way that they come from. */
interface Found {
  readonly release: CoverageRelease;
  readonly basis: CoverageBasis;
  readonly figures: CoverageFigures;
}

/** Sums of authorities and nations are a few numbers each; there are 361 authorities. */
const keptSums = 1000;

type Place = AreaSet & { readonly code: string };

/**
 * Broadband coverage of an area beside its authority and its nation, all of one release, so that no two definitions are
 * ever set side by side. Larger areas are the sums of the premises of their parts, and only where all parts are there; a
 * nation is one only when it is loaded as a whole.
 */
export function createConnectivity({ database, dataVersion }: ConnectivityOptions) {
  const reads = createAreaCoverageReads(database);
  const kept = keepPerVersion<Found | null>(dataVersion, keptSums);
  const keptReleases = keepPerVersion<readonly CoverageRelease[]>(dataVersion, 1);

  /** The parts of an area in a release, added up; null where it has none there, or not all. */
  async function sumOfParts(place: Place, release: CoverageRelease): Promise<Found | 'incomplete' | null> {
    const members = await reads.members(place, release);
    if (members.length === 0) return null;
    const figures = await reads.sumOfCodes(release, members);
    if (figures.parts === 0) return null;
    if (figures.parts < members.length) return 'incomplete';
    return { release, basis: release.level === 'lad' ? 'summed-authorities' : 'summed-lsoas', figures };
  }

  /** The area's own row of a release. */
  async function ownRow(place: Place, release: CoverageRelease): Promise<Found | null> {
    // The codes of authorities change when their borders do, so that one of another vintage is the same authority.
    const vintage = place.type === 'lad' ? null : place.vintage;
    const rows = await reads.ofArea(release.level, place.code, vintage);
    const row = rows.find(
      (each) =>
        each.release.releaseId === release.releaseId && each.release.isResidential === release.isResidential,
    );
    if (row === undefined) return null;
    return { release, basis: row.basis === 'summed' ? 'summed-output-areas' : 'published', figures: row };
  }

  async function inRelease(place: Place, release: CoverageRelease): Promise<Found | 'incomplete' | null> {
    const isItsLevel = release.level === place.type;
    if (isItsLevel) return ownRow(place, release);
    const isMadeOfIt =
      release.level === 'lsoa'
        ? !['oa', 'lsoa'].includes(place.type)
        : release.level === 'lad' && place.type === 'region';
    return isMadeOfIt ? sumOfParts(place, release) : null;
  }

  async function fromPostcodes(place: Place, release: CoverageRelease): Promise<Found | null> {
    if (place.type === 'region' || place.type === 'nation') return null;
    const figures = await reads.sumOfPostcodes(release, place.type, place.code);
    return figures.parts === 0 ? null : { release, basis: 'summed-postcodes', figures };
  }

  /** The newest release that has the area, its parts or its postcodes; or why none has. */
  async function find(place: Place): Promise<Found | Extract<Connectivity, { status: 'missing' }>['reason']> {
    const releases = await keptReleases('releases', () => reads.releases());
    if (releases.length === 0) return 'nothing-loaded';
    let isIncomplete = false;
    for (const release of releases.filter(({ level }) => level !== 'postcode')) {
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
  }

  /** The authority by the release of the area: as published there, else the sum of its parts there. */
  async function authorityOf(
    { authority }: AroundPlace,
    own: Found,
  ): Promise<{ readonly yardstick: CoverageYardstick; readonly figures: CoverageFigures | null }> {
    if (authority === null) return nothing('not-within');
    const { release } = own;
    const key = `lad ${authority.vintage} ${authority.code} ${release.releaseId} ${release.level} ${release.isResidential}`;
    const found = await kept(key, async () => {
      const inIt = await inRelease(authority, release);
      if (inIt !== null && inIt !== 'incomplete') return inIt;
      return release.level === 'postcode' ? fromPostcodes(authority, release) : null;
    });
    return found === null ? nothing('incomplete') : yardstick(authority, found);
  }

  /** Where the area has none: the authority that it lies in, if that has. */
  async function authorityWithFigures({ authority }: AroundPlace) {
    if (authority === null || typeof (await find(authority)) === 'string') return null;
    return { code: authority.code, name: authority.name };
  }

  async function nationOf(
    { area }: AroundPlace,
    own: Found,
  ): Promise<{ readonly yardstick: CoverageYardstick; readonly figures: CoverageFigures | null }> {
    const nation = nationOfCode(area.code);
    if (area.type === 'nation' || nation === null) return nothing('not-within');
    const { release } = own;
    const key = `nation ${nation.code} ${release.releaseId} ${release.level} ${release.isResidential}`;
    const found = await kept(key, () => wholeNation(nation, release));
    return found === null ? nothing('not-whole') : yardstick(nation, found);
  }

  async function wholeNation(nation: Nation, release: CoverageRelease): Promise<Found | null> {
    const { level } = release;
    if (level === 'postcode' || level === 'oa') return null;
    const vintage = await reads.vintageOf(release);
    if (vintage === null) return null;
    const figures = await reads.sumOfPrefix(release, nation.code.slice(0, 1));
    if (!isWholeNation({ type: level, vintage }, nation.code, figures.parts)) return null;
    return { release, basis: level === 'lad' ? 'summed-authorities' : 'summed-lsoas', figures };
  }

  return {
    async of(place: AroundPlace): Promise<Connectivity> {
      const own = await find(place.area);
      if (typeof own === 'string')
        return { status: 'missing', reason: own, authority: await authorityWithFigures(place) };
      const [authority, nation] = await Promise.all([authorityOf(place, own), nationOf(place, own)]);
      const { release, basis, figures } = own;
      return {
        status: 'known',
        period: release.source.period,
        isResidential: release.isResidential,
        basis,
        parts: figures.parts,
        premises: figures.premises,
        matchedPremises: figures.matchedPremises,
        measures: shownMeasures.map((id) => ({
          id,
          ...figures.measures[id],
          authorityPercent: authority.figures?.measures[id].percent ?? null,
          nationPercent: nation.figures?.measures[id].percent ?? null,
        })),
        authority: authority.yardstick,
        nation: nation.yardstick,
        sources: [release.source],
      };
    },
  };
}

function nothing(reason: Extract<CoverageYardstick, { status: 'missing' }>['reason']) {
  return { yardstick: { status: 'missing' as const, reason }, figures: null };
}

function yardstick(
  { code, name }: { readonly code: string; readonly name: string },
  { basis, figures }: Found,
) {
  return {
    yardstick: { status: 'known' as const, code, name, basis, premises: figures.premises },
    figures,
  };
}
