/** What --help says beyond the options. */
export const protectHelp = `
The table. A row for each area or anything else, a column for each category, counts in the cells. Rows may share their first
cell (ages within an authority). Missing are empty cells, NA and what --missing names: they stay empty and hide nothing. Cells
that are withheld already (c, *, <5) stay so. A count below zero or that is no whole number is an error that names file, line,
column and value, as is one beyond 9,007,199,254,740,991, which would lose digits. Columns that are not named by --columns and
--totals are handed through: look at them yourself. They and the first column stay as they are but for cells that begin with
= + - @ or a tab and are no number: an apostrophe is put in front, or a spreadsheet would run them as a formula.

What is withheld
  few people   counts above 0 and below --threshold; with --zero-is-disclosive those of 0 too
  small areas  with --minimum-population every count of a row with fewer people than that, or whose people are not known
  others       as many as it takes that in each row and each column no withheld count is the total less what is shown: no line
               has exactly one, and those of a line come to the threshold together; the smallest counts first, zeros last
Totals of rows and columns are taken to be public and true. With --within they are those of each unit (the columns of one
authority), and so those of all units together are safe as well. With --totals the total of each row is a column of the file:
it is protected like the others, and need not be the sum of the columns where they are not all there is.
The total of a row with a single column of counts is that count: do not publish it where the count is withheld.
A line with nothing left to withhold is printed: its total must be withheld wherever it is published, and where it is that of
a unit, so must the total of all units, or that of a second one.
This guards against subtraction line by line. It does not promise that a count cannot be bounded from several lines at once,
nor worked out from another table of the same people: publish one set of areas and categories only.

--round is the other way: every count goes to a multiple of the base, by itself, so that totals no longer add up. nearest, or
random: up or down so that sums of many are right on average. Keep the seed to yourself: who has it can tell more of the counts.

The output. The columns of the file in their order, c for a count that is withheld (nothing says which are small), and at the
end withheld: how many are in the row. Nothing else is written, and the printed summary has no counts of people:
  rows, columns, shown, small (primary), required (small areas, and cells that were withheld already), secondary, missing (in
  cells), rows_of_few_people, totals_that_differ (rows whose total is not the sum of the columns), open_lines

Examples
  atlas index protect --input claimants.csv --output shared.csv --within lad --totals all
  atlas index protect --input ages.csv --columns age_16_24,age_25_49,age_50_64 --threshold 5 --zero-is-disclosive \\
    --minimum-population people,1000 --output shared.csv --json
  atlas index protect --input claimants.csv --round 5 --method random --seed 8217364 --output shared.csv

Exit codes: 0 done, also where totals must be withheld; 2 an option is wrong; 4 the file breaks its format; 1 our mistake.
Definitions and sources: docs/methods/uncertainty.md, section Small counts in uploads
`;
