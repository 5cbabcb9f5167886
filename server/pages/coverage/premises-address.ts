import { gapStatuses } from '../../../core/contract/coverage/premises-filter.ts';
import type { PremisesRow } from '../../../core/contract/coverage/premises.ts';
import type {
  PremisesFileEnding,
  PremisesPageQuery,
  SavedListQuery,
} from '../../../core/contract/coverage/premises-list.ts';

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
  const parameters = [
    ['class', speedClass === 'decent' ? undefined : speedClass],
    ['status', isUsual ? undefined : status.join(',')],
    ['plan', plan?.join(',')],
    ['technology', technology?.join(',')],
    ['within', within],
    ['postcode', postcode],
    ['disagree', disagree],
    ['period', period],
    ['by', by === 'premises' ? undefined : by],
    ['after', ending === undefined ? after : undefined],
  ] as const;
  const text = parameters
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]))
    .join('&');
  return `/coverage/premises${ending === undefined ? '' : `.${ending}`}${text === '' ? '' : `?${text}`}`;
}

/** The address of the same list in the API, whose CSV has the same columns and is described there. */
export function premisesApiAddress({ by, ...query }: SavedListQuery): string {
  const path = by === 'postcode' ? '/api/v1/coverage/postcodes' : '/api/v1/coverage/premises';
  return premisesAddress({ ...query, by: 'premises' }).replace('/coverage/premises', path);
}

/** Streets and single buildings. */
const streetZoom = 17;

/**
 * The address of the map of premises in English where one of them stands, with it chosen; of the period that was asked
 * for, else the newest.
 */
export function premisesMapAddress(
  { uprn, position }: Pick<PremisesRow, 'uprn' | 'position'>,
  period: string | undefined,
): string {
  const place = [position.latitude, position.longitude].map((degrees) => degrees.toFixed(5)).join('/');
  const release = period === undefined ? '' : `&period=${period}`;
  return `/coverage/map?uprn=${uprn}${release}&map=${streetZoom}/${place}`;
}
