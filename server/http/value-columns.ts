import { missingReasons, valueFlagSchema } from '../../core/contract/indicator.ts';
import type { ValueList } from '../../core/contract/value-list.ts';
import type { CsvColumn } from '../files/csv.ts';

/** The columns of the values of an indicator as CSV. */
export const valueColumns: readonly CsvColumn<ValueList['items'][number]>[] = [
  {
    name: 'area_code',
    title: 'Area code',
    kind: 'text',
    description: 'Code of the area',
    constraints: { required: true, unique: true, pattern: '^[A-Z0-9]{4,12}$' },
    value: (row) => row.areaCode,
  },
  {
    name: 'area_name',
    title: 'Area name',
    kind: 'text',
    description: 'Name of the area',
    constraints: { required: true },
    value: (row) => row.areaName,
  },
  {
    name: 'value',
    title: 'Value',
    kind: 'number',
    description: 'The value; empty where missing',
    value: (row) => row.value,
  },
  {
    name: 'numerator',
    title: 'Numerator',
    kind: 'number',
    description: 'What was counted',
    value: (row) => row.numerator,
  },
  {
    name: 'denominator',
    title: 'Denominator',
    kind: 'number',
    description: 'Out of how many',
    value: (row) => row.denominator,
  },
  {
    name: 'missing_reason',
    title: 'Reason for a missing value',
    kind: 'text',
    description: 'Why there is no value',
    constraints: { enum: missingReasons },
    value: (row) => row.missingReason,
  },
  {
    name: 'flag',
    title: 'How the value was come by',
    kind: 'text',
    description: 'How the value was come by',
    constraints: { required: true, enum: valueFlagSchema.options },
    value: (row) => row.flag,
  },
];
