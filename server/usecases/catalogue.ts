import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { sourceDefinitionSchema, type SourceDefinition } from '../../core/contract/dataset.ts';
import { indicatorDefinitionSchema, type IndicatorDefinition } from '../../core/contract/indicator.ts';
import { profileSchema, type Profile } from '../../core/contract/profile.ts';
import { invalidField, parseYaml, type NamedText, type Place } from './parse-yaml.ts';
import { readNamedText } from './read-named-text.ts';
import { checkProfileInputs } from '../../core/index/check-profile-inputs.ts';

/** What the data folder says the Atlas knows: sources, indicators, and the indices made of them. */
export interface Catalogue {
  readonly sources: readonly SourceDefinition[];
  readonly indicators: readonly IndicatorDefinition[];
  readonly profiles: readonly Profile[];
}

/**
 * Reads and checks `sources.yaml`, `indicators.yaml` and `profiles/*.yaml` of the data folder.
 *
 * @throws AppError invalid-request naming file, line and field for whatever is wrong; not-found when a file is missing.
 */
export async function loadCatalogue(dataFolder: string): Promise<Catalogue> {
  const sources = parseSources(await readNamedText(join(dataFolder, 'sources.yaml')));
  const indicators = parseIndicators(await readNamedText(join(dataFolder, 'indicators.yaml')), sources);
  const folder = join(dataFolder, 'profiles');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  const texts = await Promise.all(files.map((name) => readNamedText(join(folder, name))));
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
    throw invalidField(place, [position, 'dataset'], `"${indicator.dataset}" is not in data/sources.yaml`);
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
  if (problem !== null) throw invalidField({ file: input.file, lineOf }, problem.path, problem.reason);
  return value;
}

function refuseRepeats(entries: readonly { readonly id: string }[], place: Place): void {
  const seen = new Set<string>();
  entries.forEach(({ id }, position) => {
    if (seen.has(id)) throw invalidField(place, [position, 'id'], `"${id}" stands here a second time`);
    seen.add(id);
  });
}
