/** A typed array that numbers are put at the end of, when it is not known how many there will be. */
export interface GrowingArray<Values> {
  push(value: number): void;
  /** All that was put in, in one piece: a view, good until the next push. */
  values(): Values;
}

type Numbers = Float64Array | Float32Array | Int32Array;

/** Begins one; room is doubled whenever it is used up. */
export function createGrowing<Values extends Numbers>(
  kind: new (length: number) => Values,
  expected = 1024,
): GrowingArray<Values> {
  let room = new kind(Math.max(1, expected));
  let length = 0;
  return {
    push(value) {
      if (length === room.length) {
        const larger = new kind(2 * room.length);
        larger.set(room);
        room = larger;
      }
      room[length] = value;
      length += 1;
    },
    values: () => room.subarray(0, length) as Values,
  };
}
