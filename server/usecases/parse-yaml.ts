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
}

/**
 * Parses a YAML file by a schema, and remembers which line each field stands on.
 *
 * @throws AppError invalid-request with file, line and field.
 */
export function parseYaml<Schema extends z.ZodType>(input: NamedText, schema: Schema) {
  const lines = new LineCounter();
  const document = parseDocument(input.text, { lineCounter: lines, prettyErrors: false });
  const syntax = document.errors[0];
  if (syntax !== undefined) {
    const line = lines.linePos(syntax.pos[0]).line;
    throw new AppError('invalid-request', `${input.file}, line ${line}: ${syntax.message}`, {
      details: { file: input.file, line, reason: syntax.message },
    });
  }
  const lineOf = (path: FieldPath): number | null => {
    for (let depth = path.length; depth >= 0; depth -= 1) {
      const node = document.getIn(path.slice(0, depth), true);
      const start = startOf(node);
      if (start !== null) return lines.linePos(start).line;
    }
    return null;
  };
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return { value: parsed.data, lineOf };
  const issue = deepestIssue(parsed.error.issues);
  throw invalidField({ file: input.file, lineOf }, issue.path, issue.message);
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

/** Of a union's failures the one that got furthest says best what is wrong. */
function deepestIssue(issues: readonly z.core.$ZodIssue[]): Issue {
  let deepest: Issue = { path: [], message: 'the file is not valid' };
  for (const issue of issues) {
    const within = issue.code === 'invalid_union' ? issue.errors.map((branch) => deepestIssue(branch)) : [];
    const candidates = [{ path: issue.path, message: issue.message }].concat(
      within.map(({ path, message }) => ({ path: [...issue.path, ...path], message })),
    );
    for (const candidate of candidates) {
      if (candidate.path.length >= deepest.path.length) deepest = candidate;
    }
  }
  return deepest;
}

/** The error for a field of a YAML file. */
export function invalidField(place: Place, path: FieldPath, reason: string): AppError {
  const field = path.map(String).join('.');
  const line = place.lineOf(path);
  const where = line === null ? place.file : `${place.file}, line ${line}`;
  return new AppError('invalid-request', `${where}, at ${field === '' ? 'the top' : field}: ${reason}`, {
    details: { file: place.file, line, field, reason },
  });
}
