import { capitalised } from '../../../core/capitalised.ts';
import { sourceLines } from '../../../core/area-page/source-lines.ts';
import { stackedBar } from '../../../core/charts/stacked-bar.ts';
import {
  mobileListSchema,
  mobilePageSchema,
  mobileParamsSchema,
  mobileQuerySchema,
  mobileSorts,
  type MobileList,
  type MobileMeasure,
  type MobilePlace,
  type MobileQuery,
  type MobileTechnology,
} from '../../../core/contract/coverage/mobile-coverage.ts';
import { mobileSentences, shareText, technologyName } from '../../../core/coverage/mobile-words.ts';
import { formatPeriod } from '../../../core/language/format-period.ts';
import type { Translate } from '../../../core/language/translate.ts';
import { noQuerySchema } from '../../../core/contract/queries.ts';
import { csvHeader, csvRows, type CsvColumn } from '../../files/csv.ts';
import { fileNameOf } from '../../files/file-name.ts';
import type { MobileCoverage } from '../../usecases/coverage/mobile-coverage.ts';
import { registerPage, type PageScope } from '../page.ts';

export interface MobilePageDependencies {
  readonly mobileCoverage: MobileCoverage;
}

type KnownList = Extract<MobileList, { status: 'known' }>;

const path = '/coverage/mobile';
const usual = { technology: '4g', place: 'premises-indoor', sort: 'none', order: 'desc', page: 1 } as const;

function addressOf(query: MobileQuery, changes: Partial<MobileQuery> = {}, ending = ''): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...query, page: 1, ...changes })) {
    if (usual[name as keyof typeof usual] !== value) parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return `${path}${ending}${text === '' ? '' : `?${text}`}`;
}

/** Mobile coverage by authority: at /coverage/mobile and /coverage/mobile/CODE, with .json, .csv and .pdf. */
export function registerMobilePages(scope: PageScope, { mobileCoverage }: MobilePageDependencies): void {
  registerPage(scope, {
    path,
    query: mobileQuerySchema,
    data: mobileListSchema,
    template: 'coverage/mobile.njk',
    print: ({ status }) => status === 'known',
    read: ({ query, locale }) => mobileCoverage.list(query, locale),
    view: (list, { query, t }) => ({
      title: t('coverageMobile.title'),
      description: t('coverageMobile.description'),
      list: list.status === 'known' ? listFacts(list, query, t) : null,
      attribution: list.status === 'known' ? list.attribution : null,
    }),
  });

  registerPage(scope, {
    path: `${path}/:code`,
    params: mobileParamsSchema,
    query: noQuerySchema,
    data: mobilePageSchema,
    template: 'coverage/mobile-authority.njk',
    print: true,
    read: ({ params, locale }) => mobileCoverage.authority(params.code, locale),
    view: ({ authority, period, source, attribution }, { t }) => ({
      title: t('coverageMobile.titleOf', { name: authority.name }),
      description: t('coverageMobile.descriptionOf', { name: authority.name }),
      ...{ authority, attribution },
      period: period === null ? null : formatPeriod(period, t.locale),
      sentences: mobileSentences(authority, t),
      groups: groupsOf(authority.measures, t),
      sources: sourceLines([source], t),
    }),
  });

  scope.app.get(
    `${path}.csv`,
    { schema: { hide: true, querystring: mobileQuerySchema } },
    async ({ query }, reply) => {
      const list = await mobileCoverage.list(query, scope.locale);
      const rows = await mobileCoverage.rows(query, scope.locale);
      const madeUp = list.status === 'known' && list.attribution.madeUp;
      const name = fileNameOf(`mobile-coverage-${query.technology}-${query.place}`, madeUp, 'csv');
      const columns = csvColumns(Math.max(4, ...rows.map(({ shares }) => (shares?.length ?? 0) - 1)));
      return reply
        .type('text/csv; charset=utf-8; header=present')
        .header('content-disposition', `attachment; filename="${name}"`)
        .serializer((text: unknown) => String(text))
        .send(csvHeader(columns) + csvRows(columns, rows));
    },
  );
}

type CsvRow = KnownList['rows'][number];

function csvColumns(mostOperators: number): readonly CsvColumn<CsvRow>[] {
  return [
    { name: 'area_code', kind: 'text', description: 'Code of the authority', value: ({ code }) => code },
    { name: 'area_name', kind: 'text', description: 'Name of the authority', value: ({ name }) => name },
    { name: 'premises', kind: 'number', description: 'Premises', value: ({ premises }) => premises },
    ...Array.from({ length: mostOperators + 1 }, (_, operators): CsvColumn<CsvRow> => ({
      name: `percent_${operators}_operators`,
      kind: 'number',
      description: `Percent that exactly ${operators} operators reach; empty where not published`,
      value: ({ shares }) => shares?.[operators] ?? null,
    })),
  ];
}

/** "No operator", "1 operator", ... "all 4". */
function operatorTitles(count: number, t: Translate): string[] {
  return Array.from({ length: count }, (_, operators) =>
    t('coverageMobile.operators', {
      kind: operators === 0 ? 'none' : operators === count - 1 ? 'all' : 'some',
      operators,
    }),
  );
}

/** The bar of a measure with its numbers in words. */
function barOf(shares: readonly number[], t: Translate): string {
  const titles = operatorTitles(shares.length, t);
  const label = shares.map((share, at) => `${titles[at] ?? ''} ${shareText(share, t)}`).join(', ');
  return stackedBar(shares, label);
}

function placeName(place: MobilePlace, t: Translate): string {
  return t(`coverageMobile.place.${place}`);
}

/** A table for each technology: a row for each place, a column for each number of operators. */
function groupsOf(measures: readonly MobileMeasure[], t: Translate) {
  const technologies = [...new Set(measures.map(({ technology }) => technology))];
  return technologies.map((technology) => {
    const own = measures.filter((each) => each.technology === technology);
    const most = Math.max(...own.map(({ shares }) => shares?.length ?? 0));
    return {
      id: technology,
      title: capitalised(technologyName(technology, t)),
      means: meansOf(technology, t),
      operators: operatorTitles(most, t),
      rows: own.map(({ place, shares }) => ({
        place: placeName(place, t),
        cells: shares === null ? null : shares.map((share) => shareText(share, t)),
        bar: shares === null ? null : barOf(shares, t),
      })),
      isKnown: most > 0,
    };
  });
}

function meansOf(technology: MobileTechnology, t: Translate): string {
  return t(`coverageMobile.means.${technology}`);
}

function listFacts(list: KnownList, query: MobileQuery, t: Translate) {
  const most = Math.max(0, ...list.rows.map(({ shares }) => shares?.length ?? 0));
  const technologies = [...new Set(list.available.map(({ technology }) => technology))];
  const places = [...new Set(list.available.map(({ place }) => place))];
  const isAvailable = list.available.some(
    ({ technology, place }) => technology === query.technology && place === query.place,
  );
  return {
    ...{ isAvailable, total: list.total },
    heading: t('coverageMobile.listHeading', {
      technology: capitalised(technologyName(query.technology, t)),
      place: placeName(query.place, t),
      period: list.period === null ? '' : formatPeriod(list.period, t.locale),
    }),
    means: meansOf(query.technology, t),
    operators: operatorTitles(most, t),
    technologies: technologies.map((id) => ({
      value: id,
      text: capitalised(technologyName(id, t)),
      selected: id === query.technology,
    })),
    places: places.map((id) => ({ value: id, text: placeName(id, t), selected: id === query.place })),
    sorts: mobileSorts.map((sort) => ({
      text: t(`coverageMobile.sort.${sort}`),
      isChosen: sort === query.sort,
      address: addressOf(query, { sort, order: sort === 'name' ? 'asc' : 'desc' }),
    })),
    rows: list.rows.map(({ code, name, shares }) => ({
      ...{ code, name },
      cells: shares === null ? null : shares.map((share) => shareText(share, t)),
      bar: shares === null ? null : barOf(shares, t),
    })),
    previous: list.page > 1 ? addressOf(query, { page: list.page - 1 }) : null,
    next: list.page < list.pages ? addressOf(query, { page: list.page + 1 }) : null,
    ...{ page: list.page, pages: list.pages },
    sources: sourceLines([list.source], t),
    csvAddress: addressOf(query, {}, '.csv'),
  };
}
