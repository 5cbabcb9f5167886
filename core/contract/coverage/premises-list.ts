import { z } from 'zod';
import { areaTypeSchema, positionSchema } from '../area.ts';
import { figureSourceSchema } from '../area-page/figure-source.ts';
import { attributionSchema } from '../dataset.ts';
import { classCountSchema } from './gap-report.ts';
import { evidencedPremisesSchema, localEvidenceSchema } from './local-evidence.ts';
import { gapStatuses, premisesFilterShape } from './premises-filter.ts';
import { evidenceBases, speedClasses } from './speed-class.ts';
import { coverageSnapshotSchema } from './snapshot.ts';

/** A property number has at most twelve digits. */
const uprnSchema = z
  .string()
  .regex(/^\d{1,12}$/, 'a UPRN is a number of at most 12 digits')
  .transform(Number);

/** What lists and files of premises are asked by: those that cannot get the speed, for sure or likely, unless said. */
const askedShape = {
  ...premisesFilterShape,
  status: premisesFilterShape.status.default([...gapStatuses]),
};
export const premisesFileQuerySchema = z.strictObject(askedShape);
export type PremisesFileQuery = z.infer<typeof premisesFileQuerySchema>;

/** What a list has a row for each of. */
export const listGroups = ['premises', 'postcode'] as const;

/** The same, with what a saved list has a row for each of. */
export const savedListQuerySchema = premisesFileQuerySchema.extend({
  by: z
    .enum(listGroups)
    .default('premises')
    .describe('A row for each: premises, or postcode with its premises counted.'),
});
export type SavedListQuery = z.infer<typeof savedListQuerySchema>;

/** What lists of premises are saved as. */
export const premisesFileEndings = ['csv', 'geojson', 'gpkg'] as const;
export type PremisesFileEnding = (typeof premisesFileEndings)[number];

/** The premises in a drawn polygon, by the same filter; the polygon is sent with it. */
export const drawnPremisesQuerySchema = savedListQuerySchema.extend({
  format: z.enum(premisesFileEndings).default('csv').describe('What the file is: csv, geojson or gpkg.'),
});

export const premisesPageQuerySchema = z.strictObject({
  ...askedShape,
  by: z.enum(listGroups).default('premises'),
  after: z
    .string()
    .max(12)
    .regex(/^[A-Z0-9]*$/, 'the UPRN or postcode that the page before ended with')
    .optional(),
});
export type PremisesPageQuery = z.infer<typeof premisesPageQuerySchema>;

export const premisesParamsSchema = z.strictObject({ uprn: uprnSchema });
export const premisesDetailQuerySchema = z.strictObject({ period: premisesFilterShape.period });

/** The premises of a postcode that fit a filter, counted by what they can order. */
export const postcodeRowSchema = classCountSchema.omit({ speedClass: true }).extend({
  /** Null for premises whose postcode is not known. */
  postcode: z.string().nullable(),
  /** For how many a better network is coming, as BDUK says: contracted, voucher or expected. */
  planned: z.number().int(),
  /** Where most of them lie; null where none lies in a loaded one. */
  wardCode: z.string().nullable(),
  wardName: z.string().nullable(),
  ladCode: z.string().nullable(),
  /** The mean of their places; null without a postcode, whose premises may lie anywhere. */
  place: z.strictObject({ easting: z.number(), northing: z.number(), position: positionSchema }).nullable(),
  /** What officers upheld about the postcode. */
  localEvidence: z.array(localEvidenceSchema),
});
export type PostcodeRow = z.infer<typeof postcodeRowSchema>;

const itemsSchema = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({
    period: z.string(),
    items: z.array(item),
    attribution: attributionSchema,
    next: z.string().nullable(),
  });

/** A page of postcodes as the API gives it. */
export const postcodeItemsSchema = itemsSchema(postcodeRowSchema);

export const premisesPageSchema = z.discriminatedUnion('status', [
  z.strictObject({
    status: z.literal('known'),
    period: z.string(),
    /** Of premises, or of postcodes where they are asked for. What BDUK calls no premises is in neither. */
    total: z.number().int(),
    premises: z.array(evidencedPremisesSchema),
    postcodes: z.array(postcodeRowSchema),
    /** What the next page begins after; null on the last. */
    next: z.string().nullable(),
    attribution: attributionSchema,
  }),
  z.strictObject({ status: z.literal('missing'), reason: z.enum(['no-snapshot', 'no-such-period']) }),
]);
export type PremisesPage = z.infer<typeof premisesPageSchema>;

/** A page of premises as the API gives it. */
export const premisesItemsSchema = itemsSchema(evidencedPremisesSchema);

export const snapshotListSchema = z.strictObject({ items: z.array(coverageSnapshotSchema) });

const planFieldSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** One premises with what each source says of it, and nothing of the people in it. */
export const premisesDetailSchema = z.strictObject({
  premises: evidencedPremisesSchema,
  period: z.string(),
  evidence: z.array(
    z.strictObject({
      basis: z.enum(evidenceBases),
      /** The postcode or output area that the figures are of; null for the premises itself. */
      code: z.string().nullable(),
      /** How many premises the figures are of, as the source counts them. */
      premises: z.number().nullable(),
      /** The published share (0-1) by class; null where the source does not say. */
      shares: z.record(z.enum(speedClasses), z.number().nullable()),
      source: figureSourceSchema,
    }),
  ),
  /** BDUK's row of it, as published; null without one. */
  plan: z
    .strictObject({ fields: z.record(z.string(), planFieldSchema), source: figureSourceSchema })
    .nullable(),
  areas: z.array(
    z.strictObject({ type: areaTypeSchema, vintage: z.number().int(), code: z.string(), name: z.string() }),
  ),
  attribution: attributionSchema,
});
export type PremisesDetail = z.infer<typeof premisesDetailSchema>;
