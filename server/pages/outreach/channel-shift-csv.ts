import type { ChannelShift } from '../../../core/contract/channel-shift.ts';
import { csvHeader, csvRows, type CsvColumn } from '../../files/csv.ts';

type Estimated = Extract<ChannelShift, { status: 'estimated' }>;
type Row = Estimated['areas'][number];

const number = (name: string, description: string, value: (row: Row) => number): CsvColumn<Row> => ({
  name,
  kind: 'number',
  description,
  value,
});

const columns: readonly CsvColumn<Row>[] = [
  {
    name: 'area',
    kind: 'text',
    description: 'As it was given; "total" for all',
    value: ({ label }) => label,
  },
  {
    name: 'area_code',
    kind: 'text',
    description: 'Code of the area, where the Atlas knows it',
    value: ({ area }) => area?.code ?? null,
  },
  {
    name: 'area_name',
    kind: 'text',
    description: 'Name of the area, where the Atlas knows it',
    value: ({ area }) => area?.name ?? null,
  },
  number('face_to_face', 'Contacts face to face a year', ({ estimate }) => estimate.contacts.faceToFace),
  number('phone', 'Contacts by phone a year', ({ estimate }) => estimate.contacts.phone),
  number('online', 'Contacts online a year', ({ estimate }) => estimate.contacts.web),
  number('share_online_now', 'Percent of contacts online now', ({ estimate }) => estimate.shareNow),
  number('share_online_aim', 'Percent of contacts aimed at online', ({ estimate }) => estimate.aim),
  number('moved', 'Contacts a year that move online', ({ estimate }) => estimate.moved),
  number('cost_now', 'Pounds a year now', ({ estimate }) => estimate.costNow),
  number('cost_then', 'Pounds a year after', ({ estimate }) => estimate.costThen),
  number('saving_low', 'Pounds a year, lowest by the given range', ({ estimate }) => estimate.saving.low),
  number('saving_central', 'Pounds a year', ({ estimate }) => estimate.saving.central),
  number('saving_high', 'Pounds a year, highest by the given range', ({ estimate }) => estimate.saving.high),
];

/** An estimate as CSV: a row for each area that was given, then all of them. */
export function channelShiftCsv({ areas, total }: Estimated): string {
  return csvHeader(columns) + csvRows(columns, [...areas, { label: 'total', area: null, estimate: total }]);
}
