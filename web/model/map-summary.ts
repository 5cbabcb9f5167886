import { isCompared } from './area-table.ts';
import type { AreaTable } from './area-table.ts';
import type { ClassifiedAreas } from './risk-classes.ts';
import { numberText, t } from '../language/words.ts';

export interface SummaryInput {
  readonly table: AreaTable;
  readonly classified: ClassifiedAreas;
  readonly included: Uint8Array;
  /** "overall risk score", "people aged 75 and over". */
  readonly measureTitle: string;
  /** "LSOAs", "wards". */
  readonly areaWords: string;
  readonly classWords: string;
  /** The score is of the areas that are compared; an indicator is of all. */
  readonly isOfScore: boolean;
  readonly hasFilters: boolean;
  /** How many areas are hatched because their place is uncertain. */
  readonly hatchedCount: number;
}

/** Names of the authorities (or, inside one authority, the places) that hold most of the rows. */
function mostIn(table: AreaTable, rows: readonly number[]): string {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const place = table.places[row]?.split(', ')[0] ?? '';
    if (place !== '') counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  const top = [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).slice(0, 3);
  if (table.type === 'lad' || top.length === 0) return '';
  return top.map(([place, count]) => `${place} (${count})`).join(', ');
}

/**
 * What the map shows, in words, for people who cannot see it: how many areas are in the class at greatest risk and
 * where most of them are, how many have no data, how many a filter hides.
 *
 * @example "Map of overall risk score: 14 of 139 LSOAs are in the worst tenth, most in Bucklow-St Martins (7)."
 */
export function mapSummary(input: SummaryInput): string {
  const { table, classified, included } = input;
  const total = table.codes.length;
  const outside = table.codes.reduce((sum, _, row) => sum + (isCompared(table, row) ? 0 : 1), 0);
  const shown: number[] = [];
  const worst: number[] = [];
  for (let row = 0; row < total; row += 1) {
    if (included[row] !== 1) continue;
    shown.push(row);
    if (classified.classOf[row] === 0) worst.push(row);
  }
  const most = mostIn(table, worst);
  const among =
    input.isOfScore && outside > 0 ? t('explorer.compared', { count: total - outside }) : numberText(total);
  const parts = [
    `${t('explorer.mapOf', {
      measure: input.measureTitle,
      worst: worst.length,
      among,
      areas: input.areaWords,
      class: input.classWords,
    })}${most === '' ? '' : t('explorer.mostIn', { places: most })}.`,
  ];
  const hidden = input.isOfScore ? outside : 0;
  const missing = classified.missingCount - hidden;
  if (missing > 0) {
    parts.push(t('explorer.missingHatched', { count: missing }));
  }
  if (hidden > 0) {
    parts.push(t('explorer.outsideHatched', { count: hidden }));
  }
  if (input.hatchedCount > 0) {
    parts.push(t('explorer.uncertainHatched', { count: input.hatchedCount }));
  }
  if (input.hasFilters) parts.push(t('explorer.filtersKeep', { kept: shown.length, total }));
  return parts.join(' ');
}
