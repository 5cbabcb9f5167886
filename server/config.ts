import { join, resolve } from 'node:path';
import { z } from 'zod';
import { AppError } from '../core/errors.ts';
import { repositoryFolder } from './repository-folder.ts';

/*
 * The only reader of the environment. Every variable has a default, so that `npm start` needs none.
 */

/** An empty variable is one that is not set: compose files and shells often pass `NAME=`. */
function optional<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (value === '' ? undefined : value), schema.optional());
}

const wholeNumber = z.string().regex(/^\d+$/, 'must be a whole number').transform(Number);
const yesOrNo = z.enum(['true', 'false'], 'must be true or false').transform((value) => value === 'true');
const webAddress = z.url({
  protocol: /^https?$/,
  error: 'must be an address that starts with http:// or https://',
});

const environmentSchema = z.object({
  PORT: optional(wholeNumber.refine((port) => port <= 65_535, 'must be at most 65535')),
  HOST: optional(z.string()),
  ATLAS_DATA_DIR: optional(z.string()),
  DATABASE_URL: optional(
    z.url({
      protocol: /^postgres(ql)?$/,
      hostname: /.*/,
      error: 'must be an address such as postgresql://user:password@host:5432/atlas',
    }),
  ),
  DATABASE_POOL_SIZE: optional(
    wholeNumber.refine((size) => size >= 1 && size <= 200, 'must be from 1 to 200'),
  ),
  DATABASE_STATEMENT_TIMEOUT_SECONDS: optional(wholeNumber),
  LOG_LEVEL: optional(
    z.enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'must be fatal, error, warn, info, debug, trace or silent',
    ),
  ),
  PUBLIC_URL: optional(webAddress),
  TRUST_PROXY: optional(yesOrNo),
  BASEMAP_STYLE_URL: optional(webAddress),
  RATE_LIMIT_PER_MINUTE: optional(wholeNumber.refine((limit) => limit >= 1, 'must be at least 1')),
  ATLAS_ADMIN_TOKEN: optional(z.string().min(32, 'must have at least 32 characters')),
  ATLAS_CHALLENGE_EMAIL_DAYS: optional(
    wholeNumber.refine((days) => days >= 1 && days <= 365, 'must be from 1 to 365'),
  ),
  ATLAS_CHALLENGE_DAILY_LIMIT: optional(
    wholeNumber.refine((limit) => limit <= 100_000, 'must be at most 100000'),
  ),
  ATLAS_OPERATOR_NAME: optional(z.string().max(200, 'must have at most 200 characters')),
  ATLAS_CONTACT_EMAIL: optional(z.email('must be an email address')),
  ATLAS_SHARED_DIR: optional(z.string()),
  CHROMIUM_PATH: optional(z.string()),
});

export interface Config {
  readonly port: number;
  /** 127.0.0.1 unless set: a container must say HOST=0.0.0.0 to be reached from outside. */
  readonly host: string;
  /** Absolute. Holds the embedded database, the tiles and the reports. */
  readonly dataFolder: string;
  /** A PostgreSQL server with PostGIS; null for the embedded database. */
  readonly databaseUrl: string | null;
  readonly databasePoolSize: number;
  /** 0 leaves it to the server. */
  readonly databaseStatementTimeoutMilliseconds: number;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** What links are built from, without a slash at the end; null for the address of the request. */
  readonly publicUrl: string | null;
  /** Whether the address of the visitor is read from X-Forwarded-For. */
  readonly trustProxy: boolean;
  readonly basemapStyleUrl: string | null;
  readonly rateLimitPerMinute: number;
  readonly adminToken: string | null;
  /** For how many days the e-mail address of a report about coverage is kept at most. */
  readonly challengeEmailDays: number;
  /** How many reports about coverage are taken in 24 hours; 0 takes none. */
  readonly challengeDailyLimit: number;
  /** Who runs this copy, as the pages about it say; null where they say that it must be given. */
  readonly operatorName: string | null;
  readonly contactEmail: string | null;
  /** The browser that pages are made into PDFs with; null for the one in the usual places, if any. */
  readonly chromiumPath: string | null;
  /** Absolute. Where manifests and tests find open data that is never committed. */
  readonly sharedFolder: string;
}

/**
 * Reads the configuration from environment variables. In a terminal the log keeps to warnings unless LOG_LEVEL is set:
 * the address must stay in sight, and lines of JSON are for those who collect them.
 *
 * @throws AppError `invalid-request` that lists every variable that is wrong, and never shows a password.
 */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  isTerminal = process.stdout.isTTY,
): Config {
  const parsed = environmentSchema.safeParse(environment);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
    throw new AppError('invalid-request', `The settings are not right:\n  ${faults.join('\n  ')}`, {
      details: { variables: parsed.error.issues.map((issue) => issue.path.join('.')) },
    });
  }
  const values = parsed.data;
  return {
    port: values.PORT ?? 3000,
    host: values.HOST ?? '127.0.0.1',
    dataFolder: resolve(values.ATLAS_DATA_DIR ?? join(repositoryFolder, 'var')),
    databaseUrl: values.DATABASE_URL ?? null,
    databasePoolSize: values.DATABASE_POOL_SIZE ?? 10,
    databaseStatementTimeoutMilliseconds: (values.DATABASE_STATEMENT_TIMEOUT_SECONDS ?? 30) * 1000,
    logLevel: values.LOG_LEVEL ?? (isTerminal ? 'warn' : 'info'),
    publicUrl: values.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    trustProxy: values.TRUST_PROXY ?? false,
    basemapStyleUrl: values.BASEMAP_STYLE_URL ?? null,
    rateLimitPerMinute: values.RATE_LIMIT_PER_MINUTE ?? 600,
    adminToken: values.ATLAS_ADMIN_TOKEN ?? null,
    challengeEmailDays: values.ATLAS_CHALLENGE_EMAIL_DAYS ?? 90,
    challengeDailyLimit: values.ATLAS_CHALLENGE_DAILY_LIMIT ?? 500,
    operatorName: values.ATLAS_OPERATOR_NAME ?? null,
    contactEmail: values.ATLAS_CONTACT_EMAIL ?? null,
    chromiumPath: values.CHROMIUM_PATH ?? null,
    sharedFolder: resolve(values.ATLAS_SHARED_DIR ?? join(repositoryFolder, '../shared')),
  };
}
