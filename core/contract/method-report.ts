import { z } from 'zod';
import { areaSetSchema } from './area.ts';
import { attributionSchema } from './dataset.ts';
import { directionSchema } from './indicator.ts';
import { comparisonBaseSchema } from './profile.ts';
import { transformSchema } from './recipe.ts';

/** Counts of areas in bins of equal width; `edges` has one more entry than `counts`. The last bin holds its upper edge. */
const histogramSchema = z.strictObject({
  edges: z.array(z.number()),
  counts: z.array(z.number().int()),
});
export type Histogram = z.infer<typeof histogramSchema>;

/** What a column of figures is like. Null where it is not defined (too few values, or all of them equal). */
const distributionSchema = z.strictObject({
  present: z.number().int(),
  missing: z.number().int(),
  lowest: z.number().nullable(),
  lowerQuartile: z.number().nullable(),
  median: z.number().nullable(),
  upperQuartile: z.number().nullable(),
  highest: z.number().nullable(),
  mean: z.number().nullable(),
  skewness: z.number().nullable(),
  excessKurtosis: z.number().nullable(),
  histogram: histogramSchema.nullable(),
});
export type Distribution = z.infer<typeof distributionSchema>;

/** The weight a child is given beside the influence it has on its parent (Paruolo and others, 2013). */
const influenceSchema = z.strictObject({
  /** Share (0-1) of its siblings' weights. */
  weightShare: z.number(),
  /** Share (0-1) of what the siblings together explain of the parent; null where it cannot be told. */
  influenceShare: z.number().nullable(),
  flag: z.enum(['more', 'less']).nullable(),
});

export const methodIndicatorSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  componentId: z.string(),
  unit: z.string(),
  decimals: z.number().int(),
  direction: directionSchema.exclude(['neutral']),
  /** What it stands in for, and why, where it is not the indicator of the method's author. */
  substitution: z.string().nullable(),
  datasetTitle: z.string(),
  publisher: z.string(),
  period: z.string(),
  isConverted: z.boolean(),
  /** Share (0-1) of the whole index. */
  weightShare: z.number(),
  influence: influenceSchema,
  asPublished: distributionSchema,
  /** After the recipe, in the indicator's own units unless it was transformed; null where that changed nothing. */
  asPrepared: distributionSchema.nullable(),
  /** What the recipe did to it. */
  preparation: z.strictObject({
    imputed: z.number().int(),
    shrunk: z.number().int(),
    winsorised: z.number().int(),
    /** By outlier treatment; null where there was none. */
    transform: transformSchema.nullable(),
  }),
  /** As the index takes it: directed, treated and normalised. */
  asTaken: distributionSchema,
});
export type MethodIndicator = z.infer<typeof methodIndicatorSchema>;

export const methodComponentSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  childIds: z.array(z.string()),
  weightShare: z.number(),
  influence: influenceSchema,
  /** Cronbach's alpha of its children; null with fewer than two of them. */
  alpha: z.number().nullable(),
  /** In the order of `childIds`. */
  alphaWithout: z.array(z.number().nullable()),
});

export const methodValidationSchema = z.strictObject({
  outcomeId: z.string(),
  outcomeTitle: z.string(),
  publisher: z.string(),
  period: z.string(),
  isConverted: z.boolean(),
  rows: z.array(
    z.strictObject({
      place: z.string(),
      areas: z.number().int(),
      spearman: z.number().nullable(),
      worstTenthPercent: z.number().nullable(),
      medianWithinAuthority: z.number().nullable(),
    }),
  ),
  /** Areas counted in cells of score (rows of 5 points) and outcome; the scatter plot of tens of thousands of areas. */
  cells: z.array(z.strictObject({ score: z.number(), outcome: z.number(), areas: z.number().int() })),
  cellSize: z.strictObject({ score: z.number(), outcome: z.number() }),
});

/** How a profile works and how well: everything its method page shows. */
export const methodReportSchema = z.strictObject({
  profileId: z.string(),
  version: z.string(),
  hash: z.string(),
  title: z.string(),
  summary: z.string(),
  source: z.string().nullable(),
  limits: z.array(z.string()),
  areas: areaSetSchema,
  base: comparisonBaseSchema,
  areaCount: z.number().int(),
  scoredCount: z.number().int(),
  /** What is done to the figures before they are put on one scale, and where weights are worked out: plain sentences. */
  steps: z.array(z.string()),
  indicators: z.array(methodIndicatorSchema),
  components: z.array(methodComponentSchema),
  /** Spearman's rho between the indicators as the index takes them; `values[i][j]`, null where undefined. */
  correlations: z.strictObject({
    ids: z.array(z.string()),
    values: z.array(z.array(z.number().nullable())),
    warnings: z.array(
      z.strictObject({
        first: z.string(),
        second: z.string(),
        r: z.number(),
        areas: z.number().int(),
        kind: z.enum(['double-counting', 'weak', 'trade-off']),
        sentence: z.string(),
      }),
    ),
  }),
  /** Indicators that go with the number of people in an area (|r| above 0.6); null where no population is loaded. */
  sizeWarnings: z.array(z.strictObject({ id: z.string(), r: z.number(), sentence: z.string() })).nullable(),
  /** What becomes of the order without each indicator; one that is all there is cannot be left out. */
  sensitivity: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      meanAbsoluteShift: z.number(),
      /** Share (0-1) of the worst tenth that is still in it. */
      worstTenthKept: z.number(),
    }),
  ),
  /** What the version before this one did otherwise; null where no other version was ever scored or saved here. */
  previous: z
    .strictObject({
      version: z.string(),
      changes: z.array(z.string()),
      /** Null where the earlier version cannot be scored on what is loaded now. */
      meanAbsoluteShift: z.number().nullable(),
      worstTenthKept: z.number().nullable(),
    })
    .nullable(),
  /** Null where no outcome is loaded for these areas. */
  validation: methodValidationSchema.nullable(),
  attribution: attributionSchema,
});
export type MethodReport = z.infer<typeof methodReportSchema>;

/** What the page of a method is made from. */
export const methodPageSchema = z.strictObject({
  report: methodReportSchema,
  otherProfiles: z.array(z.strictObject({ id: z.string(), title: z.string() })),
});
