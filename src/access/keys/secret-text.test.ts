import { describe, expect, it } from 'vitest';
import { hashOfKey, looksLikeApiKey, newApiKey } from './secret-text.ts';

describe('an API key', () => {
  it('is found by its prefix and its 39 characters', () => {
    expect(newApiKey()).toMatch(/^pk_[0-9a-z]{39}$/);
  });

  it('is told from a look-alike by its checksum, whichever character is changed', () => {
    const key = newApiKey();
    expect(looksLikeApiKey(key)).toBe(true);
    for (let i = 3; i < key.length; i += 1) {
      const changed = `${key.slice(0, i)}${key[i] === '7' ? '8' : '7'}${key.slice(i + 1)}`;
      expect(looksLikeApiKey(changed)).toBe(false);
    }
  });

  it.each(['', 'pk_', 'pk_short', ` ${newApiKey()}`, `${newApiKey()}x`, newApiKey().toUpperCase()])(
    'is not "%s"',
    (text) => expect(looksLikeApiKey(text)).toBe(false),
  );

  it('is kept as SHA-256: of "abc", the digest of FIPS 180-2', () => {
    expect(hashOfKey('abc').toString('hex')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
});
