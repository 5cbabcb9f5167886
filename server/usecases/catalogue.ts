import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { sourceDefinitionSchema, type SourceDefinition } from '../../core/contract/dataset.ts';
import { indicatorDefinitionSchema, type IndicatorDefinition } from '../../core/contract/indicator.ts';
import { profileSchema, type Profile } from '../../core/contract/profile.ts';
import { AppError } from '../../core/errors.ts';
import { checkProfileInputs } from '../../core/index/check-profile-inputs.ts';

/** What the data folder says the Atlas knows: sources, indicators, and the indices made of them. */
export interface Catalogue {
  readonly sources: readonly SourceDefinition[];
  readonly indicators: readonly IndicatorDefinition[];
  readonly profiles: readonly Profile[];
}

/** A file's text and the name that people are shown when something is wrong with it. */
export interface NamedText {
  readonly file: string;
  readonly text: string;
}

/**
 * Reads and checks `sources.yaml`, `indicators.yaml` and `profiles/*.yaml` of the data folder.
 *
 * @throws AppError invalid-request naming file, line and field for whatever is wrong; not-found when a file is missing.
 */
export async function loadCatalogue(dataFolder: string): Promise<Catalogue> {
  const sources = parseSources(await readNamed(join(dataFolder, 'sources.yaml')));
  const indicators = parseIndicators(await readNamed(join(dataFolder, 'indicators.yaml')), sources);
  const folder = join(dataFolder, 'profiles');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  const texts = await Promise.all(files.map((name) => readNamed(join(folder, name))));
  const profiles = texts.map((text) => parseProfile(text, indicators));
  return { sources, indicators, profiles };
}

/** Parses the catalogue of sources. @throws AppError invalid-request with file, line and field. */
export function parseSources(input: NamedText): readonly SourceDefinition[] {
  const { value, lineOf } = parseYaml(input, z.array(sourceDefinitionSchema));
  refuseRepeats(value, { file: input.file, lineOf });
  return value;
}

/**
 * Parses the catalogue of indicators. Every indicator must name a dataset of the sources.
 *
 * @throws AppError invalid-request with file, line and field.
 */
export function parseIndicators(
  input: NamedText,
  sources: readonly SourceDefinition[],
): readonly IndicatorDefinition[] {
  const { value, lineOf } = parseYaml(input, z.array(indicatorDefinitionSchema));
  const place = { file: input.file, lineOf };
  refuseRepeats(value, place);
  const known = new Set(sources.map((source) => source.id));
  value.forEach((indicator, position) => {
    if (known.has(indicator.dataset)) return;
    throw invalid(place, [position, 'dataset'], `"${indicator.dataset}" is not in data/sources.yaml`);
  });
  return value;
}

/**
 * Parses one profile and checks it against the indicators: each input is catalogued, is not an outcome, and has a
 * direction.
 *
 * @throws AppError invalid-request with file, line and field.
 */
export function parseProfile(input: NamedText, indicators: readonly IndicatorDefinition[]): Profile {
  const { value, lineOf } = parseYaml(input, profileSchema);
  const problem = checkProfileInputs(value, indicators);
  if (problem !== null) throw invalid({ file: input.file, lineOf }, problem.path, problem.reason);
  return value;
}

type FieldPath = readonly PropertyKey[];

interface Place {
  readonly file: string;
  readonly lineOf: (path: FieldPath) => number | null;
}

async function readNamed(file: string): Promise<NamedText> {
  try {
    return { file, text: await readFile(file, 'utf8') };
  } catch (cause) {
    throw new AppError('not-found', `${file} cannot be read.`, { cause, details: { file } });
  }
}

function parseYaml<Schema extends z.ZodType>(input: NamedText, schema: Schema) {
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
  throw invalid({ file: input.file, lineOf }, issue.path, issue.message);
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

function refuseRepeats(entries: readonly { readonly id: string }[], place: Place): void {
  const seen = new Set<string>();
  entries.forEach(({ id }, position) => {
    if (seen.has(id)) throw invalid(place, [position, 'id'], `"${id}" stands here a second time`);
    seen.add(id);
  });
}

function invalid(place: Place, path: FieldPath, reason: string): AppError {
  const field = path.map(String).join('.');
  const line = place.lineOf(path);
  const where = line === null ? place.file : `${place.file}, line ${line}`;
  return new AppError('invalid-request', `${where}, at ${field === '' ? 'the top' : field}: ${reason}`, {
    details: { file: place.file, line, field, reason },
  });
}
