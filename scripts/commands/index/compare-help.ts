import { dateColumns, moveColumns, recipeColumns } from '../../../server/usecases/compare-runs/moves-csv.ts';

const lines = (columns: readonly { readonly name: string; readonly meaning: string }[]): string =>
  columns.map(({ name, meaning }) => `  ${name.padEnd(15)} ${meaning}`).join('\n');

/** What `atlas index compare --help` says below its options. */
export const compareHelp = `
Either two profiles over one file (--with), or one profile over the files of two dates (--with-input).

Columns of --output, a row per area, the largest move first
${lines(moveColumns)}
with --with also, why an area moves:
${lines(recipeColumns)}
with --with-input also, what changed in the area itself:
${lines(dateColumns)}
Numbers in full precision, empty where missing.

Figures printed (with --json as JSON): areas scored in each run, compared and moved; Spearman's rho and Kendall's tau-b of the
scores; mean_shift (mean distance of ranks); worst_tenth_kept (share, 0-1, of the worst tenth of the first run that is in that of the
second); deciles_changed; the ten largest moves; warnings.
  --with: what differs between the profiles, and one_at_a_time: what each setting of the second does to the first by itself
    (moved, mean_shift), or the problem where it cannot stand alone. Settings: recipe, normalise, weighting, aggregate,
    availability, base, ranking, weights, indicators (what is said of each, or which there are). Together they need not
    do the sum of it.
  --with-input: fixed (areas with the same inputs at both dates, how many became higher or lower, mean change), areas that are
    in one file only, indicators with the same figures at both dates.

Two dates. Ranks and scores compare an area with the others of its date: it can fall in rank and be worse off. Fixed scores are
between goalposts that are the same at both dates, the lowest and the highest value of each indicator over both, added up by
the profile's weights; figures are rates, before treatment and imputation. Only they may be subtracted.

Examples
  atlas index compare --input data.csv --profile mean.yaml --with geometric.yaml --output moves.csv --json
  atlas index compare --input data-2019.csv --with-input data-2025.csv --profile index.yaml --output changes.csv

Exit codes: 0 done; 2 a profile or the command is wrong; 3 it cannot be worked out; 4 a data file is wrong; 1 our mistake.
How it works: docs/methods/recipes.md, section Comparing.
`;
