import { describe, expect, it } from 'vitest';
import { asRule, peopleOfRule, sameRule } from './traffic.ts';

describe('a rule for the team’s own traffic', () => {
  it('takes a domain, also out of an address', () => {
    expect(asRule('email_domain', ' Exemple.fr ')).toEqual({ kind: 'email_domain', value: 'exemple.fr' });
    expect(asRule('email_domain', 'Julie@Exemple.fr')).toEqual({ kind: 'email_domain', value: 'exemple.fr' });
    expect(asRule('email_domain', '@exemple.fr')).toEqual({ kind: 'email_domain', value: 'exemple.fr' });
  });

  it('is none while the domain is not whole', () => {
    expect(asRule('email_domain', 'exemple')).toBeUndefined();
    expect(asRule('user_id', '  ')).toBeUndefined();
  });

  it('is the same whatever its capitals, as the server compares', () => {
    expect(sameRule({ kind: 'user_id', value: 'U-1' }, { kind: 'user_id', value: 'u-1' })).toBe(true);
    expect(sameRule({ kind: 'user_id', value: 'a.fr' }, { kind: 'email_domain', value: 'a.fr' })).toBe(false);
  });

  it('finds its people by their address', () => {
    expect(peopleOfRule({ kind: 'email_domain', value: 'exemple.fr' }).people).toEqual([
      { kind: 'trait', trait: 'email', how: 'contains', values: ['@exemple.fr'] },
    ]);
  });
});
