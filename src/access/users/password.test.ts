import { describe, expect, it } from 'vitest';
import { hashPassword, isPassword, requireStrong } from './password.ts';

describe('a password', () => {
  it('is known again by its hash, and another is not', async () => {
    const hash = await hashPassword('le vélo bleu de Julie');
    expect(await isPassword(hash, 'le vélo bleu de Julie')).toBe(true);
    expect(await isPassword(hash, 'le vélo bleu de julie')).toBe(false);
  });

  it('is the same typed with composed or combining accents', async () => {
    const hash = await hashPassword('le vélo bleu'.normalize('NFC'));
    expect(await isPassword(hash, 'le vélo bleu'.normalize('NFD'))).toBe(true);
  });

  it('gives another hash each time', async () => {
    expect(await hashPassword('twelve chars')).not.toBe(await hashPassword('twelve chars'));
  });

  it('is known again from a hash of the reference implementation', async () => {
    // argon2/src/test.c, version 0x13: "password", "somesalt", t = 2, m = 2^16, p = 1.
    const reference =
      '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    expect(await isPassword(reference, 'password')).toBe(true);
    expect(await isPassword(reference, 'differentpassword')).toBe(false);
  });

  it.each([
    ['eleven chars', 'elevenchars', 'at least 12 characters'],
    ['257 characters', 'xy7 '.repeat(65).slice(0, 257), 'at most 256 characters'],
    ['one letter repeated', 'aaaaaaaaaaaaaa', 'not widely known'],
    ['a group repeated', 'abc1abc1abc1ab', 'not widely known'],
    ['a run of digits', '123456789012', 'not widely known'],
    ['a run backwards', 'zyxwvutsrqpon', 'not widely known'],
    ['a well-known one', 'Password1234', 'not widely known'],
    ['the address', 'julie@example.com', 'not your own address'],
    ['little more than the name', 'julie.martin2026', 'not your own address'],
  ])('is refused when it is %s', (_, password, expected) => {
    const email = password.startsWith('julie.') ? 'julie.martin@example.com' : 'julie@example.com';
    expect(() => requireStrong(password, email)).toThrow(expected);
  });

  it.each([
    'twelve chars',
    'xy7 '.repeat(64).replace('xy7', 'zz9'),
    'été à vélo, six amis',
    'julie a trois vélos',
  ])('may be "%s"', (password) => expect(() => requireStrong(password, 'julie@example.com')).not.toThrow());
});
