import { coverageMeasures, type CoverageMeasure } from '../../../core/contract/coverage-measure.ts';
import { speedClasses, type SpeedClass } from '../../../core/contract/coverage/speed-class.ts';
import { classShares } from '../../../core/coverage/speed-classes.ts';
import type { Queryable } from '../../database/database.ts';
import type { CoverageRelease } from '../../store/area-coverage-reads.ts';
import { createGapReportReads } from '../../store/coverage/gap-report-reads.ts';
import { findSnapshot } from './choose-snapshot.ts';
import { createPublishedCoverage, type PublishedFigures } from './published-coverage.ts';

/** A total of an authority worked out from its parts, beside the published one of the same release. */
export interface TotalCheck {
  readonly code: string;
  readonly name: string;
  readonly period: string | null;
  readonly isResidential: boolean;
  /** What was added up. */
  readonly of: 'output-areas' | 'premises';
  readonly measure: CoverageMeasure | 'premises' | SpeedClass;
  readonly unit: 'premises' | 'percent';
  readonly added: number | null;
  readonly published: number | null;
  /** Added less published; null where either is missing. */
  readonly difference: number | null;
}

/** An authority of which nothing can be compared, and why. */
export interface NotChecked {
  readonly code: string;
  readonly name: string;
  readonly period: string | null;
  readonly isResidential: boolean;
  readonly of: TotalCheck['of'];
  readonly reason: 'no-published-figure-of-this-release' | 'no-output-areas-of-this-release' | 'incomplete';
}

export interface TotalsReport {
  readonly checks: readonly TotalCheck[];
  readonly notChecked: readonly NotChecked[];
}

interface Authority {
  readonly code: string;
  readonly name: string;
  readonly type: 'lad';
  readonly vintage: number;
}

/**
 * Holds totals against each other: what output areas add up to in each authority against the figures published of it in
 * the same release, premises by measure; and what the estimates of single premises add up to, as percent of premises that
 * can order each speed (publishers and property numbers count premises differently, so that shares are compared and not
 * counts). It lists differences and judges none.
 *
 * Shape: every authority that is loaded. Missing: what has no published figure of the same release is listed as such.
 */
export async function checkTotals(database: Queryable): Promise<TotalsReport> {
  const coverage = createPublishedCoverage(database);
  const inForce = await coverage.releases();
  const snapshot = await findSnapshot(database, undefined);
  const reads = createGapReportReads(database);
  const checks: TotalCheck[] = [];
  const notChecked: NotChecked[] = [];
  const summed = inForce.filter(({ level }) => level === 'lsoa');
  for (const row of await reads.authorities()) {
    const authority: Authority = { type: 'lad', ...row };
    for (const release of summed) {
      const { period } = release.source;
      const { isResidential } = release;
      const common = { code: authority.code, name: authority.name, period, isResidential };
      const added = await coverage.inRelease(authority, release);
      if (added === null || added === 'incomplete') {
        const reason = added === null ? 'no-output-areas-of-this-release' : 'incomplete';
        notChecked.push({ ...common, of: 'output-areas', reason });
        continue;
      }
      const published = await publishedOf(coverage, authority, release);
      if (published === null) {
        notChecked.push({ ...common, of: 'output-areas', reason: 'no-published-figure-of-this-release' });
      } else checks.push(...compareSums(added, published).map((check) => ({ ...common, ...check })));
    }
    if (snapshot === null) continue;
    const common = {
      code: authority.code,
      name: authority.name,
      period: snapshot.period,
      isResidential: false,
    };
    const published = await publishedOf(coverage, authority, {
      period: snapshot.period,
      isResidential: false,
    });
    const counts = await reads.countsOfArea(snapshot.snapshotId, authority);
    if (counts.length === 0) continue;
    if (published === null) {
      notChecked.push({ ...common, of: 'premises', reason: 'no-published-figure-of-this-release' });
      continue;
    }
    const shares = classShares(published.figures);
    for (const speedClass of speedClasses) {
      const count = counts.find((each) => each.speedClass === speedClass);
      if (count === undefined) continue;
      const known = count.premises - count.unknown;
      const added = known === 0 ? null : 100 * (1 - count.expectedUnserved / known);
      const share = shares[speedClass];
      checks.push({
        ...common,
        of: 'premises',
        measure: speedClass,
        ...compared('percent', added, share === null ? null : 100 * share),
      });
    }
  }
  return { checks, notChecked };
}

type Coverage = ReturnType<typeof createPublishedCoverage>;

/** The authority's own published row of the same period and kind of premises; null where there is none. */
async function publishedOf(
  coverage: Coverage,
  authority: Authority,
  like: CoverageRelease | { readonly period: string; readonly isResidential: boolean },
): Promise<PublishedFigures | null> {
  const period = 'source' in like ? like.source.period : like.period;
  if (period === null) return null;
  const releases = await coverage.releases(period);
  for (const release of releases) {
    if (release.level !== 'lad' || release.isResidential !== like.isResidential) continue;
    const found = await coverage.inRelease(authority, release);
    if (found !== null && found !== 'incomplete') return found;
  }
  return null;
}

function compareSums(added: PublishedFigures, published: PublishedFigures) {
  const of = 'output-areas' as const;
  return [
    {
      ...{ of, measure: 'premises' as const },
      ...compared('premises', added.figures.premises, published.figures.premises),
    },
    ...coverageMeasures.flatMap((measure) => {
      const [own, theirs] = [added.figures.measures[measure], published.figures.measures[measure]];
      // Neither has it: not every release gives every measure.
      if (own.premises === null && theirs.premises === null) return [];
      return [{ of, measure, ...compared('premises', own.premises, theirs.premises) }];
    }),
  ];
}

function compared(unit: TotalCheck['unit'], added: number | null, published: number | null) {
  const difference = added === null || published === null ? null : added - published;
  return { unit, added, published, difference };
}
