import { z } from 'zod';
import { areaSetSchema, membershipMethodSchema } from './area.ts';
import { attributionSchema, releaseSchema } from './dataset.ts';
import { directionSchema, missingReasonSchema, unitSchema } from './indicator.ts';
import { qualityReportSchema, severitySchema } from './quality.ts';

/**
 * How old data are against how often they are published. `may-be-newer`: more months have gone by than lie between two
 * editions, but the next may not be out, as publishing takes time. `is-behind`: twice as many have.
 */
export const freshnessSchema = z.enum(['up-to-date', 'may-be-newer', 'is-behind']);
export type Freshness = z.infer<typeof freshnessSchema>;

export const dataAgeSchema = z.strictObject({
  /** The newest period in force, as the release states it. */
  period: z.string(),
  /** The last day of that period. */
  until: z.iso.date(),
  /** Whole months from that day to today; 0 where it lies ahead. */
  months: z.number().int().min(0),
  /** Null where it is not known how often the publisher publishes. */
  freshness: freshnessSchema.nullable(),
});
export type DataAge = z.infer<typeof dataAgeSchema>;

/** What the quality gate found, in numbers. */
export const checkSummarySchema = z.strictObject({
  /** Releases in force that were checked, and those whose report is not kept. */
  checked: z.number().int(),
  unchecked: z.number().int(),
  findings: z.record(severitySchema, z.number().int()),
});

const sourceFactsSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  publisher: z.string(),
  licence: z.string(),
  /** Null where the licence is not one that data/sources.yaml knows. */
  licenceUrl: z.url().nullable(),
  attribution: z.string(),
  /** The publisher's page about the data. */
  page: z.url().nullable(),
  everyMonths: z.number().int().nullable(),
});

/** A row of the catalogue: one dataset that is loaded. */
export const datasetEntrySchema = sourceFactsSchema.extend({
  madeUp: z.boolean(),
  /** Periods and vintages of the releases in force, the newest first. */
  periods: z.array(z.string()),
  vintages: z.array(z.number().int()),
  age: dataAgeSchema.nullable(),
  /** Names of the files in force, in the order of their import. */
  files: z.array(z.string()),
  releases: z.number().int(),
  supersededReleases: z.number().int(),
  /** When the newest of the releases in force was imported; null where none is. */
  importedAt: z.iso.datetime().nullable(),
  rowsRead: z.number().int(),
  rowsKept: z.number().int(),
  rowsRejected: z.number().int(),
  checks: checkSummarySchema,
  indicators: z.number().int(),
});
export type DatasetEntry = z.infer<typeof datasetEntrySchema>;

const neededBySchema = z.strictObject({
  profileId: z.string(),
  profileTitle: z.string(),
  indicators: z.array(z.strictObject({ id: z.string(), title: z.string() })),
});

/** A source that is described but not loaded, and which profiles take indicators from it: perhaps none. */
export const missingSourceSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  publisher: z.string(),
  page: z.url().nullable(),
  neededBy: z.array(neededBySchema),
});
export type MissingSource = z.infer<typeof missingSourceSchema>;

const missingCountSchema = z.strictObject({ reason: missingReasonSchema, areas: z.number().int() });
/** Areas that a file says nothing about; `nation` is null where the code of the area does not tell it. */
const absentCountSchema = z.strictObject({ nation: z.string().nullable(), areas: z.number().int() });

const gapFields = {
  /** Areas of the set, those with a value, and those with none. */
  areas: z.number().int(),
  values: z.number().int(),
  missing: z.array(missingCountSchema),
  absent: z.array(absentCountSchema),
};

/** An indicator in force that has no value for some areas of its set. */
export const indicatorGapSchema = areaSetSchema.extend({
  indicatorId: z.string(),
  title: z.string(),
  datasetId: z.string(),
  period: z.string(),
  ...gapFields,
});
export type IndicatorGap = z.infer<typeof indicatorGapSchema>;

/** One kind of area of one vintage, as loaded. */
export const loadedAreaSetSchema = areaSetSchema.extend({
  areas: z.number().int(),
  withoutBoundary: z.number().int(),
  nations: z.array(absentCountSchema),
});
export type LoadedAreaSet = z.infer<typeof loadedAreaSetSchema>;

/** How the areas of one set were put into those of a larger kind. */
export const areaMatchSchema = z.strictObject({
  child: areaSetSchema,
  parent: areaSetSchema,
  /** Areas of the child set that are loaded. */
  areas: z.number().int(),
  methods: z.array(z.strictObject({ method: membershipMethodSchema, areas: z.number().int() })),
  /** Areas in no parent: they are in none of its totals. */
  without: z.number().int(),
});
export type AreaMatch = z.infer<typeof areaMatchSchema>;

/** Figures that were published on an older vintage and brought to a newer one. */
export const vintageConversionSchema = areaSetSchema.extend({
  fromVintage: z.number().int(),
  series: z.number().int(),
  values: z.number().int(),
  missing: z.number().int(),
});
export type VintageConversionCount = z.infer<typeof vintageConversionSchema>;

/** Unchanged, split, merged, many to many, or replaced by another code. */
export const codeChangeKindSchema = z.enum(['U', 'S', 'M', 'X', 'R']);
export const codeChangeCountSchema = areaSetSchema.extend({
  fromVintage: z.number().int(),
  changes: z.array(
    z.strictObject({ kind: codeChangeKindSchema, from: z.number().int(), to: z.number().int() }),
  ),
});
export type CodeChangeCount = z.infer<typeof codeChangeCountSchema>;

/** The catalogue as a whole. */
export const dataCatalogueSchema = z.strictObject({
  /** The day that ages are counted to. */
  today: z.iso.date(),
  attribution: attributionSchema,
  datasets: z.array(datasetEntrySchema),
  missingSources: z.array(missingSourceSchema),
  gaps: z.array(indicatorGapSchema),
  areaSets: z.array(loadedAreaSetSchema),
  matches: z.array(areaMatchSchema),
  conversions: z.array(vintageConversionSchema),
  codeChanges: z.array(codeChangeCountSchema),
});
export type DataCatalogue = z.infer<typeof dataCatalogueSchema>;

/** Where the figures of a series are, as paths of this service. */
export const seriesFilesSchema = z.strictObject({
  json: z.string(),
  csv: z.string(),
  /** The two descriptions of the CSV: CSV on the Web, and Table Schema. */
  csvw: z.string(),
  tableSchema: z.string(),
});
export type SeriesFiles = z.infer<typeof seriesFilesSchema>;

export const describedSeriesSchema = areaSetSchema.extend({
  period: z.string(),
  releaseId: z.number().int(),
  isCurrent: z.boolean(),
  /** The vintage it was published on, where it was brought to this one. */
  convertedFrom: z.number().int().nullable(),
  ...gapFields,
  files: seriesFilesSchema,
});
export type DescribedSeries = z.infer<typeof describedSeriesSchema>;

export const describedIndicatorSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  unit: unitSchema,
  direction: directionSchema,
  series: z.array(describedSeriesSchema),
});
export type DescribedIndicator = z.infer<typeof describedIndicatorSchema>;

/** A file that was imported, with what the quality gate said of it. */
export const describedReleaseSchema = releaseSchema.extend({
  supersededBy: z.number().int().nullable(),
  /** Null where none was stored. */
  report: qualityReportSchema.nullable(),
});
export type DescribedRelease = z.infer<typeof describedReleaseSchema>;

/** Everything of one dataset. */
export const datasetDescriptionSchema = z.strictObject({
  today: z.iso.date(),
  dataset: datasetEntrySchema,
  releases: z.array(describedReleaseSchema),
  indicators: z.array(describedIndicatorSchema),
  /** Boundaries that came from it, as GeoJSON. */
  boundaries: z.array(areaSetSchema.extend({ areas: z.number().int(), geojson: z.string() })),
});
export type DatasetDescription = z.infer<typeof datasetDescriptionSchema>;
