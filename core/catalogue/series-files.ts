import type { AreaSet } from '../contract/area.ts';
import type { SeriesFiles } from '../contract/data-catalogue.ts';

interface SeriesAddress extends AreaSet {
  readonly indicatorId: string;
  readonly period: string;
  readonly releaseId: number;
  readonly isCurrent: boolean;
}

/**
 * Where the API has the values of a series, as paths. A series that a newer release took the place of is asked for by
 * its release; one that is in force is not, so that its address stays when a corrected file comes.
 */
export function seriesFiles({
  indicatorId,
  type,
  vintage,
  period,
  releaseId,
  isCurrent,
}: SeriesAddress): SeriesFiles {
  const query = new URLSearchParams({
    type,
    vintage: String(vintage),
    period,
    ...(isCurrent ? {} : { release: String(releaseId) }),
  });
  const json = `/api/v1/indicators/${indicatorId}/values?${query.toString()}`;
  return {
    json,
    csv: `${json}&format=csv`,
    csvw: `${json}&format=csvw`,
    tableSchema: `${json}&format=tableschema`,
  };
}
