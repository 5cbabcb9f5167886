import type { MethodReport } from '../../../core/contract/method-report.ts';
import type { Queryable } from '../../database/database.ts';
import { createSeriesStore } from '../../store/series-store.ts';
import type { ScoreTable } from '../make-score-table.ts';
import { compareScores, rowsByParent } from '../validate-profile.ts';

type Validation = NonNullable<MethodReport['validation']>;

/** Points of score to a cell of the scatter plot. */
const scoreStep = 2.5;
/** How many cells the outcome's range is cut into. */
const outcomeSteps = 40;

/** How well the scores agree with the first of these outcomes that is loaded; null where none is. */
export async function describeValidation(
  database: Queryable,
  table: ScoreTable,
  outcomeIds: readonly string[],
): Promise<Validation | null> {
  const { inputs, scored } = table;
  const store = createSeriesStore(database);
  const [outcome] = await store.current(outcomeIds, inputs.profile.areas);
  if (outcome === undefined) return null;
  const { values } = await store.column(outcome.seriesId, inputs.profile.areas);
  const comparison = compareScores(inputs, scored.score, { values, direction: outcome.direction });
  return {
    outcomeId: outcome.indicatorId,
    outcomeTitle: outcome.title,
    publisher: outcome.publisher,
    period: outcome.period,
    isConverted: outcome.isConverted,
    rows: [...rowsByParent(inputs, 'nation', comparison), ...rowsByParent(inputs, 'region', comparison)],
    ...countCells(scored.score, values),
  };
}

/** Counts areas in cells of score and outcome: 33,755 points on top of each other would show nothing. */
function countCells(score: Float64Array, outcome: Float64Array): Pick<Validation, 'cells' | 'cellSize'> {
  const rows = [...score.keys()].filter((row) => !Number.isNaN(score[row]) && !Number.isNaN(outcome[row]));
  const present = Float64Array.from(rows, (row) => outcome[row] ?? NaN).sort();
  const lowest = present[0] ?? 0;
  const step = ((present.at(-1) ?? lowest) - lowest) / outcomeSteps || 1;
  const counts = new Map<string, Validation['cells'][number]>();
  for (const row of rows) {
    const across = Math.min(100 / scoreStep - 1, Math.floor((score[row] ?? NaN) / scoreStep));
    const up = Math.min(outcomeSteps - 1, Math.floor(((outcome[row] ?? NaN) - lowest) / step));
    const key = `${across} ${up}`;
    const known = counts.get(key);
    counts.set(key, {
      score: across * scoreStep,
      outcome: lowest + up * step,
      areas: (known?.areas ?? 0) + 1,
    });
  }
  return { cells: [...counts.values()], cellSize: { score: scoreStep, outcome: step } };
}
