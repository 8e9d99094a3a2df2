import { z } from 'zod';

/** What a workspace may be told about itself. Each has a default where it is made. */
export const WorkspaceName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .refine(hasLetterOrDigit, 'a letter or a digit');

export const Timezone = z.string().max(64).refine(isTimezone, 'an IANA time zone such as Europe/Paris');

export const WeekStart = z.enum(['monday', 'sunday']);

export const Currency = z
  .string()
  .transform((text) => text.toUpperCase())
  .refine(isCurrency, 'an ISO 4217 code such as EUR');

/** Everything but the name, all optional: what `create` and the command line take. */
export const WorkspaceWish = z.strictObject({
  name: WorkspaceName,
  timezone: Timezone.optional(),
  weekStart: WeekStart.optional(),
  currency: Currency.optional(),
});

export type WorkspaceWish = z.output<typeof WorkspaceWish>;

/** What can be changed later. */
export const WorkspaceChange = z.strictObject({
  name: WorkspaceName.optional(),
  timezone: Timezone.optional(),
  weekStart: WeekStart.optional(),
  currency: Currency.optional(),
  countingUnit: z.enum(['customer', 'account']).optional(),
  voice: z.enum(['tu', 'vous']).optional(),
  smallestDifference: z
    .number()
    .gt(0)
    .lt(1)
    .optional()
    .describe('share: the smallest difference that matters'),
});

export type WorkspaceChange = z.output<typeof WorkspaceChange>;

/**
 * The address part for a name: `Ma Salle, Été` gives `ma-salle-ete`; at most 48 characters.
 *
 * A name without a Latin letter or digit gives `workspace`.
 */
export function slugOf(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const slug = plain
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 48)
    .replace(/^-+|-+$/g, '');
  return slug === '' ? 'workspace' : slug;
}

function hasLetterOrDigit(name: string): boolean {
  return /[\p{L}\p{N}]/u.test(name);
}

/** The engines know IANA names, not offsets such as +02:00, which Intl would take too. */
function isTimezone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]*$/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function isCurrency(code: string): boolean {
  return Intl.supportedValuesOf('currency').includes(code);
}
