/**
 * The profile that is wanted, where there is one of that id; else the Atlas's own, else whichever is first. Undefined where
 * there is none at all.
 *
 * @example chooseProfile([{ id: 'first' }, { id: 'atlas' }], 'gone') // { id: 'atlas' }
 */
export function chooseProfile<Profile extends { readonly id: string }>(
  profiles: readonly Profile[],
  wanted: string | null = null,
): Profile | undefined {
  return profiles.find(({ id }) => id === wanted) ?? profiles.find(({ id }) => id === 'atlas') ?? profiles[0];
}
