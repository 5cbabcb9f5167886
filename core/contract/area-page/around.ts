import { z } from 'zod';
import { connectivitySchema } from './connectivity.ts';
import { neighboursSchema } from './neighbours.ts';
import { similarSchema } from './similar.ts';
import { supportSchema } from './support.ts';
import { trendSchema } from './trend.ts';

/** What the page of an area says of what is around it: its connections, help nearby, its neighbours, its like, its past. */
export const aroundSchema = z.strictObject({
  connectivity: connectivitySchema,
  support: supportSchema,
  neighbours: neighboursSchema,
  similar: similarSchema,
  trend: trendSchema,
});
export type Around = z.infer<typeof aroundSchema>;
