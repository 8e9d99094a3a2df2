import { z } from 'zod';
import { longestPassword } from '#src/access/index.ts';

export const Language = z.enum(['fr', 'en']);

/** An address as people type it. */
export const Email = z.string().trim().max(254).pipe(z.email());

/** Any password that could be one; whether it is strong enough is judged where one is chosen. */
export const Password = z.string().min(1).max(longestPassword);

export const PersonName = z.string().trim().min(1).max(100);

/** The part after # of a one-time link. */
export const Token = z.string().min(1).max(100);

/** A code of the app. */
export const Code = z.string().regex(/^\d{6}$/, 'six digits');
