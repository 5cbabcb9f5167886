import type { EvidencedPremises } from '../../../core/contract/coverage/local-evidence.ts';
import type { SpeedClass } from '../../../core/contract/coverage/speed-class.ts';
import { roundDegrees } from '../../../core/geography/round-degrees.ts';
import type { Translate } from '../../../core/language/translate.ts';
import type { Queryable } from '../../database/database.ts';
import type { CsvColumn } from '../../files/csv.ts';
import type { StoredNotSpot } from '../../store/coverage/not-spot-reads.ts';
import { createPremisesReads } from '../../store/coverage/premises-reads.ts';
import { createUpheldReads } from '../../store/coverage/upheld-reads.ts';
import { pagesOf } from '../../store/pages-of.ts';
import { addLocalEvidence, localEvidenceColumns } from './add-local-evidence.ts';

/** The premises of a not-spot, by number, a page at a time: as they were when it was seen last where it is closed. */
export function notSpotPremisesPages(
  database: Queryable,
  { snapshotId, speedClass, number }: StoredNotSpot,
): AsyncGenerator<readonly EvidencedPremises[]> {
  const reads = createPremisesReads(database);
  const upheld = createUpheldReads(database);
  return pagesOf<EvidencedPremises, number>({
    read: async (after, limit) =>
      addLocalEvidence(
        upheld,
        await reads.page({ snapshotId, filter: { class: speedClass }, notSpot: { number }, after, limit }),
      ),
    keyOf: ({ uprn }) => uprn,
    start: null,
    total: null,
  });
}

/** What is said of each premises, and of nobody in it. */
export function notSpotPremisesColumns(speedClass: SpeedClass, t: Translate): CsvColumn<EvidencedPremises>[] {
  const text = (
    name: string,
    description: string,
    value: (row: EvidencedPremises) => string | null,
  ): CsvColumn<EvidencedPremises> => ({ name, description, kind: 'text', value });
  const figure = (
    name: string,
    description: string,
    value: (row: EvidencedPremises) => number | null,
  ): CsvColumn<EvidencedPremises> => ({ name, description, kind: 'number', value });
  return [
    // Text, so that no program rounds it.
    text('uprn', t('coverageNotSpots.csv.uprn'), (row) => String(row.uprn)),
    text('postcode', t('coverageNotSpots.csv.postcode'), (row) => row.postcode),
    figure('easting', t('coverageNotSpots.csv.easting'), (row) => row.easting),
    figure('northing', t('coverageNotSpots.csv.northing'), (row) => row.northing),
    figure('longitude', t('coverageNotSpots.csv.longitude'), (row) => roundDegrees(row.position.longitude)),
    figure('latitude', t('coverageNotSpots.csv.latitude'), (row) => roundDegrees(row.position.latitude)),
    text('lsoa_code', t('coverageNotSpots.csv.lsoa'), (row) => row.lsoaCode),
    text('ward_code', t('coverageNotSpots.csv.ward'), (row) => row.wardCode),
    text('lad_code', t('coverageNotSpots.csv.lad'), (row) => row.ladCode),
    text('status', t('coverageNotSpots.csv.status'), (row) => row.classes[speedClass].status),
    figure('chance', t('coverageNotSpots.csv.chance'), (row) => row.classes[speedClass].chance),
    text('basis', t('coverageNotSpots.csv.basis'), (row) => row.classes[speedClass].basis),
    text('confidence', t('coverageNotSpots.csv.confidence'), (row) => row.classes[speedClass].confidence),
    text('sources_disagree', t('coverageNotSpots.csv.disagrees'), (row) =>
      row.classes[speedClass].disagrees ? 'yes' : 'no',
    ),
    text('plan', t('coverageNotSpots.csv.plan'), (row) => row.plan),
    ...localEvidenceColumns(t),
  ];
}
