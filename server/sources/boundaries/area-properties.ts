import type { AreaSet, AreaType } from '../../../core/contract/area.ts';
import { codeColumn } from '../code-column.ts';

/** What a feature's properties say about the area, whatever the publisher calls them. */
export interface AreaProperties {
  readonly code: string;
  readonly name: string | null;
  readonly nameWelsh: string | null;
  readonly type: AreaType | null;
  readonly vintage: number | null;
  readonly parents: readonly ParentCode[];
}

export interface ParentCode {
  readonly areas: AreaSet;
  readonly code: string;
  readonly name: string | null;
}

type Properties = Readonly<Record<string, unknown>>;

interface NamedCode {
  readonly type: AreaType;
  readonly vintage: number | null;
  readonly isActive: boolean;
  readonly code: string;
  readonly name: string | null;
  readonly nameWelsh: string | null;
}

/**
 * Reads ONS names (LSOA21CD, LSOA21NM, LSOA21NMW), the Trafford Data Lab's (area_code, area_name, la_code,
 * local_authority_area_code) and plain code and name. Parents that are named without a year (LADCD, RGNCD) are taken
 * to be of `parentVintage`.
 *
 * Missing: null where no property holds a code of the area itself.
 */
export function readAreaProperties(
  properties: Properties,
  type: AreaType | null,
  parentVintage: number,
): AreaProperties | null {
  const codes = namedCodes(properties);
  const plainCode = firstText(properties, ['area_code', 'areacode', 'code', 'geography_code', 'id']);
  const own = ownCode(properties, codes, type, plainCode);
  if (own === null) return null;
  const parents = codes
    .filter((code) => code !== own && code.type !== own.type && code.code !== own.code)
    .map((code) => parentOf(code, parentVintage));
  const laCode = firstText(properties, ['local_authority_area_code', 'la_code', 'lad_code']);
  const laName = firstText(properties, ['local_authority_area_name', 'la_name', 'lad_name']);
  if (laCode !== null && laCode !== own.code) {
    parents.push({ areas: { type: 'lad', vintage: parentVintage }, code: laCode, name: laName });
  }
  return { ...own, type: type ?? own.type, parents: onePerSet(parents) };
}

function ownCode(
  properties: Properties,
  codes: readonly NamedCode[],
  type: AreaType | null,
  plainCode: string | null,
): (Omit<AreaProperties, 'parents' | 'type'> & { readonly type: AreaType | null }) | null {
  const dated = codes.filter((code) => !code.isActive && (type === null || code.type === type));
  // The smallest kind that the properties name is the area itself: WD25CD stands beside LAD25CD.
  const order: readonly AreaType[] = ['oa', 'lsoa', 'msoa', 'ward', 'lad', 'region', 'nation'];
  const smallest = order.map((kind) => dated.find((code) => code.type === kind)).find(Boolean);
  if (plainCode === null) return smallest ?? null;
  if (smallest?.vintage !== undefined && smallest.vintage !== null) return smallest;
  const name = firstText(properties, ['area_name', 'areaname', 'name', 'geography']);
  return { code: plainCode, name, nameWelsh: null, type, vintage: null };
}

function namedCodes(properties: Properties): NamedCode[] {
  const found: NamedCode[] = [];
  for (const [key, value] of Object.entries(properties)) {
    const column = codeColumn(key);
    const code = textOf(value);
    if (column === null || code === null || key.toUpperCase().startsWith('UTLA')) continue;
    found.push({
      type: column.type,
      vintage: column.vintage,
      isActive: column.isActive,
      code,
      name: firstText(properties, [column.nameColumn]),
      nameWelsh: firstText(properties, [column.welshNameColumn]),
    });
  }
  return found;
}

function parentOf(code: NamedCode, parentVintage: number): ParentCode {
  return {
    areas: { type: code.type, vintage: code.vintage ?? parentVintage },
    code: code.code,
    name: code.name,
  };
}

function onePerSet(parents: readonly ParentCode[]): ParentCode[] {
  const bySet = new Map<string, ParentCode>();
  for (const parent of parents) {
    const set = `${parent.areas.type} ${parent.areas.vintage}`;
    // LAD25CD comes with a name, LADCD_ACTIVE beside it without.
    if (bySet.get(set)?.name == null) bySet.set(set, parent);
  }
  return [...bySet.values()];
}

/** The first of these properties that holds something, whatever their case. */
function firstText(properties: Properties, names: readonly string[]): string | null {
  const byName = new Map(Object.entries(properties).map(([key, value]) => [key.toLowerCase(), value]));
  for (const name of names) {
    const text = textOf(byName.get(name.toLowerCase()));
    if (text !== null) return text;
  }
  return null;
}

function textOf(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const text = value.trim();
  return text === '' ? null : text;
}
