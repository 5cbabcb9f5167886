import { AppError } from '../errors.ts';
import type { Neighbours } from './neighbours.ts';

/** Neighbours that a file lists, and the number it gives for each link, in the order of `neighbours.ids`. */
export interface NeighbourFile {
  readonly neighbours: Neighbours;
  /** Distances or weights (GWT); null where the file gives none (GAL). */
  readonly values: Float64Array | null;
  /** Areas that the file does not name at all. */
  readonly unnamed: readonly number[];
}

export interface NeighbourText {
  readonly text: string;
  /** What to call the file in errors. */
  readonly path: string;
  /** The areas by the identifiers that the file uses. */
  readonly areaOfId: ReadonlyMap<string, number>;
  readonly areaCount: number;
}

interface Token {
  readonly text: string;
  readonly line: number;
}

/**
 * A GAL file (GeoDa, spdep, libpysal): a header (`n`, or `0 n layer field`), then for each area its identifier and its
 * number of neighbours, and their identifiers. The empty line after an area without neighbours may be left out.
 *
 * @throws AppError source-rejected naming file, line, value and reason.
 */
export function readGal(file: NeighbourText): NeighbourFile {
  const tokens = bodyOf(file);
  const links = createLinks(file);
  for (let at = 0; at < tokens.length;) {
    const from = links.areaOf(tokens[at]);
    links.open(from, tokens[at]);
    const count = tokens[at + 1];
    const length = Number(count?.text ?? NaN);
    if (count === undefined || !Number.isInteger(length) || length < 0) {
      throw reject(file, count ?? tokens[at], 'is no number of neighbours');
    }
    for (let next = 1; next <= length; next += 1) {
      const token = tokens[at + 1 + next];
      if (token === undefined) {
        throw reject(file, count, `neighbours were announced, but the file ends after ${next - 1}`);
      }
      links.add(from, token, null);
    }
    at += 2 + length;
  }
  return links.finish();
}

/**
 * A GWT file (GeoDa, spdep, libpysal): a header (`0 n layer field`), then one link on each line: from, to, and a number
 * that is a distance or a weight.
 *
 * @throws AppError source-rejected naming file, line, value and reason.
 */
export function readGwt(file: NeighbourText): NeighbourFile {
  const tokens = bodyOf(file);
  const links = createLinks(file);
  for (let at = 0; at < tokens.length; at += 3) {
    const from = links.areaOf(tokens[at]);
    const value = tokens[at + 2];
    const to = tokens[at + 1];
    const number = Number(value?.text ?? NaN);
    if (to === undefined || value?.line !== tokens[at]?.line || !Number.isFinite(number)) {
      throw reject(file, value ?? tokens[at], 'is not the third of from, to, number');
    }
    links.add(from, to, number);
  }
  return links.finish();
}

/** Everything after the header, in pieces that know their line. */
function bodyOf(file: NeighbourText): Token[] {
  const lines = file.text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const header = lines.findIndex((line) => line.trim() !== '');
  const parts = (lines[header] ?? '').trim().split(/\s+/);
  const count = Number(parts.length === 1 ? parts[0] : parts[1]);
  if (header < 0 || !Number.isInteger(count) || count < 1) {
    throw reject(
      file,
      { text: (lines[header] ?? '').trim(), line: header + 1 },
      'is no header: n, or 0 n layer field',
    );
  }
  return lines.flatMap((line, at) =>
    at <= header ? [] : (line.match(/\S+/g) ?? []).map((text): Token => ({ text, line: at + 1 })),
  );
}

function createLinks(file: NeighbourText) {
  const rows = Array.from({ length: file.areaCount }, () => new Map<number, number>());
  const named = new Set<number>();
  const opened = new Set<number>();
  let hasValues = false;
  const areaOf = (token: Token | undefined): number => {
    const area = token === undefined ? undefined : file.areaOfId.get(token.text);
    if (area === undefined) throw reject(file, token, 'is no area of the data');
    return area;
  };
  return {
    areaOf,
    /** Begins the list of an area, which it may have once. */
    open(area: number, token: Token | undefined): void {
      if (opened.has(area)) throw reject(file, token, 'has a list of neighbours already');
      opened.add(area);
      named.add(area);
    },
    add(from: number, token: Token, value: number | null): void {
      const to = areaOf(token);
      if (to === from) throw reject(file, token, 'is its own neighbour');
      if (rows[from]?.has(to) === true) throw reject(file, token, 'stands twice among the neighbours');
      hasValues ||= value !== null;
      named.add(from).add(to);
      rows[from]?.set(to, value ?? 1);
    },
    finish(): NeighbourFile {
      const sorted = rows.map((row) => [...row].sort(([one], [other]) => one - other));
      const starts = new Int32Array(rows.length + 1);
      sorted.forEach((row, area) => (starts[area + 1] = (starts[area] ?? 0) + row.length));
      const flat = sorted.flat();
      return {
        neighbours: {
          areaCount: rows.length,
          starts,
          ids: Int32Array.from(flat, ([id]) => id),
        },
        values: hasValues ? Float64Array.from(flat, ([, value]) => value) : null,
        unnamed: rows.flatMap((_, area) => (named.has(area) ? [] : [area])),
      };
    },
  };
}

function reject(file: NeighbourText, token: Token | undefined, reason: string): AppError {
  const line = token?.line ?? null;
  const value = token?.text ?? '';
  return new AppError('source-rejected', `${file.path}, line ${line ?? '?'}: "${value}" ${reason}.`, {
    details: { file: file.path, line, value, reason },
  });
}
