import { capitalised } from '../../../core/capitalised.ts';
import {
  notSpotPageQuerySchema,
  notSpotListSchema,
  notSpotRanks,
  notSpotStatuses,
  type NotSpotList,
  type NotSpotListQuery,
  type NotSpotPageQuery,
  type NotSpotSummary,
} from '../../../core/contract/coverage/not-spots.ts';
import { speedClasses } from '../../../core/contract/coverage/speed-class.ts';
import { lengthInWords, placesInWords, plannedPremises } from '../../../core/coverage/not-spot-sentence.ts';
import { profileTitle } from '../../../core/language/data-texts.ts';
import { formatPeriod } from '../../../core/language/format-period.ts';
import type { Translate } from '../../../core/language/translate.ts';
import { notSpotFileEndings } from '../../usecases/coverage/not-spot-file.ts';
import type { NotSpotMaps } from '../../usecases/coverage/not-spot-maps.ts';
import { pageOfNotSpots, type NotSpotListing, type NotSpots } from '../../usecases/coverage/not-spots.ts';
import { registerPage, type PageRequest, type PageScope } from '../page.ts';
import { registerNotSpotFiles, type NotSpotFileDependencies } from './not-spot-files.ts';
import { notSpotsAddress } from './not-spot-address.ts';
import { withoutEmpty } from '../without-empty.ts';

export interface NotSpotListDependencies extends NotSpotFileDependencies {
  readonly notSpots: NotSpots;
  readonly notSpotMaps: NotSpotMaps;
}

type ListRequest = PageRequest<unknown, NotSpotPageQuery>;

/** Not-spots as a list with a map, sorted and filtered: `/coverage/not-spots`, whole without JavaScript. */
export function registerNotSpotListPage(scope: PageScope, dependencies: NotSpotListDependencies): void {
  const { notSpots, notSpotMaps } = dependencies;
  // The map is of the whole list: it goes with the data and is not read twice.
  const listings = new WeakMap<NotSpotList, NotSpotListing>();
  registerPage(scope, {
    path: '/coverage/not-spots',
    query: notSpotPageQuerySchema,
    onward: withoutEmpty('/coverage/not-spots'),
    data: notSpotListSchema,
    template: 'coverage/not-spots.njk',
    print: true,
    async read({ query }: ListRequest) {
      const { class: speedClass, ...filter } = query;
      const listing =
        speedClass === undefined
          ? await notSpots.slowestListing(filter)
          : await notSpots.listing({ ...filter, class: speedClass });
      const data = pageOfNotSpots(listing, query.page);
      listings.set(data, listing);
      return data;
    },
    async view(data, request) {
      const listing = listings.get(data);
      if (listing === undefined) throw new Error('A list is shown from the data that was read for it.');
      return { ...listView(data, request), map: await notSpotMaps.ofList(listing, request.t) };
    },
  });
  registerNotSpotFiles(scope, dependencies);
}

function listView(data: NotSpotList, { query: asked, t }: ListRequest) {
  const query: NotSpotListQuery = { ...asked, class: data.speedClass };
  const speed = t(`coverageNotSpots.speed.${data.speedClass}`);
  const place = data.within?.name;
  return {
    title:
      place === undefined
        ? t('coverageNotSpots.title', { speed })
        : t('coverageNotSpots.titleWithin', { speed, place }),
    description: t('coverageNotSpots.description'),
    attribution: data.attribution,
    list: {
      data,
      count: t('coverageNotSpots.count', {
        ...{
          total: data.total,
          premises: data.premises,
          period: data.period === null ? 'none' : formatPeriod(data.period, t.locale),
        },
      }),
      caption: t('coverageNotSpots.caption', { rank: t(`coverageNotSpots.rank.${data.rankedBy}`) }),
      isFirstPeriod: data.period !== null && data.period === data.periods.at(-1),
      byClass: data.byClass.map(({ speedClass, notSpots, premises }) => ({
        address: notSpotsAddress(query, { class: speedClass }),
        isShown: speedClass === data.speedClass,
        text: t('coverageNotSpots.ofClass', {
          ...{ notSpots, premises, speed: capitalised(t(`coverageNotSpots.speed.${speedClass}`)) },
        }),
      })),
      slower: asked.class === undefined ? slowerText(data, t) : null,
      notes: notesOf(data, t),
      rows: data.items.map((row) => rowOf(row, query, t)),
      ...choicesOf(data, query, t),
      pagination: paginationOf(data, query, t),
      lastPageAddress: data.page > data.pages ? notSpotsAddress(query, { page: data.pages }) : null,
      files: notSpotFileEndings.map((ending) => ({
        address: notSpotsAddress(query, {}, ending),
        text: t(`coverageNotSpots.file.${ending}`),
      })),
    },
  };
}

/** That there are none of the slower speeds, where the list opened by itself with a faster one; else null. */
function slowerText({ speedClass }: NotSpotList, t: Translate): string | null {
  const slower = speedClasses.slice(0, speedClasses.indexOf(speedClass));
  const last = slower.at(-1);
  return last === undefined
    ? null
    : t('coverageNotSpots.noneSlower', {
        ...{ count: slower.length, slower: t(`coverageNotSpots.speed.${last}`) },
        speed: t(`coverageNotSpots.speed.${speedClass}`),
      });
}

function notesOf({ riskFrom, items }: NotSpotList, t: Translate): string[] {
  const missing = items.reduce((sum, { risk, premises }) => sum + (risk?.missing ?? premises), 0);
  return [
    riskFrom === null
      ? t('coverageNotSpots.noRisk')
      : t('coverageNotSpots.riskNote', {
          title: profileTitle(t, riskFrom.profileId, riskFrom.title),
          missing,
        }),
    t('coverageNotSpots.plannedNote'),
  ];
}

function rowOf(row: NotSpotSummary, { period, profile }: NotSpotListQuery, t: Translate) {
  const parameters = new URLSearchParams();
  if (period !== undefined) parameters.set('period', period);
  if (profile !== undefined) parameters.set('profile', profile);
  const query = parameters.toString();
  return {
    ...{ id: row.id, rank: row.rank, premises: row.premises, sure: row.sure },
    address: `/coverage/not-spots/${row.id}${query === '' ? '' : `?${query}`}`,
    places: placesInWords(row, t),
    expected: row.expectedUnserved,
    distance:
      row.distanceMetres === null ? t('coverageNotSpots.nowhere') : lengthInWords(row.distanceMetres, t),
    atRisk: row.risk?.high ?? null,
    planned: plannedPremises(row),
    status: statusText(row, t),
  };
}

/** "new", "closed in 2026-01". */
function statusText({ status, isReopened, period }: NotSpotSummary, t: Translate): string {
  if (status === 'closed') return t('coverageNotSpots.closedIn', { period: formatPeriod(period, t.locale) });
  return isReopened ? t('coverageNotSpots.reopened') : t(`coverageNotSpots.status.${status}`);
}

function choicesOf(data: NotSpotList, query: NotSpotListQuery, t: Translate) {
  const chosenStatus = [...data.statuses].sort().join(',');
  const statuses = [
    { value: 'new,persisting', text: t('coverageNotSpots.statuses.new,persisting') },
    { value: 'new', text: t('coverageNotSpots.statuses.new') },
    { value: 'persisting', text: t('coverageNotSpots.statuses.persisting') },
    { value: 'closed', text: t('coverageNotSpots.statuses.closed') },
    { value: notSpotStatuses.join(','), text: t('coverageNotSpots.statuses.all') },
  ];
  return {
    classes: speedClasses.map((value) => ({
      value,
      text: t(`coverageNotSpots.speed.${value}`),
      selected: value === data.speedClass,
    })),
    ranks: notSpotRanks.map((value) => ({
      value,
      text: t(`coverageNotSpots.rank.${value}`),
      selected: value === data.rankedBy,
    })),
    statuses: statuses.map((each) => ({
      ...each,
      selected: each.value.split(',').sort().join(',') === chosenStatus,
    })),
    periods:
      data.periods.length > 1
        ? [
            { value: '', text: t('coverageNotSpots.periodNewest'), selected: query.period === undefined },
            ...data.periods.map((value) => ({
              ...{ value, text: formatPeriod(value, t.locale) },
              selected: value === query.period,
            })),
          ]
        : [],
    within: query.within ?? '',
    profile: query.profile,
  };
}

function paginationOf({ page, pages }: NotSpotList, query: NotSpotListQuery, t: Translate) {
  if (pages <= 1) return null;
  const address = (number: number): string => notSpotsAddress(query, { page: number });
  return {
    previous: page > 1 ? { path: address(Math.min(page - 1, pages)), text: t('lists.previous') } : null,
    next: page < pages ? { path: address(page + 1), text: t('lists.next') } : null,
  };
}
