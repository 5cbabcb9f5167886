import { nameIn } from '../../../core/area-page/name-in.ts';
import type { NamedArea } from '../../../core/contract/area-page.ts';
import type { Figures, FigureTable } from '../figures/figure-table.ts';
import { loadedExtent } from '../loaded-extent.ts';
import { present } from '../scored-places.ts';
import type { ProfileSubject } from './profile-subject.ts';

/** A larger area that the figures of the page are set beside. */
export interface Yardstick {
  /** In the language of the page. */
  readonly name: string;
  /** Its value of an indicator; null where it has none, or where only a part of it is loaded. */
  valueOf(indicatorId: string): number | null;
}

export interface Yardsticks {
  readonly authority: Yardstick | null;
  /** Null as well where nothing of the nation is known as a whole. */
  readonly nation: Yardstick | null;
}

export interface YardstickQuestion {
  readonly profileId: string;
  readonly base: Parameters<Figures['of']>[0]['base'];
  /** The larger areas of the area, for what they are called. */
  readonly parents: readonly NamedArea[];
}

/** The authority and the nation of an area with all their figures; an area is no yardstick for itself. */
export async function readYardsticks(
  figures: Figures,
  { profileId, base, parents }: YardstickQuestion,
  subject: ProfileSubject,
): Promise<Yardsticks> {
  const [authority, nation] = await Promise.all(
    (['lad', 'nation'] as const).map(async (type) => {
      const position = subject.own.places.parentPosition(type, subject.row);
      const isLarger = ['region', 'nation'].includes(subject.area.type) && type === 'lad';
      if (subject.area.type === type || isLarger || position < 0) return null;
      const found = yardstickOf(await figures.of({ profileId, base, type }), type, position);
      const named = parents.find((parent) => parent.type === type);
      if (found === null || named === undefined) return found;
      return { ...found, name: nameIn(subject.t.locale, named) };
    }),
  );
  return { authority: authority ?? null, nation: nation ?? null };
}

function yardstickOf(
  { table, places, columns }: FigureTable,
  type: 'lad' | 'nation',
  position: number,
): Yardstick | null {
  const code = places.codes[position] ?? '';
  const isWhole = loadedExtent(table, { type }, position) === 'whole';
  const valueOf = (indicatorId: string): number | null => {
    const placed = columns.get(indicatorId);
    // What was published for the nation itself is the nation's, however much of it is loaded.
    if (placed === undefined || (!isWhole && placed.method !== 'published')) return null;
    return present(placed.column.values[position]);
  };
  if (!isWhole && [...columns.keys()].every((id) => valueOf(id) === null)) return null;
  return { name: places.names[position] ?? code, valueOf };
}
