import type { PremisesFileQuery } from '../../../core/contract/coverage/premises-list.ts';
import type { EvidencedPremises } from '../../../core/contract/coverage/local-evidence.ts';
import { speedClasses } from '../../../core/contract/coverage/speed-class.ts';
import { shortSpeedKeys, speedKeys } from '../../../core/coverage/coverage-words.ts';
import { formatDay } from '../../../core/language/format-day.ts';
import type { Translate } from '../../../core/language/translate.ts';
import type { FileColumn, TableFile } from '../../files/table-file.ts';
import { fileWords } from '../lists/listing-file.ts';
import { localEvidenceColumns } from './add-local-evidence.ts';
import type { PremisesSelection } from './premises-lists.ts';

export interface PremisesFileFacts {
  readonly query: PremisesFileQuery;
  readonly t: Translate;
  readonly savedAt: Date;
}

type Cell = string | number | null;

/** Of where a premises lies and what is coming; by the message that says what they hold. */
function placeColumns(t: Translate): [string, string, (row: EvidencedPremises) => Cell][] {
  const area = (type: 'oa' | 'lsoa' | 'msoa' | 'ward' | 'lad'): string =>
    t('coveragePremises.columnArea', { kind: t(`kinds.${type}One`) });
  return [
    ['postcode', t('coveragePremises.postcode'), (row) => row.postcode],
    ['oa_code', area('oa'), (row) => row.oaCode],
    ['lsoa_code', area('lsoa'), (row) => row.lsoaCode],
    ['msoa_code', area('msoa'), (row) => row.msoaCode],
    ['ward_code', area('ward'), (row) => row.wardCode],
    ['lad_code', area('lad'), (row) => row.ladCode],
    ['easting', t('coveragePremises.columnEasting'), (row) => row.easting],
    ['northing', t('coveragePremises.columnNorthing'), (row) => row.northing],
    ['longitude', t('coveragePremises.columnLongitude'), (row) => Number(row.position.longitude.toFixed(6))],
    ['latitude', t('coveragePremises.columnLatitude'), (row) => Number(row.position.latitude.toFixed(6))],
    ['plan', t('coveragePremises.columnPlan'), (row) => row.plan],
  ];
}

const numbers = new Set(['easting', 'northing', 'longitude', 'latitude']);

const bare = { unit: '', decimals: null, period: '', source: '', licence: '' } as const;

/** The columns of every file of premises; the asked speed is among the five. */
export function premisesColumns(t: Translate): FileColumn<EvidencedPremises>[] {
  const uprn: FileColumn<EvidencedPremises> = {
    ...{ ...bare, name: 'uprn', kind: 'number' as const, title: 'UPRN' },
    description: t('coveragePremises.columnUprn'),
    constraints: { required: true, unique: true },
    value: (row) => row.uprn,
  };
  const places = placeColumns(t).map(([name, description, value]): FileColumn<EvidencedPremises> => ({
    ...{ ...bare, name, description, title: description, value },
    kind: numbers.has(name) ? 'number' : 'text',
  }));
  const classes = speedClasses.flatMap((speedClass): FileColumn<EvidencedPremises>[] => {
    const name = speedClass.replace('-', '_');
    const speed = t(speedKeys[speedClass]);
    const title = t(shortSpeedKeys[speedClass]);
    const of = (row: EvidencedPremises) => row.classes[speedClass];
    return [
      {
        ...{ ...bare, name: `${name}_status`, kind: 'text', title },
        description: t('coveragePremises.columnStatus', { speed }),
        value: (row) => of(row).status,
      },
      {
        ...{ ...bare, name: `${name}_chance`, kind: 'number', title: `${title} (0-1)` },
        description: t('coveragePremises.columnChance', { speed }),
        value: (row) => of(row).chance,
      },
      {
        ...{
          ...bare,
          name: `${name}_basis`,
          kind: 'text',
          title: `${title}: ${t('coveragePremises.rests')}`,
        },
        description: t('coveragePremises.columnBasis', { speed }),
        value: (row) => of(row).basis,
      },
    ];
  });
  const disagrees: FileColumn<EvidencedPremises> = {
    ...{ ...bare, name: 'sources_disagree', kind: 'text' as const },
    title: t('coveragePremises.columnDisagrees'),
    description: t('coveragePremises.columnDisagrees'),
    value: (row) => (row.disagrees ? 'yes' : 'no'),
  };
  const evidence = localEvidenceColumns(t).map((column) => ({ ...bare, ...column }));
  return [uprn, ...places, ...classes, disagrees, ...evidence];
}

/** A selection of premises as what files are written from: what it is, whose data it rests on, which were asked for. */
export function premisesFile(
  { snapshot, attribution }: PremisesSelection,
  { query, t, savedAt }: PremisesFileFacts,
): TableFile<EvidencedPremises> {
  const asked = Object.entries(query).map(([name, value]) => `${name}=${[value].flat().join(',')}`);
  return {
    name: ['premises', query.class, ...(query.within === undefined ? [] : [query.within])].join('-'),
    title: t('coveragePremises.title'),
    columns: premisesColumns(t),
    facts: [
      { label: t('lists.filePeriod'), text: snapshot.period },
      { label: t('coveragePremises.factFilter'), text: asked.join('; ') },
      { label: t('coveragePremises.factMissing'), text: t('coveragePremises.factMissingText') },
      { label: t('coveragePremises.factDate'), text: formatDay(savedAt, t.locale) },
    ],
    attribution,
    words: fileWords(t),
  };
}
