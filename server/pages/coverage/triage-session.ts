import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/** How long an officer stays signed in. */
const sessionHours = 8;

/**
 * Sessions of officers: a cookie that says until when, signed with a key that is derived from the administrator token
 * (HKDF, RFC 5869; HMAC-SHA-256, RFC 2104). Nothing is stored: another token ends every session, and a cookie that was taken
 * ends with its time.
 */
export function createTriageSessions(token: string, now: () => Date) {
  const key = Buffer.from(
    hkdfSync('sha256', token, '', 'digital-exclusion-atlas coverage triage session', 32),
  );
  const sign = (text: string): Buffer => createHmac('sha256', key).update(text).digest();

  return {
    seconds: sessionHours * 3600,

    /** The value of a new cookie. */
    open(): string {
      const until = now().getTime() + sessionHours * 3_600_000;
      const text = `${until}.${randomBytes(12).toString('base64url')}`;
      return `${text}.${sign(text).toString('base64url')}`;
    },

    /** Is it the value of a cookie that we gave out, and is its time not over? */
    isOpen(value: string): boolean {
      const [, text = '', until = '', signature = ''] =
        /^((\d{1,16})\.[\w-]{16})\.([\w-]{43})$/.exec(value) ?? [];
      if (text === '') return false;
      return (
        timingSafeEqual(sign(text), Buffer.from(signature, 'base64url')) && Number(until) > now().getTime()
      );
    },
  };
}

/** The value of a cookie of a request; empty where there is none. */
export function readCookie(header: string | undefined, name: string): string {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return '';
}
