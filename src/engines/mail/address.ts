import { DomainError } from '#src/basics/errors.ts';

/** Enough to be one address and nothing else; whether somebody reads it only a letter can tell. */
const addressForm = /^[^\s@<>()[\]\\,;:"]{1,64}@[^\s@<>()[\]\\,;:"]{1,253}$/u;

/**
 * The address itself.
 *
 * Quoted and listed forms are refused: mail libraries have sent those to somebody else.
 *
 * @throws DomainError `mail.address`
 */
export function oneAddress(text: string, field = 'to'): string {
  if (addressForm.test(text)) return text;
  throw new DomainError('mail.address', {
    field,
    expected: 'one address such as julie@example.org',
    got: text,
  });
}
