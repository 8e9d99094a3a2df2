import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { DomainError } from './basics/errors.ts';

/** `intake` accepts, `loader` loads, `worker` does chores, `web` answers questions; `all` does everything. */
export const roles = ['all', 'intake', 'loader', 'worker', 'web'] as const;
export type Role = (typeof roles)[number];

const address = z.url();
const settings = z.strictObject({
  PERDURE_HOST: z.string().min(1).default('127.0.0.1').describe('Address to listen on.'),
  PERDURE_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(7420)
    .describe('Port to listen on; 0 takes a free one.'),
  PERDURE_PUBLIC_URL: address.optional().describe('Used in every link that is sent. Needed behind a proxy.'),
  PERDURE_TRUSTED_PROXIES: z
    .string()
    .optional()
    .describe('Addresses or ranges of proxies whose X-Forwarded headers are believed, by commas.'),
  PERDURE_LANG: z
    .enum(['fr', 'en'])
    .default('fr')
    .describe('Language of the command line and of demo workspaces.'),
  PERDURE_DATA: z
    .string()
    .min(1)
    .default('./.perdure')
    .describe('Data folder; belongs to one running Perdure.'),
  DATABASE_URL: address
    .optional()
    .describe('PostgreSQL of your own, 15 or later. Without it one is brought along.'),
  PERDURE_CLICKHOUSE_URL: address
    .optional()
    .describe('ClickHouse of your own. Without it an engine is brought along.'),
  PERDURE_JOURNAL_URL: z
    .string()
    .optional()
    .refine((value) => value === undefined, 'no address: journals elsewhere are not available yet')
    .describe('Reserved for a journal elsewhere; refused until that exists.'),
  PERDURE_NOW: z.iso.datetime({ offset: true }).optional().describe('Fixes the clock, for demos and tests.'),
  SMTP_URL: address.optional().describe('Mail server; without it mail is kept in a visible outbox.'),
  PERDURE_SECRET: z
    .string()
    .min(32)
    .optional()
    .describe('Signs sessions and links; made and kept in the data folder when absent.'),
  PERDURE_METRICS_TOKEN: z
    .string()
    .min(16)
    .optional()
    .describe('Bearer token for /metrics from elsewhere than this machine.'),
  PERDURE_IMPORT_MAX_BYTES: z.coerce
    .number()
    .int()
    .positive()
    .default(20 * 1024 ** 3)
    .describe('Largest imported file in bytes.'),
  PERDURE_LOG: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .optional()
    .describe('How much is logged; by default info, and on a terminal warn.'),
});

/** Settings whose value may stand in a file named by the same setting with `_FILE`. */
const secrets = [
  'DATABASE_URL',
  'PERDURE_CLICKHOUSE_URL',
  'SMTP_URL',
  'PERDURE_SECRET',
  'PERDURE_METRICS_TOKEN',
] as const;

/** What the program goes by. Read once, at the start. */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string | null;
  readonly trustedProxies: readonly string[];
  readonly language: 'fr' | 'en';
  readonly dataFolder: string;
  readonly databaseUrl: string | null;
  readonly clickhouseUrl: string | null;
  readonly now: number | null;
  readonly smtpUrl: string | null;
  readonly secret: string | null;
  readonly metricsToken: string | null;
  /** Largest imported file in bytes. */
  readonly maxImportBytes: number;
  readonly log: 'debug' | 'info' | 'warn' | 'error' | 'silent';
}

/** Each setting with its meaning and default, for the reference page and `config check`. */
export const settingsReference = Object.entries(settings.shape).map(([name, schema]) => ({
  name,
  meaning: schema.description ?? '',
  byDefault: schema.safeParse(undefined).data ?? null,
}));

/**
 * Reads the environment.
 *
 * @throws DomainError `config.invalid` naming the setting, what was expected and what came; an unknown
 *   `PERDURE_*` name is refused, so that a misspelt setting is noticed
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const parsed = settings.safeParse(ours(environment));
  if (!parsed.success) throw refusal(parsed.error);
  const set = parsed.data;
  return {
    host: set.PERDURE_HOST,
    port: set.PERDURE_PORT,
    publicUrl: set.PERDURE_PUBLIC_URL?.replace(/\/$/, '') ?? null,
    trustedProxies: set.PERDURE_TRUSTED_PROXIES?.split(',').map((part) => part.trim()) ?? [],
    language: set.PERDURE_LANG,
    dataFolder: resolve(set.PERDURE_DATA),
    databaseUrl: set.DATABASE_URL ?? null,
    clickhouseUrl: set.PERDURE_CLICKHOUSE_URL ?? null,
    now: set.PERDURE_NOW === undefined ? null : Date.parse(set.PERDURE_NOW),
    smtpUrl: set.SMTP_URL ?? null,
    secret: set.PERDURE_SECRET ?? null,
    metricsToken: set.PERDURE_METRICS_TOKEN ?? null,
    maxImportBytes: set.PERDURE_IMPORT_MAX_BYTES,
    log: set.PERDURE_LOG ?? (process.stderr.isTTY ? 'warn' : 'info'),
  };
}

/** The environment's names that concern us, with `_FILE` twins read; an empty value counts as absent. */
function ours(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (value === undefined || value === '') continue;
    const twin = secrets.find((secret) => name === `${secret}_FILE`);
    if (twin !== undefined) found[twin] = secretFrom(name, value);
    else if (name.startsWith('PERDURE_') || name in settings.shape) found[name] ??= value;
  }
  return found;
}

function secretFrom(name: string, path: string): string {
  if (!existsSync(path))
    throw new DomainError('config.invalid', {
      field: name,
      expected: 'the path of a readable file',
      got: path,
    });
  return readFileSync(path, 'utf8').trim();
}

function refusal(error: z.ZodError): DomainError {
  const [issue] = error.issues;
  if (issue?.code === 'unrecognized_keys') {
    return new DomainError('config.unknown_setting', {
      field: issue.keys[0] ?? '',
      expected: `one of ${Object.keys(settings.shape).join(', ')}`,
    });
  }
  return new DomainError('config.invalid', {
    field: issue?.path.join('.') ?? '',
    expected: issue?.message ?? 'a valid setting',
  });
}
