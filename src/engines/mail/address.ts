import { domainToASCII } from 'node:url';
import { DomainError } from '#src/basics/errors.ts';

/** Enough to be one address and nothing else; whether somebody reads it only a letter can tell. */
const addressForm = /^[^\s\p{C}@<>()[\]\\,;:"]{1,64}@[^\s\p{C}@<>()[\]\\,;:"]{1,253}$/u;

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

/**
 * The address as mail servers know it: `julie@été.example` is `julie@xn--t-9fab.example`. Only what stands before
 * the @ may be left outside of ASCII.
 *
 * @throws DomainError `mail.address`
 */
export function wireAddress(text: string, field: string): string {
  const [local = '', domain = ''] = oneAddress(text, field).split('@');
  // A domain in ASCII stays as it is: read as a host of the web, "1.2.3" would become another one.
  return isAscii(domain) ? text : oneAddress(`${local}@${domainToASCII(domain)}`, field);
}

export const isAscii = (text: string): boolean => /^[\x20-\x7e]*$/.test(text);
