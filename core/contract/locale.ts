/** The languages that the Atlas speaks; the first is the one that is complete. */
export const locales = ['en', 'cy'] as const;
export type Locale = (typeof locales)[number];
