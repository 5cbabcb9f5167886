import { z } from 'zod';

/** The glossary in one language, in the order of its alphabet. */
export const glossarySchema = z.strictObject({
  terms: z.array(z.strictObject({ id: z.string(), term: z.string(), means: z.string() })),
});
export type Glossary = z.infer<typeof glossarySchema>;
