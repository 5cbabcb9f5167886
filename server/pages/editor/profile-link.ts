import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { profileSchema, type Profile } from '../../../core/contract/profile.ts';
import { AppError } from '../../../core/errors.ts';

/** A profile is a few kilobytes; what unpacks to more is no profile. */
const maximumBytes = 65_536;

/** A whole profile as part of an address: the link is the profile, nothing is stored. */
export function packProfile(profile: Profile): string {
  return deflateRawSync(JSON.stringify(profile), { level: 9 }).toString('base64url');
}

/** The inverse of packProfile. @throws AppError invalid-request where the text is no profile. */
export function unpackProfile(text: string): Profile {
  try {
    const json = inflateRawSync(Buffer.from(text, 'base64url'), { maxOutputLength: maximumBytes });
    return profileSchema.parse(JSON.parse(json.toString('utf8')));
  } catch (cause) {
    throw new AppError(
      'invalid-request',
      'The link does not hold a whole profile. Copy it again, all of it.',
      {
        cause,
        details: { field: 'definition', reason: 'not a packed profile' },
      },
    );
  }
}
