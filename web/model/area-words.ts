import { shareOfVersions } from '../../core/uncertainty/share-of-versions.ts';
import type { BestFit } from '../../core/contract/best-fit.ts';
import { fullName, isCompared } from './area-table.ts';
import type { Scene } from './scene.ts';

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });

/** "71.3 out of 100", or why there is no value. */
export function measureWords({ measure }: Scene, row: number): string {
  const value = measure.values[row] ?? NaN;
  return Number.isNaN(value) ? measure.missing(row) : measure.format(value);
}

/** "Overall risk score: 71.3 out of 100", or that there is no data. */
export function valueWords(scene: Scene, row: number): string {
  return `${scene.measure.title}: ${measureWords(scene, row)}`;
}

/** "12 to 40", where nine in ten plausible versions rank an area, rounded outwards; "no rank" where there is none. */
export function intervalWords({ intervals }: Scene, row: number): string {
  const [q5, q95] = [intervals?.q5[row] ?? NaN, intervals?.q95[row] ?? NaN];
  if (Number.isNaN(q5)) return 'no rank';
  const [first, last] = [whole.format(Math.floor(q5)), whole.format(Math.ceil(q95))];
  return first === last ? first : `${first} to ${last}`;
}

/** "62 %, uncertain": the chance of the worst tenth, and whether it leaves the place of an area open. */
export function chanceWords({ intervals }: Scene, row: number): string {
  const share = intervals?.worstTenthShare[row] ?? NaN;
  if (Number.isNaN(share)) return 'no rank';
  return `${shareOfVersions(share)}${intervals?.isFragile[row] === 1 ? ', uncertain' : ''}`;
}

/** "Uncertain: in the worst tenth in 62 % of plausible versions"; nothing where it is not asked for or not known. */
export function certaintyWords({ intervals, isReweighted }: Scene, row: number): string {
  const share = intervals?.worstTenthShare[row] ?? NaN;
  if (Number.isNaN(share)) return '';
  const start = intervals?.isFragile[row] === 1 ? 'Uncertain' : 'Settled';
  const weights = isReweighted ? ' with the published weights' : '';
  return `${start}: in the worst tenth in ${shareOfVersions(share)} of plausible versions${weights}`;
}

/** ", in the greatest risk tenth" where deciles are shown; nothing otherwise. */
export function inClassWords(scene: Scene, row: number): string {
  const riskClass = scene.classified.classOf[row] ?? -1;
  if (riskClass < 0 || scene.state.classing !== 'decile' || scene.measure.ownClasses !== undefined) {
    return '';
  }
  return ` (tenth ${riskClass + 1} of 10)`;
}

/** "Rank 12 of 139 by overall risk, up 3 with these weights". */
export function rankWords(scene: Scene, row: number): string {
  const { table } = scene;
  const rank = table.rank[row] ?? NaN;
  if (Number.isNaN(rank)) {
    if (!isCompared(table, row)) return 'Not ranked: outside the places that are compared';
    return Number.isNaN(table.score[row])
      ? 'Not ranked: too few inputs'
      : 'Not ranked: its parts are not all compared with each other';
  }
  const total = rankedWith(scene, row);
  const change = scene.isReweighted ? `, ${changeWords(scene.rankChange[row] ?? NaN)}` : '';
  return `Rank ${whole.format(rank)} of ${total.toLocaleString('en-GB')} by overall risk${change}`;
}

/** How many areas share the ranking of a row: those of its own group where each group is ranked by itself. */
function rankedWith(scene: Scene, row: number): number {
  return scene.table.rankedAmong[row] ?? scene.table.rankedCount;
}

/** "up 3 places", "down 1 place", "no change"; up is towards greater risk. */
export function changeWords(change: number): string {
  if (Number.isNaN(change)) return 'no rank';
  if (Math.abs(change) < 0.05) return 'no change';
  const places = whole.format(Math.abs(change));
  return `${change > 0 ? 'up' : 'down'} ${places} ${places === '1' ? 'place' : 'places'}`;
}

/** Everything about an area in one line, for the live region. */
export function areaLine(scene: Scene, row: number): string {
  const certainty = certaintyWords(scene, row);
  const sentences = [
    fullName(scene.table, row),
    `${valueWords(scene, row)}${inClassWords(scene, row)}`,
    rankWords(scene, row),
    ...(certainty === '' ? [] : [certainty]),
  ];
  return `${sentences.join('. ')}.`;
}

/** How well whole neighbourhoods fill a larger area; empty for a neighbourhood itself. */
export function fitWords(fit: BestFit | undefined): string {
  if (fit === undefined) return '';
  if (fit.status === 'known') return fit.sentence;
  return fit.reason === 'exact'
    ? 'Its neighbourhoods lie wholly within it.'
    : 'How well whole neighbourhoods fill it is not known: no addresses or postcodes are loaded that say so.';
}
