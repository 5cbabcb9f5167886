import { drawTrend } from '../../../core/area-page/trend-sparkline.ts';
import { sourceLines } from '../../../core/area-page/source-lines.ts';
import {
  changeTypes,
  coverageChangeQuerySchema,
  coverageChangeSchema,
  type CoverageChange,
  type CoverageChangeQuery,
  type CoverageChangeRow,
  type KnownCoverageChange,
} from '../../../core/contract/coverage/coverage-change.ts';
import { speedClasses } from '../../../core/contract/coverage/speed-class.ts';
import {
  changeSentences,
  changeText,
  classTitle,
  figureText,
  premisesText,
} from '../../../core/coverage/change-words.ts';
import { changeSorts, type ChangeSort } from '../../../core/contract/coverage/coverage-change.ts';
import { formatFigure } from '../../../core/format-figure.ts';
import { joinAttributions } from '../../../core/join-attributions.ts';
import { formatPeriod } from '../../../core/language/format-period.ts';
import type { Translate } from '../../../core/language/translate.ts';
import type { ChangeBreaks, ChangeClass, ChangeMapWords } from '../../../core/maps/draw-change-map.ts';
import type { Queryable } from '../../database/database.ts';
import { csvHeader, csvRows } from '../../files/csv.ts';
import { fileNameOf } from '../../files/file-name.ts';
import type { CoverageChanges } from '../../usecases/coverage/coverage-change.ts';
import { changeMap } from '../../usecases/coverage/change-map.ts';
import { registerPage, type PageRequest, type PageScope } from '../page.ts';
import { changeColumns } from './change-csv.ts';
import { withoutEmpty } from '../without-empty.ts';

export interface ChangePageDependencies {
  readonly database: Queryable;
  readonly coverageChanges: CoverageChanges;
}

type Request = PageRequest<unknown, CoverageChangeQuery>;

const path = '/coverage/change';
const usual = { class: 'gigabit', sort: 'points', order: 'desc', page: 1 } as const;
const sparkline = { width: 90, height: 24 };
/** What few premises lack moves by tenths of a point; what spreads, by tens. */
const breaksOf = (measure: KnownCoverageChange['measure']): ChangeBreaks =>
  measure === 'below_decent' ? { little: 0.2, much: 1 } : { little: 1, much: 10 };

/** The address of a comparison, in English; what is usual is left out. */
function addressOf(
  query: CoverageChangeQuery,
  changes: Partial<CoverageChangeQuery> = {},
  ending = '',
): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...query, page: 1, ...changes })) {
    const isUsual = usual[name as keyof typeof usual] === value;
    if (value !== undefined && !isUsual) parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return `${path}${ending}${text === '' ? '' : `?${text}`}`;
}

/** Two releases of coverage side by side: at /coverage/change, with .json, .csv and .pdf. */
export function registerChangePage(scope: PageScope, dependencies: ChangePageDependencies): void {
  const { coverageChanges, database } = dependencies;

  async function mapOf(change: KnownCoverageChange, { query, locale, t }: Request) {
    const changes = await coverageChanges.rows(query, locale);
    const breaks = breaksOf(change.measure);
    return await changeMap(database, {
      ...{ type: change.type, changes, breaks },
      words: mapWords(change, breaks, t),
    });
  }

  registerPage(scope, {
    path,
    query: coverageChangeQuerySchema,
    data: coverageChangeSchema,
    template: 'coverage/change.njk',
    print: ({ status }) => status === 'known',
    onward: withoutEmpty(path),
    read: ({ query, locale }) => coverageChanges.page(query, locale),
    async view(change, request) {
      const map = change.status === 'known' ? await mapOf(change, request) : null;
      const credits = [
        ...(change.status === 'known' ? [change.attribution] : []),
        ...(map === null ? [] : [map.attribution]),
      ];
      return { ...changeFacts(change, request), map, attribution: joinAttributions(credits) };
    },
    async refused(error, request) {
      const { fault, field, value } = error.details;
      if (typeof fault !== 'string' || typeof field !== 'string') return null;
      const { t, locale } = request;
      const query = coverageChangeQuerySchema.parse({ class: request.query.class, type: request.query.type });
      const text = t('coverageChange.fault', {
        fault: field === 'within' ? field : fault,
        value: String(value),
      });
      return {
        ...changeFacts(await coverageChanges.page(query, locale), { ...request, query }),
        ...{ map: null, faults: [{ text, href: `#${field}` }], isRefused: true },
      };
    },
  });

  scope.app.get(
    `${path}.csv`,
    { schema: { hide: true, querystring: coverageChangeQuerySchema } },
    async ({ query }, reply) => {
      const change = await coverageChanges.page(query, scope.locale);
      const rows = await coverageChanges.rows(query, scope.locale);
      const periods = change.status === 'known' ? `${change.from}-${change.to}` : 'none';
      const madeUp = change.status === 'known' && change.attribution.madeUp;
      const name = fileNameOf(`coverage-change-${query.class}-${change.type}-${periods}`, madeUp, 'csv');
      return reply
        .type('text/csv; charset=utf-8; header=present')
        .header('content-disposition', `attachment; filename="${name}"`)
        .serializer((text: unknown) => String(text))
        .send(csvHeader(changeColumns) + csvRows(changeColumns, rows));
    },
  );
}

function mapWords(change: KnownCoverageChange, { little, much }: ChangeBreaks, t: Translate): ChangeMapWords {
  const legend = (kind: ChangeClass | 'none'): string =>
    t('coverageChange.legend', { kind: String(kind), little, much });
  return {
    title: t('coverageChange.mapTitle', {
      title: classTitle(change.class, t),
      from: formatPeriod(change.from, t.locale),
      to: formatPeriod(change.to, t.locale),
    }),
    description: t('coverageChange.mapDescription', { kinds: t(`kinds.${change.type}Many`) }),
    legend: {
      ...{ 1: legend(1), 2: legend(2), 3: legend(3), 4: legend(4), 5: legend(5) },
      none: legend('none'),
    },
  };
}

/** What the template shows, but for the map. */
function changeFacts(change: CoverageChange, { query, t }: Pick<Request, 'query' | 't'>) {
  const title = classTitle(change.class, t);
  const periods = change.periods.map((period) => ({ value: period, text: formatPeriod(period, t.locale) }));
  const form = {
    classes: speedClasses.map((id) => ({
      value: id,
      text: classTitle(id, t),
      selected: id === change.class,
    })),
    types: changeTypes.map((type) => ({
      value: type,
      text: t(`kinds.${type}Many`),
      selected: type === change.type,
    })),
    within: change.within,
    query,
  };
  if (change.status === 'missing') {
    return {
      title: t('coverageChange.title'),
      description: t('coverageChange.description'),
      ...{ form, change, periods, faults: [] },
      reason: t(
        change.reason === 'one-release' ? 'coverageChange.oneRelease' : 'coverageChange.nothingLoaded',
        {
          kinds: t(`kinds.${change.type}Many`),
          period: periods[0]?.text ?? '',
        },
      ),
    };
  }
  const [from, to] = [change.from, change.to].map((period) => formatPeriod(period, t.locale));
  const select = (chosen: string) => periods.map((each) => ({ ...each, selected: each.value === chosen }));
  return {
    title: t('coverageChange.titleOf', { title, from, to }),
    description: t('coverageChange.description'),
    ...{ form, change, from, to, faults: [] },
    fromItems: select(change.from),
    toItems: select(change.to),
    sentences: changeSentences(change, t),
    isDecent: change.class === 'decent',
    columns: columnsOf(change, query, t),
    rows: change.rows.map((row) => rowFacts(row, t)),
    pagination: paginationOf(change, query, t),
    sources: sourceLines(change.sources, t),
    csvAddress: addressOf(query, {}, '.csv'),
    hasNotes: change.rows.some(({ history }) => history.some(({ note }) => note !== null)),
  };
}

function columnsOf(change: KnownCoverageChange, query: CoverageChangeQuery, t: Translate) {
  const titles: Readonly<Record<ChangeSort, string>> = {
    name: t('coverageChange.area'),
    from: formatPeriod(change.from, t.locale),
    to: formatPeriod(change.to, t.locale),
    points: t('coverageChange.change'),
    premises: t('coverageChange.premisesColumn'),
  };
  return changeSorts.map((sort) => {
    const isSorted = query.sort === sort;
    const isFalling = isSorted ? query.order === 'asc' : sort !== 'name';
    return {
      title: titles[sort],
      isNumeric: sort !== 'name',
      sorted: isSorted ? (query.order === 'asc' ? 'ascending' : 'descending') : 'none',
      address: addressOf(query, { sort, order: isFalling ? 'desc' : 'asc' }),
    };
  });
}

function rowFacts(row: CoverageChangeRow, t: Translate) {
  const { code, name, from, to, history } = row;
  const known = history.filter(({ value }) => value !== null);
  const [first, last] = [known[0], known.at(-1)];
  const percent = (value: number | null | undefined): string =>
    formatFigure(value ?? NaN, { unit: 'percent', decimals: 1 }, t.locale);
  return {
    ...{ code, name },
    from: figureText(from, t),
    to: figureText(to, t),
    change: changeText(row, t),
    isComparable: row.points !== null,
    premises: premisesText(row.premises, t),
    chart: known.length > 1 ? drawTrend(history, sparkline) : null,
    chartLabel: t('coverageChange.chart', {
      from: formatPeriod(first?.period ?? '', t.locale),
      to: formatPeriod(last?.period ?? '', t.locale),
      fromValue: percent(first?.value),
      toValue: percent(last?.value),
      isBroken: String(history.some(({ note }) => note !== null)),
    }),
  };
}

function paginationOf({ page, pages }: KnownCoverageChange, query: CoverageChangeQuery, t: Translate) {
  if (pages <= 1) return null;
  const around = Array.from({ length: pages }, (_, at) => at + 1).filter(
    (number) => number === 1 || number === pages || Math.abs(number - page) <= 1,
  );
  const link = (number: number) => ({ path: addressOf(query, { page: number }) });
  return {
    items: around.flatMap((number, at) => [
      ...(at > 0 && number - (around[at - 1] ?? 0) > 1 ? [{ ellipsis: true as const }] : []),
      { number, ...link(number), current: number === page },
    ]),
    previous: page > 1 ? { ...link(page - 1), text: t('lists.previous') } : null,
    next: page < pages ? { ...link(page + 1), text: t('lists.next') } : null,
  };
}
