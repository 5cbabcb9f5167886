import { clamp, type Random } from './random.ts';

/** The best fixed line of a home or business, by the lower end of its class in Mbit/s. */
export type LineClass = 'full-fibre' | 'cable' | '100' | '30' | '10' | '5' | '2' | '0';

/** How strongly each theme of a place is felt that decides which lines it has, each 0 to 1. */
export interface LinePlace {
  readonly centre: number;
  readonly marsh: number;
  readonly college: number;
  readonly newEstate: number;
  readonly coastal: number;
  readonly rural: number;
  readonly village: number;
}

/** Full fibre in the new estate, cable in the town, long copper lines on the rural edge. */
export function chooseLines(
  character: LinePlace,
  luck: number,
  random: Random,
): { readonly line: LineClass; readonly lineBefore: LineClass } {
  const { centre, newEstate, rural, village, college, coastal, marsh } = character;
  const remote = rural * (1 - 0.7 * village);
  const fibre = clamp(
    0.56 +
      0.5 * newEstate +
      0.2 * college +
      0.1 * centre -
      0.5 * remote -
      0.16 * coastal -
      0.12 * marsh +
      0.12 * luck,
    0.02,
    0.995,
  );
  const lineBefore = chooseOldLine(remote, newEstate, random);
  return { line: random.next() < fibre ? 'full-fibre' : lineBefore, lineBefore };
}

function chooseOldLine(remote: number, newEstate: number, random: Random): LineClass {
  if (random.next() < 0.45 * (1 - remote) * (1 - 0.6 * newEstate)) return 'cable';
  const draw = random.next();
  const slow = 0.02 + 0.5 * remote;
  if (draw > slow) return random.next() < 0.06 ? '100' : '30';
  const depth = random.next();
  if (depth < 0.5) return '10';
  if (depth < 0.76) return '5';
  return depth < 0.92 ? '2' : '0';
}
