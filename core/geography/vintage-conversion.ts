/** One line of an exact-fit lookup between two vintages of the same kind of area. */
export interface VintageLink {
  readonly from: string;
  readonly to: string;
}

/** The part that a source area plays in a target area. */
export interface Piece {
  readonly from: string;
  readonly to: string;
  /** The share (0-1) of the source's people that goes to this target; a source's shares add up to 1. */
  readonly countShare: number;
  /** How many people of the source stand behind the piece: what means over a merged area are weighted by. */
  readonly meanWeight: number;
  /** The population of a split or merge was not known, so that its parts count the same. */
  readonly hasEqualWeights: boolean;
  /** Among these the share itself: what counts are shared out by. */
  readonly hasEqualShares: boolean;
}

/** How the areas of one vintage become those of another; prepared once and used for every indicator. */
export interface VintageConversion {
  readonly piecesOfTarget: ReadonlyMap<string, readonly Piece[]>;
  readonly targetsOfSource: ReadonlyMap<string, readonly Piece[]>;
}

export interface VintagePopulations {
  /** Residents of the old areas: weights of a merge, where all of its parts have them. */
  readonly from: ReadonlyMap<string, number>;
  /** Residents of the new areas: shares of a split. */
  readonly to: ReadonlyMap<string, number>;
  /**
   * By old area, then new one: residents of both, counted at output areas or postcodes. Where an old area has any, they
   * are its shares, in place of the residents of the new areas; new areas that are not named hold none of it. An old area
   * of which one is not known is to be left out as a whole.
   */
  readonly both?: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/**
 * Prepares the conversion from a lookup (old code, new code), whatever the changes: unchanged, split, merged, or the
 * complex many-to-many ones, which are splits whose parts merge.
 *
 * A source is shared out over its targets by the residents of both, where they are given, else by those of the targets.
 * For a complex change the latter is an estimate, as the lookup does not say how many people moved where; for a split it
 * is exact on the day the residents were counted. Where a population is not known the parts count the same, and the
 * pieces say so.
 *
 * @example prepareVintageConversion([{ from: 'A', to: 'A1' }, { from: 'A', to: 'A2' }], populations)
 */
export function prepareVintageConversion(
  links: readonly VintageLink[],
  populations: VintagePopulations,
): VintageConversion {
  const linksOfSource = groupBy(links, (link) => link.from);
  const linksOfTarget = groupBy(links, (link) => link.to);
  const piecesOfTarget = new Map<string, Piece[]>();
  const targetsOfSource = new Map<string, Piece[]>();
  for (const [from, own] of linksOfSource) {
    const both = populations.both?.get(from);
    const shares = sharesOf(
      own.map((link) => (both === undefined ? populations.to.get(link.to) : (both.get(link.to) ?? 0))),
    );
    own.forEach((link, position) => {
      const countShare = shares.values[position] ?? 0;
      const merged = linksOfTarget.get(link.to) ?? [link];
      const residents = residentsOf(merged, populations).get(from);
      const piece: Piece = {
        from,
        to: link.to,
        countShare,
        meanWeight: (residents ?? 1) * countShare,
        hasEqualShares: !shares.areKnown,
        hasEqualWeights: !shares.areKnown || (merged.length > 1 && residents === undefined),
      };
      add(piecesOfTarget, link.to, piece);
      add(targetsOfSource, from, piece);
    });
  }
  return { piecesOfTarget: evenOut(piecesOfTarget), targetsOfSource };
}

/**
 * The people of the areas that a target is made of, in one measure: residents where all of the areas have them, else the
 * people counted at output areas or postcodes where all have those. Empty where neither is known of all: numbers of two
 * measures or dates cannot be weighed against each other.
 */
function residentsOf(
  parts: readonly VintageLink[],
  { from, both }: VintagePopulations,
): ReadonlyMap<string, number> {
  const codes = parts.map((part) => part.from);
  if (codes.every((code) => from.has(code))) return from;
  if (both === undefined || !codes.every((code) => both.has(code))) return new Map();
  return new Map(codes.map((code) => [code, totalOf(both.get(code))]));
}

function totalOf(residents: ReadonlyMap<string, number> | undefined): number {
  return [...(residents?.values() ?? [])].reduce((sum, each) => sum + each, 0);
}

/** Where the residents of one part of a merge are not known, all its parts count the same. */
function evenOut(
  piecesOfTarget: ReadonlyMap<string, readonly Piece[]>,
): ReadonlyMap<string, readonly Piece[]> {
  const evened = new Map<string, readonly Piece[]>();
  for (const [to, pieces] of piecesOfTarget) {
    const isUneven = pieces.length > 1 && pieces.some((piece) => piece.hasEqualWeights);
    evened.set(
      to,
      isUneven ? pieces.map((piece) => ({ ...piece, meanWeight: 1, hasEqualWeights: true })) : pieces,
    );
  }
  return evened;
}

function sharesOf(residents: readonly (number | undefined)[]): { values: number[]; areKnown: boolean } {
  if (residents.length === 1) return { values: [1], areKnown: true };
  const known = residents.flatMap((count) => (count === undefined ? [] : [count]));
  const sum = known.reduce((total, count) => total + count, 0);
  if (known.length < residents.length || sum <= 0) {
    return { values: residents.map(() => 1 / residents.length), areKnown: false };
  }
  return { values: known.map((count) => count / sum), areKnown: true };
}

function groupBy(
  links: readonly VintageLink[],
  keyOf: (link: VintageLink) => string,
): ReadonlyMap<string, VintageLink[]> {
  const groups = new Map<string, VintageLink[]>();
  for (const link of links) add(groups, keyOf(link), link);
  return groups;
}

function add<Item>(groups: Map<string, Item[]>, key: string, item: Item): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [item]);
  else group.push(item);
}
