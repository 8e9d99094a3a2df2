import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { operations as questions } from '#src/insights/questions/index.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { type Dashboard, operations } from './index.ts';
import { asksOfPresent, movedOn } from './moving.ts';
import { namesPeople } from './personal.ts';
import { toldByLink, withoutConditions } from './told-by-link.ts';

let engines: TestEngines;
let context: Context;

beforeAll(async () => {
  engines = await openTestEngines();
  context = asking(engines, await createTestWorkspace(engines));
});
afterAll(() => engines.close());

interface Shown {
  readonly dashboard: Dashboard;
  readonly tile: string;
  readonly at: number;
}

const ask = <T = Shown>(name: string, input: unknown, of = context) =>
  run<T>([...operations, ...questions], of, name, input);
const make = async (title = 'Board') => (await ask('dashboards.make', { title })).dashboard.id;
const keep = async (name: string, asked: object, operation = 'lifecycle.grid') =>
  (await ask<{ question: { id: string } }>('questions.save', { name, operation, ask: asked })).question.id;
const pinText = async (id: string, text: string, at?: number) =>
  (await ask('dashboards.pin', { id, tile: { kind: 'text', text }, at })).tile;
const texts = ({ dashboard }: Shown) =>
  dashboard.tiles.map((tile) => (tile.kind === 'text' ? tile.text : tile.name));

describe('a dashboard', () => {
  it('holds texts and kept questions in the order they are given, and lets each be changed and put back', async () => {
    const id = await make();
    const [one, two, three] = [
      await pinText(id, 'one'),
      await pinText(id, 'two'),
      await pinText(id, 'three'),
    ];
    const question = await keep('Growth', { from: '2025-01-01', to: '2025-01-31' });
    const pinned = await ask('dashboards.pin', { id, tile: { kind: 'question', question }, at: 1 });
    expect(texts(pinned)).toEqual(['one', 'Growth', 'two', 'three']);
    const tile = pinned.tile;
    expect(texts(await ask('dashboards.arrange', { id, tiles: [three, two, one, tile] }))).toEqual([
      'three',
      'two',
      'one',
      'Growth',
    ]);
    await ask('dashboards.change-tile', { id, tile: two, text: 'TWO', width: 'whole', title: 'Read this' });
    const { dashboard, at } = await ask('dashboards.unpin', { id, tile: three });
    expect(at).toBe(0);
    expect(dashboard.tiles[0]).toMatchObject({ text: 'TWO', width: 'whole', title: 'Read this' });
    await pinText(id, 'three', at);
    expect(texts(await ask('dashboards.get', { id }))).toEqual(['three', 'TWO', 'one', 'Growth']);
    await ask('dashboards.change', { id, title: 'Renamed' });
    expect(await ask('dashboards.list', {})).toMatchObject({
      dashboards: [{ id, title: 'Renamed', tiles: 4, links: 0, createdBy: 'user:tester' }],
    });
  });

  it('shows what its questions ask today, and says so when one is gone and until it is put back', async () => {
    const id = await make();
    const question = await keep('Before', { from: '2025-01-01', to: '2025-01-31' });
    await ask('dashboards.pin', { id, tile: { kind: 'question', question, moves: false } });
    await ask('questions.save', {
      id: question,
      name: 'After',
      operation: 'lifecycle.grid',
      ask: { from: '2025-02-01', to: '2025-02-28' },
    });
    expect((await ask('dashboards.get', { id })).dashboard.tiles).toMatchObject([
      { name: 'After', asks: { operation: 'lifecycle.grid', ask: { from: '2025-02-01', to: '2025-02-28' } } },
    ]);
    await ask('questions.delete', { id: question });
    expect((await ask('dashboards.get', { id })).dashboard.tiles).toMatchObject([
      { question, name: 'Before', asks: null },
    ]);
    await ask('questions.restore', { id: question });
    expect((await ask('dashboards.get', { id })).dashboard.tiles).toMatchObject([
      { question, name: 'After', asks: { operation: 'lifecycle.grid' } },
    ]);
  });

  it('is gone once removed, and whole again once put back', async () => {
    const id = await make();
    await pinText(id, 'kept');
    await ask('dashboards.remove', { id });
    await expect(ask('dashboards.get', { id })).rejects.toThrow(/dashboards.unknown/);
    await expect(ask('dashboards.remove', { id })).rejects.toThrow(/dashboards.unknown/);
    await expect(pinText(id, 'x')).rejects.toThrow(/dashboards.unknown/);
    expect(texts(await ask('dashboards.restore', { id }))).toEqual(['kept']);
    await expect(ask('dashboards.restore', { id })).rejects.toThrow(/dashboards.unknown/);
  });

  it('loses no tile where two pin at once, and refuses an order that another has overtaken', async () => {
    const id = await make();
    const [one, two] = await Promise.all([pinText(id, 'one'), pinText(id, 'two')]);
    for (const tiles of [[one], [one, one], [one, two, 'til_other'], [one, two, two]])
      await expect(ask('dashboards.arrange', { id, tiles })).rejects.toThrow(/dashboards.other_tiles/);
    expect(texts(await ask('dashboards.arrange', { id, tiles: [two, one] }))).toEqual(['two', 'one']);
  });

  it('refuses what a tile cannot be', async () => {
    const id = await make();
    const tile = await pinText(id, 'text');
    await expect(ask('dashboards.change-tile', { id, tile, moves: true })).rejects.toThrow(
      /other_kind_of_tile/,
    );
    await expect(ask('dashboards.unpin', { id, tile: 'til_none' })).rejects.toThrow(/unknown_tile/);
    const pin = (question: string) => ask('dashboards.pin', { id, tile: { kind: 'question', question } });
    await expect(pin('qst_none')).rejects.toThrow(/questions.unknown/);
    await expect(pin(await keep('who', {}, 'customers.search'))).rejects.toThrow(/not_pinnable/);
  });

  it('opens though a question has dates that no calendar of ours reaches: that tile alone cannot be answered', async () => {
    const id = await make();
    const day = new Date(engines.clock.now()).toISOString().slice(0, 10);
    const question = await keep('All time', { from: '1900-01-01', to: day });
    const { tile } = await ask('dashboards.pin', { id, tile: { kind: 'question', question, moves: true } });
    expect((await ask('dashboards.get', { id })).dashboard.tiles).toMatchObject([
      { id: tile, asks: { ask: { from: '1900-01-01', to: day } } },
    ]);
    await expect(ask('dashboards.share', { id, name: 'x' })).resolves.toMatchObject({ link: { name: 'x' } });
  });

  it('opens though a text outgrew its limit when somebody in it was erased, and still lets that tile be changed', async () => {
    const id = await make();
    const tile = await pinText(id, 'short');
    const text = 'x'.repeat(2_001);
    await context.records.run(sql`
      update dashboards
      set tiles = jsonb_set(tiles, '{0,text}', ${JSON.stringify(text)}::jsonb)
      where id = ${id}`);
    expect(texts(await ask('dashboards.get', { id }))).toEqual([text]);
    expect(await ask('dashboards.change-tile', { id, tile, width: 'third' })).toMatchObject({
      dashboard: { tiles: [{ text, width: 'third' }] },
    });
    await expect(ask('dashboards.change-tile', { id, tile, text })).rejects.toThrow();
  });

  it('belongs to one workspace: another reads, changes and shares nothing of it', async () => {
    const id = await make();
    const tile = await pinText(id, 'ours');
    const { link } = await ask<{ link: { id: string } }>('dashboards.share', { id, name: 'x' });
    const question = await keep('ours', {});
    const other = asking(engines, await createTestWorkspace(engines));
    const asked: [string, object][] = [
      ['dashboards.get', { id }],
      ['dashboards.change', { id, title: 'x' }],
      ['dashboards.remove', { id }],
      ['dashboards.unpin', { id, tile }],
      ['dashboards.share', { id, name: 'x' }],
      ['dashboards.revoke', { id: link.id }],
    ];
    for (const [name, input] of asked)
      await expect(ask(name, input, other), name).rejects.toThrow(/dashboards.unknown/);
    const own = (await ask('dashboards.make', { title: 'x' }, other)).dashboard.id;
    await expect(
      ask('dashboards.pin', { id: own, tile: { kind: 'question', question } }, other),
    ).rejects.toThrow(/questions.unknown/);
    expect(await ask('dashboards.links', {}, other)).toEqual({ links: [] });
  });
});

describe('the dates of a tile', () => {
  const moved = (asked: unknown, keptOn: string, today: string, weekStart: 'monday' | 'sunday' = 'monday') =>
    movedOn(asked, { keptOn, today, weekStart });

  it('move by whole months where they are whole months, else by days', () => {
    const year = { period: 'month', from: '2025-03-01', to: '2026-02-28' };
    // Kept on 5 March, read on 30 April: one month later.
    expect(moved(year, '2026-03-05', '2026-04-30')).toEqual({
      period: 'month',
      from: '2025-04-01',
      to: '2026-03-31',
    });
    // 26 days later, over the end of a year.
    expect(moved({ from: '2025-12-01', to: '2025-12-15' }, '2025-12-15', '2026-01-10')).toEqual({
      from: '2025-12-27',
      to: '2026-01-10',
    });
  });

  it('move by whole weeks where they are whole weeks of the workspace: kept on Monday, not yet on Sunday, then by one', () => {
    // Monday 25 August to Sunday 16 November 2025: 12 weeks, kept on Monday 17 November.
    const weeks = { from: '2025-08-25', to: '2025-11-16' };
    expect(moved(weeks, '2025-11-17', '2025-11-23')).toEqual(weeks);
    expect(moved(weeks, '2025-11-17', '2025-11-24')).toEqual({ from: '2025-09-01', to: '2025-11-23' });
    // Where weeks begin on Sunday these are no whole weeks: by days.
    expect(moved(weeks, '2025-11-17', '2025-11-20', 'sunday')).toEqual({
      from: '2025-08-28',
      to: '2025-11-19',
    });
    const sundays = { from: '2025-08-24', to: '2025-11-15' };
    expect(moved(sundays, '2025-11-17', '2025-11-22', 'sunday')).toEqual(sundays);
  });

  it('move where the question holds another one, and in the ranges that it compares', () => {
    const dates = { from: '2025-12-01', to: '2025-12-15' };
    const later = { from: '2025-12-27', to: '2026-01-10' };
    for (const asked of [
      { ask: dates, interval: 4 },
      { question: { of: 'x', ask: dates }, arms: [{ kind: 'list' }] },
    ])
      expect(moved(asked, '2025-12-15', '2026-01-10')).toEqual(
        JSON.parse(
          JSON.stringify(asked).replace(
            JSON.stringify(dates).slice(1, -1),
            JSON.stringify(later).slice(1, -1),
          ),
        ),
      );
    const ranges = {
      ask: dates,
      arms: [
        { kind: 'range', ...dates },
        { kind: 'people', name: 'x' },
      ],
    };
    expect(moved(ranges, '2025-12-15', '2026-01-10')).toEqual({
      ask: later,
      arms: [
        { kind: 'range', ...later },
        { kind: 'people', name: 'x' },
      ],
    });
  });

  it('stand still where the question has none, holds its own instant, compares a row by its date, or is wrong', () => {
    const dates = { from: '2025-12-01', to: '2025-12-15' };
    const asks = [
      { ...dates, asOf: '2026-01-01T00:00:00Z' },
      { ask: { ...dates, asOf: '2026-01-01T00:00:00Z' } },
      { ask: dates, arms: [{ kind: 'cohort', period: '2025-12-01' }] },
      { from: '2025-02-30', to: '2025-12-15' },
      { from: '1900-01-01', to: '2025-12-15' },
      { offers: ['x'] },
      null,
    ];
    for (const asked of asks) expect(moved(asked, '2025-12-15', '2026-01-10')).toEqual(asked);
  });

  it('are of the present where they reached the days on which the question was kept, and compare no ranges', () => {
    const until = (to: string) => asksOfPresent({ from: '2025-01-01', to }, '2025-12-15');
    // 35 days before 15 December is 10 November.
    expect([until('2025-12-31'), until('2025-11-10'), until('2025-11-09')]).toEqual([true, true, false]);
    const dates = { from: '2025-12-01', to: '2025-12-15' };
    expect(asksOfPresent({ ask: dates, interval: 4 }, '2025-12-15')).toBe(true);
    expect(asksOfPresent({ ask: dates, arms: [{ kind: 'range', ...dates }] }, '2025-12-15')).toBe(false);
  });

  it('stay where they are when the question gets another name, and begin anew when it asks something else', async () => {
    const now = engines.clock.now();
    const dates = (days: number) => {
      const on = (day: number) => new Date(now + (days + day) * 86_400_000).toISOString().slice(0, 10);
      return { from: on(-9), to: on(0) };
    };
    const id = await make();
    const question = await keep('Ten days', dates(0));
    await ask('dashboards.pin', { id, tile: { kind: 'question', question } });
    const shown = async () => {
      const [tile] = (await ask('dashboards.get', { id })).dashboard.tiles;
      return tile?.kind === 'question' ? [tile.name, tile.asks?.ask] : [];
    };
    const save = (name: string, asked: object) =>
      ask('questions.save', { id: question, name, operation: 'lifecycle.grid', ask: asked });
    engines.clock.advance(20 * 86_400_000);
    await save('Renamed', dates(0));
    expect(await shown()).toEqual(['Renamed', dates(20)]);
    await save('Renamed', dates(3));
    expect(await shown()).toEqual(['Renamed', dates(3)]);
  });
});

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
