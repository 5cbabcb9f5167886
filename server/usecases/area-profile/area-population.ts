import type { AreaPopulation } from '../../../core/contract/area-page.ts';
import { loadedExtent } from '../loaded-extent.ts';
import type { ProfileSubject } from './profile-subject.ts';

/** The census, else the latest mid-year estimate. */
const populationIndicators = ['population', 'mid-year-population'];

/**
 * How many people live in an area: as published for it, else added up from the areas of the profile that make it up. Of an
 * area of which only a part is loaded nothing is said: the people of the part are not those of the whole.
 */
export function areaPopulation({ own, row }: ProfileSubject): AreaPopulation {
  const { table, places } = own;
  for (const id of populationIndicators) {
    const placed = own.columns.get(id);
    const count = placed?.column.values[row] ?? NaN;
    if (placed === undefined || Number.isNaN(count)) continue;
    const isWorkedOut = placed.method !== 'published';
    if (isWorkedOut && loadedExtent(table, places, row) === 'part')
      return { status: 'missing', reason: 'part-only' };
    const { period, datasetTitle, publisher, licence } = placed.series;
    return { status: 'known', count, isWorkedOut, period, datasetTitle, publisher, licence };
  }
  return { status: 'missing', reason: 'not-loaded' };
}
