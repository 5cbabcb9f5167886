import { countFlags } from '../../../server/usecases/small-areas/read-counts.ts';
import { columnLines } from '../../text-table.ts';
import { rateColumns } from './small-area-output.ts';

const flags = Object.entries(countFlags).map(([name, meaning]) => ({ name, meaning }));

/** What --help says beyond the options. */
export const smallAreaHelp = `
The data. First column the area code; the events must be among the people of --population (claimants among adults), for an
area's share cannot be above 1. Numbers may be 1,234; missing are empty cells, NA and what --missing names; c, * and <5 are
withheld. A count below zero, or a text that is no number, is an error that names file, line, column and value.

Intervals of the rate
  wilson    Wilson's score interval of a share; good for few events and many (default)
  jeffreys  quantiles of beta(r + 1/2, n - r + 1/2)
  byar      Byar's approximation for a Poisson count over the population, as in public health statistics
  exact     the exact (Garwood) interval of a Poisson count; never shorter than it claims

Columns of --output; rates are per --per people, probabilities and weights 0-1
${columnLines(rateColumns.all)}
with --group, shrinkage as in the Indices of Deprivation (not for modelled figures or distances)
${columnLines(rateColumns.groups)}
with --neighbours
${columnLines(rateColumns.neighbours)}
with --draws, ranks in so many plausible sets of true rates: beta(r + 1/2, n - r + 1/2), or with --group normal on the logit
scale around the shrunk rate; probability_above is of the same law
${columnLines(rateColumns.ranks)}
with --against
${columnLines(rateColumns.reference)}
always
${columnLines(rateColumns.last)}

Flags
${columnLines(flags)}

--hide-below hides rates that rest on too few people to say anything (fewer than 30, say): rate, rate_lower and rate_upper are
empty. Shrunk and empirical Bayes rates, ranks and probabilities, which are made for small numbers, stand, as do the counts
themselves: a table that is to be shared goes through atlas index protect.

choynowski_p and exceedance_p are one-sided and not corrected for the number of areas looked at. The same seed gives the same
answer; draw k is the same in a run of 100 and of 10,000. Shares of survey estimates: atlas index margin-of-error.

Examples
  atlas index small-areas --input claimants.csv --events claimants --population adults --output rates.csv
  atlas index small-areas --input lsoa.csv --events claimants --population adults --per 100 --group lad --draws 1000 \\
    --against E01005061 --output rates.csv --json
  atlas index spatial --input lsoa.geojson --field people --weights queen --permutations 0 --save-neighbours lsoa.gal
  atlas index small-areas --input lsoa.csv --events deaths --population people --interval byar --per 100000 \\
    --neighbours lsoa.gal --threshold 12 --output rates.csv

Exit codes: 0 done; 2 an option is wrong; 3 no area has a rate, or it was stopped; 4 a file breaks its format; 1 our mistake.
Definitions and sources: docs/methods/uncertainty.md, section Small areas
`;
