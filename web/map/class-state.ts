/** What a feature's `class` state means besides its risk class (0 = greatest risk). */
export const noDataClass = -1;
export const filteredOutClass = -2;
/** Areas of the tiles that the scores do not cover carry no state at all. */
export const outsideClass = -3;

export interface ClassChange {
  readonly row: number;
  readonly riskClass: number;
}

/**
 * The rows whose class differs from what is painted. A weight change moves few areas into another class, so painting
 * only these keeps a repaint of England under a frame budget that setting all 35,672 states does not.
 *
 * @param painted classes on the map now, or null when nothing is painted yet
 */
export function changedClasses(painted: Int8Array | null, wanted: Int8Array): ClassChange[] {
  const changes: ClassChange[] = [];
  for (let row = 0; row < wanted.length; row += 1) {
    const riskClass = wanted[row] ?? noDataClass;
    if (painted === null || painted[row] !== riskClass) changes.push({ row, riskClass });
  }
  return changes;
}

export interface HatchingChange {
  readonly row: number;
  readonly isHatched: boolean;
}

/**
 * The rows whose hatching differs from what is on the map. Null, before: nothing is hatched yet; wanted: hatching is off,
 * and its layer hidden, so that nothing need be sent.
 */
export function changedHatching(before: Uint8Array | null, wanted: Uint8Array | null): HatchingChange[] {
  const changes: HatchingChange[] = [];
  if (wanted === null || wanted === before) return changes;
  for (let row = 0; row < wanted.length; row += 1) {
    const isHatched = wanted[row] === 1;
    if (isHatched !== (before?.[row] === 1)) changes.push({ row, isHatched });
  }
  return changes;
}
