import { createHash } from 'node:crypto';
import type { IndexDefinition } from '../../core/contract/profile.ts';

/**
 * Names a profile by its content: SHA-256 of its canonical JSON, so that two files that say the same in another order,
 * or leave a default unsaid, have the same hash, and any change of method, weight or word gives another.
 */
export function profileHash(profile: IndexDefinition): string {
  return createHash('sha256').update(canonicalJson(profile)).digest('hex');
}

/** JSON with the keys of every object in order and nothing undefined. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
