import { poorFit } from '../../../core/summaries/best-fit-quality.ts';
import { summaryColumns } from '../../../server/usecases/summaries/summaries-csv.ts';

const columns = summaryColumns.map(({ name, meaning }) => `  ${name.padEnd(25)} ${meaning}`).join('\n');

/** What `atlas index summarise --help` says below its options. */
export const summariseHelp = `
Data
  A row per small area, first column its code. Ranks are 1 = worst; without --rank they are worked out from --score, where
  a high score is the worse one (--reverse: a low one), ties sharing their average. Ranks of a file that holds only a part
  of the areas want --among: how many areas they are among. Tenths (deciles) are refused: they have thrown away what is to
  be averaged, and an average of tenths is no average of areas.
  Which larger area an area belongs to: one --parent column or several, each a level of its own, or a --membership file with
  two columns, code of the area and of the larger one (a best-fit lookup; empty where there is none). Both may be given.
  Without --population every area counts as one person.

Columns of --output, a row per larger area, higher is worse unless --reverse
${columns}
  and for every --count COLUMN:
  scale_COLUMN              sum over its areas; scale_COLUMN_missing says of how many areas no count is known
  scale_COLUMN_rank         1 = largest; empty where the sum is short of an area
  and with --points:
  best_fit_share            share (0-1) of the people who live in the larger area that the areas given to it hold
  own_share                 share (0-1) of the people in the areas given to it who live in it
Numbers in full precision; missing is empty. N is the number of ranked areas, or --among.

How good a best fit is
  Whole areas that are given to a ward by where most of their people live rarely fill it. --points is a CSV with three
  columns: code of the area, code of the larger area (empty outside of all), people; a row per output area or postcode, or
  per pair. Larger areas of which either share is below ${poorFit} are called out as a warning.

Examples
  atlas index summarise --input imd.csv --score imd_score --rank imd_rank --parent lad --population people --output lads.csv
  atlas index summarise --input scores.csv --score score --membership lsoa-ward.csv --points postcodes.csv \\
    --population people --count unemployed --output wards.csv --json
  atlas index summarise --input county.csv --rank imd_rank --among 33755 --parent msoa --parent lad --output summaries.csv

Exit codes: 0 done; 2 the command, or what it says of the ranks, is wrong; 4 a file is wrong; 1 our mistake.
Definitions and sources: docs/methods/uncertainty.md, section Larger areas.
`;
