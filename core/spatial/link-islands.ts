import { AppError } from '../errors.ts';
import { nearbyPoints, type LocatedPoints } from './located-points.ts';
import { areasWithoutNeighbours, listsOf, neighboursFromLists, type Neighbours } from './neighbours.ts';

export type IslandPolicy =
  /** Left without neighbours: they get no local statistic and say so. */
  | { readonly kind: 'none' }
  /** Linked, both ways, to the nearest area (of equals the first). */
  | { readonly kind: 'nearest'; readonly points: LocatedPoints }
  /** Links that somebody knows, ferries and bridges say, both ways; areas that have neighbours may be linked too. */
  | { readonly kind: 'links'; readonly links: readonly (readonly [number, number])[] };

export interface LinkedNeighbours {
  readonly neighbours: Neighbours;
  /** Areas that had no neighbour before. */
  readonly islands: readonly number[];
  /** Areas that have none still. */
  readonly stillAlone: readonly number[];
  readonly added: readonly (readonly [number, number])[];
}

/**
 * What becomes of areas without neighbours: the Isle of Wight, the Isles of Scilly.
 *
 * @throws AppError invalid-request for a link of an area to itself or to one that is not there.
 */
export function linkIslands(neighbours: Neighbours, policy: IslandPolicy): LinkedNeighbours {
  const islands = areasWithoutNeighbours(neighbours);
  const added = linksOf(policy, islands, neighbours.areaCount);
  const lists = listsOf(neighbours);
  for (const [one, other] of added) {
    if (one === other || lists[one] === undefined || lists[other] === undefined) {
      throw new AppError('invalid-request', `Areas ${one + 1} and ${other + 1} cannot be linked.`, {
        details: { field: 'links', value: `${one + 1}, ${other + 1}` },
      });
    }
    lists[one].push(other);
    lists[other].push(one);
  }
  const linked = added.length === 0 ? neighbours : neighboursFromLists(lists);
  return { neighbours: linked, islands, stillAlone: areasWithoutNeighbours(linked), added };
}

function linksOf(
  policy: IslandPolicy,
  islands: readonly number[],
  areaCount: number,
): readonly (readonly [number, number])[] {
  switch (policy.kind) {
    case 'none':
      return [];
    case 'links':
      return policy.links;
    case 'nearest': {
      if (islands.length === 0 || areaCount < 2) return [];
      const nearby = nearbyPoints(policy.points);
      return islands.flatMap((island) =>
        nearby.nearest(island, 1).map((nearest): [number, number] => [island, nearest]),
      );
    }
  }
}
