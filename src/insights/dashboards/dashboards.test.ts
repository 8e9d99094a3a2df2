import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { operations as questions } from '#src/insights/questions/index.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { type Dashboard, operations } from './index.ts';

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
const keep = async (name: string, asked: object) => {
  const wanted = { name, operation: 'lifecycle.grid', ask: asked };
  return (await ask<{ question: { id: string } }>('questions.save', wanted)).question.id;
};
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
    const question = await keep('who', { from: '2025-01-01', to: '2025-01-31' });
    const keptUnread = (operation: string, asked: object) =>
      context.records.run(sql`
        update questions
        set operation = ${operation}, ask = ${JSON.stringify(asked)}::jsonb
        where id = ${question}`);
    await keptUnread('customers.search', {});
    await expect(pin(question)).rejects.toThrow(/not_pinnable/);
    await keptUnread('lifecycle.grid', { steppes: 3 });
    await expect(pin(question)).rejects.toThrow(/access.invalid_input \(ask./);
  });

  it('is one of 200 of a workspace and has 100 links at most, however many are made or put back at once', async () => {
    const own = await createTestWorkspace(engines);
    const there = asking(engines, own);
    const board = async (title: string) => (await ask('dashboards.make', { title }, there)).dashboard.id;
    const [id, removed] = [await board('First'), await board('Removed')];
    await ask('dashboards.remove', { id: removed }, there);
    await there.records.run(sql`
      insert into dashboards (id, workspace_id, title, created_at, created_by, changed_at)
      select 'dsh_' || n || '_' || ${own.number}::integer, ${own.number}::integer, 'Board', now(), 'cli', now()
      from generate_series(2, 199) as n`);
    await there.records.run(sql`
      insert into dashboard_links (id, workspace_id, dashboard, name, hash, created_at, created_by)
      select 'dlk_' || n || '_' || ${own.number}::integer, ${own.number}::integer, ${id}, 'Link',
        sha256((${id} || n)::bytea), now(), 'cli'
      from generate_series(1, 99) as n`);
    const share = () => ask('dashboards.share', { id, name: 'x' }, there);
    const back = () => ask('dashboards.restore', { id: removed }, there);
    // Four connections first, so that what is asked at once is done at once.
    await Promise.all([1, 2, 3, 4].map(() => there.records.rows(sql`select pg_sleep(0.05)`)));
    for (const [atOnce, code] of [
      [[back, ...['A', 'B', 'C'].map((title) => () => board(title))], 'dashboards.too_many_dashboards'],
      [[share, share, share, share], 'dashboards.too_many_links'],
    ] as const) {
      const outcomes = await Promise.allSettled(atOnce.map((one) => one()));
      const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
      expect(refused).toEqual(Array(3).fill(expect.stringContaining(code)));
    }
    await expect(board('More')).rejects.toThrow(/too_many_dashboards/);
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
    const question = await keep('ours', { from: '2025-01-01', to: '2025-01-31' });
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
