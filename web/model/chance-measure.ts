import { isFragile } from '../../core/uncertainty/fragile.ts';
import { shareOfVersions } from '../../core/uncertainty/share-of-versions.ts';
import { noDataClass } from '../map/class-state.ts';
import { isCompared } from './area-table.ts';
import type { AreaTable } from './area-table.ts';
import type { AreaIntervals } from './rank-intervals.ts';
import { countClasses } from './risk-classes.ts';
import type { ClassifiedAreas } from './risk-classes.ts';
import type { MeasureInfo } from './scene.ts';

export const chanceTitle = 'Chance of being in the worst tenth';

/** Greatest chance first. The outer two are settled; the four between are the fragile areas. */
const chanceClasses: readonly { range: string; words: string }[] = [
  { range: '95 to 100 %', words: 'almost certain' },
  { range: '75 to 95 %', words: 'likely' },
  { range: '50 to 75 %', words: 'more likely than not' },
  { range: '25 to 50 %', words: 'less likely than not' },
  { range: '5 to 25 %', words: 'unlikely' },
  { range: '0 to 5 %', words: 'almost certainly not' },
];
const lastClass = chanceClasses.length - 1;

export const chanceClassCount = chanceClasses.length;

/** The class of a chance. What lies on a cut belongs above it, but 5 % is settled out of the worst tenth. */
function chanceClass(share: number): number {
  if (Number.isNaN(share)) return noDataClass;
  if (!isFragile(share)) return share > 0.5 ? 0 : lastClass;
  const cuts = [0.75, 0.5, 0.25];
  const position = cuts.findIndex((cut) => share >= cut);
  return position < 0 ? lastClass - 1 : position + 1;
}

/** Breaks that mean something, whatever the values. */
export function classifyChances(shares: Float64Array): ClassifiedAreas {
  const labels = chanceClasses.map(({ range, words }) => `${range}: ${words}`);
  return countClasses(labels, Int8Array.from(shares, chanceClass), chanceClass);
}

/** In how many plausible versions of the index each area of a table is in the worst tenth, as a measure. */
export function chanceMeasure(
  table: AreaTable,
  intervals: AreaIntervals,
  isReweighted: boolean,
): MeasureInfo {
  const { draws, worstTenthShare } = intervals;
  const weights = isReweighted ? ' Of the published weights, not of yours.' : '';
  return {
    key: 'worst-tenth',
    title: chanceTitle,
    isHigherRiskier: true,
    values: worstTenthShare,
    format: (share) => `${shareOfVersions(share)} (${chanceClasses[chanceClass(share)]?.words ?? ''})`,
    note: `In how many of ${draws.toLocaleString('en-GB')} plausible versions of the index an area is in the tenth at greatest risk.${weights}`,
    missing: (row) => (isCompared(table, row) ? 'no rank' : 'not compared'),
    credit: null,
    ownClasses: {
      classified: classifyChances(worstTenthShare),
      colours: null,
      patterns: [],
      first: 'In the worst tenth',
      last: 'Not in the worst tenth',
    },
  };
}
