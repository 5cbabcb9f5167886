import { z } from 'zod';
import { areaCodeSchema } from '../../../core/contract/area.ts';
import { typedTextSchema } from '../../../core/contract/queries.ts';
import { speedClasses } from '../../../core/contract/coverage/speed-class.ts';
import { AppError } from '../../../core/errors.ts';
import type { Translate } from '../../../core/language/translator.ts';

/** A choice that a form sends as nothing at all is no choice. */
export function choice<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (value === '' ? undefined : value), schema.optional());
}

/** What lists of reports can be narrowed by, as forms send it. */
export const filterFields = {
  within: typedTextSchema.max(60).optional(),
  class: choice(z.enum(speedClasses)),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
};

/** The code that was typed, or null for none. @throws AppError invalid-request where it is no code of an area. */
export function readWithin(text: string | undefined): string | null {
  const tidy = (text ?? '').trim().toUpperCase();
  if (tidy === '') return null;
  const { success, data } = areaCodeSchema.safeParse(tidy);
  if (success) return data;
  throw new AppError('invalid-request', 'within: an area code is 4 to 12 capital letters and digits.', {
    details: { field: 'within', reason: 'not the code of an area' },
  });
}

export function classOptions(t: Translate, chosen: string | undefined) {
  return [
    { value: '', text: t('coverageProblems.anyClass'), selected: chosen === undefined },
    ...speedClasses.map((value) => ({
      value,
      text: t(`coverageProblems.class.${value}`),
      selected: value === chosen,
    })),
  ];
}

/** Addresses of the pages around one, with what else stands in the address; null where there is none. */
export function pageLinks(
  path: string,
  query: Readonly<Record<string, string | undefined>>,
  { page, pageCount }: { readonly page: number; readonly pageCount: number },
) {
  const given = Object.entries(query).filter((entry): entry is [string, string] => (entry[1] ?? '') !== '');
  const at = (number: number): string =>
    `${path}?${new URLSearchParams([...given, ['page', String(number)]]).toString()}`;
  return {
    previous: page > 1 ? at(page - 1) : null,
    next: page < pageCount ? at(page + 1) : null,
  };
}
