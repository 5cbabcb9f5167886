/** What decides which premises a full tile keeps. */
export interface PremisesChances {
  /** By class, slowest first; null where no source says anything. */
  readonly chances: readonly (number | null)[];
}

/**
 * The premises that a map tile keeps when it may not hold all: those in the greatest need first, that is all without the
 * slowest class (unserved or likely unserved), then those without the next, then those of which nothing is known, then the
 * rest. Of the first group that does not fit every so many are taken in the order given; given in the order of Morton codes
 * they are spread evenly over the tile.
 *
 * Why: a gap that is not drawn is a gap that nobody closes, while a street of served premises looks the same with half of
 * its dots. Shape: the premises of one tile; as many of them as `most`, in the order given. The same premises give the same.
 *
 * @example thinPremises([{ chances: [1] }, { chances: [0] }, { chances: [1] }], 1) // [{ chances: [0] }]
 */
export function thinPremises<Premises extends PremisesChances>(
  premises: readonly Premises[],
  most: number,
): readonly Premises[] {
  if (premises.length <= most) return premises;
  const groups = Array.from({ length: (premises[0]?.chances.length ?? 0) + 2 }, (): number[] => []);
  for (const [at, { chances }] of premises.entries()) groups[groupOf(chances)]?.push(at);
  const kept: number[] = [];
  for (const group of groups) {
    const room = most - kept.length;
    if (group.length <= room) kept.push(...group);
    else kept.push(...evenly(group, room));
  }
  return kept.sort((one, other) => one - other).flatMap((at) => premises[at] ?? []);
}

/** 0 for those without the slowest class, up to one group of unknown and one of all others. */
function groupOf(chances: PremisesChances['chances']): number {
  const lacking = chances.findIndex((chance) => chance !== null && chance < 0.5);
  if (lacking >= 0) return lacking;
  return chances.every((chance) => chance === null) ? chances.length : chances.length + 1;
}

function evenly(group: readonly number[], count: number): number[] {
  return Array.from({ length: count }, (_, at) => group[Math.floor((at * group.length) / count)] ?? -1);
}
