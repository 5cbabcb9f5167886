/** The texts of a language by namespace, each by its name. */
export type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>;
