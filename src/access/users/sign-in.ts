import { betterAuth } from 'better-auth';
import { twoFactor } from 'better-auth/plugins';
import { newId } from '#src/basics/ids.ts';
import type { Records } from '#src/engines/records/port.ts';
import { hashPassword, isPassword, longestPassword, shortestPassword } from './password.ts';
import { userTables } from './user-tables.ts';

/** What the sign-in machinery must know of the installation. */
export interface SignInSettings {
  /** PERDURE_SECRET: signs cookies, encrypts TOTP secrets. */
  readonly secret: string;
  /** True when people reach Perdure by https: cookies are then `__Host-` and Secure. */
  readonly tls: boolean;
  /** How passwords are kept; Argon2id unless told. */
  readonly passwords?: {
    hash(password: string): Promise<string>;
    isPassword(hash: string, password: string): Promise<boolean>;
  };
}

/** The header in which a door hands on the address that it trusts; any that came from outside is removed there. */
export const addressHeader = 'x-perdure-address';

const hour = 3600;
const day = 24 * hour;

const idPrefixes: Readonly<Record<string, string>> = {
  user: 'usr',
  session: 'ses',
  account: 'crd',
  verification: 'vrf',
  twoFactor: 'tfa',
};

/**
 * better-auth's core with TOTP, over our own tables. Only its functions are used, never its routes: sign-up, change of
 * address, deletion and whatever a later version adds are thereby not reachable from outside.
 *
 * Its clock is the system's: PERDURE_NOW moves analyses, not the end of a session.
 */
export const signInMachinery = (
  records: Records,
  { passwords = { hash: hashPassword, isPassword }, ...settings }: SignInSettings,
) =>
  betterAuth({
    appName: 'Perdure',
    baseURL: settings.tls ? 'https://perdure.invalid' : 'http://perdure.invalid', // no link is made from it
    secret: settings.secret,
    database: userTables(records),
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false }, // ours counts by account and by canonical address
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: shortestPassword,
      maxPasswordLength: 4 * longestPassword,
      password: {
        hash: passwords.hash,
        verify: ({ hash, password }) => passwords.isPassword(hash, password),
      },
    },
    session: { expiresIn: 14 * day, updateAge: day, freshAge: 0, cookieCache: { enabled: false } },
    plugins: [
      twoFactor({
        issuer: 'Perdure',
        twoFactorCookieMaxAge: 600,
        backupCodeOptions: { amount: 10, length: 12, storeBackupCodes: 'encrypted' },
        accountLockout: { enabled: true, maxFailedAttempts: 10, durationSeconds: 900 },
      }),
    ],
    advanced: {
      useSecureCookies: false, // the prefix would be __Secure-; ours, __Host-, is stricter
      cookiePrefix: settings.tls ? '__Host-perdure' : 'perdure',
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', secure: settings.tls, path: '/' },
      ipAddress: { ipAddressHeaders: [addressHeader], ipv6Subnet: 128 },
      database: { generateId: ({ model }) => newId(idPrefixes[model] ?? 'row') },
    },
  });

export type SignInMachinery = ReturnType<typeof signInMachinery>;
