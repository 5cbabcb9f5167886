import { normalQuantile } from './distributions/normal.ts';

/** Reproducible randomness: the same seed and keys give the same numbers on every machine, in every thread. */
export interface RandomStream {
  /** A whole number from 0 to 2^32 - 1. */
  readonly nextInteger: () => number;
  /** Uniform on (0, 1) with 52 bits; never 0 and never 1, so that it may go into a logarithm or a quantile. */
  readonly nextUniform: () => number;
  /** A whole number from 0 to count - 1, each equally likely (no modulo bias). */
  readonly nextBelow: (count: number) => number;
  /** The next integers of the stream, as many as the array holds: three times as fast as asking for each. */
  readonly fill: (integers: Uint32Array) => void;
  /** Standard normal, by inversion: one uniform each. */
  readonly nextNormal: () => number;
}

/**
 * A random stream for a seed and any number of keys, such as the number of a draw: stream (seed, 7) is the same
 * whether draws 0 to 6 were made before it, in this thread, or never. That is what makes results independent of the
 * number of workers and of the order of batches.
 *
 * Generator: xoshiro128** (Blackman and Vigna 2018, 128 bits of state, period 2^128 - 1). Its state is four words of
 * the keys mixed by the finaliser of MurmurHash3, so that neighbouring seeds and keys give unrelated streams.
 *
 * Source: https://prng.di.unimi.it/xoshiro128starstar.c
 * @example createRandom(42, 0).nextUniform() // always the same
 */
export function createRandom(seed: number, ...keys: readonly number[]): RandomStream {
  let [a, b, c, d] = initialState([seed, ...keys]);

  function nextInteger(): number {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return result;
  }
  function nextUniform(): number {
    const high = nextInteger() >>> 6;
    const low = nextInteger() >>> 6;
    // The half keeps it off 0; 52 bits and not 53, so that the half is never rounded up to 1.
    return (high * 67_108_864 + low + 0.5) / 4_503_599_627_370_496;
  }
  function nextBelow(count: number): number {
    // Numbers past the last whole multiple of `count` would favour the small ones: they are thrown back.
    const limit = 4_294_967_296 - (4_294_967_296 % count);
    let drawn = nextInteger();
    while (drawn >= limit) drawn = nextInteger();
    return drawn % count;
  }
  function fill(integers: Uint32Array): void {
    // The state in variables of this function, which the compiler keeps in registers.
    let [w, x, y, z] = [a, b, c, d];
    for (let at = 0; at < integers.length; at += 1) {
      integers[at] = Math.imul(rotateLeft(Math.imul(x, 5), 7), 9);
      const shifted = x << 9;
      y ^= w;
      z ^= x;
      x ^= y;
      w ^= z;
      y ^= shifted;
      z = rotateLeft(z, 11);
    }
    [a, b, c, d] = [w, x, y, z];
  }
  return { nextInteger, nextUniform, nextBelow, fill, nextNormal: () => normalQuantile(nextUniform()) };
}

type State = readonly [number, number, number, number];

function initialState(keys: readonly number[]): State {
  let hash = 0x9e3779b9;
  for (const key of keys) {
    // Both halves of the number, so that 1 and 2^32 + 1 differ; fractions and signs count too.
    hash = mix(hash ^ (key >>> 0));
    hash = mix(hash ^ Math.floor(key / 4_294_967_296));
    if (!Number.isInteger(key)) hash = mix(hash ^ Math.floor((key % 1) * 4_294_967_296));
    hash = (hash + 0x6d2b79f5) | 0;
  }
  const word = (at: number): number => mix(hash + Math.imul(at, 0x9e3779b9));
  const state: State = [word(1), word(2), word(3), word(4)];
  return state.every((part) => part === 0) ? [1, 0, 0, 0] : state;
}

/** The finaliser of MurmurHash3: every bit of the input moves every bit of the result. */
function mix(value: number): number {
  let mixed = value | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
