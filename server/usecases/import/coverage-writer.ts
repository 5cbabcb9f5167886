import { AppError } from '../../../core/errors.ts';
import type { AreaSet } from '../../../core/contract/area.ts';
import type { CoverageRow, OpenedSource } from '../../sources/source.ts';
import { createCoverageStore } from '../../store/coverage-store.ts';
import { rollUpCoverage } from '../roll-up-coverage.ts';
import { writeAreaValues } from './area-values-writer.ts';
import type { WriteTarget } from './import-types.ts';

/**
 * Writes broadband coverage. Output areas are also added up to LSOAs, and the indicators that the catalogue makes of
 * the dataset are written as series of the LSOAs, so that a profile can use them.
 *
 * @throws AppError source-rejected where output areas come and no lookup says in which LSOA they lie.
 */
export async function writeCoverage(source: OpenedSource<CoverageRow>, target: WriteTarget): Promise<number> {
  const { areas, part } = source.facts;
  const store = createCoverageStore(target.transaction);
  if (areas?.type === 'oa' && !(await store.hasOutputAreaLookup(areas.vintage))) throw lookupMissing(areas);
  const kept = await store.copyCoverage(target.releaseId, source.batches, areas?.vintage ?? null);
  if (areas?.type !== 'oa') return kept;
  const rolledUp = await rollUpCoverage(target.transaction, target.releaseId, {
    vintage: areas.vintage,
    facts: source.facts,
  });
  for (const note of rolledUp.notes) target.note(note);
  // Indicators are about all premises; the twin about residential ones is kept as coverage only.
  const datasetId = target.request.datasetId ?? source.facts.datasetId;
  const isCatalogued = target.services.indicators.some(({ dataset }) => dataset === datasetId);
  if (isCatalogued && !part.includes('residential')) await writeAreaValues(rolledUp.values, target);
  return kept;
}

function lookupMissing({ vintage }: AreaSet): AppError {
  return new AppError(
    'source-rejected',
    `No lookup from output areas ${vintage} to LSOAs is loaded. Import it first, then this file.`,
    { details: { field: 'lookup', value: `oa ${vintage} to lsoa ${vintage}` } },
  );
}
