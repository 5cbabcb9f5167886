import { z } from 'zod';
import { isTileOfWorld, outsideWorld, tilePositionShape } from '../queries.ts';

/** Which tile of premises is asked for. */
export const premisesTileParamsSchema = z
  .strictObject({
    tileSet: z.string().regex(/^[0-9a-f]{16}$/, 'the sixteen digits that the map of premises names'),
    ...tilePositionShape,
  })
  .refine(isTileOfWorld, outsideWorld);
