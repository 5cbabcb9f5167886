import { z } from 'zod';
import { isTileOfWorld, outsideWorld, tilePositionShape } from '../queries.ts';
import { premisesFilterShape } from './premises-filter.ts';

/** Which tile of premises is asked for. */
export const premisesTileParamsSchema = z
  .strictObject({
    tileSet: z.string().regex(/^[0-9a-f]{16}$/, 'the sixteen digits that the map of premises names'),
    ...tilePositionShape,
  })
  .refine(isTileOfWorld, outsideWorld);

const { class: speedClass, status, plan, technology, disagree } = premisesFilterShape;

/** Which premises its figures are of; all where nothing narrows. */
export const premisesTileQuerySchema = z.strictObject({
  class: speedClass,
  status,
  plan,
  technology,
  disagree,
});
export type PremisesTileFilter = z.infer<typeof premisesTileQuerySchema>;
