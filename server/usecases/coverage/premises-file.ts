import type { SavedListQuery } from '../../../core/contract/coverage/premises-list.ts';
import type { EvidencedPremises } from '../../../core/contract/coverage/local-evidence.ts';
import { speedClasses } from '../../../core/contract/coverage/speed-class.ts';
import { technologies } from '../../../core/contract/coverage/technology.ts';
import type { DrawnPolygon } from '../../../core/coverage/drawn-polygon.ts';
import { shortSpeedKeys, speedKeys, technologyKeys } from '../../../core/coverage/coverage-words.ts';
import { roundDegrees } from '../../../core/geography/round-degrees.ts';
import { formatDay } from '../../../core/language/format-day.ts';
import type { Translate } from '../../../core/language/translate.ts';
import type { FileColumn, TableFile } from '../../files/table-file.ts';
import { fileWords } from '../lists/listing-file.ts';
import { localEvidenceColumns } from './add-local-evidence.ts';
import type { PremisesSelection } from './premises-lists.ts';

export interface SavedListFacts {
  readonly query: SavedListQuery;
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
    ['ward_name', t('coveragePremises.columnWardName'), (row) => row.wardName],
    ['lad_code', area('lad'), (row) => row.ladCode],
    ['easting', t('coveragePremises.columnEasting'), (row) => row.easting],
    ['northing', t('coveragePremises.columnNorthing'), (row) => row.northing],
    ['longitude', t('coveragePremises.columnLongitude'), (row) => roundDegrees(row.position.longitude)],
    ['latitude', t('coveragePremises.columnLatitude'), (row) => roundDegrees(row.position.latitude)],
    ['plan', t('coveragePremises.columnPlan'), (row) => row.plan],
  ];
}

const numbers = new Set(['easting', 'northing', 'longitude', 'latitude']);

/** What columns of premises and of postcodes say of no single figure. */
export const bare = { unit: '', decimals: null, period: '', source: '', licence: '' } as const;

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
  const reached = technologies.map((technology): FileColumn<EvidencedPremises> => {
    const title = t('coveragePremises.columnTechnology', { technology: t(technologyKeys[technology]) });
    return {
      ...{
        ...bare,
        name: `${technology.replace('-', '_')}_chance`,
        kind: 'number',
        title,
        description: title,
      },
      value: (row) => row.technologies[technology].chance,
    };
  });
  const disagrees: FileColumn<EvidencedPremises> = {
    ...{ ...bare, name: 'sources_disagree', kind: 'text' as const },
    title: t('coveragePremises.columnDisagrees'),
    description: t('coveragePremises.columnDisagrees'),
    value: (row) => (row.disagrees ? 'yes' : 'no'),
  };
  const evidence = localEvidenceColumns(t).map((column) => ({ ...bare, ...column }));
  return [uprn, ...places, ...classes, ...reached, disagrees, ...evidence];
}

/** Where a polygon lies, for whoever finds the file later: the polygon itself is not kept. */
function placeOf({ bounds, points, squareKilometres }: DrawnPolygon, t: Translate): string {
  const { west, south, east, north } = bounds;
  return t('coveragePremises.factPolygonText', {
    box: [west, south, east, north].map((degrees) => degrees.toFixed(5)).join(', '),
    ...{ points, area: squareKilometres },
  });
}

/** What a list says of itself in a file: what it is, whose data it rests on, which were asked for. */
export function listFile<Row>(
  { snapshot, attribution, polygon }: Pick<PremisesSelection, 'snapshot' | 'attribution' | 'polygon'>,
  columns: readonly FileColumn<Row>[],
  { query, t, savedAt }: SavedListFacts,
): TableFile<Row> {
  const asked = Object.entries(query).map(([name, value]) => `${name}=${[value].flat().join(',')}`);
  const isGrouped = query.by === 'postcode';
  return {
    name: [
      ...[isGrouped ? 'postcodes' : 'premises', query.class],
      ...(query.within === undefined ? [] : [query.within]),
      ...(polygon === undefined ? [] : ['polygon']),
    ].join('-'),
    title: isGrouped ? t('coveragePremises.titlePostcodes') : t('coveragePremises.title'),
    columns,
    facts: [
      { label: t('lists.filePeriod'), text: snapshot.period },
      { label: t('coveragePremises.factFilter'), text: asked.join('; ') },
      ...(polygon === undefined
        ? []
        : [{ label: t('coveragePremises.factPolygon'), text: placeOf(polygon, t) }]),
      { label: t('coveragePremises.factMissing'), text: t('coveragePremises.factMissingText') },
      { label: t('coveragePremises.factDate'), text: formatDay(savedAt, t.locale) },
    ],
    attribution,
    words: fileWords(t),
  };
}
