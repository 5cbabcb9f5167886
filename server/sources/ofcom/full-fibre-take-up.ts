import { periodInName } from '../reader-options.ts';
import { valuesReader } from '../values-table.ts';
import { authoritiesOf } from './authority-vintage.ts';

const titlePattern = /^Full-fibre take-up \(% of /i;

/** Ofcom's take-up of full fibre by local authority: percents of the premises that could have it, and of all. */
export const fullFibreTakeUp = valuesReader({
  id: 'ofcom-full-fibre-take-up',
  title: 'Full-fibre take-up (Ofcom Connected Nations)',
  sureness: 0.95,
  isHeader: (cells) => /^laua/.test(cells[0] ?? '') && cells.some((cell) => titlePattern.test(cell)),
  layout(table, file, options) {
    const period = options.period ?? periodInName(file.name);
    return {
      facts: {
        datasetId: options.dataset ?? 'ofcom-full-fibre-take-up',
        areas: authoritiesOf(period, options.vintage),
        period,
        part: options.part ?? '',
      },
      codePosition: 0,
      namePosition: table.header.indexOf('laua_name'),
      columns: table.header.flatMap((name, position) =>
        titlePattern.test(name) ? [{ name, kind: 'percent' as const, total: null, position }] : [],
      ),
    };
  },
});
