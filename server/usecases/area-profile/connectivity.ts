import {
  shownMeasures,
  type Connectivity,
  type CoverageYardstick,
} from '../../../core/contract/area-page/connectivity.ts';
import { nationOfCode } from '../../../core/geography/nation.ts';
import type { Queryable } from '../../database/database.ts';
import type { CoverageFigures, CoverageRelease } from '../../store/area-coverage-reads.ts';
import {
  createPublishedCoverage,
  type CoveredPlace,
  type NotPublished,
  type PublishedFigures,
} from '../coverage/published-coverage.ts';
import { keepPerVersion } from '../kept-per-version.ts';
import type { AroundPlace } from './around-place.ts';

export interface ConnectivityOptions {
  readonly database: Queryable;
  readonly dataVersion: () => Promise<string>;
}

/** Sums of authorities and nations are a few numbers each; there are 361 authorities. */
const keptSums = 1000;

/**
 * Broadband coverage of an area beside its authority and its nation, all of one release, so that no two definitions are
 * ever set side by side. Larger areas are the sums of the premises of their parts, and only where all parts are there; a
 * nation is one only when it is loaded as a whole.
 */
export function createConnectivity({ database, dataVersion }: ConnectivityOptions) {
  const published = createPublishedCoverage(database);
  const kept = keepPerVersion<PublishedFigures | null>(dataVersion, keptSums);
  const keptReleases = keepPerVersion<readonly CoverageRelease[]>(dataVersion, 1);

  const find = async (place: CoveredPlace): Promise<PublishedFigures | NotPublished> =>
    published.find(place, await keptReleases('releases', () => published.releases()));

  /** The authority by the release of the area: as published there, else the sum of its parts there. */
  async function authorityOf(
    { authority }: AroundPlace,
    own: PublishedFigures,
  ): Promise<{ readonly yardstick: CoverageYardstick; readonly figures: CoverageFigures | null }> {
    if (authority === null) return nothing('not-within');
    const { release } = own;
    const key = `lad ${authority.vintage} ${authority.code} ${release.releaseId} ${release.level} ${release.isResidential}`;
    const found = await kept(key, async () => {
      const inIt = await published.inRelease(authority, release);
      if (inIt !== null && inIt !== 'incomplete') return inIt;
      return release.level === 'postcode' ? published.fromPostcodes(authority, release) : null;
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
    own: PublishedFigures,
  ): Promise<{ readonly yardstick: CoverageYardstick; readonly figures: CoverageFigures | null }> {
    const nation = nationOfCode(area.code);
    if (area.type === 'nation' || nation === null) return nothing('not-within');
    const { release } = own;
    const key = `nation ${nation.code} ${release.releaseId} ${release.level} ${release.isResidential}`;
    const found = await kept(key, () => published.wholeNation(nation, release));
    return found === null ? nothing('not-whole') : yardstick(nation, found);
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
  { basis, figures }: PublishedFigures,
) {
  return {
    yardstick: { status: 'known' as const, code, name, basis, premises: figures.premises },
    figures,
  };
}
