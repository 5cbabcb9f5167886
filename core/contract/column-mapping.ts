import { z } from 'zod';
import { areaSetSchema } from './area.ts';

/**
 * A YAML file that says what the columns of any CSV are, for tables that no reader knows: one row per area code, or
 * per postcode.
 *
 * @example
 * dataset: ward-broadband-speed
 * areas: { type: ward, vintage: 2023 }
 * period: '2022-05'
 * key: { code: area_code }
 * name: area_name
 * columns:
 *   - { name: value, kind: speed }
 */
export const columnMappingSchema = z.strictObject({
  /** Id of the dataset in data/sources.yaml. */
  dataset: z.string().min(1),
  /** Which areas the codes are of; left out for postcodes, whose counts are added up to LSOAs of 2021. */
  areas: areaSetSchema.optional(),
  period: z.string().min(1).optional(),
  part: z.string().optional(),
  /** The column that says whom a row is about. */
  key: z.union([
    z.strictObject({ code: z.string().min(1) }),
    z.strictObject({ postcode: z.string().min(1) }),
  ]),
  name: z.string().optional(),
  /** Takes only the rows in which these columns have these values. */
  where: z.record(z.string(), z.string()).optional(),
  /** Cells that mean "no figure" beside the usual marks, and why. */
  missing: z.record(z.string(), z.enum(['not-published', 'suppressed'])).optional(),
  columns: z
    .array(
      z.strictObject({
        /** As in the header. */
        name: z.string().min(1),
        kind: z.enum(['count', 'percent', 'share', 'rate', 'score', 'rank', 'decile', 'pounds', 'speed']),
        /** The column that holds the whole this is a part of. */
        total: z.string().optional(),
        /** The name to yield instead of the header's. */
        as: z.string().min(1).optional(),
      }),
    )
    .min(1),
});
export type ColumnMapping = z.infer<typeof columnMappingSchema>;
