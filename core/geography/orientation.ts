/** Shewchuk's bound (1997): a larger determinant has the sign that exact arithmetic would give. */
const errorBound = (3 + 16 * 2 ** -53) * 2 ** -53;

/**
 * On which side of the line from a to b the point p lies: positive left, negative right, 0 exactly on it.
 *
 * Exact for every finite double: the quick sign where it is certain (nearly always), whole-number arithmetic where it
 * is not. A point is therefore on a border or it is not, on every machine, as in GEOS.
 * Source: Shewchuk 1997, Adaptive precision floating-point arithmetic, section 4.1 (stage A).
 */
// eslint-disable-next-line max-params -- six numbers without an object each: this runs once per edge
export function orientation(ax: number, ay: number, bx: number, by: number, px: number, py: number): number {
  const left = (ax - px) * (by - py);
  const right = (ay - py) * (bx - px);
  const determinant = left - right;
  const bound = errorBound * (Math.abs(left) + Math.abs(right));
  if (determinant > bound || -determinant > bound) return determinant;
  return exactOrientation([ax, ay, bx, by, px, py]);
}

function exactOrientation(values: readonly number[]): number {
  const [ax = 0n, ay = 0n, bx = 0n, by = 0n, px = 0n, py = 0n] = onOneScale(values);
  const determinant = (ax - px) * (by - py) - (ay - py) * (bx - px);
  return determinant > 0n ? 1 : determinant < 0n ? -1 : 0;
}

const bits = new DataView(new ArrayBuffer(8));

/** Doubles as whole numbers of one common power of two: nothing is lost. */
function onOneScale(values: readonly number[]): bigint[] {
  const parts = values.map((value) => {
    bits.setFloat64(0, value);
    const high = bits.getUint32(0);
    const exponent = (high >>> 20) & 0x7ff;
    const fraction = (BigInt(high & 0xfffff) << 32n) | BigInt(bits.getUint32(4));
    const mantissa = exponent === 0 ? fraction : fraction | (1n << 52n);
    return { whole: value < 0 ? -mantissa : mantissa, power: Math.max(exponent, 1), isZero: value === 0 };
  });
  const lowest = Math.min(...parts.filter((part) => !part.isZero).map((part) => part.power));
  return parts.map((part) => (part.isZero ? 0n : part.whole << BigInt(part.power - lowest)));
}
