import type { ProblemSubject } from '../contract/coverage/coverage-problem.ts';
import { gapStatuses } from '../contract/coverage/premises-filter.ts';
import type {
  PremisesFileEnding,
  PremisesPageQuery,
  SavedListQuery,
} from '../contract/coverage/premises-list.ts';
import { servedStatuses, type SpeedClass } from '../contract/coverage/speed-class.ts';

/**
 * The address of a list of premises in English, without what goes without saying: a list has one address.
 *
 * @example premisesAddress({ class: 'gigabit', status: ['unserved'], by: 'premises' }) // '/coverage/premises?class=gigabit&status=unserved'
 */
export function premisesAddress(query: PremisesPageQuery, ending?: PremisesFileEnding): string {
  const {
    class: speedClass,
    status,
    plan,
    technology,
    within,
    postcode,
    disagree,
    period,
    by,
    after,
  } = query;
  const isUsual = status.join(',') === gapStatuses.join(',');
  const text = queryOf({
    class: speedClass === 'decent' ? undefined : speedClass,
    status: isUsual ? undefined : status.join(','),
    plan: plan?.join(','),
    technology: technology?.join(','),
    ...{ within, postcode, disagree, period },
    by: by === 'premises' ? undefined : by,
    after: ending === undefined ? after : undefined,
  });
  return `/coverage/premises${ending === undefined ? '' : `.${ending}`}${text}`;
}

/** The address of the same list in the API, whose CSV has the same columns and is described there. */
export function premisesApiAddress({ by, ...query }: SavedListQuery): string {
  const path = by === 'postcode' ? '/api/v1/coverage/postcodes' : '/api/v1/coverage/premises';
  return premisesAddress({ ...query, by: 'premises' }).replace('/coverage/premises', path);
}

/** What is said of some parts, with its question mark; words joined by commas stay readable. */
function queryOf(parts: Readonly<Record<string, string | undefined>>): string {
  const said = Object.entries(parts).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${value}`],
  );
  return said.length === 0 ? '' : `?${said.join('&')}`;
}

/**
 * The page in English that says what sources have of the subject of a report.
 *
 * @example subjectAddress({ kind: 'area', code: 'E05000001' }, { period: '2025-07' }) // '/coverage/areas/E05000001?period=2025-07'
 */
export function subjectAddress(
  { kind, code }: ProblemSubject,
  {
    speedClass = 'decent',
    period,
  }: { readonly speedClass?: SpeedClass; readonly period?: string | undefined },
): string {
  const isOf = { class: speedClass, period };
  switch (kind) {
    case 'premises':
      return `/coverage/premises/${code}${queryOf({ period })}`;
    case 'postcode':
      return premisesAddress({ ...isOf, status: [...servedStatuses], postcode: code, by: 'premises' });
    case 'area':
      return `/coverage/areas/${code}${queryOf({ ...isOf, class: speedClass === 'decent' ? undefined : speedClass })}`;
  }
}
