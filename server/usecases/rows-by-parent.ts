import { oncePer } from './once-per.ts';

/** The rows that each parent holds, in their order, by the parent's position; rows that lie in none are left out. */
export const rowsByParent = oncePer((parentOf: Int32Array): readonly (readonly number[])[] => {
  const held: number[][] = [];
  parentOf.forEach((parent, row) => {
    if (parent >= 0) (held[parent] ??= []).push(row);
  });
  return held;
});
