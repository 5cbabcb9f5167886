import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { AppError } from '../../core/errors.ts';

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
  const syntax = document.errors[0];
  if (syntax !== undefined) {
    const line = lines.linePos(syntax.pos[0]).line;
    throw new AppError('invalid-request', `${input.file}, line ${line}: ${syntax.message}`, {
      details: { file: input.file, line, reason: syntax.message },
    });
  }
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
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return { value: parsed.data, lineOf, asWritten };
  const issue = deepestIssue(parsed.error.issues);
  throw invalidField({ file: input.file, lineOf, asWritten }, issue.path, issue.message);
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
}

/** Of a union's failures the branch with the fewest says best what is wrong: the others were never meant. */
export function deepestIssue(issues: readonly z.core.$ZodIssue[]): Issue {
  let deepest: Issue = { path: [], message: 'the file is not valid' };
  for (const issue of issues) {
    const candidate = { path: issue.path, message: messageOf(issue) };
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

function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    return `there is no field ${issue.keys.map((key) => `"${key}"`).join(', ')} here`;
  }
  return issue.message;
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
