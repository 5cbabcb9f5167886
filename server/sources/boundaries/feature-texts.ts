import { AppError } from '../../../core/errors.ts';

/** The JSON text of one GeoJSON feature and the line (1-based) it begins on. */
export interface FeatureText {
  readonly line: number;
  readonly text: string;
}

export interface FeatureTextLimits {
  /** Real boundaries nest nine deep; deeper JSON is an attack on whoever parses it. */
  readonly maxDepth: number;
  /** Full-resolution Highland is 20 million characters. */
  readonly maxCharacters: number;
}

export interface FeatureTextOptions {
  readonly limits?: FeatureTextLimits;
  /** Given what stands before the features of a collection: `{"type": ..., "crs": ...,`. */
  readonly onHeader?: (text: string) => void;
}

const defaultLimits: FeatureTextLimits = { maxDepth: 64, maxCharacters: 128 * 1024 * 1024 };

const code = {
  quote: 0x22,
  backslash: 0x5c,
  openObject: 0x7b,
  closeObject: 0x7d,
  openArray: 0x5b,
  closeArray: 0x5d,
  newLine: 0x0a,
  /** Between the texts of a GeoJSON text sequence (RFC 8142). */
  recordSeparator: 0x1e,
};

/**
 * Cuts GeoJSON into the texts of its features without parsing it: a FeatureCollection of any size, one feature on each
 * line (GeoJSONSeq), or a single feature. One feature at a time is in memory.
 *
 * @throws AppError source-rejected (details: file, line) for text that is not JSON objects, that ends within one, that
 *   nests too deep; too-large for a single feature over the limit.
 */
export async function* featureTexts(
  text: AsyncIterable<string>,
  path: string,
  options: FeatureTextOptions = {},
): AsyncGenerator<FeatureText> {
  const cutter = new FeatureCutter(path, options);
  for await (const chunk of text) yield* cutter.cut(chunk);
  cutter.finish();
}

class FeatureCutter {
  readonly #path: string;
  readonly #limits: FeatureTextLimits;
  readonly #onHeader: ((text: string) => void) | undefined;
  #line = 1;
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  /** Where the features of a collection begin: their depth; 0 outside of a collection. */
  #featureDepth = 0;
  /** The last string at depth 1: the key before a bracket. */
  #key = '';
  #keyStart = -1;
  /** Text of the object that is open, from before this chunk. */
  #held = '';
  #start = -1;
  #startLine = 1;

  constructor(path: string, { limits = defaultLimits, onHeader }: FeatureTextOptions) {
    this.#path = path;
    this.#limits = limits;
    this.#onHeader = onHeader;
  }

  *cut(chunk: string): Generator<FeatureText> {
    const text = this.#held + chunk;
    let index = this.#held.length;
    if (this.#held !== '') this.#start = 0;
    for (; index < text.length; index++) {
      const character = text.charCodeAt(index);
      if (character === code.newLine) this.#line += 1;
      if (this.#isInString) this.#passString(character, text, index);
      else if (character === code.quote) this.#openString(index);
      else if (character === code.openObject || character === code.openArray)
        this.#open(character, text, index);
      else if (character === code.closeObject || character === code.closeArray) {
        const feature = this.#close(character, text, index);
        if (feature !== null) yield feature;
      } else if (this.#depth === 0 && character > 0x20 && character !== code.recordSeparator) {
        throw this.#reject(`has "${text.slice(index, index + 20)}" where a GeoJSON object should begin`);
      }
    }
    this.#held = this.#start === -1 ? '' : text.slice(this.#start);
    if (this.#keyStart !== -1) this.#keyStart = this.#start === -1 ? -1 : this.#keyStart - this.#start;
    if (this.#held.length > this.#limits.maxCharacters) {
      throw new AppError('too-large', `${this.#path}: the feature on line ${this.#startLine} is too large.`, {
        details: { file: this.#path, line: this.#startLine, limit: this.#limits.maxCharacters },
      });
    }
  }

  finish(): void {
    if (this.#depth > 0) throw this.#reject(`ends within the object that begins on line ${this.#startLine}`);
  }

  #passString(character: number, text: string, index: number): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (character === code.backslash) this.#isEscaped = true;
    else if (character === code.quote) {
      this.#isInString = false;
      if (this.#keyStart !== -1) this.#key = text.slice(this.#keyStart, index);
      this.#keyStart = -1;
    }
  }

  #openString(index: number): void {
    if (this.#depth === 0) throw this.#reject('has text where a GeoJSON object should begin');
    this.#isInString = true;
    if (this.#depth === 1) this.#keyStart = index + 1;
  }

  #open(character: number, text: string, index: number): void {
    if (this.#depth === 0 && character === code.openArray) throw this.#reject('begins with an array');
    this.#depth += 1;
    if (this.#depth > this.#limits.maxDepth) {
      throw this.#reject(`nests deeper than ${this.#limits.maxDepth} levels`);
    }
    if (this.#depth === 2 && character === code.openArray && this.#key === 'features') {
      this.#featureDepth = 3;
      this.#onHeader?.(text.slice(this.#start, index));
      this.#start = -1;
    } else if (this.#depth === (this.#featureDepth === 0 ? 1 : this.#featureDepth)) {
      this.#start = index;
      this.#startLine = this.#line;
    }
  }

  #close(character: number, text: string, index: number): FeatureText | null {
    this.#depth -= 1;
    if (this.#depth < 0) throw this.#reject('closes a bracket that was never opened');
    const isCollection = this.#featureDepth > 0;
    if (isCollection && this.#depth === 1 && character === code.closeArray) this.#featureDepth = -1;
    if (this.#depth === 0) {
      this.#key = '';
      this.#featureDepth = 0;
    }
    const isEnd = isCollection ? this.#depth === 2 : this.#depth === 0;
    if (!isEnd || this.#start === -1) return null;
    const feature = { line: this.#startLine, text: text.slice(this.#start, index + 1) };
    this.#start = -1;
    return feature;
  }

  #reject(reason: string): AppError {
    return new AppError('source-rejected', `${this.#path}: line ${this.#line} ${reason}.`, {
      details: { file: this.#path, line: this.#line, reason },
    });
  }
}
