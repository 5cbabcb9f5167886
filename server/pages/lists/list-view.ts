import { filterComparisons, takesValue, type FilterRule } from '../../../core/contract/filter-rule.ts';
import {
  listedTypes,
  listPageSize,
  type Listing,
  type ListingQuery,
} from '../../../core/contract/listing.ts';
import { profileTitle } from '../../../core/language/data-texts.ts';
import type { Translate } from '../../../core/language/translate.ts';
import { welshNameOfCode } from '../../../core/geography/welsh-names.ts';
import { rankText } from '../../../core/rank-text.ts';
import { matchingSentence } from '../../../core/summaries/matching-sentence.ts';
import { choice, columnWords, reasonText, ruleText } from '../../usecases/lists/column-words.ts';
import type { AreaListing } from '../../usecases/lists/list-areas.ts';
import type { ListColumn } from '../../usecases/lists/list-columns.ts';
import { listingTitle } from '../../usecases/lists/listing-file.ts';
import { jointRankOf, type ScoredPlaces } from '../../usecases/scored-places.ts';
import { authoritiesToChoose } from '../../usecases/within-area.ts';
import type { PageRequest } from '../page.ts';
import { fileEndings, listAddress } from './list-address.ts';

export interface ShownList {
  readonly listing: AreaListing;
  readonly data: Listing;
  /** Whether the address names another profile than the Atlas's own. */
  readonly profileQuery: string;
}

type ListRequest = PageRequest<unknown, ListingQuery>;

/** Conditions that the map has controls for, so that a link to it loses none. */
const onMap = /^(score|decile|rank|indicator:[a-z0-9-]+)(>=|<=)/;

interface Cell {
  readonly text: string | null;
  readonly value: number | null;
  readonly decimals: number;
  /** The number of the reason why there is none, under the table; null where there is one. */
  readonly reasonNumber: number | null;
  readonly isNumber: boolean;
}

/** Reasons as a table names them: each once, numbered from one in the order in which they come up. */
function numberReasons() {
  const numbers = new Map<string, number>();
  return {
    numberOf(reason: string): number {
      const number = numbers.get(reason) ?? numbers.size + 1;
      numbers.set(reason, number);
      return number;
    },
    all: (): string[] => [...numbers.keys()],
  };
}

type Reasons = ReturnType<typeof numberReasons>;

interface CellContext {
  readonly places: ScoredPlaces;
  /** The column of the codes of the areas that another column names. */
  readonly codeOf: (id: string) => ListColumn | undefined;
  /** The row of the listing that the data are of. */
  readonly at: number;
  readonly reasons: Reasons;
  readonly t: Translate;
}

function cellOf(
  column: ListColumn,
  { values, missing }: Listing['rows'][number],
  { places, codeOf, at, reasons, t }: CellContext,
): Cell {
  const value = values[column.id] ?? null;
  // Files of boundaries give no Welsh names of nations and regions.
  const welsh = t.locale === 'cy' ? welshNameOfCode(String(codeOf(column.id)?.value(at) ?? '')) : null;
  const isRank = column.id === 'rank' && typeof value === 'number';
  const shared = isRank
    ? rankText({ rank: value, jointRank: jointRankOf(places.ranking, at) }, t.locale)
    : null;
  return {
    text: typeof value === 'string' ? (welsh ?? value) : shared,
    value: typeof value === 'number' ? value : null,
    decimals: column.decimals ?? (typeof value === 'number' && !Number.isInteger(value) ? 1 : 0),
    reasonNumber: value === null ? reasons.numberOf(reasonText(missing[column.id] ?? null, column, t)) : null,
    isNumber: column.kind === 'number',
  };
}

/** A heading of the table: pressed again it turns the order round. Rank begins with the greatest risk, figures with the most. */
function headingOf(column: ListColumn, { query, t }: ListRequest, order: AreaListing['request']['order']) {
  const { title, unit } = columnWords(column, t);
  const isSorted = order.column === column.id;
  const startsDescending =
    column.kind === 'number' && !column.id.startsWith('rank') && column.id !== 'decile';
  const isNextDescending = isSorted ? !order.isDescending : startsDescending;
  return {
    ...{ title, unit },
    isNumber: column.kind === 'number',
    sorted: isSorted ? (order.isDescending ? 'descending' : 'ascending') : null,
    address: listAddress(query, { sort: `${isNextDescending ? '-' : ''}${column.id}` }),
  };
}

/** Numbers of pages around the current one, with gaps: 1 … 4 5 6 … 12. */
export function pageNumbers(current: number, last: number): (number | null)[] {
  const wanted = [1, current - 1, current, current + 1, last].filter((page) => page >= 1 && page <= last);
  const pages = [...new Set(wanted)].sort((a, b) => a - b);
  return pages.flatMap((page, at) => (at > 0 && page - (pages[at - 1] ?? 0) > 1 ? [null, page] : [page]));
}

function paginationOf({ page, pages }: Listing, { query, t }: ListRequest) {
  if (pages <= 1) return null;
  const address = (number: number): string => listAddress(query, { page: number });
  return {
    items: pageNumbers(page, pages).map((number) =>
      number === null ? { ellipsis: true } : { number, path: address(number), current: number === page },
    ),
    previous: page > 1 ? { path: address(Math.min(page - 1, pages)), text: t('lists.previous') } : null,
    next: page < pages ? { path: address(page + 1), text: t('lists.next') } : null,
  };
}

function conditionsOf({ listing, data }: ShownList, { query, t }: ListRequest) {
  const { rules } = listing.request.filters;
  const without = (at: number): FilterRule[] => rules.filter((_, index) => index !== at);
  return {
    rows: rules.map((rule, at) => ({
      field: rule.field,
      comparison: rule.comparison,
      value: rule.value ?? '',
      takesValue: takesValue(rule.comparison),
      text: ruleText(rule, listing.available, t),
      removeAddress: listAddress(query, { where: without(at) }),
    })),
    removeAllAddress: listAddress(query, { where: [] }),
    comparisons: filterComparisons.map((comparison) => ({
      value: comparison,
      text: t('lists.comparison', { comparison: choice(comparison) }),
    })),
    match: data.match,
  };
}

const groups = ['area', 'score', 'components', 'indicators'] as const;

function groupOf({ subject }: ListColumn): (typeof groups)[number] {
  switch (subject.kind) {
    case 'text':
      return 'area';
    case 'figure':
      return 'score';
    case 'component':
      return 'components';
    case 'indicator':
      return 'indicators';
  }
}

/** Every column that can be chosen or asked after, in groups. */
function columnGroups({ available, columns }: AreaListing, t: Translate) {
  const shown = new Set(columns.map(({ id }) => id));
  const titles = {
    area: t('lists.columnsArea'),
    score: t('lists.columnsScore'),
    components: t('lists.columnsComponents'),
    indicators: t('lists.columnsIndicators'),
  };
  return groups.map((group) => ({
    title: titles[group],
    columns: [...available.values()]
      .filter((column) => groupOf(column) === group)
      .map((column) => ({
        id: column.id,
        title: columnWords(column, t).title,
        isShown: shown.has(column.id),
        // They begin every row.
        isFixed: column.id === 'code' || column.id === 'name',
      })),
  }));
}

function combinedOf({ listing, data, profileQuery }: ShownList, { query, t }: ListRequest) {
  const { combined } = data;
  if (combined === null) return null;
  const { areas, memberCount: members, scoredCount: scored, population: people, scoredPopulation } = combined;
  const rests =
    people === null || scoredPopulation === null
      ? t('lists.combinedRests', { scored, members })
      : t('lists.combinedRestsPeople', { scored, members, scoredPeople: scoredPopulation, people });
  const codes = areas.map(({ code }) => code).join(',');
  return {
    ...combined,
    title: t('lists.combined', { count: areas.length }),
    rests,
    compareAddress:
      areas.length >= 2 && areas.length <= 6
        ? `/compare?areas=${codes}${profileQuery === '' ? '' : `&${profileQuery}`}`
        : null,
    clearAddress: listAddress(query, { selected: [] }),
    figures: listing.columns.flatMap((column) => {
      const found = combined.values[column.id];
      if (found === undefined || column.id === 'score' || column.id === 'population') return [];
      const { title, unit } = columnWords(column, t);
      const method = t('lists.method', { method: choice(found.method) });
      return [{ title, unit, method, value: found.value, decimals: column.decimals ?? 1 }];
    }),
  };
}

/** The same areas on the map, with the conditions that it knows. */
function mapAddress({ areas, where, match }: Listing, { profile, base }: ListingQuery): string {
  const parameters = new URLSearchParams();
  if (profile !== undefined) parameters.set('profile', profile);
  if (base !== undefined) parameters.set('base', base);
  parameters.set('areas', areas.type);
  if (match === 'any') parameters.set('match', match);
  for (const rule of where) if (onMap.test(rule)) parameters.append('where', rule);
  return `/map?${parameters.toString()}`;
}

function captionOf({ listing, data }: ShownList, t: Translate): string {
  const { column, isDescending } = listing.request.order;
  const sorted = listing.available.get(column);
  return t('lists.caption', {
    count: data.total,
    column: sorted === undefined ? column : columnWords(sorted, t).title,
    direction: isDescending ? 'descending' : 'ascending',
  });
}

/** What the template of a list shows. */
export function listView(shown: ShownList, request: ListRequest) {
  const { listing, data, profileQuery } = shown;
  const { query, t } = request;
  const kinds = new Set<string>([
    listing.figures.table.inputs.profile.areas.type,
    ...listing.figures.table.inputs.parents.map(({ type }) => type),
  ]);
  const selected = new Set(data.combined?.areas.map(({ code }) => code));
  const onPage = new Set(data.rows.map(({ code }) => code));
  const reasons = numberReasons();
  const firstRow = (data.page - 1) * listPageSize(listing.columns.length);
  const rows = data.rows.map((row, index) => ({
    ...{ code: row.code, name: row.name, isSelected: selected.has(row.code) },
    cells: listing.columns.map((column) =>
      cellOf(column, row, {
        ...{ places: listing.figures.places, reasons, t },
        codeOf: (id) => listing.available.get(`${id}-code`),
        at: listing.rows[firstRow + index] ?? -1,
      }),
    ),
  }));
  return {
    title: listingTitle(listing, t),
    description: t('lists.description'),
    current: 'areas' as const,
    attribution: data.attribution,
    list: {
      data,
      caption: captionOf(shown, t),
      matching: matchingSentence(
        {
          ...{ type: data.areas.type, matching: data.matching },
          members: listing.figures.table.inputs.profile.areas.type,
        },
        t,
      ),
      profileQuery,
      profileTitle: profileTitle(t, data.profile.id, data.profile.title),
      query: { ...query, columns: query.columns === 'all' ? 'all' : query.columns?.join(',') },
      kinds: listedTypes
        .filter((type) => kinds.has(type))
        .map((type) => ({ type, text: t('lists.title', { kind: type }), isShown: type === data.areas.type })),
      authorities: authoritiesToChoose(listing.figures.table, listing.within),
      conditions: conditionsOf(shown, request),
      groups: columnGroups(listing, t),
      headings: listing.columns.map((column) => headingOf(column, request, listing.request.order)),
      rows,
      reasons: reasons.all(),
      /** Chosen on other pages: the form carries them along. */
      selectedElsewhere: [...selected].filter((code) => !onPage.has(code)),
      combined: combinedOf(shown, request),
      lastPageAddress: data.page > data.pages ? listAddress(query, { page: data.pages }) : null,
      pagination: paginationOf(data, request),
      files: fileEndings.map((ending) => ({
        address: listAddress(query, { selected: [] }, ending),
        text: t(`lists.${ending}`),
      })),
      mapAddress: mapAddress(data, query),
    },
  };
}
