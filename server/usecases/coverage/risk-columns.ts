import type { RiskArea } from '../../../core/contract/coverage/risk-by-coverage.ts';
import type { CsvColumn } from '../../files/csv.ts';

function text(
  name: string,
  description: string,
  value: (area: RiskArea) => string | null,
): CsvColumn<RiskArea> {
  return { name, kind: 'text', description, value };
}

function number(
  name: string,
  description: string,
  value: (area: RiskArea) => number | null,
): CsvColumn<RiskArea> {
  return { name, kind: 'number', description, value };
}

/** Sums of chances have no more digits than they are good for. */
const rounded = (value: number): number => Number(value.toFixed(2));

/** The columns of risk by coverage as a file, a row for each area. */
export const riskAreaColumns: readonly CsvColumn<RiskArea>[] = [
  {
    ...text('area_code', 'Code of the area', (area) => area.code),
    constraints: { required: true, unique: true },
  },
  text('area_name', 'Name of the area', (area) => area.name),
  text('place_name', 'What people call the place', (area) => area.placeName),
  text('ward_code', 'Ward that the area fits best', (area) => area.ward?.code ?? null),
  text('ward_name', 'Name of the ward', (area) => area.ward?.name ?? null),
  text('authority_code', 'Local authority', (area) => area.authority?.code ?? null),
  text('authority_name', 'Name of the local authority', (area) => area.authority?.name ?? null),
  number('score', '0 least to 100 most risk', (area) => area.score),
  number('rank', '1 is the greatest risk', (area) => area.rank),
  number('rank_of', 'How many areas were ranked', (area) => area.rankOf),
  text('risk', 'Fifth of the ranking: fifth-1 is the riskiest; or no-score', (area) => area.risk),
  text(
    'coverage',
    'few (under 5 %), some (5 to under 20 %) or many (20 % and more) premises without; or not-known',
    (area) => area.coverage,
  ),
  text('map_class', 'A low to C high risk, 1 few to 3 many premises without', (area) => area.mapClass),
  text(
    'gap_kind',
    'cannot-and-struggle, could-but-may-not, cannot or served; empty where risk or coverage is not known',
    (area) => area.kind,
  ),
  number('premises', 'Premises counted', (area) => area.premises),
  number('premises_unknown', 'Premises of which no source says anything', (area) => area.unknown),
  number('premises_without', 'Expected number of premises that cannot order the speed', (area) =>
    rounded(area.expectedUnserved),
  ),
  number('share_without', 'Of the premises of which it is known, 0 to 1', (area) =>
    area.unservedShare === null ? null : Number(area.unservedShare.toFixed(4)),
  ),
  number('people', 'People who live in the area, whatever the premises', (area) => area.people),
];
