import type { Direction } from '../../../core/contract/indicator.ts';
import type { RunProfile } from '../../../core/contract/run-profile.ts';
import type { IndexModel } from '../../../core/uncertainty/version-ranker.ts';
import type { AreaTable } from './read-area-table.ts';
import { preparationInput } from './run-index.ts';
import { solverFor } from './solve-with-highs.ts';

/**
 * A profile and the columns of a file as the model whose assumptions are varied.
 *
 * @throws AppError as the engine where the two do not fit.
 */
export async function indexModel(profile: RunProfile, table: AreaTable): Promise<IndexModel> {
  const { compiled, ...data } = preparationInput(profile, table);
  const rowOf = new Map(table.codes.map((code, row) => [code, row]));
  // A profile for files says itself which indicators are the other way round.
  const directions = Object.fromEntries(
    compiled.leaves.map(({ indicatorId }): [string, Direction] => [indicatorId, 'higher-is-riskier']),
  );
  const solve = await solverFor(profile);
  return {
    profile,
    directions,
    data,
    options: { rowOfArea: (code) => rowOf.get(code) ?? null, ...(solve === null ? {} : { solve }) },
  };
}
