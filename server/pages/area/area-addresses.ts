import type { AreaPage } from '../../../core/contract/area-page.ts';
import type { AreaType } from '../../../core/contract/area.ts';
import type { AreaPageQuery } from '../../../core/contract/queries.ts';

/** What leads on from the page of an area, in English addresses. */
export interface AreaAddresses {
  readonly csv: string;
  readonly compare: string;
  /** Null where the map has no areas of the kind. */
  readonly map: string | null;
  readonly embed: string;
  readonly method: string;
  readonly image: string;
  /** The list of all its parts; null where it has none. */
  readonly parts: string | null;
}

/** The kinds of area that the map shows. */
const mapTypes: ReadonlySet<AreaType> = new Set(['lsoa', 'msoa', 'ward', 'lad']);

/** An address with those parameters that are there. */
function address(path: string, parameters: Readonly<Record<string, string | number | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined) query.set(name, String(value));
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** The address of the page of another area, with what was asked for kept: the index and whom areas are compared with. */
export function areaAddress(
  { code, type }: { readonly code: string; readonly type: AreaType },
  { profile, base }: Pick<AreaPageQuery, 'profile' | 'base'>,
): string {
  return address(`/areas/${code}`, { profile, base, type: needsType(code) ? type : undefined });
}

/** Codes of one form that name areas of several kinds: those of the isles, and of districts that are regions as well. */
function needsType(code: string): boolean {
  return !/^[A-Z]\d{8}$/.test(code);
}

export function areaAddresses(
  { area, parts, profile: { id } }: AreaPage,
  query: AreaPageQuery,
): AreaAddresses {
  const { profile, base, type, vintage } = query;
  const path = `/areas/${area.code}`;
  return {
    csv: address(`${path}.csv`, { type, vintage, profile, base }),
    compare: address('/compare', { areas: area.code, profile }),
    map: mapTypes.has(area.type)
      ? address('/map', { profile, base, areas: area.type, area: area.code })
      : null,
    embed: address('/embed/guide', { area: area.code }),
    method: `/methods/${encodeURIComponent(id)}`,
    image: address(`${path}/map.png`, { type, profile, base }),
    parts: parts === null ? null : address('/areas', { type: parts.type, within: area.code, profile, base }),
  };
}
