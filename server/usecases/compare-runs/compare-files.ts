import { columnOf, matrixOf } from '../../../core/index/indicator-matrix.ts';
import { ratesOfRaw } from '../../../core/index/rates-of-raw.ts';
import {
  fixedChanges,
  scoreBothDates,
  type BothDates,
  type DatedFigures,
} from '../../../core/index/score-both-dates.ts';
import { pointsReader, reasonOf } from '../compare-profiles.ts';
import { readRunInput } from '../index-run/read-run-input.ts';
import type { IndexRun } from '../index-run/run-index.ts';
import type { AlignedRun } from './align-runs.ts';
import { runPlaced } from './compare-recipes.ts';
import { comparedRuns, type ComparedRuns } from './compared-runs.ts';

export interface FilesRequest {
  readonly profile: string;
  readonly input: string;
  readonly withInput: string;
  readonly missing: readonly string[];
  readonly outputs: readonly string[];
  /** A file of neighbours, for methods that look at them: the same at both dates. */
  readonly neighbours?: string;
}

/** The change of an area between goalposts that are the same at both dates, and the indicator it is most due to. */
export interface FixedMove {
  readonly before: number;
  readonly after: number;
  readonly change: number;
  readonly indicator: string | null;
  /** Points of the fixed score that the indicator gained or lost. */
  readonly points: number | null;
}

export interface ComparedFiles extends ComparedRuns {
  /** Indicators of which no area has another figure at the second date. */
  readonly sameIndicators: readonly string[];
  /** By row; areas without the same inputs at both dates have none. */
  readonly fixed: ReadonlyMap<number, FixedMove>;
  /** Areas of which only one file has a row: ranks are then among different areas. */
  readonly onlyBefore: readonly string[];
  readonly onlyAfter: readonly string[];
}

/**
 * One profile over the files of two dates. Ranks and scores of each date compare areas with the others of that date; the
 * fixed scores say which areas became better or worse by themselves.
 *
 * @throws AppError as readRunInput, runIndex and scoreBothDates.
 */
export async function compareFiles(request: FilesRequest): Promise<ComparedFiles> {
  const { profile: file } = request;
  const run = async (input: string): Promise<IndexRun> => {
    const { profile, table } = await readRunInput({ ...request, input });
    return runPlaced(profile, table, { profile: file, input });
  };
  const compared = comparedRuns(await run(request.input), await run(request.withInput));
  const { codes, before, after } = compared;
  const figures = { before: figuresOf(before), after: figuresOf(after) };
  const absentFrom = ({ ownRow }: AlignedRun): readonly string[] =>
    codes.filter((_, row) => (ownRow[row] ?? -1) < 0);
  return {
    ...compared,
    sameIndicators: sameIndicators(figures.before, figures.after),
    fixed: fixedMoves(scoreBothDates(before.run.profile, figures.before, figures.after)),
    onlyBefore: absentFrom(after),
    onlyAfter: absentFrom(before),
  };
}

/** The figures before anything was done to them that depends on the other areas of their date. */
function figuresOf({ run, ownRow }: AlignedRun): DatedFigures {
  const { compiled, groups } = run.preparation;
  const rates = ratesOfRaw(run.preparation);
  return {
    compiled,
    matrix: matrixOf(
      ownRow.length,
      compiled.leaves.map(({ slot }) => {
        const column = columnOf(rates, slot);
        return Float64Array.from(ownRow, (row) => column[row] ?? NaN);
      }),
    ),
    groups: { ids: ownRow.map((row) => groups.ids[row] ?? -1), count: groups.count },
  };
}

function sameIndicators(before: DatedFigures, after: DatedFigures): string[] {
  const { rowCount } = before.matrix;
  return before.compiled.leaves
    .filter(({ slot }) => {
      const from = slot * rowCount;
      const one = before.matrix.values.subarray(from, from + rowCount);
      const other = after.matrix.values.subarray(from, from + rowCount);
      return one.every((value, row) => Object.is(value, other[row]));
    })
    .map(({ indicatorId }) => indicatorId);
}

function fixedMoves(both: BothDates): ReadonlyMap<number, FixedMove> {
  const pointsBefore = pointsReader(both.before, (id) => id);
  const pointsAfter = pointsReader(both.after, (id) => id);
  return new Map(
    fixedChanges(both).map(({ row, change }) => {
      const reason = reasonOf(pointsBefore(row), pointsAfter(row), Math.sign(change));
      const move = {
        before: both.before.score[row] ?? NaN,
        after: both.after.score[row] ?? NaN,
        change,
        indicator: reason?.indicatorId ?? null,
        points: reason?.points ?? null,
      };
      return [row, move];
    }),
  );
}
