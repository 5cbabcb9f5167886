import { AppError } from '../../core/errors.ts';
import { boundaries } from './boundaries/boundaries.ts';
import { areaChanges } from './lookups/area-changes.ts';
import { areaLookup } from './lookups/area-lookup.ts';
import { localAuthorityHistory } from './lookups/local-authority-history.ts';
import { deri } from './deri.ts';
import { notDataBecause } from './file-kind.ts';
import { gbComposite } from './gb-composite.ts';
import { iod } from './iod.ts';
import { mappedCsv } from './mapped-csv.ts';
import { msoaNames } from './lookups/msoa-names.ts';
import { populationPoints } from './boundaries/population-points.ts';
import { midYearPopulation } from './mid-year-population.ts';
import { nimdm } from './nimdm.ts';
import { nomisBulk } from './nomis-bulk.ts';
import { nomisQuery } from './nomis-query.ts';
import { onsDigitalPropensity } from './ons-digital-propensity.ts';
import { onsLong } from './ons-long.ts';
import { onsMsoaIncome } from './ons-msoa-income.ts';
import { fixedCoverage } from './ofcom/fixed-coverage.ts';
import { fullFibreTakeUp } from './ofcom/full-fibre-take-up.ts';
import { mobileCoverage } from './ofcom/mobile-coverage.ts';
import { codePointOpen } from './postcodes/code-point-open.ts';
import { onspd } from './postcodes/onspd.ts';
import { traffordPostcodes } from './postcodes/trafford-postcodes.ts';
import { bdukPremises } from './premises/bduk-premises.ts';
import { osOpenUprn } from './premises/os-open-uprn.ts';
import { uprnDirectory } from './premises/uprn-directory.ts';
import { artsCouncilLibraries } from './support/arts-council-libraries.ts';
import { gmSupportPlaces } from './support/gm-support-places.ts';
import { simd } from './simd.ts';
import type { FileSample, SourceReader } from './source.ts';
import { tenureWide } from './tenure-wide.ts';
import { tidyCensus } from './tidy-census.ts';
import { wimd } from './wimd.ts';

/** Every format the Atlas reads. A new reader is one file and one line here. */
export const sourceReaders: readonly SourceReader[] = [
  boundaries,
  populationPoints,
  areaChanges,
  areaLookup,
  localAuthorityHistory,
  msoaNames,
  nomisBulk,
  nomisQuery,
  onsLong,
  tidyCensus,
  tenureWide,
  midYearPopulation,
  onsMsoaIncome,
  iod,
  wimd,
  simd,
  nimdm,
  gbComposite,
  deri,
  onsDigitalPropensity,
  fixedCoverage,
  fullFibreTakeUp,
  mobileCoverage,
  onspd,
  traffordPostcodes,
  codePointOpen,
  osOpenUprn,
  uprnDirectory,
  bdukPremises,
  artsCouncilLibraries,
  gmSupportPlaces,
  mappedCsv,
];

/** Below this a reader is guessing, and a guess is not taken. */
const sureEnough = 0.5;

/**
 * The reader whose format a file has, by header and name.
 *
 * @throws AppError source-rejected for what is no text, and when no reader or more than one claims it: says what was seen
 *   and what may be forced.
 */
export function recogniseReader(
  sample: FileSample,
  readers: readonly SourceReader[] = sourceReaders,
): SourceReader {
  const notData = notDataBecause(sample.text);
  if (notData !== null) {
    throw new AppError('source-rejected', `${sample.name} ${notData}.`, {
      details: { file: sample.name, reason: notData },
    });
  }
  const claims = readers
    .map((reader) => ({ reader, sureness: reader.recognise(sample) }))
    .filter((claim) => claim.sureness >= sureEnough)
    .sort((a, b) => b.sureness - a.sureness);
  const [best, second] = claims;
  if (best !== undefined && (second === undefined || best.sureness > second.sureness)) return best.reader;
  const seen =
    sample.text
      .trimStart()
      .split(/[\r\n]/, 1)[0]
      ?.slice(0, 200) ?? '';
  const formats = (best === undefined ? readers : claims.map((claim) => claim.reader)).map((r) => r.id);
  const problem =
    best === undefined
      ? `The format of ${sample.name} is not known. It begins: ${seen}`
      : `${sample.name} could be ${best.reader.id} or ${claims[1]?.reader.id ?? ''}.`;
  throw new AppError('source-rejected', `${problem} Say which it is with --format: ${formats.join(', ')}.`, {
    details: { file: sample.name, seen, formats },
  });
}

/** @throws AppError invalid-request for an id that no reader has. */
export function readerById(id: string, readers: readonly SourceReader[] = sourceReaders): SourceReader {
  const found = readers.find((reader) => reader.id === id);
  if (found !== undefined) return found;
  const formats = readers.map((reader) => reader.id);
  throw new AppError('invalid-request', `There is no format "${id}". There are: ${formats.join(', ')}.`, {
    details: { field: 'format', value: id, formats },
  });
}
