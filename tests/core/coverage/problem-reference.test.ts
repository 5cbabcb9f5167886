import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  problemReference,
  readReference,
  referenceBytes,
  shownReference,
} from '../../../core/coverage/problem-reference.ts';

const bytes = fc.uint8Array({ minLength: referenceBytes, maxLength: referenceBytes });

it('is twelve letters and digits that nobody takes for others, and is read as it is shown', () => {
  fc.assert(
    fc.property(bytes, (random) => {
      const reference = problemReference(random);
      expect(reference).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/);
      expect(readReference(shownReference(reference).toLowerCase())).toBe(reference);
    }),
  );
});

it('uses five bits of every byte, so that all letters are as likely', () => {
  const all = Array.from({ length: 256 }, (_, value) =>
    problemReference(new Uint8Array(referenceBytes).fill(value)),
  );
  const letters = new Map<string, number>();
  for (const [letter = ''] of all) letters.set(letter, (letters.get(letter) ?? 0) + 1);
  expect(letters.size).toBe(32);
  expect(new Set(letters.values())).toEqual(new Set([8]));
});

it('is read with what people mistake, and nothing else is read', () => {
  expect(readReference(' k7qx 2m9d–4trw ')).toBe('K7QX2M9D4TRW');
  expect(readReference('O0oO-IlL1-0000')).toBe('000011110000');
  for (const text of ['', 'K7QX2M9D4TR', 'K7QX2M9D4TRWW', 'U7QX2M9D4TRW', "K7QX2M9D4TR'", 'K7QX2M9D4TR\0'])
    expect(readReference(text), text).toBeNull();
  expect(shownReference('K7QX2M9D4TRW')).toBe('K7QX-2M9D-4TRW');
});

it('asks for as many random bytes as it needs', () => {
  expect(() => problemReference(new Uint8Array(11))).toThrow('12 bytes');
});
