/** What `atlas index convert --help` says below its options. */
export const convertHelp = `
The lookup is an exact-fit one, a row per old and new area that have ground in common: of the ONS's code columns the two years
of one kind (LSOA11CD and LSOA21CD, wherever they stand), else its first two columns, else --from and --to. A best-fit
lookup will not do: it gives a split area to one of its parts only (1,044 LSOAs of 2021 would have no source at all).

How figures cross
               unchanged  split                   merged                 complex (many to many)
  --counts     copied     shared out by people    added up               shared out, then added up
  --rates      worked out again from numerator and denominator, which cross as counts
  --scores     copied     copied to each          mean by people         mean by people; then ranked again
  --ranks      copied     copied to each          mean by people         the same; then ranked again, 1 = lowest
  By whose people: those who live in both areas (--overlaps), else those of the new area (--new-population) for a split, and
  those of the old one (--population) for a merger, or those in --overlaps unless all of its parts have the former. An old
  area with an empty cell in --overlaps counts as one that is not in it. Where people are not known the parts count the same,
  and the row says so.
  Counts, and the numerators and denominators of rates, are 0 or more: one below 0 is an error. A figure is missing where
  that of any of its parts is; its reason stands in the column missing.

Columns of --output, a row per new area that any area of the file leads to
  code            of the new area
  change          unchanged, split, merged or complex
  sources         codes of the old areas it is made of
  equal_weights   yes where parts counted the same for want of people
  missing         COLUMN=reason, for every figure that is missing: not-in-source, suppressed, zero-denominator, conversion-lost
                  (an old area that it is made of is not in the file)
  COUNT           for each of --counts
  RATE, RATE_numerator, RATE_denominator
                  for each of --rates
  SCORE, SCORE_rank
                  for each of --scores; rank 1 = highest, ties share their average
  RANK            for each of --ranks
  All figures in full precision; all but those of unchanged areas are converted, not measured.

--json: areas by change; for every column areas before and after, missing, and of counts the total before, after and
unallocated (before = after + unallocated, to one part in a thousand million) with the codes that could not be placed.

Examples
  atlas index convert --input census2011.csv --lookup LSOA11_LSOA21_EXACT.csv --counts unemployed,adults \\
    --rates "unemployment:unemployed/adults*100" --new-population census2021.csv --output census2011-on-2021.csv
  atlas index convert --input imd2019.csv --lookup lookup.csv --scores imd_score --population people --output imd.csv --json
  atlas index convert --input simd.csv --lookup dz.csv --from DZ11_Code --to DZ22_Code --counts people \\
    --overlaps oa-people.csv --output simd-2022.csv

Exit codes: 0 done; 2 the command is wrong; 4 a file is wrong, or a code is unknown or of the new areas; 1 our mistake.
Rules and sources: docs/methods/vintages.md.
`;
