import { isMap, isScalar, LineCounter, parseDocument, visit, type Alias, type Document } from 'yaml';
import type { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import { plainReason } from './plain-reason.ts';

/** A file's text and the name that people are shown when something is wrong with it. */
export interface NamedText {
  readonly file: string;
  readonly text: string;
}

export type FieldPath = readonly PropertyKey[];

export interface Place {
  readonly file: string;
  readonly lineOf: (path: FieldPath) => number | null;
  /** The path as the file has it, where a field may be written in more than one way. */
  readonly asWritten?: (path: FieldPath) => FieldPath;
}

/** The ways in which a path may stand in a file. */
export type PathsInFile = (path: FieldPath) => readonly FieldPath[];

/**
 * Parses a YAML file by a schema, and remembers which line each field stands on.
 *
 * @throws AppError invalid-request with file, line and field.
 */
export function parseYaml<Schema extends z.ZodType>(
  input: NamedText,
  schema: Schema,
  pathsInFile: PathsInFile = (path) => [path],
) {
  const lines = new LineCounter();
  const document = parseDocument(input.text, { lineCounter: lines, prettyErrors: false });
  const refused = (start: number, message: string): AppError => {
    const line = lines.linePos(start).line;
    const reason = isTooDeep(message) ? 'nested too deeply.' : message;
    return new AppError('invalid-request', `${input.file}, line ${line}: ${reason}`, {
      details: { file: input.file, line, reason },
    });
  };
  const syntax = document.errors[0];
  if (syntax !== undefined) throw refused(syntax.pos[0], syntax.message);
  /** The longest beginning of a path that the file has. */
  const found = (path: FieldPath): { readonly depth: number; readonly start: number } | null => {
    for (let depth = path.length; depth >= 0; depth -= 1) {
      const start = startOf(document.getIn(path.slice(0, depth), true));
      if (start !== null) return { depth, start };
    }
    return null;
  };
  const depthOf = (path: FieldPath): number => found(path)?.depth ?? -1;
  const asWritten = (path: FieldPath): FieldPath =>
    pathsInFile(path).reduce((best, way) => (depthOf(way) > depthOf(best) ? way : best), path);
  const lineOf = (path: FieldPath): number | null => {
    const at = found(asWritten(path));
    return at === null ? null : lines.linePos(at.start).line;
  };
  const parsed = (() => {
    try {
      return schema.safeParse(document.toJS());
    } catch (cause) {
      throw unreadable(document, cause, refused);
    }
  })();
  if (parsed.success) return { value: parsed.data, lineOf, asWritten };
  const { path, message, unknownField } = deepestIssue(parsed.error.issues);
  const unknownAt = unknownField === undefined ? null : startOfKey(document, asWritten(path), unknownField);
  const lineOfIssue = unknownAt === null ? lineOf : (): number => lines.linePos(unknownAt).line;
  throw invalidField({ file: input.file, lineOf: lineOfIssue, asWritten }, path, message);
}

/** The library's words for more levels than the machine can hold. */
function isTooDeep(message: string): boolean {
  return message.includes('call stack');
}

/** What is wrong with a document that has no value though its syntax is right; other errors as they came. */
function unreadable(
  document: Document.Parsed,
  cause: unknown,
  refused: (start: number, message: string) => AppError,
): unknown {
  if (!(cause instanceof Error)) return cause;
  if (isTooDeep(cause.message)) return refused(startOf(document.contents) ?? 0, cause.message);
  if (!(cause instanceof ReferenceError)) return cause;
  const aliases: Alias[] = [];
  visit(document, {
    Alias: (_, alias) => {
      aliases.push(alias);
    },
  });
  const unknown = aliases.find((alias) => alias.resolve(document) === undefined);
  const start = startOf(unknown ?? aliases[0]) ?? 0;
  return unknown === undefined
    ? refused(start, 'its aliases (*name) stand for too much when written out.')
    : refused(start, `nothing is marked &${unknown.source} before *${unknown.source}.`);
}

/** Where the name of a field begins. */
function startOfKey(document: Document.Parsed, path: FieldPath, field: string): number | null {
  const node = document.getIn(path, true);
  if (!isMap(node)) return null;
  return startOf(node.items.find(({ key }) => isScalar(key) && String(key.value) === field)?.key);
}

function startOf(node: unknown): number | null {
  if (typeof node !== 'object' || node === null || !('range' in node) || !Array.isArray(node.range))
    return null;
  const start: unknown = node.range[0];
  return typeof start === 'number' ? start : null;
}

interface Issue {
  readonly path: FieldPath;
  readonly message: string;
  /** A field that the file has and the schema has not: it stands within the path. */
  readonly unknownField?: string | undefined;
}

/** Of a union's failures the branch with the fewest says best what is wrong: the others were never meant. */
export function deepestIssue(issues: readonly z.core.$ZodIssue[]): Issue {
  let deepest: Issue = { path: [], message: 'the file is not valid' };
  for (const issue of issues) {
    const candidate = {
      path: issue.path,
      message: plainReason(issue),
      unknownField: issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined,
    };
    // A union with words of its own says it better than any of its branches.
    const hasWords = issue.message !== 'Invalid input';
    const within = issue.code === 'invalid_union' && !hasWords ? meantBranch(issue.errors) : [];
    const inner = within.length === 0 ? null : deepestIssue(within);
    const best = inner === null ? candidate : { ...inner, path: [...issue.path, ...inner.path] };
    if (best.path.length >= deepest.path.length) deepest = best;
  }
  return deepest;
}

function meantBranch(branches: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] {
  return branches.reduce<readonly z.core.$ZodIssue[]>(
    (meant, branch) => (meant.length === 0 || branch.length < meant.length ? branch : meant),
    [],
  );
}

/** The error for a field of a YAML file. */
export function invalidField(place: Place, path: FieldPath, reason: string): AppError {
  const field = (place.asWritten?.(path) ?? path).map(String).join('.');
  const line = place.lineOf(path);
  const where = line === null ? place.file : `${place.file}, line ${line}`;
  return new AppError('invalid-request', `${where}, at ${field === '' ? 'the top' : field}: ${reason}`, {
    details: { file: place.file, line, field, reason },
  });
}
