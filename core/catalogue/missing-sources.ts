import type { MissingSource } from '../contract/data-catalogue.ts';
import type { SourceDefinition } from '../contract/dataset.ts';
import type { IndicatorDefinition } from '../contract/indicator.ts';
import type { Profile } from '../contract/profile.ts';
import { leavesOf } from '../index/check-profile-inputs.ts';

interface Known {
  readonly sources: readonly SourceDefinition[];
  readonly indicators: readonly IndicatorDefinition[];
  readonly profiles: readonly Pick<Profile, 'id' | 'title' | 'components'>[];
}

/**
 * The sources of the catalogue that are not loaded, with the profiles that take indicators from them; those that a
 * profile needs come first, then by title. `isLoaded` asks by the id of the dataset.
 */
export function missingSources(
  { sources, indicators, profiles }: Known,
  isLoaded: (datasetId: string) => boolean,
): MissingSource[] {
  const inputs = profiles.map((profile) => ({
    profile,
    ids: new Set([...leavesOf(profile.components)].map(({ leaf }) => leaf.indicator)),
  }));
  return sources
    .filter(({ id }) => !isLoaded(id))
    .map((source) => {
      const own = indicators.filter(({ dataset }) => dataset === source.id);
      const neededBy = inputs.flatMap(({ profile, ids }) => {
        const needed = own.filter(({ id }) => ids.has(id)).map(({ id, title }) => ({ id, title }));
        if (needed.length === 0) return [];
        return [{ profileId: profile.id, profileTitle: profile.title, indicators: needed }];
      });
      const { id, title, publisher, page } = source;
      return { id, title, publisher, page: page ?? null, neededBy };
    })
    .sort(
      (a, b) =>
        Number(a.neededBy.length === 0) - Number(b.neededBy.length === 0) || a.title.localeCompare(b.title),
    );
}
