import { parentTypes, type ParentType } from '../../core/contract/area.ts';
import type { AreaMatching } from '../../core/contract/area-matching.ts';
import type { Profile } from '../../core/contract/profile.ts';
import { chooseParents, parentsThrough, type ChosenParents } from '../../core/geography/choose-parents.ts';
import { nameOrCode, nationOfCode } from '../../core/geography/nation.ts';
import type { NamedArea, ScoringAreas, ScoringAreaStore } from '../store/scoring-area-store.ts';

/** The areas of one kind that the areas of a set belong to. */
export interface ParentAreas {
  readonly type: ParentType;
  readonly vintage: number;
  readonly codes: readonly string[];
  /** The code itself where the parent has no area of its own. */
  readonly names: readonly string[];
  /** Null where the parent has no area of its own: it can be shown but not stored. */
  readonly ids: readonly (number | null)[];
  /** For each area of the set the position of its parent in `codes`, -1 where it has none. */
  readonly parentOf: Int32Array;
  /** How the areas of the set were put in wards; null for other kinds of parents, which small areas are drawn to fit. */
  readonly matching: AreaMatching | null;
}

/**
 * Where the areas of a profile belong: one list for each kind of larger area that is known. Regions and nations are
 * also found through the authority; without any lookup the nation is known from the codes themselves.
 */
export async function loadParents(
  store: ScoringAreaStore,
  profile: Profile,
  areas: ScoringAreas,
): Promise<readonly ParentAreas[]> {
  const parents: ParentAreas[] = [];
  let authorities: ChosenParents | null = null;
  for (const type of parentTypes) {
    const direct = chooseParents(areas.codes, await store.memberships(profile.areas, type));
    if (type === 'lad') authorities = direct;
    const chosen =
      authorities !== null && (type === 'region' || type === 'nation')
        ? parentsThrough(
            direct,
            authorities,
            await store.memberships({ type: 'lad', vintage: authorities.vintage }, type),
          )
        : direct;
    if (chosen !== null) {
      const set = { type, vintage: chosen.vintage };
      const matching = type === 'ward' ? await store.matching(profile.areas, set) : null;
      parents.push({ ...parentAreas(type, chosen, await store.named(set)), matching });
    } else if (type === 'nation') {
      parents.push(nationsOfCodes(areas.codes, profile.areas.vintage));
    }
  }
  return parents;
}

function parentAreas(
  type: ParentType,
  chosen: ChosenParents,
  named: readonly NamedArea[],
): Omit<ParentAreas, 'matching'> {
  const codes = [...new Set(chosen.codes.filter((code) => code !== null))].sort();
  const position = new Map<string | null, number>(codes.map((code, at) => [code, at]));
  const known = new Map(named.map((area) => [area.code, area]));
  return {
    type,
    vintage: chosen.vintage,
    codes,
    names: codes.map((code) => nameOrCode(code, known.get(code)?.name)),
    ids: codes.map((code) => known.get(code)?.areaId ?? null),
    parentOf: Int32Array.from(chosen.codes, (code) => position.get(code) ?? -1),
  };
}

/** Without a lookup the nation is known from the codes themselves. */
function nationsOfCodes(areaCodes: readonly string[], vintage: number): ParentAreas {
  const nations = areaCodes.map((code) => nationOfCode(code));
  const codes = [...new Set(nations.flatMap((nation) => nation?.code ?? []))].sort();
  return {
    type: 'nation',
    vintage,
    codes,
    names: codes.map((code) => nations.find((nation) => nation?.code === code)?.name ?? code),
    ids: codes.map(() => null),
    parentOf: Int32Array.from(nations, (nation) => (nation === null ? -1 : codes.indexOf(nation.code))),
    matching: null,
  };
}
