import { z } from 'zod';

/** Fields as people type them: what is wrong with one the page itself says, with what was typed kept. */
const typed = z
  .string()
  .max(60)
  .refine((text) => !/\p{Cc}/u.test(text), 'control characters are not allowed')
  .optional();

export const channelShiftQuerySchema = z.strictObject({
  faceToFace: typed.describe('Contacts face to face a year.'),
  phone: typed.describe('Contacts by phone a year.'),
  web: typed.describe('Contacts online a year; or else `now`.'),
  now: typed.describe('Share of contacts that is online now, percent; or else `web`.'),
  aim: typed.describe('Share of contacts that is to be online, percent.'),
  areas: z
    .string()
    .max(2500)
    .refine((text) => !/[^\P{Cc}\t\r\n]/u.test(text), 'control characters are not allowed')
    .optional()
    .describe(
      'A line for each area in place of totals: name or code, visits, calls, online, share aimed at.',
    ),
  costFaceToFace: typed.describe('Pounds for a contact face to face; Socitm’s of 2012 when left out.'),
  costPhone: typed.describe('Pounds for a contact by phone.'),
  costWeb: typed.describe('Pounds for a contact online.'),
  costRange: typed.describe('By how many percent each unit cost may be off, either way.'),
  moveRange: typed.describe('By how many percent the number of contacts that move may be off, either way.'),
});
export type ChannelShiftQuery = z.infer<typeof channelShiftQuerySchema>;

const byChannelSchema = z.strictObject({ faceToFace: z.number(), phone: z.number(), web: z.number() });

const estimateSchema = z.strictObject({
  contacts: byChannelSchema,
  total: z.number(),
  /** Percent of all contacts, 0-100. */
  shareNow: z.number(),
  aim: z.number(),
  /** Contacts a year. */
  moved: z.number(),
  movedFaceToFace: z.number(),
  movedPhone: z.number(),
  /** Pounds a year. */
  costNow: z.number(),
  costThen: z.number(),
  saving: z.strictObject({ low: z.number(), central: z.number(), high: z.number() }),
});

const sourceSchema = z.strictObject({
  title: z.string(),
  publisher: z.string(),
  year: z.number().int(),
  address: z.url(),
});

/** What the estimate rests on besides the user's own numbers. */
const costsSchema = z.strictObject({
  /** Pounds for a contact. */
  unitCosts: byChannelSchema,
  /** Whether they are Socitm's, unchanged. */
  areSocitms: z.boolean(),
  socitm: byChannelSchema,
  source: sourceSchema,
});

/** What the estimate leaves out, by name: the page says each in words. */
export const leftOut = [
  'fixedCosts',
  'cannotGoOnline',
  'notCashable',
  'changeCosts',
  'repeatContacts',
  'age',
] as const;

export const channelShiftSchema = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('ask'), costs: costsSchema }),
  z.strictObject({
    status: z.literal('estimated'),
    costs: costsSchema,
    /** Percent either way that the user gave; null where none. */
    costRange: z.number().nullable(),
    moveRange: z.number().nullable(),
    formula: z.array(z.string()),
    total: estimateSchema,
    /** A row for each line of the user's table; none where totals were given. */
    areas: z.array(
      z.strictObject({
        label: z.string(),
        /** The area that the label is the code of; null where it is a name or no loaded area has it. */
        area: z.strictObject({ code: z.string(), name: z.string() }).nullable(),
        estimate: estimateSchema,
      }),
    ),
    leavesOut: z.array(z.enum(leftOut)),
  }),
]);
export type ChannelShift = z.infer<typeof channelShiftSchema>;
