import { inject } from 'vitest';

/** The address of a page of the service under test. @example useAtlas()('?view=table') */
export function useAtlas(): (path?: string) => string {
  const address = inject('atlasAddress');
  return (path = '') => `${address}/${path}`;
}
