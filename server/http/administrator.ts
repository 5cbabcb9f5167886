import { createHash, timingSafeEqual } from 'node:crypto';
import { AppError } from '../../core/errors.ts';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Lets pass who knows the administrator token. Compared by digest, so that the time it takes tells nothing.
 *
 * @param token The configured one; null where none is.
 * @throws AppError forbidden where there is none, unauthorised where the given one is another.
 */
export function requireAdministrator(token: string | null, given: string): void {
  if (token === null) {
    throw new AppError(
      'forbidden',
      'This is switched off here: whoever runs this service has set no ATLAS_ADMIN_TOKEN.',
    );
  }
  if (!timingSafeEqual(digest(token), digest(given))) {
    throw new AppError('unauthorised', 'That is not the administrator token of this service.', {
      details: { field: 'token', reason: 'not the administrator token' },
    });
  }
}
