import type { AnyRequest, HttpSettings } from './app-types.ts';
import { AppError } from '../../core/errors.ts';

function hostOf(address: string): string | null {
  try {
    return new URL(address).host;
  } catch {
    return null;
  }
}

/**
 * Lets pass what was sent from a page of ours, or by a program that is no browser: a page elsewhere must not send forms in
 * the name of who reads it. Browsers say where a request comes from (Sec-Fetch-Site, and Origin in older ones or without
 * TLS) and no page can change it; who sends neither has no cookies of anybody else.
 *
 * @throws AppError forbidden
 */
export function requireOwnPage(request: AnyRequest, { publicUrl }: Pick<HttpSettings, 'publicUrl'>): void {
  const site = request.headers['sec-fetch-site'];
  const { origin } = request.headers;
  const own = [request.host, publicUrl === null ? null : hostOf(publicUrl)];
  const isOwn =
    site === undefined ? origin === undefined || own.includes(hostOf(origin) ?? '') : site === 'same-origin';
  if (isOwn) return;
  throw new AppError('forbidden', 'This was sent from a page of another site. Send it from our own page.');
}
