import {
  mobilePlaces,
  mobileTechnologies,
  type MobileList,
  type MobileMeasure,
  type MobilePage,
  type MobileQuery,
  type MobileRow,
} from '../../../core/contract/coverage/mobile-coverage.ts';
import { mobileKey } from '../../../core/coverage/mobile-columns.ts';
import { endShares } from '../../../core/coverage/mobile-words.ts';
import { AppError } from '../../../core/errors.ts';
import type { Locale } from '../../../core/language/locale.ts';
import type { Queryable } from '../../database/database.ts';
import {
  createMobileReads,
  type MobileRelease,
  type StoredMobile,
} from '../../store/coverage/mobile-reads.ts';
import { keepPerVersion } from '../kept-per-version.ts';

/** How many authorities a page holds. */
const rowsPerPage = 50;

export interface MobileOptions {
  readonly database: Queryable;
  readonly dataVersion: () => Promise<string>;
}

/** Every measure that there can be, in the order in which they are told. */
const allMeasures = mobileTechnologies.flatMap((technology) =>
  mobilePlaces.map((place) => ({ technology, place })),
);

/** Mobile coverage by authority, of the newest release. Ofcom's file has nothing finer. */
export function createMobileCoverage({ database, dataVersion }: MobileOptions) {
  const reads = createMobileReads(database);
  const kept = keepPerVersion<{ release: MobileRelease; rows: readonly StoredMobile[] } | null>(
    dataVersion,
    2,
  );

  const loaded = (locale: Locale) =>
    kept(locale, async () => {
      const release = await reads.newest();
      if (release === null) return null;
      return { release, rows: await reads.authorities(release.releaseId, null, locale === 'cy') };
    });

  /** Authorities by one measure, in the order that was asked for. */
  async function sorted(query: MobileQuery, locale: Locale) {
    const found = await loaded(locale);
    if (found === null) return null;
    const key = mobileKey(query);
    const rows = found.rows.map(({ code, name, premises, shares }): MobileRow => {
      const known = shares[key] ?? null;
      return { code, name, premises, shares: known === null ? null : [...known] };
    });
    return { ...found, sorted: sortRows(rows, query) };
  }

  return {
    async list(query: MobileQuery, locale: Locale): Promise<MobileList> {
      const found = await sorted(query, locale);
      if (found === null) return { status: 'missing', reason: 'nothing-loaded' };
      const { release, rows, sorted: all } = found;
      const pages = Math.max(1, Math.ceil(all.length / rowsPerPage));
      const page = Math.min(query.page, pages);
      return {
        status: 'known',
        period: release.source.period,
        ...{ technology: query.technology, place: query.place },
        available: allMeasures.filter((each) => rows.some(({ shares }) => mobileKey(each) in shares)),
        ...{ total: all.length, page, pages },
        rows: all.slice((page - 1) * rowsPerPage, page * rowsPerPage),
        ...creditOf(release),
      };
    },

    /** All rows of a list; none where nothing is loaded. */
    async rows(query: MobileQuery, locale: Locale): Promise<readonly MobileRow[]> {
      return (await sorted(query, locale))?.sorted ?? [];
    },

    /** @throws AppError not-found for an authority that the newest release does not have. */
    async authority(code: string, locale: Locale): Promise<MobilePage> {
      const found = await loaded(locale);
      const stored = found?.rows.find((row) => row.code === code);
      if (found === null || stored === undefined) {
        const reason =
          found === null
            ? 'no mobile coverage is loaded'
            : 'Ofcom gives mobile coverage of local authorities only';
        throw new AppError('not-found', `There is no mobile coverage of ${code}: ${reason}.`, {
          details: { field: 'code', value: code, reason },
        });
      }
      const { name, premises, shares } = stored;
      return {
        authority: {
          ...{ code, name, premises },
          measures: allMeasures.flatMap((each): MobileMeasure[] => {
            const key = mobileKey(each);
            return key in shares ? [{ ...each, shares: shares[key]?.slice() ?? null }] : [];
          }),
        },
        period: found.release.source.period,
        ...creditOf(found.release),
      };
    },
  };
}

export type MobileCoverage = ReturnType<typeof createMobileCoverage>;

function creditOf({ source }: MobileRelease) {
  return { source, attribution: { lines: [source.attribution], madeUp: source.madeUp } };
}

/** What has no figure comes last either way; ties go by name. */
function sortRows(rows: readonly MobileRow[], { sort, order }: MobileQuery): MobileRow[] {
  const sign = order === 'asc' ? 1 : -1;
  const byName = (a: MobileRow, b: MobileRow): number => a.name.localeCompare(b.name, 'en');
  if (sort === 'name') return rows.toSorted((a, b) => sign * byName(a, b));
  return rows.toSorted((a, b) => {
    const [one, other] = [endShares(a.shares)?.[sort], endShares(b.shares)?.[sort]];
    if (one === undefined || other === undefined) {
      return Number(one === undefined) - Number(other === undefined) || byName(a, b);
    }
    return sign * (one - other) || byName(a, b);
  });
}
