import { shareOfVersions } from '../../core/uncertainty/share-of-versions.ts';
import type { BestFit } from '../../core/contract/best-fit.ts';
import { rankText } from '../../core/rank-text.ts';
import { fullName, isCompared, type AreaTable } from './area-table.ts';
import type { Scene } from './scene.ts';
import { language, numberText, t } from '../language/words.ts';

const whole = (value: number): string => numberText(value, { maximumFractionDigits: 1 });

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
  if (Number.isNaN(q5)) return t('explorer.noRank');
  const [first, last] = [whole(Math.floor(q5)), whole(Math.ceil(q95))];
  return first === last ? first : t('explorer.fromTo', { from: first, to: last });
}

/** "62 %, uncertain": the chance of the worst tenth, and whether it leaves the place of an area open. */
export function chanceWords({ intervals }: Scene, row: number): string {
  const share = intervals?.worstTenthShare[row] ?? NaN;
  if (Number.isNaN(share)) return t('explorer.noRank');
  const text = shareOfVersions(share, language().locale);
  return intervals?.isFragile[row] === 1 ? t('explorer.uncertainShare', { share: text }) : text;
}

/** "Uncertain: in the worst tenth in 62 % of plausible versions"; nothing where it is not asked for or not known. */
export function certaintyWords({ intervals, isReweighted }: Scene, row: number): string {
  const share = intervals?.worstTenthShare[row] ?? NaN;
  if (Number.isNaN(share)) return '';
  return t('explorer.certainty', {
    isFragile: intervals?.isFragile[row] === 1 ? 'yes' : 'no',
    share: shareOfVersions(share, language().locale),
    isReweighted: isReweighted ? 'yes' : 'no',
  });
}

/** ", in the greatest risk tenth" where deciles are shown; nothing otherwise. */
export function inClassWords(scene: Scene, row: number): string {
  const riskClass = scene.classified.classOf[row] ?? -1;
  if (riskClass < 0 || scene.state.classing !== 'decile' || scene.measure.ownClasses !== undefined) {
    return '';
  }
  return t('explorer.inTenth', { number: riskClass + 1 });
}

/** "Rank 12 of 139 by overall risk, up 3 with these weights". */
export function rankWords(scene: Scene, row: number): string {
  const { table } = scene;
  const rank = table.rank[row] ?? NaN;
  if (Number.isNaN(rank)) {
    if (!isCompared(table, row)) return t('explorer.notRankedOutside');
    return Number.isNaN(table.score[row]) ? t('explorer.notRankedInputs') : t('explorer.notRankedParts');
  }
  const total = rankedWith(scene, row);
  const change = scene.isReweighted ? `, ${changeWords(scene.rankChange[row] ?? NaN)}` : '';
  return `${t('explorer.rankOf', { rank: shownRank(table, row), total })}${change}`;
}

/** The rank of a row as people write it: "12", "9=" where it is shared; a dash where it has none. */
export function shownRank({ rank, jointRank }: AreaTable, row: number): string {
  const shown = rank[row] ?? NaN;
  if (Number.isNaN(shown)) return t('missing.noData');
  return rankText({ rank: shown, jointRank: jointRank[row] ?? NaN }, language().locale);
}

/** How many areas share the ranking of a row: those of its own group where each group is ranked by itself. */
function rankedWith(scene: Scene, row: number): number {
  return scene.table.rankedAmong[row] ?? scene.table.rankedCount;
}

/** "up 3 places", "down 1 place", "no change"; up is towards greater risk. */
export function changeWords(change: number): string {
  if (Number.isNaN(change)) return t('explorer.noRank');
  if (Math.abs(change) < 0.05) return t('explorer.noChange');
  const places = whole(Math.abs(change));
  return t(change > 0 ? 'explorer.up' : 'explorer.down', { places, isOne: places === '1' ? 'yes' : 'no' });
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
  return fit.reason === 'exact' ? t('explorer.fitExact') : t('explorer.fitUnknown');
}
