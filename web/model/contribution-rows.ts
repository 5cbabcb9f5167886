import { weightedMean } from './weighted-mean.ts';
import type { Scene } from './scene.ts';
import { t } from '../language/words.ts';

export interface ContributionRow {
  readonly id: string;
  readonly title: string;
  /** Points of the score, NaN where the indicator is missing. */
  readonly points: number;
  readonly pointsText: string;
}

/** The indicators of an area by the points they bring, largest first; the missing ones last, with their reason in words. */
export function contributionRows(scene: Scene, points: ReadonlyMap<string, number>): ContributionRow[] {
  const rows = scene.block.header.indicators
    .filter(({ id }) => (scene.shares.get(id) ?? 0) > 0)
    .map(({ id, title }): ContributionRow => {
      const value = points.get(id) ?? NaN;
      const text = Number.isNaN(value)
        ? t('missing.noData')
        : t('explorer.points', { points: value.toFixed(1) });
      return { id, title, points: value, pointsText: text };
    });
  const order = (row: ContributionRow): number => (Number.isNaN(row.points) ? -Infinity : row.points);
  return rows.sort((a, b) => order(b) - order(a) || a.title.localeCompare(b.title));
}

function differenceWords(difference: number, other: string): string {
  if (Math.abs(difference) < 0.5) return t('explorer.aboutSame', { other });
  return t(difference > 0 ? 'explorer.pointsHigher' : 'explorer.pointsLower', {
    points: Math.abs(difference).toFixed(0),
    other,
  });
}

/** "12 points higher than Trafford as a whole (44.1) and 9 points higher than everything compared (47.0)." */
export function comparisonWords(scene: Scene, row: number): string {
  const { table, block } = scene;
  const score = table.score[row] ?? NaN;
  if (Number.isNaN(score)) return '';
  const all = weightedMean(table.score, table.population, () => true);
  const authority = table.authority[row] ?? -1;
  const words: string[] = [];
  if (authority >= 0 && table.type !== 'lad') {
    const mean = weightedMean(table.score, table.population, (other) => table.authority[other] === authority);
    const name = block.parents.get('lad')?.names[authority] ?? t('explorer.itsAuthority');
    words.push(differenceWords(score - mean, t('explorer.asAWhole', { name, mean: mean.toFixed(1) })));
  }
  const isWider = (block.parents.get('lad')?.codes.length ?? 0) > 1;
  if (isWider) words.push(differenceWords(score - all, t('explorer.allLoaded', { mean: all.toFixed(1) })));
  if (words.length === 0) return '';
  return t('explorer.scoreIs', {
    parts: words.reduce((first, second) => t('explorer.and', { first, second })),
  });
}
