import { AppError } from '../errors.ts';
import { createRandom } from '../random.ts';

/**
 * Primitive polynomials and initial direction numbers of Joe and Kuo's `new-joe-kuo-6.21201`, dimensions 2 to 21:
 * the polynomial's inner coefficients, and m_1, m_2 ... (their number is its degree). Dimension 1 needs none.
 */
const directions: readonly (readonly [number, readonly number[]])[] = [
  [0, [1]],
  [1, [1, 3]],
  [1, [1, 3, 1]],
  [2, [1, 1, 1]],
  [1, [1, 1, 3, 3]],
  [4, [1, 3, 5, 13]],
  [2, [1, 1, 5, 5, 17]],
  [4, [1, 1, 5, 5, 5]],
  [7, [1, 1, 7, 11, 19]],
  [11, [1, 1, 5, 1, 1]],
  [13, [1, 1, 1, 3, 11]],
  [14, [1, 3, 5, 5, 31]],
  [1, [1, 3, 3, 9, 7, 49]],
  [13, [1, 1, 1, 15, 21, 21]],
  [16, [1, 3, 1, 13, 27, 49]],
  [19, [1, 1, 1, 15, 7, 5]],
  [22, [1, 3, 1, 15, 13, 25]],
  [25, [1, 1, 5, 5, 19, 61]],
  [1, [1, 3, 7, 11, 23, 15, 103]],
  [4, [1, 3, 7, 13, 13, 15, 69]],
];

const bits = 32;
const mostDimensions = directions.length + 1;

/**
 * The first points of Sobol' sequence in the unit cube: numbers that fill it more evenly than random ones, so that
 * averages over them settle sooner. Point 0 is the origin unless scrambled.
 *
 * With a seed the digits are scrambled (Owen's nested uniform scrambling): the points stay as even, each is uniform by
 * itself, and another seed gives an independent set, so that errors can be estimated.
 *
 * Shape: row-major, `count` by `dimensions`; each number is at least 0 and below 1. A count that is a power of two is
 * the most even.
 *
 * @throws AppError too-large for more than 21 dimensions; invalid-request for none.
 * Source: S. Joe and F. Y. Kuo (2008), SIAM J. Sci. Comput. 30 (directions); B. Burley (2020), Practical hash-based Owen
 * scrambling, JCGT 9 (scrambling). The plain points equal SciPy's `qmc.Sobol(scramble=False)`.
 * @example sobolPoints(4, 2) // 0 0, .5 .5, .75 .25, .25 .75
 */
export function sobolPoints(count: number, dimensions: number, seed?: number): Float64Array {
  if (dimensions < 1 || dimensions > mostDimensions) {
    const code = dimensions < 1 ? 'invalid-request' : 'too-large';
    throw new AppError(code, `Sobol' points have 1 to ${mostDimensions} dimensions, not ${dimensions}.`, {
      details: { field: 'dimensions', value: dimensions, reason: `direction numbers for ${mostDimensions}` },
    });
  }
  const points = new Float64Array(count * dimensions);
  for (let dimension = 0; dimension < dimensions; dimension += 1) {
    const numbers = directionNumbers(dimension);
    const scramble = seed === undefined ? null : createRandom(seed, dimension).nextInteger();
    let digits = 0;
    for (let point = 0; point < count; point += 1) {
      // Gray code order (Antonov and Saleev): each point differs from the last in one direction number.
      if (point > 0) digits ^= numbers[trailingZeros(point)] ?? 0;
      const value = scramble === null ? digits : nestedUniform(digits, scramble);
      points[point * dimensions + dimension] = (value >>> 0) / 2 ** bits;
    }
  }
  return points;
}

function directionNumbers(dimension: number): Int32Array {
  const numbers = new Int32Array(bits);
  const entry = directions[dimension - 1];
  if (entry === undefined) {
    for (let bit = 0; bit < bits; bit += 1) numbers[bit] = 1 << (bits - 1 - bit);
    return numbers;
  }
  const [coefficients, initial] = entry;
  const degree = initial.length;
  for (let bit = 0; bit < bits; bit += 1) {
    if (bit < degree) {
      numbers[bit] = (initial[bit] ?? 0) << (bits - 1 - bit);
      continue;
    }
    const back = numbers[bit - degree] ?? 0;
    let value = back ^ (back >>> degree);
    for (let inner = 1; inner < degree; inner += 1) {
      if (((coefficients >> (degree - 1 - inner)) & 1) === 1) value ^= numbers[bit - inner] ?? 0;
    }
    numbers[bit] = value;
  }
  return numbers;
}

function trailingZeros(value: number): number {
  return 31 - Math.clz32(value & -value);
}

/** Owen scrambling as a hash: each digit is flipped or not depending on the digits before it, and on nothing else. */
function nestedUniform(digits: number, seed: number): number {
  return reverseBits(laineKarras(reverseBits(digits), seed));
}

function laineKarras(reversed: number, seed: number): number {
  let value = (reversed + seed) | 0;
  value ^= Math.imul(value, 0x6c50b47c);
  value ^= Math.imul(value, 0xb82f1e52 | 0);
  value ^= Math.imul(value, 0xc7afe638 | 0);
  value ^= Math.imul(value, 0x8d22f6e6 | 0);
  return value;
}

function reverseBits(value: number): number {
  let x = value;
  x = ((x >>> 1) & 0x55555555) | ((x & 0x55555555) << 1);
  x = ((x >>> 2) & 0x33333333) | ((x & 0x33333333) << 2);
  x = ((x >>> 4) & 0x0f0f0f0f) | ((x & 0x0f0f0f0f) << 4);
  x = ((x >>> 8) & 0x00ff00ff) | ((x & 0x00ff00ff) << 8);
  return (x >>> 16) | (x << 16);
}
