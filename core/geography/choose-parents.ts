/** Which areas belong to which, of one kind and vintage of parents; three lists side by side. */
export interface MembershipList {
  readonly vintage: number;
  /** Whether parents of this vintage can be drawn. */
  readonly hasBoundaries: boolean;
  readonly children: readonly string[];
  readonly parents: readonly string[];
  /** The share (0-1) of the child that the parent holds. */
  readonly shares: ArrayLike<number>;
}

export interface ChosenParents {
  readonly vintage: number;
  /** One per child asked for; null where it has none. */
  readonly codes: readonly (string | null)[];
}

/**
 * One parent for each child. Of several vintages of parents the one whose boundaries are loaded is taken, as only it
 * can be drawn, then the one that holds most of the children, the newest of equals; of several parents the one with
 * the largest share, the first code of equals.
 * Null where no child has a parent.
 *
 * @example chooseParents(['a'], [membershipsOf2023])?.codes // ['p']
 */
export function chooseParents(
  children: readonly string[],
  lists: readonly MembershipList[],
): ChosenParents | null {
  const candidates = lists.map((list) => {
    const codes = largestShares(children, list);
    return { list, codes, held: codes.filter((code) => code !== null).length };
  });
  const [best] = candidates
    .filter(({ held }) => held > 0)
    .sort(
      (a, b) =>
        Number(b.list.hasBoundaries) - Number(a.list.hasBoundaries) ||
        b.held - a.held ||
        b.list.vintage - a.list.vintage,
    );
  return best === undefined ? null : { vintage: best.list.vintage, codes: best.codes };
}

function largestShares(children: readonly string[], list: MembershipList): (string | null)[] {
  const chosen = new Map<string, { readonly parent: string; readonly share: number }>();
  list.children.forEach((child, at) => {
    const parent = list.parents[at] ?? '';
    const share = list.shares[at] ?? 0;
    const before = chosen.get(child);
    const isBetter =
      before === undefined || share > before.share || (share === before.share && parent < before.parent);
    if (isBetter) chosen.set(child, { parent, share });
  });
  return children.map((child) => chosen.get(child)?.parent ?? null);
}

/**
 * Parents found directly where they are known, else through an area between: a region through the authority.
 * The vintage is the direct one, if there is one.
 */
export function parentsThrough(
  direct: ChosenParents | null,
  between: ChosenParents | null,
  lists: readonly MembershipList[],
): ChosenParents | null {
  if (between === null) return direct;
  const places = [...new Set(between.codes.filter((code) => code !== null))];
  const above = chooseParents(places, lists);
  if (above === null) return direct;
  const parentOf = new Map(places.map((place, at) => [place, above.codes[at] ?? null]));
  const codes = between.codes.map((place, at) => {
    const found = place === null ? null : (parentOf.get(place) ?? null);
    return direct?.codes[at] ?? found;
  });
  return { vintage: direct?.vintage ?? above.vintage, codes };
}
