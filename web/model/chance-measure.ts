import { isFragile } from '../../core/uncertainty/fragile.ts';
import { shareOfVersions } from '../../core/uncertainty/share-of-versions.ts';
import { noDataClass } from '../map/class-state.ts';
import { isCompared } from './area-table.ts';
import type { AreaTable } from './area-table.ts';
import type { AreaIntervals } from './rank-intervals.ts';
import { countClasses } from './risk-classes.ts';
import type { ClassifiedAreas } from './risk-classes.ts';
import type { MeasureInfo } from './scene.ts';
import { language, t } from '../language/words.ts';

export const chanceTitle = (): string => t('explorer.chance');

/** Greatest chance first. The outer two are settled; the four between are the fragile areas. */
const chanceClasses = [
  { from: '95', to: '100', words: 'explorer.chance0' },
  { from: '75', to: '95', words: 'explorer.chance1' },
  { from: '50', to: '75', words: 'explorer.chance2' },
  { from: '25', to: '50', words: 'explorer.chance3' },
  { from: '5', to: '25', words: 'explorer.chance4' },
  { from: '0', to: '5', words: 'explorer.chance5' },
] as const;
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
  const labels = chanceClasses.map(({ from, to, words }) =>
    t('explorer.chanceClass', { range: t('explorer.chanceRange', { from, to }), words: t(words) }),
  );
  return countClasses(labels, Int8Array.from(shares, chanceClass), chanceClass);
}

/** In how many plausible versions of the index each area of a table is in the worst tenth, as a measure. */
export function chanceMeasure(
  table: AreaTable,
  intervals: AreaIntervals,
  isReweighted: boolean,
): MeasureInfo {
  const { draws, worstTenthShare } = intervals;
  const weights = isReweighted ? t('explorer.chanceWeights') : '';
  return {
    key: 'worst-tenth',
    title: chanceTitle(),
    isHigherRiskier: true,
    values: worstTenthShare,
    format: (share) => {
      const words = chanceClasses[chanceClass(share)]?.words;
      return `${shareOfVersions(share, language().locale)} (${words === undefined ? '' : t(words)})`;
    },
    note: `${t('explorer.chanceNote', { draws })}${weights}`,
    missing: (row) => (isCompared(table, row) ? t('explorer.noRank') : t('explorer.notCompared')),
    credit: null,
    ownClasses: {
      classified: classifyChances(worstTenthShare),
      colours: null,
      patterns: [],
      first: t('explorer.inWorstTenth'),
      last: t('explorer.notInWorstTenth'),
    },
  };
}
