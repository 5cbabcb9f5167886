import { defaultAssumptionsText } from './assumption-options.ts';

/** What the help of both analyses says of assumptions. */
export const assumptionsHelp = `What is varied. Nothing said: ${defaultAssumptionsText}

An --assumptions file (all fields may be left out; in a list every option is equally likely; "own" is what the profile does):

  weights: 0.25                      # w (1 + U(-0.25, 0.25)); or { noise: dirichlet, concentration: 100 }
                                     # of: all | indicators | components
  normalisation:                     # of every indicator without a normalisation of its own; settings as in profiles
    - own
    - { method: z-score, mean: 50, standardDeviation: 10 }
    - { method: min-max, range: [1, 100] }
    - { method: exponential, constant: 23 }
    - percentile
  aggregation: [own, geometric, { method: power, exponent: 0.5 }]
  imputation: [own, median, { method: group-median, group: [lad, region] }, { method: nearest, neighbours: 5 }]
  treatment: [own, none, { winsorise: { share: 0.01 }, transform: log-ct }]
  base: [own, everything, { within: lad }]    # among which areas an indicator is made comparable; ranks stay among all
  leaveOut: { share: 0.5, indicators: [a, b] } # in half of the draws one of these is left out; all when none is named
  smallNumbers: { indicators: [claimants] }   # counts over denominators: rates from beta(r + 0.5, n - r + 0.5); after a
                                              # shrink stage from the shrunk rate and its error
  imputedValues: { indicators: [income] }     # imputed values drawn anew in every version (multiple imputation; 20 draws or
                                              # more): em conditional normal, mean, group-mean and spatial-lag normal with the
                                              # spread around it; median, row-mean, nearest, panel stay. true: all indicators
  standardErrors: { income: income_se }       # raw figures with a standard error in another column of the file

Values that geometric and harmonic means cannot take (zero and less) are an error that names the version: use
min-max with range [1, 100]. Methods and their settings: atlas index run --help.`;
