import { z } from 'zod';

/** A part of a page of text: a paragraph, a list, points with a heading of their own, or links. */
const textBlockSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('paragraph'), text: z.string() }),
  z.strictObject({ kind: z.literal('list'), items: z.array(z.string()) }),
  z.strictObject({
    kind: z.literal('points'),
    points: z.array(z.strictObject({ title: z.string(), text: z.string(), term: z.string().nullable() })),
  }),
  z.strictObject({
    kind: z.literal('links'),
    links: z.array(z.strictObject({ text: z.string(), address: z.string() })),
  }),
]);
export type TextBlock = z.infer<typeof textBlockSchema>;

/** A page that explains: its sections in the language that it was asked for. */
export const textPageSchema = z.strictObject({
  title: z.string(),
  intro: z.string(),
  sections: z.array(z.strictObject({ id: z.string(), title: z.string(), blocks: z.array(textBlockSchema) })),
  /** Whether made-up places and figures are loaded, which the page must then say. */
  madeUp: z.boolean(),
});
export type TextPage = z.infer<typeof textPageSchema>;
