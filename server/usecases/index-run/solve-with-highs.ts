import type { LinearProgramme, SolveLinearProgramme } from '../../../core/index/benefit-of-the-doubt.ts';
import { AppError } from '../../../core/errors.ts';

/**
 * The linear programmes of benefit of the doubt, solved by HiGHS. Its WebAssembly (3.5 MB) is loaded when it is first
 * asked for.
 *
 * Weights may be millions where an indicator is tiny, so the programme is scaled: each coefficient by the largest of its
 * column, which does not change the objective.
 */
export async function loadSolver(): Promise<SolveLinearProgramme> {
  const { default: loaded } = await import('highs');
  // The package's types describe its CommonJS build, where the loader is one step further in.
  const load = 'default' in loaded ? loaded.default : loaded;
  const highs = await load();
  return (programme) => {
    const solution = highs.solve(programmeText(programme), { output_flag: false });
    if (solution.Status === 'Optimal') return solution.ObjectiveValue;
    if (solution.Status === 'Infeasible') return null;
    throw new AppError('not-computable', `A linear programme ended as "${solution.Status}".`, {
      details: { reason: solution.Status },
    });
  };
}

/**
 * The solver, where anything is aggregated by benefit of the doubt; null where nothing is, because loading it takes a
 * moment.
 */
export async function solverFor(...parts: readonly unknown[]): Promise<SolveLinearProgramme | null> {
  return JSON.stringify(parts).includes('"benefit-of-the-doubt"') ? loadSolver() : null;
}

function programmeText({ objective, rows }: LinearProgramme): string {
  const largest = objective.map((value, at) =>
    rows.reduce((most, { coefficients }) => Math.max(most, Math.abs(coefficients[at] ?? 0)), Math.abs(value)),
  );
  const sum = (coefficients: readonly number[]): string => {
    const terms = coefficients.flatMap((value, at) => {
      const scaled = value / (largest[at] || 1);
      return scaled === 0 ? [] : [`${scaled < 0 ? '-' : '+'} ${Math.abs(scaled)} x${at}`];
    });
    // A row of zeros says nothing, but the format wants a term.
    return terms.length === 0 ? '0 x0' : terms.join(' ');
  };
  const constraints = rows.map(({ coefficients, upper }) => ` ${sum(coefficients)} <= ${upper}`);
  return ['Maximize', ` ${sum(objective)}`, 'Subject To', ...constraints, 'End', ''].join('\n');
}
