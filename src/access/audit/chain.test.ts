import { describe, expect, it } from 'vitest';
import { type ChainedEntry, linkOf } from './chain.ts';
import { withoutSecrets } from './redaction.ts';

const renamed: ChainedEntry = {
  workspace: 3,
  at: Date.UTC(2026, 0, 2),
  actor: 'user:usr_1',
  action: 'workspaces.update',
  subject: 'ws_1',
  before: { name: 'Gym', currency: 'EUR' },
  after: { name: 'Salle' },
  address: null,
};

describe('a link of the audit chain', () => {
  it('is the same whatever the order of keys, as jsonb does not keep it', () => {
    expect(linkOf(null, { ...renamed, before: { currency: 'EUR', name: 'Gym' } })).toEqual(
      linkOf(null, renamed),
    );
  });

  it.each([
    ['who', { actor: 'user:usr_2' }],
    ['what', { action: 'workspaces.create' }],
    ['before', { before: { name: 'Gym', currency: 'USD' } }],
    ['when, by a millisecond', { at: renamed.at + 1 }],
    ['where', { workspace: 4 }],
    ['from which address', { address: '192.0.2.1' }],
  ])('changes with %s', (_, change) => {
    expect(linkOf(null, { ...renamed, ...change })).not.toEqual(linkOf(null, renamed));
  });

  it('changes with what came before', () => {
    expect(linkOf(linkOf(null, renamed), renamed)).not.toEqual(linkOf(null, renamed));
  });
});

describe('what is written to the audit log', () => {
  it('masks values under secret names, at any depth', () => {
    const asked = {
      email: 'a@b.fr',
      password: 'x',
      nested: [{ apiKey: 'pk_1', code: '123456' }],
      keyName: 'n',
    };
    expect(withoutSecrets(asked)).toEqual({
      email: 'a@b.fr',
      password: '[secret]',
      nested: [{ apiKey: '[secret]', code: '[secret]' }],
      keyName: 'n',
    });
  });

  it('cuts long texts after 500 characters, and keeps 500', () => {
    expect(withoutSecrets('a'.repeat(500))).toBe('a'.repeat(500));
    expect(withoutSecrets('a'.repeat(501))).toBe(`${'a'.repeat(500)}…`);
  });

  it('replaces what jsonb cannot hold: NUL and half of a pair', () => {
    expect(withoutSecrets('a\0b\ud800c')).toBe('a\uFFFDb\uFFFDc');
  });
});
