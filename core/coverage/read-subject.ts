import type { ProblemSubject, SubjectKind } from '../contract/coverage/coverage-problem.ts';

/** A UPRN has up to twelve digits (GeoPlace), without leading noughts here. */
function readUprn(text: string): string | null {
  return /^\d{1,12}$/.test(text) && Number(text) > 0 ? String(Number(text)) : null;
}

const readers: Readonly<Record<SubjectKind, (compact: string) => string | null>> = {
  premises: readUprn,
  postcode: (text) => (/^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/.test(text) ? text : null),
  area: (text) => (/^(?=.*[A-Z])[A-Z0-9]{4,12}$/.test(text) ? text : null),
};

/**
 * What a text names, by its shape: digits are a UPRN, a whole postcode is one, else the code of an area.
 *
 * @param kind only this kind, where the writer said which
 * @returns null where it can be none of them; whether it is loaded is another question
 * @example readSubject('m33 2bh') // { kind: 'postcode', code: 'M332BH' }
 */
export function readSubject(text: string, kind?: SubjectKind): ProblemSubject | null {
  const compact = text.toUpperCase().replaceAll(/\s+/g, '');
  const kinds = kind === undefined ? (['premises', 'postcode', 'area'] as const) : [kind];
  for (const each of kinds) {
    const code = readers[each](compact);
    if (code !== null) return { kind: each, code };
  }
  return null;
}

/** As people write it: the last three letters apart. @example shownPostcode('M332BH') // 'M33 2BH' */
export function shownPostcode(code: string): string {
  return `${code.slice(0, -3)} ${code.slice(-3)}`;
}
