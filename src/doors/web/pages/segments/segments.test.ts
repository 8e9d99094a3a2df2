import { describe, expect, it } from 'vitest';
import type { SegmentRule } from '#src/customers/segment-rules/index.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { apartBySegment, segmentApart, valueSaid } from '../../ui/in-segment.ts';
import { figuresOf } from '../../words/figures.ts';
import { wordsOf } from '../../words/index.ts';
import { readCompareSearch } from '../compare/search.ts';
import { readLifecycleSearch } from '../lifecycle/search.ts';
import { readPhasesSearch } from '../phases/search.ts';
import { readTodaySearch } from '../today/search.ts';
import { beginningOf, kindsOffered, mayStand } from './beginnings.ts';
import { did, examplesOf } from './examples.ts';
import { movesColumns, sizeColumns } from './history.ts';
import { countingOther, doubled, grouped, joined, type Of, placeOf, removed, replaced } from './rule.ts';
import { isRule } from './rule-check.ts';
import { amountSaid, keptSaid, windowSaid } from './saying.ts';
import { readRuleSearch } from './search.ts';
import { sortedBy } from './sorting.ts';
import { comparedWithOthers, insightsOf } from './uses.ts';

const week = { kind: 'last', amount: 7, unit: 'days' } as const;
const visit = did('Visit', 1, week);
const order = did('Order Completed', 3, week);
const group: Of<'group'> = { kind: 'group', inside: true, match: 'any', conditions: [visit, order] };
const own: SegmentRule = { match: 'all', conditions: [visit, group] };

const catalogue: Catalogue = {
  events: [
    { event: 'Page Viewed', count: 900 },
    { event: 'Visit', count: 300 },
  ],
  span: { first: '2025-01-01', last: '2025-12-31' },
  traits: ['plan'],
  scores: [
    {
      trait: 'score:health',
      name: { fr: 'Santé', en: 'Health' },
      number: true,
      unit: 'customer',
      judgedAt: null,
    },
  ],
  lists: [{ id: 'lst_1', name: 'Été', unit: 'account', size: 3 }],
  segments: [
    { id: 'seg_1', name: 'Actifs', unit: 'customer', size: 12, retired: false },
    { id: 'seg_2', name: 'Anciens', unit: 'customer', size: 5, retired: true },
  ],
  propertiesOf: () => [],
};

describe('a rule that is edited', () => {
  it('takes another condition in one place, be it within a group', () => {
    expect(replaced(own, [1, 0], order).conditions[1]).toEqual({ ...group, conditions: [order, order] });
    expect(replaced(own, [0], order).conditions[0]).toBe(order);
  });

  it('is without a condition, and without a group whose last one is gone; nothing is left of a rule of one', () => {
    expect(removed(own, [1, 0])?.conditions[1]).toEqual({ ...group, conditions: [order] });
    const once = removed(own, [1, 0]);
    expect(once && removed(once, [1, 0])?.conditions).toEqual([visit]);
    expect(removed({ conditions: [visit] }, [0])).toBeUndefined();
  });

  it('takes one more, last of all or last in a group; one twice; one into a group', () => {
    expect(joined(own, [], order).conditions).toHaveLength(3);
    expect(joined(own, [1], visit).conditions[1]).toEqual({ ...group, conditions: [visit, order, visit] });
    expect(doubled(own, [0]).conditions.slice(0, 2)).toEqual([visit, visit]);
    expect(grouped(own, [0]).conditions[0]).toEqual({ ...group, conditions: [visit] });
  });

  it('knows which condition a refusal is about', () => {
    expect(placeOf('rule.conditions[2].conditions[0].match.event')).toEqual([2, 0]);
    expect(placeOf('rule.conditions[1].steps[3].event')).toEqual([1]);
    expect(placeOf('rule')).toBeUndefined();
    expect(placeOf('people[0].segment')).toBeUndefined();
  });

  it('is rid of what cannot be asked of the other unit', () => {
    const account: Of<'account'> = { kind: 'account', inside: true, match: 'all', conditions: [visit] };
    const conditions = [visit, account];
    expect(countingOther({ match: 'all', conditions }, 'account')?.conditions).toEqual([visit]);
    expect(countingOther({ match: 'all', conditions: conditions.slice(1) }, 'account')).toBeUndefined();
    const list = { kind: 'list', inside: true, list: 'lst_1' } as const;
    expect(countingOther({ match: 'any', conditions: [list, visit] }, 'account')?.conditions).toEqual([
      visit,
    ]);
  });
});

describe('what a rule begins with', () => {
  it('is three examples that name what arrives, each a rule that an address holds', () => {
    const examples = examplesOf(catalogue);
    expect(examples.map(({ id }) => id)).toEqual(['active', 'silent', 'regular']);
    expect(examples.at(-1)?.event).toBe('Visit');
    for (const { rule: shown } of examples) expect(readRuleSearch({ rule: shown })).toEqual({ rule: shown });
  });

  it('is whole at once, whatever its kind; nothing where there is nothing to name', () => {
    const place = { unit: 'customer', path: [], within: [] } as const;
    for (const kind of [...kindsOffered.deeds, ...kindsOffered.being, ...kindsOffered.around]) {
      const begun = beginningOf(kind, catalogue, place);
      if (kind === 'list')
        expect(begun).toBeUndefined(); // the one list is of accounts
      else expect(isRule({ match: 'all', conditions: [begun] }), kind).toBe(true);
    }
    expect(beginningOf('segment', catalogue, { ...place, segment: 'seg_1' })).toBeUndefined();
  });

  it('stands only where it may: no group in a group, no account of an account', () => {
    expect(mayStand('group', { unit: 'customer', within: ['group'] })).toBe(false);
    expect(mayStand('account', { unit: 'customer', within: ['group'] })).toBe(true);
    expect(mayStand('account', { unit: 'account', within: [] })).toBe(false);
    expect(mayStand('people', { unit: 'account', within: [] })).toBe(true);
    expect(mayStand('did', { unit: 'account', within: ['group', 'people'] })).toBe(true);
  });

  it('holds no condition that is half written', () => {
    const broken = [
      { ...visit, window: { kind: 'last', amount: 0, unit: 'days' } },
      { ...visit, match: { event: 'Visit' } },
      { kind: 'contract', inside: true, offers: [], states: [], termWithinDays: null },
      { ...group, conditions: [] },
      { kind: 'trait', trait: 'plan', how: 'is' },
      { ...group, conditions: [{ ...group, conditions: [visit] }] },
    ];
    for (const one of broken) expect(isRule({ match: 'all', conditions: [one] })).toBe(false);
  });
});

describe('what is said', () => {
  const words = wordsOf('fr');
  const figures = figuresOf('fr');

  it('reads aloud: windows and amounts', () => {
    expect(windowSaid(week, words, figures)).toBe('dans les 7 derniers jours');
    expect(windowSaid({ kind: 'last', amount: 1, unit: 'days' }, words, figures)).toBe('aujourd’hui');
    expect(windowSaid({ kind: 'between', from: '2025-03-01', to: '2025-03-30' }, words, figures)).toBe(
      'du 1er mars 2025 au 30 mars 2025',
    );
    expect(amountSaid(visit, words, figures)).toBe('au moins une fois');
    expect(amountSaid({ ...visit, inside: false }, words, figures)).toBe('du tout');
    expect(amountSaid(order, words, figures)).toBe('au moins 3 fois');
  });

  it('tells how fresh a segment is, and never that it is fresh tomorrow', () => {
    const now = Date.parse('2026-01-05T10:00:12Z');
    const saying = { figures, now, timezone: 'Europe/Paris' };
    const kept = { retiredAt: null, freshAt: '2026-01-05T10:00:00Z', counting: false, size: 4 };
    expect(keptSaid(kept, words, saying)).toBe('à jour il y a 12 secondes');
    expect(keptSaid({ ...kept, freshAt: '2026-01-05T10:00:20Z' }, words, saying)).toBe('à jour maintenant');
    expect(keptSaid({ ...kept, counting: true }, words, saying)).toContain('calcul en cours');
    expect(keptSaid({ ...kept, size: null }, words, saying)).toBe('premier calcul en cours');
  });

  it('names those in a segment and those out of it where people are told apart by it, and nowhere else', () => {
    expect(segmentApart({ apart: { by: 'trait', name: 'segment:seg_1' } })).toBe('seg_1');
    expect(segmentApart({ by: 'trait:segment:seg_1' })).toBe('seg_1');
    expect(
      segmentApart({ by: 'trait:plan', people: [{ kind: 'segment', segment: 'seg_1' }] }),
    ).toBeUndefined();
    const apart = apartBySegment(words, 'Actifs');
    expect([valueSaid('inside', apart), apart.t('ask.missing')]).toEqual(['dans Actifs', 'hors de Actifs']);
    expect(apart.said({ fr: '« inside » tient mieux.', en: '' })).toContain('dans Actifs');
    expect([valueSaid('inside', words), valueSaid('pro', words)]).toEqual(['inside', 'pro']);
  });

  it('draws who came in above the line and who left below it; the last day is running', () => {
    const days = [
      { day: '2026-01-04', entered: 5, left: 0, size: 5 },
      { day: '2026-01-05', entered: 1, left: 2, size: 4 },
    ];
    expect(movesColumns(days, words, figures).map(({ parts }) => parts.map(({ value }) => value))).toEqual([
      [5, -0],
      [1, -2],
    ]);
    expect(sizeColumns(days, words, figures).map(({ running }) => running)).toEqual([false, true]);
  });
});

describe('segments', () => {
  it('are found whatever the accents, and sorted by name, size or age', () => {
    const segments = [
      { name: 'Été', size: null, createdAt: '2026-01-02' },
      { name: 'Actifs', size: 3, createdAt: '2026-01-01' },
      { name: 'Zélés', size: 9, createdAt: '2026-01-03' },
    ];
    const names = (search: Parameters<typeof sortedBy>[1]) =>
      sortedBy(segments, search).map(({ name }) => name);
    expect(names({})).toEqual(['Actifs', 'Été', 'Zélés']);
    expect(names({ search: 'ETE' })).toEqual(['Été']);
    expect(names({ sort: 'size' })).toEqual(['Zélés', 'Actifs', 'Été']);
    expect(names({ sort: 'latest' })).toEqual(['Zélés', 'Été', 'Actifs']);
  });

  it('are what every insight is asked of, and compared with everybody else', () => {
    const segment = { id: 'seg_1', name: 'Actifs', unit: 'account' } as const;
    const uses = insightsOf(segment, 'customer');
    expect(uses.find(({ word }) => word === 'shell.retention')?.search).toMatchObject({ account: true });
    const own = ['shell.retention', 'shell.today'];
    for (const { search } of uses.filter(({ word }) => !own.includes(word)))
      expect(readLifecycleSearch({ ...search })).toEqual(search);
    const today = uses.find(({ word }) => word === 'shell.today')?.search;
    expect(readTodaySearch({ ...today })).toEqual({ ...today, kind: 'account' });
    expect(uses.some(({ word }) => word === 'shell.phases')).toBe(false); // phases are of people
    const ofPeople = insightsOf({ ...segment, unit: 'customer' }, 'account');
    expect(readPhasesSearch({ ...ofPeople.find(({ word }) => word === 'shell.phases')?.search })).toEqual({
      people: [{ kind: 'segment', segment: 'seg_1', inside: true }],
    });
    const compared = comparedWithOthers(segment, catalogue, 'hors de Actifs');
    expect(compared && readCompareSearch({ ...compared })).toEqual(compared);
    expect(compared?.arms?.map((arm) => arm.kind === 'people' && arm.people[0])).toEqual([
      { kind: 'segment', segment: 'seg_1', inside: true },
      { kind: 'segment', segment: 'seg_1', inside: false },
    ]);
  });
});
