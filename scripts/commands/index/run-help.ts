/** What `atlas index run --help` says below its options. */
export const runHelp = `
The data. First column the area code, unless the profile names another (code: ...). Any column names. Missing values: empty,
NA, N/A, -, .., [x]; withheld ones (*, c, <4) are missing and noted; others by --missing or missing: [-999]. Thousands
separators (1,234), pound and percent signs are understood; any other text in a number column is an error with its line.

A profile. Only the indicators are needed:

  id: my-index
  indicators: [unemployed, no_car]        # columns; higher is riskier, min-max 0-100, mean

and with most of what there is:

  id: my-index
  recipe:                                 # stages, in the order in which they are done; any of them may be left out
    - { stage: denominate }                                # every indicator with a denominator: count / total * scale
    - { stage: impute, method: group-median, group: [lad, region] }
    - { stage: screen, areas: { availability: 0.9 } }
    - { stage: treat, winsorise: { points: 5 }, transform: log-ct }
    - { stage: normalise, method: min-max, range: [1, 100] }
    - { stage: aggregate, method: geometric }
  presentation: min-max                   # score 0-100; none (as it comes out) unless said
  components:
    - id: money
      weight: 2
      weighting: factor-analysis
      indicators:
        - { indicator: Unemployed (count), denominator: Adults, scale: 100 }
        - { indicator: income, direction: lower, normalise: exponential }
    - id: access
      aggregate: { method: power, exponent: -1 }
      indicators: [bus, { indicator: speed, direction: lower, goalposts: [10, 1000], normalise: goalposts }]

Stages and methods (all fields, defaults and formulas: docs/methods/recipes.md)
  screen        areas: availability, nonZero; indicators: availability, nonZero, unique; action remove | flag; keep, leaveOut
  denominate    scale
  shrink        group                     empirical logit of the Indices of Deprivation
  impute        none mean median group-mean group-median (group: column or list of fallbacks) row-mean nearest (neighbours)
                em (iterations 200, tolerance 1e-8: multivariate normal, given the area's other indicators)
                spatial-lag (predictors: other indicators; least squares on the neighbours' mean; needs --neighbours)
                panel (rule last | linear, gap in years, dates: { a: { at: 2023, columns: { 2021: a_2021 } } })
  treat         skewness 2, kurtosis 3.5, winsorise {points | share} | none, transform none log log-ct log-ct-plus
                log-ct-original log-gii box-cox (lambda), combine, when failing | always
  normalise     none min-max z-score scaled goalposts rank borda percentile normal-score exponential distance-to-maximum
                distance-to-reference distance-to-target fraction-of-maximum categories
  aggregate     arithmetic geometric harmonic power sum minimum maximum mean-min mazziotta-pareto wroclaw
                copeland benefit-of-the-doubt
  weighting     given equal principal-components (variant first | rotated) factor-analysis optimised (importance)
                pairwise (judgements)
  At the top: availability (share of a component's inputs that must be there), availabilityBy count | weight,
  base everything | { within: COLUMN } | { codes: [...] }, ranking { ties: min | average | max, decimals }, missing, code.

The output. code, score, rank (1 = highest score), percentile, decile (1 = worst tenth), a column per component,
inputs_present, flags (imputed=2 winsorised-high=1 ...; why there is no score). Full precision, empty where missing.
--stages adds 01-raw.csv, 02-..., the last two -scaled.csv (indicators as they are added up) and -aggregated.csv, flags.csv,
weights.csv, statistics.csv, contributions.csv, and where those stages are used treatment.csv, screened-areas.csv,
screened-indicators.csv.

Examples
  atlas index run --profile data/profiles/published/wimd-2019.yaml --input ranks.csv --output scores.csv --stages stages --json
  atlas index run --profile lag.yaml --input data.csv --output scores.csv --neighbours areas.gal

Exit codes: 0 done; 2 the profile or the command is wrong; 3 it cannot be worked out; 4 the data file is wrong; 1 our mistake.
`;
