import { describe, expect, it } from 'vitest';
import { namesPeople } from './personal.ts';
import { toldByLink, withoutConditions } from './told-by-link.ts';

it('knows a question that would name people: told apart by something personal, in both languages', () => {
  const by = (name: string, kind = 'trait') => ({ from: '2025-01-01', breakdown: { by: kind, name } });
  const named = `email E-mail mail first_name lastName phone user_id Nom courriel adresse nom_complet nom_client pseudo
    date_naissance identifiant contact_name user.name user.mail Prénom numéroClient code_parrain tel`;
  for (const name of named.split(/\s+/))
    expect([name, namesPeople(by(name)), namesPeople({ ask: by(name) })]).toEqual([name, true, true]);
  for (const name of [
    'plan',
    'channel',
    'city',
    'campaign_name',
    'nom_campagne',
    'product.name',
    'mailing',
    'client_type',
  ])
    expect([name, namesPeople(by(name))]).toEqual([name, false]);
  expect(namesPeople({ features: [{ name: 'name', used: [] }] })).toBe(false);
});

it('tells the reader of a link nothing of whom a question narrows itself to', () => {
  const where = [{ property: 'login', how: 'is', values: ['julie'] }];
  const people = [{ kind: 'trait', trait: 'login', how: 'is', values: ['julie'] }];
  const asked = {
    steps: [{ event: 'visit', where }, { event: 'play' }],
    people,
    offers: ['Offer of Julie'],
    arms: [
      { kind: 'people', name: 'Julie', people },
      { kind: 'value', value: 'julie' },
      { kind: 'range', from: '2025-01-01', to: '2025-01-31' },
    ],
    from: '2025-01-01',
  };
  expect(withoutConditions(asked)).toEqual({
    steps: [{ event: 'visit' }, { event: 'play' }],
    arms: [{ kind: 'people' }, { kind: 'value' }, { kind: 'range', from: '2025-01-01', to: '2025-01-31' }],
    from: '2025-01-01',
  });
});

it('tells of a map its name and version, and of one that is not kept nothing that is drawn on it', () => {
  const of = { drawn: { stages: [{ steps: [{ note: { text: 'Julie called' }, owner: 'Paul' }] }] } };
  expect(withoutConditions({ of, from: '2025-01-01' })).toEqual({ of: {}, from: '2025-01-01' });
  expect(withoutConditions({ of: { map: 'jmp_1' } })).toEqual({ of: { map: 'jmp_1' } });
  expect(withoutConditions({ map: { id: 'jmp_1', name: 'The stay', version: 3 }, entered: 9 })).toEqual({
    map: { name: 'The stay', version: 3 },
    entered: 9,
  });
  expect(withoutConditions({ map: null })).toEqual({ map: null });
});

describe('an answer to a link', () => {
  const group = (value: string, customers: number) => ({ group: { kind: 'value', value }, customers });

  it('names groups of 5 people, and gives those of 4 a number wherever they are said', () => {
    const answer = {
      groups: [
        group('tv', 5),
        group('Mme Durand', 4),
        { group: { kind: 'others', value: null }, customers: 1 },
      ],
      pairs: [{ first: { kind: 'value', value: 'tv' }, second: { kind: 'value', value: 'Mme Durand' } }],
      verdict: { fr: '« Mme Durand » moins que « tv ».', en: '“Mme Durand” less than “tv”.' },
    };
    expect(toldByLink(answer)).toEqual({
      groups: [group('tv', 5), group('(1)', 4), { group: { kind: 'others', value: null }, customers: 1 }],
      pairs: [{ first: { kind: 'value', value: 'tv' }, second: { kind: 'value', value: '(1)' } }],
      verdict: { fr: '« (1) » moins que « tv ».', en: '“(1)” less than “tv”.' },
      unnamed: 1,
    });
  });

  it('names lists and people of conditions by the same rule, and says neither conditions nor who they are', () => {
    const arm = (name: string, kind: string) => ({
      name: { fr: name, en: name },
      arm: { kind, name, list: 'lst_1' },
    });
    const answer = {
      arms: [arm('Ann', 'people'), arm('Others', 'list')],
      figures: [
        {
          groups: [
            { total: 3, behind: { ask: 'Ann' } },
            { total: 9, behind: null },
          ],
        },
      ],
      verdict: { fr: 'Ann devance Others, pas Anne.', en: 'Ann is ahead of Others, not Anne.' },
    };
    expect(toldByLink(answer)).toEqual({
      arms: [
        { name: { fr: '« (1) »', en: '“(1)”' }, arm: { kind: 'people' } },
        { name: { fr: 'Others', en: 'Others' }, arm: { kind: 'list' } },
      ],
      figures: [{ groups: [{ total: 3 }, { total: 9 }] }],
      verdict: { fr: '« (1) » devance Others, pas Anne.', en: '“(1)” is ahead of Others, not Anne.' },
      unnamed: 1,
    });
  });

  it('is withheld where groups are addresses or numbers of people, or told apart by what names them', () => {
    const withheld = [
      { groups: [group('tv', 50), group('julie@example.fr', 50)] },
      { groups: [group('+33 6 12 34 56 78', 50)] },
      { definition: { channel: { by: 'start_property', name: 'email' } }, groups: [] },
      { steps: [{ name: 'page of julie@example.fr' }] },
    ];
    for (const answer of withheld) expect(() => toldByLink(answer)).toThrow(/dashboards.withheld/);
    for (const value of ['2025-03-30', '75011', '12 mois', 'v2.3.1', '@home'])
      expect(toldByLink({ groups: [group(value, 5)] })).toMatchObject({ unnamed: 0 });
  });
});
