import { resolve } from 'node:path';
import type { RunProfile } from '../../../core/contract/run-profile.ts';
import { AppError } from '../../../core/errors.ts';
import { readAreaTable, type AreaTable } from './read-area-table.ts';
import { readNeighboursByCode } from '../spatial/neighbour-file.ts';
import { readRunProfile, type ReadProfile } from './read-run-profile.ts';

export interface RunInputFiles {
  readonly profile: string;
  readonly input: string;
  /** Files and folders that will be written: none of them may be the input, or another of them. */
  readonly outputs: readonly string[];
  /** What stands for a missing value beside empty cells and NA. */
  readonly missing: readonly string[];
  /** Columns beside those of the profile, and what asks for each. */
  readonly others?: readonly OtherColumn[];
  /** A file of neighbours, for methods that look at them. */
  readonly neighbours?: string;
}

export interface OtherColumn {
  readonly name: string;
  readonly use: 'number' | 'group';
  /** For the message where it is not there: `assumptions.yaml (base)`, `--group`. */
  readonly askedBy: string;
}

/**
 * Reads a profile, the columns of a data file that it, and whatever else was asked for, needs, and the neighbours.
 *
 * @throws AppError invalid-request where an output is the input or another output, or the profile is wrong; source-rejected where the data
 * is; not-found for a file that is not there.
 */
export async function readRunInput(
  files: RunInputFiles,
): Promise<{ readonly profile: RunProfile; readonly table: AreaTable }> {
  const overwritten = files.outputs.find((output) =>
    [files.input, files.profile, ...(files.neighbours === undefined ? [] : [files.neighbours])].some(
      (input) => resolve(input) === resolve(output),
    ),
  );
  if (overwritten !== undefined) {
    throw new AppError('invalid-request', `${overwritten} would be written over: it is an input.`, {
      details: { field: 'output', value: overwritten },
    });
  }
  const places = files.outputs.map((output) => resolve(output));
  const repeated = files.outputs.find((_, at) => places.indexOf(places[at] ?? '') < at);
  if (repeated !== undefined) {
    throw new AppError('invalid-request', `${repeated} would be written over: it is named for two outputs.`, {
      details: { field: 'output', value: repeated },
    });
  }
  const read = await readRunProfile(files.profile);
  const { profile, columns } = read;
  const others = files.others ?? [];
  const named = (use: 'number' | 'group'): string[] => [
    ...new Set([...columns, ...others].filter((column) => column.use === use).map(({ name }) => name)),
  ];
  const table = await readAreaTable(files.input, {
    numbers: named('number'),
    texts: named('group'),
    code: profile.code,
    missing: [...profile.missing, ...files.missing],
    askedBy: (name) =>
      askedBy(read, name) ?? others.find((other) => other.name === name)?.askedBy ?? 'the profile',
  });
  if (files.neighbours === undefined) return { profile, table };
  const neighbours = await readNeighboursByCode(files.neighbours, table.codes);
  return { profile, table: { ...table, neighbours } };
}

function askedBy({ place, columns }: ReadProfile, name: string): string | null {
  const column = columns.find((each) => each.name === name);
  const path = column?.path ?? (name === '' ? ['code'] : null);
  if (path === null) return null;
  const line = place.lineOf(path);
  return `${place.file}${line === null ? '' : `, line ${line}`} (${path.map(String).join('.')})`;
}
