import type { AreaType } from '../../../core/contract/area.ts';
import type { GapPart, GapReport } from '../../../core/contract/coverage/gap-report.ts';
import { rangeWithout } from '../../../core/coverage/report-sentences.ts';
import type { FileColumn } from '../../files/table-file.ts';

/** The kinds of area that a summary may have a row for. */
export const summaryTypes = ['oa', 'lsoa', 'msoa', 'ward', 'lad'] as const satisfies readonly AreaType[];

const bare = { unit: 'premises', period: '', source: '', licence: '' } as const;

function count(
  name: string,
  description: string,
  value: (row: GapPart) => number | null,
  decimals = 0,
): FileColumn<GapPart> {
  return { ...bare, name, kind: 'number', title: description, description, decimals, value };
}

function text(name: string, description: string, value: (row: GapPart) => string): FileColumn<GapPart> {
  return { ...bare, unit: '', decimals: null, name, kind: 'text', title: description, description, value };
}

/** A row for each area: how many premises, and how many are without, at least, at most and expected. */
export function summaryColumns(): FileColumn<GapPart>[] {
  const known = ({ premises, unknown }: GapPart): number => premises - unknown;
  return [
    text('area_code', 'Code of the area', ({ code }) => code),
    text('area_name', 'Name of the area', ({ name }) => name),
    text('area_type', 'Kind of area', ({ type }) => type),
    text('speed_class', 'The speed that the counts are about', ({ speedClass }) => speedClass),
    count('premises', 'Premises counted', ({ premises }) => premises),
    count('served', 'Premises that can order it', ({ served }) => served),
    count('likely_served', 'Premises that likely can', ({ likelyServed }) => likelyServed),
    count('likely_unserved', 'Premises that likely cannot', ({ likelyUnserved }) => likelyUnserved),
    count('unserved', 'Premises that cannot: at least so many', (row) => rangeWithout(row).least),
    count(
      'unserved_at_most',
      'Premises not known to be served: at most so many',
      (row) => rangeWithout(row).most,
    ),
    count('unknown', 'Premises of which no source says anything', ({ unknown }) => unknown),
    count(
      'expected_unserved',
      'Sum of the chances to be without, of premises whose chance is known',
      (row) => Number(row.expectedUnserved.toFixed(2)),
      2,
    ),
    count(
      'expected_unserved_percent',
      'Expected to be without, percent of premises whose chance is known',
      (row) => (known(row) === 0 ? null : Number(((100 * row.expectedUnserved) / known(row)).toFixed(2))),
      2,
    ),
  ];
}

/** A report as rows: the area by every speed, then its parts by the speed of the report. */
export function reportRows({ subject, estimate, parts }: GapReport): GapPart[] {
  if (subject.kind !== 'area' || estimate.status === 'missing') return [];
  const { code, name, type } = subject;
  return [...estimate.classes.map((count) => ({ code, name, type, ...count })), ...(parts ?? [])];
}
