/**
 * Who is a neighbour of whom, as compressed rows: the neighbours of area `i` are
 * `ids[starts[i]] ... ids[starts[i + 1] - 1]`, ascending. Areas are numbers from 0 in the order of their file.
 */
export interface Neighbours {
  readonly areaCount: number;
  /** areaCount + 1 positions in `ids`. */
  readonly starts: Int32Array;
  readonly ids: Int32Array;
}

/** One-way links from areas to areas; each once, in ascending order of the target within an area. */
export function neighboursFromLists(lists: readonly Iterable<number>[]): Neighbours {
  const starts = new Int32Array(lists.length + 1);
  const ids: number[] = [];
  lists.forEach((list, area) => {
    const sorted = [...new Set(list)].sort((one, other) => one - other);
    for (const id of sorted) ids.push(id);
    starts[area + 1] = ids.length;
  });
  return { areaCount: lists.length, starts, ids: Int32Array.from(ids) };
}

/** The neighbours of one area; a view, not a copy. */
export function neighboursOf({ starts, ids }: Neighbours, area: number): Int32Array {
  return ids.subarray(starts[area] ?? 0, starts[area + 1] ?? 0);
}

/** Where the link from one area to another stands in `ids`; -1 where there is none. */
export function findLink({ starts, ids }: Neighbours, from: number, to: number): number {
  let low = starts[from] ?? 0;
  let high = (starts[from + 1] ?? 0) - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const id = ids[middle] ?? 0;
    if (id === to) return middle;
    if (id < to) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** The areas that are nobody's source of a link: islands. */
export function areasWithoutNeighbours({ areaCount, starts }: Neighbours): number[] {
  const islands: number[] = [];
  for (let area = 0; area < areaCount; area += 1) if (starts[area] === starts[area + 1]) islands.push(area);
  return islands;
}

/**
 * Neighbours in both directions: i and j are neighbours where either had the other. k-nearest neighbours are one-way
 * by nature; statistics that assume symmetry want this.
 */
export function symmetrised(neighbours: Neighbours): Neighbours {
  const lists = listsOf(neighbours);
  for (let area = 0; area < neighbours.areaCount; area += 1) {
    for (const id of neighboursOf(neighbours, area)) lists[id]?.push(area);
  }
  return neighboursFromLists(lists);
}

/** Every area as a neighbour of itself too, as Gi* wants it. */
export function withSelf(neighbours: Neighbours): Neighbours {
  const lists = listsOf(neighbours);
  lists.forEach((list, area) => list.push(area));
  return neighboursFromLists(lists);
}

/** The neighbour lists as arrays that may be added to. */
export function listsOf(neighbours: Neighbours): number[][] {
  return Array.from({ length: neighbours.areaCount }, (_, area) => [...neighboursOf(neighbours, area)]);
}

/** Neighbours among some of the areas, and where each link stood in the `ids` of all. */
export interface NeighboursAmong {
  readonly neighbours: Neighbours;
  readonly links: Int32Array;
}

/**
 * The neighbours among some of the areas, numbered by their place in `kept` (ascending): areas without a value are
 * taken out of every list, so that the weights of the rest can be worked out anew.
 */
export function neighboursAmong({ areaCount, starts, ids }: Neighbours, kept: Int32Array): NeighboursAmong {
  const numberOf = new Int32Array(areaCount).fill(-1);
  kept.forEach((area, number) => {
    numberOf[area] = number;
  });
  const keptStarts = new Int32Array(kept.length + 1);
  const keptIds = new Int32Array(ids.length);
  const links = new Int32Array(ids.length);
  let count = 0;
  kept.forEach((area, number) => {
    for (let link = starts[area] ?? 0; link < (starts[area + 1] ?? 0); link += 1) {
      const id = numberOf[ids[link] ?? 0] ?? -1;
      if (id < 0) continue;
      keptIds[count] = id;
      links[count] = link;
      count += 1;
    }
    keptStarts[number + 1] = count;
  });
  return {
    neighbours: { areaCount: kept.length, starts: keptStarts, ids: keptIds.slice(0, count) },
    links: links.slice(0, count),
  };
}
