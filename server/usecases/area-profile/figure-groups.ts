import { figureGroupOf, isOfPeople } from '../../../core/area-page/figure-groups.ts';
import { figureGroupIds, type AreaFigure, type FigureGroup } from '../../../core/contract/area-page.ts';
import { indicatorTitle } from '../../../core/language/data-texts.ts';
import type { PlacedColumn } from '../indicator-column.ts';
import { present } from '../scored-places.ts';
import type { ProfileSubject } from './profile-subject.ts';
import type { Yardsticks } from './yardsticks.ts';

/** A figure of the area beside those of its authority and its nation. */
export function areaFigure(
  { row, t }: ProfileSubject,
  { authority, nation }: Yardsticks,
  { series, column, method }: PlacedColumn,
): AreaFigure {
  const { indicatorId, unit, decimals, isConverted, period } = series;
  const { datasetId, datasetTitle, publisher, licence } = series;
  const value = present(column.values[row]);
  return {
    indicatorId,
    title: indicatorTitle(t, indicatorId, series.title),
    ...{ unit, decimals, value },
    authorityValue: authority?.valueOf(indicatorId) ?? null,
    nationValue: nation?.valueOf(indicatorId) ?? null,
    missingReason: value === null ? (column.reasons.get(row) ?? 'not-in-source') : null,
    isWorkedOut: method !== 'published',
    ...{ isConverted, period, datasetId, datasetTitle, publisher, licence },
  };
}

/** Every figure that is loaded of the area, in groups: who lives there, then all others. */
export function groupFigures(
  subject: ProfileSubject,
  yardsticks: Yardsticks,
): { readonly people: FigureGroup[]; readonly otherFigures: FigureGroup[] } {
  const groups = new Map(figureGroupIds.map((id) => [id, [] as AreaFigure[]]));
  for (const placed of subject.own.columns.values()) {
    groups.get(figureGroupOf(placed.series))?.push(areaFigure(subject, yardsticks, placed));
  }
  const filled = [...groups].flatMap(([id, figures]) => (figures.length === 0 ? [] : [{ id, figures }]));
  return {
    people: filled.filter(({ id }) => isOfPeople(id)),
    otherFigures: filled.filter(({ id }) => !isOfPeople(id)),
  };
}
