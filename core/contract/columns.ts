import { z } from 'zod';
import { areaSetSchema, parentTypes } from './area.ts';
import { attributionSchema } from './dataset.ts';
import { comparisonBaseSchema } from './profile.ts';

/**
 * The compact columnar form that the map loads once per profile: the raw indicator values of every base area, and
 * where each area belongs, so that the browser scores, re-weights, filters and adds up to wards by itself.
 *
 * Layout: uint32 little-endian length of the header, the header as UTF-8 JSON padded with spaces to a multiple of 8
 * (counted from the start of the file), then the columns one after another, each padded to a multiple of 8 bytes.
 * NaN in a float column and 65535 in a uint16 column mean missing.
 */
export const columnTypeSchema = z.enum(['float64', 'float32', 'uint16', 'uint8', 'uint32']);
export type ColumnType = z.infer<typeof columnTypeSchema>;

export const columnSchema = z.strictObject({
  /**
   * 'score', 'rank', 'decile', 'inputs-present', 'population', 'longitude', 'latitude', 'indicator:ID', 'parent:TYPE';
   * after a recipe 'prepared:ID' of every indicator that it changed, and 'screened-out' (1) where it left areas out.
   */
  name: z.string(),
  type: columnTypeSchema,
  byteOffset: z.number().int(),
});

export const parentListSchema = z.strictObject({
  type: z.enum(parentTypes),
  vintage: z.number().int(),
  codes: z.array(z.string()),
  names: z.array(z.string()),
});

export const columnsHeaderSchema = z.strictObject({
  profileId: z.string(),
  profileHash: z.string(),
  dataHash: z.string(),
  base: comparisonBaseSchema,
  areas: areaSetSchema,
  /** One per row, joined by '\n' for size. */
  codes: z.string(),
  names: z.string(),
  /** The columns 'parent:TYPE' hold positions in these lists. */
  parents: z.array(parentListSchema),
  indicators: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      phrase: z.string(),
      unit: z.string(),
      decimals: z.number().int(),
      direction: z.enum(['higher-is-riskier', 'lower-is-riskier']),
      period: z.string(),
      datasetTitle: z.string(),
      publisher: z.string(),
      substitution: z.string().nullable(),
    }),
  ),
  /**
   * Where the profile has a recipe or works its weights out: the weights that came of it, by slot (indicators in the
   * order of the profile, then components, children before parents, the whole last), and whether the prepared values
   * are directed and normalised already. Null where the values above are scored as they stand with the weights given.
   */
  prepared: z.strictObject({ weights: z.array(z.number()), isNormalised: z.boolean() }).nullable(),
  attribution: attributionSchema,
  rowCount: z.number().int(),
  columns: z.array(columnSchema),
});
export type ColumnsHeader = z.infer<typeof columnsHeaderSchema>;
