import { describe, expect, it } from 'vitest';
import { Currency, slugOf, Timezone } from './settings.ts';

describe('the address of a workspace', () => {
  it.each([
    ['Ma Salle, Été', 'ma-salle-ete'],
    ['  ACME  Inc. ', 'acme-inc'],
    ['東京', 'workspace'],
    ['a'.repeat(60), 'a'.repeat(48)],
    [`${'a'.repeat(47)} b`, 'a'.repeat(47)],
  ])('of "%s" is %s', (name, slug) => expect(slugOf(name)).toBe(slug));
});

describe('a time zone', () => {
  it.each(['Europe/Paris', 'America/Argentina/Buenos_Aires', 'UTC', 'Etc/GMT+3'])('may be %s', (name) =>
    expect(Timezone.safeParse(name).success).toBe(true),
  );
  it.each(['+02:00', 'Paris', 'Europe/Atlantis', '', "UTC'; drop table users"])('is not "%s"', (name) =>
    expect(Timezone.safeParse(name).success).toBe(false),
  );
});

describe('a currency', () => {
  it('is an ISO 4217 code, in any case', () => expect(Currency.parse('eur')).toBe('EUR'));
  it('is not a word', () => expect(Currency.safeParse('euro').success).toBe(false));
});
