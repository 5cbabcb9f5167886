import { z } from 'zod';
import { areaSetSchema } from './area.ts';

export const directionSchema = z.enum(['higher-is-riskier', 'lower-is-riskier', 'neutral']);
export type Direction = z.infer<typeof directionSchema>;

/** `percent` is 0-100, `share` 0-1; both are numerator over denominator. */
export const unitSchema = z.enum([
  'percent',
  'share',
  'count',
  'rate-per-1000',
  'pounds',
  'megabits-per-second',
  'score',
  'rank',
  'decile',
  'metres',
  'years',
  'people-per-hectare',
]);
export type Unit = z.infer<typeof unitSchema>;

export const missingReasons = [
  'not-published',
  'suppressed',
  'zero-denominator',
  'not-in-source',
  'conversion-lost',
  'invalid-in-source',
  'too-few-inputs',
  // All areas of the comparison group have the same value, so it cannot tell them apart.
  'zero-range',
  // The recipe of the profile leaves it out: it has too little data.
  'screened-out',
  // A stage of the recipe could not work it out.
  'not-computable',
] as const;
export const missingReasonSchema = z.enum(missingReasons);
export type MissingReason = z.infer<typeof missingReasonSchema>;

export const valueFlagSchema = z.enum([
  'observed',
  'converted-vintage',
  'modelled',
  'imputed',
  'shrunk',
  'treated',
  'from-parent',
]);
export type ValueFlag = z.infer<typeof valueFlagSchema>;

const identifierSchema = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens');

/**
 * How an indicator is made from the columns of a source. `numerator` and `denominator` are sums of columns of the
 * same dataset, named as the reader yields them; a `value` column is taken as it stands.
 */
export const indicatorFormulaSchema = z.union([
  z.strictObject({ value: z.string() }),
  z.strictObject({ numerator: z.array(z.string()).min(1), denominator: z.array(z.string()).min(1) }),
  z.strictObject({ count: z.array(z.string()).min(1) }),
]);
export type IndicatorFormula = z.infer<typeof indicatorFormulaSchema>;

/** One indicator of the catalogue (data/indicators.yaml). */
export const indicatorDefinitionSchema = z.strictObject({
  id: identifierSchema,
  title: z.string().min(1),
  /** One plain-English sentence that a councillor understands. */
  description: z.string().min(1),
  /** The words of a sentence: "people aged 75 and over", as in "27 % are people aged 75 and over". */
  phrase: z.string().min(1),
  theme: z.enum(['connectivity', 'people', 'means-and-skills', 'deprivation', 'support', 'population']),
  unit: unitSchema,
  direction: directionSchema,
  decimals: z.number().int().min(0).max(6).default(1),
  /** The id of the dataset in data/sources.yaml whose release gives the values. */
  dataset: identifierSchema,
  formula: indicatorFormulaSchema,
  /** The same figure under the column names of other editions of the file; the first that fits is taken. */
  alternatives: z.array(indicatorFormulaSchema).min(1).optional(),
  /** An outcome is what a profile is checked against (`atlas validate`): it is never an input of a profile. */
  role: z.literal('outcome').optional(),
  /** Whose total the denominator is, in words: "all usual residents". */
  denominatorTitle: z.string().optional(),
  /** Counts that may be added up over areas (population); rates are recomputed from numerator and denominator. */
  additive: z.boolean().default(false),
});
export type IndicatorDefinition = z.infer<typeof indicatorDefinitionSchema>;

const indicatorSeriesSchema = areaSetSchema.extend({
  period: z.string(),
  releaseId: z.number().int(),
  valueCount: z.number().int(),
  missingCount: z.number().int(),
});
export type IndicatorSeries = z.infer<typeof indicatorSeriesSchema>;

export const indicatorSummarySchema = z.strictObject({
  id: identifierSchema,
  title: z.string(),
  description: z.string(),
  phrase: z.string(),
  theme: z.string(),
  unit: unitSchema,
  direction: directionSchema,
  decimals: z.number().int(),
  denominatorTitle: z.string().nullable(),
  datasetId: z.string(),
  /** Where values exist now: the area sets and period of the releases in force. */
  series: z.array(indicatorSeriesSchema),
});
export type IndicatorSummary = z.infer<typeof indicatorSummarySchema>;

/** One indicator with everything that was ever loaded for it: what a newer release took the place of stays readable. */
export const indicatorHistorySchema = indicatorSummarySchema.extend({
  superseded: z.array(indicatorSeriesSchema),
});
export type IndicatorHistory = z.infer<typeof indicatorHistorySchema>;

export const indicatorValueSchema = z.strictObject({
  indicatorId: z.string(),
  areaCode: z.string(),
  period: z.string(),
  value: z.number().nullable(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  missingReason: missingReasonSchema.nullable(),
  flag: valueFlagSchema,
});
export type IndicatorValue = z.infer<typeof indicatorValueSchema>;
