import {
  changeTypes,
  type ChangeType,
  type CoverageChange,
  type CoverageChangeQuery,
  type CoverageChangeRow,
} from '../../../core/contract/coverage/coverage-change.ts';
import type { CoverageMeasure } from '../../../core/contract/coverage-measure.ts';
import {
  compareCoverage,
  countChanges,
  sortChanges,
  type AreaChange,
} from '../../../core/coverage/compare-coverage.ts';
import {
  authorityVintageOf,
  compareReleases,
  coverageNotes,
  measureOfClass,
} from '../../../core/coverage/coverage-definitions.ts';
import { AppError } from '../../../core/errors.ts';
import { isWholeNation, nameOrCode, nationOfCode } from '../../../core/geography/nation.ts';
import { joinAttributions } from '../../../core/join-attributions.ts';
import type { Locale } from '../../../core/language/locale.ts';
import type { Queryable } from '../../database/database.ts';
import { createCoverageChangeReads, type PeriodFigure } from '../../store/coverage/coverage-change-reads.ts';
import { keepPerVersion } from '../kept-per-version.ts';

export interface CoverageChangeOptions {
  readonly database: Queryable;
  readonly dataVersion: () => Promise<string>;
}

/** How many areas a page holds. */
export const rowsPerPage = 50;
/** Questions that are kept, each a row for every area of a kind. */
const keptQuestions = 12;

export type NamedChange = AreaChange & { readonly name: string };

interface Compared {
  readonly measure: CoverageMeasure;
  readonly type: ChangeType;
  readonly periods: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly changes: readonly NamedChange[];
}

type Question = Pick<CoverageChangeQuery, 'class' | 'type' | 'from' | 'to' | 'within'>;

/** Releases of coverage side by side: real change apart from changed definitions and borders. */
export function createCoverageChange({ database, dataVersion }: CoverageChangeOptions) {
  const reads = createCoverageChangeReads(database);
  const kept = keepPerVersion<readonly NamedChange[]>(dataVersion, keptQuestions);

  /** The kind that was asked for, or the first that has two releases, or any. */
  async function chooseType(asked: ChangeType | undefined) {
    if (asked !== undefined) return { type: asked, periods: await reads.periods(asked) };
    const found = await Promise.all(
      changeTypes.map(async (type) => ({ type, periods: await reads.periods(type) })),
    );
    const [first] = [
      ...found.filter(({ periods }) => periods.length > 1),
      ...found.filter(({ periods }) => periods.length > 0),
      ...found,
    ];
    return first ?? { type: 'lad' as const, periods: [] };
  }

  async function figuresOf(
    type: ChangeType,
    choice: { readonly within: string | null; readonly codes: readonly string[] | null },
    measure: CoverageMeasure,
    periods: readonly string[],
  ): Promise<PeriodFigure[]> {
    if (type !== 'nation') return await reads.figures({ type, ...choice }, measure, periods);
    // A nation is its authorities, and only where all of them are there.
    const parts = await reads.figures({ type: 'lad', within: null, codes: null }, measure, periods);
    const sums = sumToNations(parts);
    return choice.codes === null ? sums : sums.filter(({ code }) => choice.codes?.includes(code));
  }

  async function compare(
    { type, measure, from, to }: Omit<Compared, 'changes' | 'periods'>,
    within: string | null,
    locale: Locale,
  ): Promise<readonly NamedChange[]> {
    const figures = await figuresOf(type, { within, codes: null }, measure, [from, to]);
    const [before, after] = [from, to].map((period) => figures.filter((each) => each.period === period));
    const codes = new Set(figures.map(({ code }) => code));
    const [old, now] = [before, after].map((each) => new Set(each?.map(({ code }) => code)));
    const single = [...codes].filter((code) => old?.has(code) !== true || now?.has(code) !== true);
    const changes = compareCoverage({
      release: compareReleases(measure, from, to),
      from: before ?? [],
      to: after ?? [],
      links: await reads.links(type, single),
      areSums: type === 'ward' || type === 'msoa',
    });
    const names = await reads.names([...codes], locale === 'cy');
    return changes.map((change) => ({ ...change, name: nameOrCode(change.code, names.get(change.code)) }));
  }

  /** The areas of a question with both figures, unsorted; or the releases that there are. */
  async function answer(
    question: Question,
    locale: Locale,
  ): Promise<Compared | { type: ChangeType; periods: readonly string[]; changes: null }> {
    const { type, periods } = await chooseType(question.type);
    const measure = measureOfClass[question.class];
    if (periods.length < 2) return { type, periods, changes: null };
    const { from, to } = chooseReleases(question, measure, periods);
    const within = question.within ?? null;
    const changes = await kept([measure, type, from, to, within ?? '', locale].join(' '), () =>
      compare({ type, measure, from, to }, within, locale),
    );
    return { measure, type, periods, from, to, changes };
  }

  async function nameOfArea(code: string, locale: Locale): Promise<{ code: string; name: string }> {
    const names = await reads.names([code], locale === 'cy');
    if (!names.has(code)) throw unknown('within', code, 'no area with this code is loaded');
    return { code, name: nameOrCode(code, names.get(code)) };
  }

  /** The rows of a page with their course over all releases. */
  async function withHistory(
    rows: readonly NamedChange[],
    { type, measure, periods }: Pick<Compared, 'type' | 'measure' | 'periods'>,
    locale: Locale,
  ): Promise<CoverageChangeRow[]> {
    const codes = rows.map(({ code }) => code);
    const figures = await figuresOf(type, { within: null, codes }, measure, periods);
    const byCode = groupBy(figures, ({ code }) => code);
    const linked = await reads.names(
      rows.flatMap((row) => row.linked),
      locale === 'cy',
    );
    return rows.map((row) => {
      const points = (byCode.get(row.code) ?? []).toSorted((a, b) => (a.period < b.period ? -1 : 1));
      const notes = coverageNotes(
        measure,
        points.map(({ period }) => period),
      );
      return {
        ...row,
        from: shownFigure(row.from),
        to: shownFigure(row.to),
        linked: row.linked.map((code) => ({ code, name: nameOrCode(code, linked.get(code)) })),
        history: points.map(({ period, percent }, at) => ({
          period,
          value: percent,
          note: notes[at] ?? null,
        })),
      };
    });
  }

  return {
    /**
     * A page of the comparison.
     *
     * @throws AppError not-found for a release or an area that is not loaded, invalid-request where the releases are one and
     *   the same or the wrong way round; `details.fault` says which.
     */
    async page(query: CoverageChangeQuery, locale: Locale): Promise<CoverageChange> {
      const measure = measureOfClass[query.class];
      const within = query.within === undefined ? null : await nameOfArea(query.within, locale);
      const found = await answer(query, locale);
      const asked = { class: query.class, measure, type: found.type, within };
      if (found.changes === null) {
        const periods = [...found.periods];
        const reason = periods.length === 1 ? 'one-release' : 'nothing-loaded';
        return { status: 'missing', ...asked, reason, periods };
      }
      const { changes, from, to, periods } = found;
      const pages = Math.max(1, Math.ceil(changes.length / rowsPerPage));
      const page = Math.min(query.page, pages);
      const sorted = sortChanges(changes, query.sort, query.order);
      const shown = sorted.slice((page - 1) * rowsPerPage, page * rowsPerPage);
      const sources = await reads.sources(found.type, periods);
      return {
        status: 'known',
        ...asked,
        ...{ from, to, periods: [...periods] },
        release: mutableVerdict(compareReleases(measure, from, to)),
        counts: countChanges(changes),
        rows: await withHistory(shown, found, locale),
        ...{ page, pages, sources },
        attribution: joinAttributions(
          sources.map(({ attribution, madeUp }) => ({ lines: [attribution], madeUp })),
        ),
      };
    },

    /** Every area of the comparison in the order that was asked for; none where there are no two releases. */
    async rows(query: CoverageChangeQuery, locale: Locale): Promise<readonly NamedChange[]> {
      const { changes } = await answer(query, locale);
      return changes === null ? [] : sortChanges(changes, query.sort, query.order);
    },
  };
}

export type CoverageChanges = ReturnType<typeof createCoverageChange>;

function unknown(field: string, value: string, reason: string): AppError {
  return new AppError('not-found', `There is no ${value}: ${reason}.`, {
    details: { field, value, reason, fault: 'unknown' },
  });
}

/** The newest release and the last before it that means the same, where none are named. */
function chooseReleases(
  { from: askedFrom, to: askedTo }: Question,
  measure: CoverageMeasure,
  periods: readonly string[],
): { readonly from: string; readonly to: string } {
  for (const [field, period] of [
    ['from', askedFrom],
    ['to', askedTo],
  ] as const) {
    if (period !== undefined && !periods.includes(period)) {
      throw unknown(field, period, `loaded are ${periods.join(', ')}`);
    }
  }
  const earlierThan = (to: string): readonly string[] => periods.filter((period) => period < to);
  const comparedWith = (to: string): string | undefined =>
    earlierThan(to).findLast((period) => compareReleases(measure, period, to).status === 'comparable');
  const later = periods.toReversed();
  const to =
    askedTo ??
    later.find((period) =>
      askedFrom === undefined ? comparedWith(period) !== undefined : period > askedFrom,
    ) ??
    later[0] ??
    '';
  const from = askedFrom ?? comparedWith(to) ?? earlierThan(to).at(-1) ?? to;
  if (from >= to) {
    throw new AppError('invalid-request', 'The first release must be earlier than the second.', {
      details: {
        field: 'from',
        value: from,
        reason: `${from} is not earlier than ${to}`,
        fault: from === to ? 'same' : 'order',
      },
    });
  }
  return { from, to };
}

function shownFigure(figure: AreaChange['from']): CoverageChangeRow['from'] {
  if (figure === null) return null;
  const { premises, counted, percent } = figure;
  return { premises, counted, percent };
}

function mutableVerdict(verdict: ReturnType<typeof compareReleases>) {
  if (verdict.status === 'changed-definition') return { ...verdict, reasons: [...verdict.reasons] };
  return verdict.status === 'not-in-source' ? { ...verdict, periods: [...verdict.periods] } : verdict;
}

/** Authorities added up to their nations, period by period; a nation of which one is missing is left out. */
function sumToNations(parts: readonly PeriodFigure[]): PeriodFigure[] {
  const groups = groupBy(parts, ({ code, period }) => `${nationOfCode(code)?.code ?? ''} ${period}`);
  return [...groups].flatMap(([key, members]): PeriodFigure[] => {
    const [code = '', period = ''] = key.split(' ');
    const vintage = authorityVintageOf(period);
    if (!isWholeNation({ type: 'lad', vintage }, code, members.length)) return [];
    const premises = sumOrNull(members.map((each) => each.premises));
    const counted = sumOrNull(members.map((each) => each.counted));
    const percent =
      premises === null || counted === null || premises === 0 ? null : (100 * counted) / premises;
    return [{ code, period, vintage, premises, counted, percent }];
  });
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

function sumOrNull(values: readonly (number | null)[]): number | null {
  let sum = 0;
  for (const value of values) {
    if (value === null) return null;
    sum += value;
  }
  return sum;
}
