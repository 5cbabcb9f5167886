import { AppError } from '../../../core/errors.ts';
import { nameOfCode } from '../../../core/geography/nation.ts';
import { welshNameOfCode } from '../../../core/geography/welsh-names.ts';
import type { Queryable } from '../../database/database.ts';
import { createAreaReads } from '../../store/area-reads.ts';
import { createGapReportReads } from '../../store/coverage/gap-report-reads.ts';
import type { ReportedArea } from './gap-reports.ts';

/**
 * The area that a report is about: the newest of its code. Regions and nations are known by their codes where nothing is
 * loaded of them but their authorities.
 *
 * @throws AppError not-found where no area of the code is loaded.
 */
export async function findReportedArea(database: Queryable, code: string): Promise<ReportedArea> {
  const [found] = await createAreaReads(database).findByCode(code);
  if (found !== undefined) {
    const { name, nameWelsh, type, vintage } = found;
    return { code, name, nameWelsh, type, vintage };
  }
  const name = nameOfCode(code);
  const type = code.slice(1, 3) === '92' ? 'nation' : 'region';
  if (name !== null) {
    const reads = createGapReportReads(database);
    const authorities = new Set(await reads.authoritiesOf({ type, code }));
    const vintages = (await reads.authorities()).flatMap((each) =>
      authorities.has(each.code) ? [each.vintage] : [],
    );
    if (vintages.length > 0) {
      return { code, name, nameWelsh: welshNameOfCode(code), type, vintage: Math.max(...vintages) };
    }
  }
  throw new AppError('not-found', `There is no area ${code}.`, {
    details: { field: 'code', value: code, reason: 'no such area is loaded' },
  });
}
