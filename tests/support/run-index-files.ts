import { join } from 'node:path';
import { indexRunCommand } from '../../scripts/commands/index/run.ts';
import { readTable, type Table } from './read-table.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface RunFiles {
  readonly summary: Awaited<ReturnType<typeof indexRunCommand>>;
  readonly scores: Table;
  /** A stage file by its name: `weights.csv`. */
  readonly stage: (name: string) => Table;
  /** A column of the scores in the order of these codes. */
  readonly inOrder: (column: string, codes: readonly string[]) => Float64Array;
}

/** What `atlas index run` writes for a profile and a data file, read back. */
export async function runIndexFiles(profile: string, input: string): Promise<RunFiles> {
  const folder = temporaryFolder();
  const output = join(folder, 'scores.csv');
  const stages = join(folder, 'stages');
  const summary = await indexRunCommand({ profile, input, output, stages, missing: [], json: true });
  const scores = readTable(output);
  const rowOf = new Map(scores.text('code').map((code, row) => [code, row]));
  return {
    summary,
    scores,
    stage: (name) => readTable(join(stages, name)),
    inOrder: (column, codes) => {
      const values = scores.numbers(column);
      return Float64Array.from(codes, (code) => values[rowOf.get(code) ?? -1] ?? NaN);
    },
  };
}
