/** Numbers from 0 in sets that have nothing in common; at first each is alone. */
export interface DisjointSets {
  /** The number that stands for the set: the same for all of its members. */
  find(member: number): number;
  /** Makes one set of the sets of both. */
  join(one: number, other: number): void;
}

/** Union-find in one typed array: paths to the top are halved as they are walked, and stay short. */
export function createDisjointSets(count: number): DisjointSets {
  const parents = new Int32Array(count);
  for (let member = 0; member < count; member += 1) parents[member] = member;
  const find = (member: number): number => {
    let at = member;
    for (;;) {
      const parent = parents[at] ?? 0;
      if (parent === at) return at;
      // Halving the path on the way up keeps it short.
      const next = parents[parent] ?? 0;
      parents[at] = next;
      at = next;
    }
  };
  return {
    find,
    join(one, other) {
      const first = find(one);
      const second = find(other);
      if (first < second) parents[second] = first;
      else parents[first] = second;
    },
  };
}
