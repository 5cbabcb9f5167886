import { areaVerdicts } from '../../../core/contract/coverage/coverage-change.ts';
import type { CsvColumn } from '../../files/csv.ts';
import type { NamedChange } from '../../usecases/coverage/coverage-change.ts';

const number = (
  name: string,
  description: string,
  value: (row: NamedChange) => number | null,
): CsvColumn<NamedChange> => ({ name, kind: 'number', description, value });

/** A row for each area of a comparison: both figures, and the change where there is one. */
export const changeColumns: readonly CsvColumn<NamedChange>[] = [
  { name: 'area_code', kind: 'text', description: 'Code of the area', value: ({ code }) => code },
  { name: 'area_name', kind: 'text', description: 'Name of the area', value: ({ name }) => name },
  number('from_percent', 'Percent of premises in the earlier release', ({ from }) => from?.percent ?? null),
  number('from_counted', 'Premises that the measure counts in it', ({ from }) => from?.counted ?? null),
  number('from_premises', 'All premises in it', ({ from }) => from?.premises ?? null),
  number('to_percent', 'Percent of premises in the later release', ({ to }) => to?.percent ?? null),
  number('to_counted', 'Premises that the measure counts in it', ({ to }) => to?.counted ?? null),
  number('to_premises', 'All premises in it', ({ to }) => to?.premises ?? null),
  {
    name: 'verdict',
    kind: 'text',
    description: 'Whether the two figures can be compared, and why not',
    constraints: { enum: areaVerdicts },
    value: ({ verdict }) => verdict,
  },
  {
    name: 'linked_areas',
    kind: 'text',
    description: 'Codes of the areas it became or was made from, where its borders changed',
    value: ({ linked }) => (linked.length === 0 ? null : linked.join(' ')),
  },
  number('change_points', 'Percentage points; empty where not comparable', ({ points }) => points),
  number('change_premises', 'Premises more or fewer; empty where not comparable', ({ premises }) => premises),
];
