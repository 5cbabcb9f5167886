import type { PostcodeRow } from '../../../core/contract/coverage/premises-list.ts';
import type { SpeedClass } from '../../../core/contract/coverage/speed-class.ts';
import { speedKeys } from '../../../core/coverage/coverage-words.ts';
import { roundDegrees } from '../../../core/geography/round-degrees.ts';
import type { MessageKey } from '../../../core/language/catalogue.ts';
import type { Translate } from '../../../core/language/translate.ts';
import type { FileColumn } from '../../files/table-file.ts';
import { localEvidenceColumns } from './add-local-evidence.ts';
import { bare } from './premises-file.ts';

type Cell = string | number | null;

const countKeys = [
  ['served', 'coveragePremises.columnServed', 'served'],
  ['likely_served', 'coveragePremises.columnLikelyServed', 'likelyServed'],
  ['likely_unserved', 'coveragePremises.columnLikelyUnserved', 'likelyUnserved'],
  ['unserved', 'coveragePremises.columnUnserved', 'unserved'],
  ['unknown', 'coveragePremises.columnUnknown', 'unknown'],
  ['expected_unserved', 'coveragePremises.columnExpectedUnserved', 'expectedUnserved'],
] as const satisfies readonly (readonly [string, MessageKey, keyof PostcodeRow])[];

/** The columns of every file of postcodes; counts are of the premises that were asked for, by the asked speed. */
export function postcodeColumns(speedClass: SpeedClass, t: Translate): FileColumn<PostcodeRow>[] {
  const column = (
    name: string,
    title: string,
    value: (row: PostcodeRow) => Cell,
    kind: 'text' | 'number' = 'number',
  ): FileColumn<PostcodeRow> => ({ ...bare, name, kind, title, description: title, value });
  const area = (type: 'ward' | 'lad'): string =>
    t('coveragePremises.columnAreaMost', { kind: t(`kinds.${type}One`) });
  const ofClass = { speed: t(speedKeys[speedClass]) };
  return [
    {
      ...column('postcode', t('coveragePremises.postcode'), (row) => row.postcode, 'text'),
      constraints: { unique: true },
    },
    column('premises', t('coveragePremises.columnPremises'), (row) => row.premises),
    column('speed_class', t('coveragePremises.class'), () => speedClass, 'text'),
    ...countKeys.map(([name, key, field]) => column(name, t(key, ofClass), (row) => row[field])),
    column('planned', t('coveragePremises.columnPlanned'), (row) => row.planned),
    column('ward_code', area('ward'), (row) => row.wardCode, 'text'),
    column('ward_name', t('coveragePremises.columnWardNameMost'), (row) => row.wardName, 'text'),
    column('lad_code', area('lad'), (row) => row.ladCode, 'text'),
    column('easting', t('coveragePremises.columnMeanEasting'), (row) => row.place?.easting ?? null),
    column('northing', t('coveragePremises.columnMeanNorthing'), (row) => row.place?.northing ?? null),
    column('longitude', t('coveragePremises.columnMeanLongitude'), ({ place }) =>
      place === null ? null : roundDegrees(place.position.longitude),
    ),
    column('latitude', t('coveragePremises.columnMeanLatitude'), ({ place }) =>
      place === null ? null : roundDegrees(place.position.latitude),
    ),
    ...localEvidenceColumns<PostcodeRow>(t).map((each) => ({ ...bare, ...each })),
  ];
}
