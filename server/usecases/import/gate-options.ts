import type { IndicatorDefinition } from '../../../core/contract/indicator.ts';
import type { Database } from '../../database/database.ts';
import type { OpenedSource, SourceReader } from '../../sources/source.ts';
import { createAreaDirectory } from '../../store/area-directory.ts';
import type { QualityGateOptions } from '../quality-gate.ts';

/** What the quality gate holds a file against: the loaded areas, their populations, and the catalogue's units. */
export async function gateOptionsFor(
  database: Database,
  opened: OpenedSource,
  expected: {
    readonly rowKind: SourceReader['rowKind'];
    readonly definitions: readonly IndicatorDefinition[];
  },
): Promise<QualityGateOptions> {
  const { areas } = opened.facts;
  const options = { source: opened, rowKind: expected.rowKind, indicators: expected.definitions };
  // Figures and details hang on areas that must be there already; boundaries and lookups bring areas themselves.
  const isAboutAreas = expected.rowKind === 'values' || expected.rowKind === 'area-detail';
  if (areas === null || !isAboutAreas || opened.facts.keyedBy === 'postcode') {
    return { ...options, knownCodes: null };
  }
  const directory = createAreaDirectory(database);
  return {
    ...options,
    knownCodes: await directory.vintagesByCode(areas.type),
    populations: await directory.populations(areas),
  };
}
