import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scoped, sql } from '#src/basics/sql.ts';
import { fill } from '../../../test/filling.ts';
import type { Segment } from './ask.ts';
import type { Preview } from './preview.ts';
import { type KeptBed, KeptWorkspaceBed, openKeptBed } from './segments.test-data.ts';
import type { Why } from './why.ts';

let bed: KeptBed;
const hour = 3_600_000;
const day = 24 * hour;
/** 15 January 2026, 13:00 in Paris. */
const now = Date.parse('2026-01-15T12:00:00Z');

beforeAll(async () => {
  bed = await openKeptBed(now);
});
afterAll(() => bed.close());

const visit = { event: 'Visit', where: [] };
const did = (rest: object = {}) => ({ kind: 'did', match: visit, ...rest });
const last = (amount: number, unit: 'days' | 'hours' = 'days') => ({ kind: 'last', amount, unit });
const times = (how: string, count: number) => ({ kind: 'times', how, times: count });

/** Asks a rule of a workspace and gives the numbers of those it holds for. */
async function holds(own: KeptWorkspaceBed, conditions: object[], match = 'all'): Promise<number[]> {
  const preview = await own.ask<Preview>('segments.preview', {
    rule: { match, conditions },
    sample: 50,
    unit: 'customer',
  });
  const numbers = preview.sample.map(({ customer }) => customer ?? 0).sort((a, b) => a - b);
  expect(preview.size).toBe(numbers.length);
  return numbers;
}

describe('a rule', () => {
  let own: KeptWorkspaceBed;
  beforeAll(async () => {
    own = await KeptWorkspaceBed.open(bed);
    bed.clock.set(now);
    await own.people(6);
    // 1 visits on the 15th (today), the 9th and the 8th; 2 once on the 8th, 3 twice on 1 January; 4 only opens a mail;
    // 5 buys for 30 and 15; 6 buys for 10, then visits an hour later.
    const at = (date: string) => Date.parse(`2026-01-${date}Z`);
    await fill(bed.warehouse, own.workspace, [
      { customer: 1, at: at('15T09:00:00'), event: 'Visit' },
      { customer: 1, at: at('09T09:00:00'), event: 'Visit' },
      { customer: 1, at: at('08T22:59:59'), event: 'Visit' }, // 23:59:59 in Paris: still the 8th
      { customer: 2, at: at('08T23:00:00'), event: 'Visit' }, // midnight in Paris: the 9th
      { customer: 3, at: at('01T09:00:00'), event: 'Visit' },
      { customer: 3, at: at('01T10:00:00'), event: 'Visit' },
      { customer: 4, at: at('02T09:00:00'), event: 'Mail Opened', type: 'track' },
      { customer: 4, at: at('02T09:00:00'), event: 'Identify', type: 'identify', traits: { plan: 'gold' } },
      { customer: 5, at: at('03T09:00:00'), event: 'Order', properties: { total: 30 } },
      { customer: 5, at: at('04T09:00:00'), event: 'Order', properties: { total: 15 } },
      { customer: 6, at: at('05T09:00:00'), event: 'Order', properties: { total: 10 } },
      { customer: 6, at: at('05T10:00:00'), event: 'Visit' },
    ]);
  });

  it('counts days of the calendar: the last 7 days are today and the six before', async () => {
    expect(await holds(own, [did({ window: last(7) })])).toEqual([1, 2]);
    expect(await holds(own, [did({ window: last(6) })])).toEqual([1]);
    expect(await holds(own, [did({ window: { kind: 'before_last', days: 7 } })])).toEqual([1, 3, 6]);
    expect(
      await holds(own, [did({ window: { kind: 'between', from: '2026-01-01', to: '2026-01-08' } })]),
    ).toEqual([1, 3, 6]);
  });

  it('counts hours back from the instant', async () => {
    expect(await holds(own, [did({ window: last(3, 'hours') })])).toEqual([1]); // 9:00, exactly three hours ago
    expect(await holds(own, [did({ window: last(2, 'hours') })])).toEqual([]);
  });

  it('counts how often: at least, exactly, at most, never', async () => {
    expect(await holds(own, [did({ amount: times('at_least', 2) })])).toEqual([1, 3]);
    expect(await holds(own, [did({ amount: times('exactly', 2) })])).toEqual([3]);
    expect(await holds(own, [did({ amount: times('at_most', 1) })])).toEqual([2, 4, 5, 6]);
    expect(await holds(own, [did({ inside: false })])).toEqual([4, 5]);
    expect(await holds(own, [did({ amount: times('exactly', 0) })])).toEqual([4, 5]);
    expect(await holds(own, [did({ amount: times('at_least', 0) })])).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('adds up quantities', async () => {
    const spent = (how: string, quantity: number) =>
      did({
        match: { event: 'Order', where: [] },
        amount: { kind: 'quantity', how, property: 'total', quantity },
      });
    expect(await holds(own, [spent('at_least', 45)])).toEqual([5]);
    expect(await holds(own, [spent('at_least', 45.01)])).toEqual([]);
    expect(await holds(own, [spent('less', 45)])).toEqual([1, 2, 3, 4, 6]);
  });

  it('knows first and last times', async () => {
    const when = (which: string, window: object) => ({ kind: 'when', which, match: visit, window });
    expect(await holds(own, [when('first', last(7))])).toEqual([2]);
    expect(await holds(own, [when('first', { kind: 'before_last', days: 7 })])).toEqual([1, 3, 6]);
    expect(await holds(own, [when('last', { kind: 'before_last', days: 7 })])).toEqual([3, 6]);
    expect(await holds(own, [when('last', last(7))])).toEqual([1, 2]);
    expect(await holds(own, [when('first', last(157, 'hours'))])).toEqual([2]); // since 23:00 UTC of the 8th
    expect(await holds(own, [when('first', last(158, 'hours'))])).toEqual([1, 2]);
  });

  it('knows what was done after what, within a time, one event for one step', async () => {
    const order = { event: 'Order', where: [] };
    const inOrder = (steps: object[], amount: number, unit = 'hours') => ({
      kind: 'sequence',
      steps,
      within: { amount, unit },
    });
    expect(await holds(own, [inOrder([order, visit], 1)])).toEqual([6]);
    expect(await holds(own, [inOrder([visit, order], 3650, 'days')])).toEqual([]);
    expect(await holds(own, [inOrder([order, order], 23)])).toEqual([]);
    expect(await holds(own, [inOrder([order, order], 24)])).toEqual([5]); // exactly a day later
    expect(await holds(own, [inOrder([visit, visit], 1)])).toEqual([3]); // one visit serves one step
    expect(await holds(own, [inOrder([visit, visit, visit], 10, 'days')])).toEqual([1]);
  });

  it('joins by all and any, groups, and turns round what is within', async () => {
    const gold = { kind: 'trait', trait: 'plan', how: 'is', values: ['gold'] };
    expect(await holds(own, [did({ window: last(7) }), gold], 'any')).toEqual([1, 2, 4]);
    const nested = { kind: 'group', inside: false, match: 'any', conditions: [did(), gold] };
    expect(await holds(own, [nested])).toEqual([5]);
    expect(await holds(own, [{ ...gold, how: 'is_not' }, did({ inside: false })])).toEqual([5]);
  });

  it('refuses what does not exist, and says the near name', async () => {
    const asked = (condition: object) =>
      own.ask('segments.preview', { rule: { conditions: [condition] }, unit: 'customer' });
    await expect(asked(did({ match: { event: 'Visti', where: [] } }))).rejects.toThrow(
      /insights.unknown_event.*rule.conditions\[0\].match.*Visit/s,
    );
    await expect(asked({ kind: 'segment', segment: 'seg_none' })).rejects.toThrow(/segments.unknown/);
    await expect(asked({ kind: 'people', match: 'all', conditions: [did()] })).rejects.toThrow(
      /segments.wrong_unit/,
    );
  });
});

describe('a segment', () => {
  it('is counted, followed by difference, and announces who entered and left, each once', async () => {
    bed.clock.set(now);
    const own = await KeptWorkspaceBed.open(bed);
    await own.people(4);
    await fill(bed.warehouse, own.workspace, [
      { customer: 1, at: now - day, event: 'Visit' },
      { customer: 2, at: now - 40 * day, event: 'Visit' },
    ]);
    const segment = await own.create('Active', { conditions: [did({ window: last(7) })] });
    expect(segment).toMatchObject({ size: null, counting: true, freshAt: null });
    await expect(own.members(segment.id)).rejects.toThrow(/segments.not_ready/);
    await own.turn();
    expect(await own.members(segment.id)).toEqual([1]);
    bed.clock.advance(30_000);
    await fill(bed.warehouse, own.workspace, [{ customer: 2, at: bed.clock.now() - 1000, event: 'Visit' }]);
    await own.turn();
    expect(await own.members(segment.id)).toEqual([1, 2]);
    bed.clock.set(now + 6 * day); // nobody did anything: the window slides
    await own.turn();
    expect(await own.members(segment.id)).toEqual([2]);
    await own.turn();
    await own.load();
    const told = await bed.warehouse.of(own.workspace.number).rows(sql`
      select event, customer, count() as times
      from ${scoped('events_by_customer')}
      where startsWith(event, 'perdure.')
      group by event, customer
      order by event, customer`);
    expect(told).toEqual([
      { event: 'perdure.segment_entered', customer: 2, times: '1' },
      { event: 'perdure.segment_left', customer: 1, times: '1' },
    ]);
    const history = await own.ask<{ days: object[] }>('segments.history', { id: segment.id });
    expect(history.days).toHaveLength(7); // 15 to 21 January
    expect(history.days.at(0)).toEqual({ day: '2026-01-15', entered: 2, left: 0, size: 2 });
    expect(history.days.at(-1)).toMatchObject({ day: '2026-01-21', left: 1, size: 1 });
  });

  it('is asked for as its members were: a question about the past by the moves since', async () => {
    bed.clock.set(now);
    const own = await KeptWorkspaceBed.open(bed);
    await own.people(2);
    await fill(bed.warehouse, own.workspace, [{ customer: 1, at: now - day, event: 'Visit' }]);
    const { id } = await own.create('Active', { conditions: [did({ window: last(7) })] });
    await own.turn();
    bed.clock.set(now + 20 * day);
    await fill(bed.warehouse, own.workspace, [{ customer: 2, at: now + 19 * day, event: 'Visit' }]);
    await own.turn();
    const at = async (asOf: number) => {
      const page = await own.ask<{ people: { customer: number }[] }>('segments.people', {
        id,
        asOf: new Date(asOf).toISOString(),
      });
      return page.people.map(({ customer }) => customer);
    };
    expect(await at(now + day)).toEqual([1]);
    expect(await at(now + 20 * day)).toEqual([2]);
    await expect(at(now - day)).rejects.toThrow(/segments.not_kept_then/);
    const other = await own.create('Both', { conditions: [{ kind: 'segment', segment: id }] });
    await own.turn();
    expect(await own.members(other.id)).toEqual([2]);
  });

  it('tells of one person which conditions hold, and by what', async () => {
    bed.clock.set(now);
    const own = await KeptWorkspaceBed.open(bed);
    await own.people(2);
    await fill(bed.warehouse, own.workspace, [
      { customer: 1, at: now - 9 * day, event: 'Visit' },
      { customer: 1, at: now - 8 * day, event: 'Visit' },
      { customer: 2, at: now - day, event: 'Visit' },
    ]);
    const { id } = await own.create('Twice, lately', {
      conditions: [did({ amount: times('at_least', 2) }), did({ window: last(7) })],
    });
    await own.turn();
    const why = await own.ask<Why>('segments.why', { id, who: { id: 'user-1' } });
    expect(why).toMatchObject({ inside: false, would: false, since: null });
    expect(why.conditions.map(({ holds: one }) => one)).toEqual([true, false]);
    expect(why.conditions[1]?.deeds).toEqual([
      { event: 'Visit', times: 2, last: new Date(now - 8 * day).toISOString() },
    ]);
    expect(why.conditions[0]?.words.fr).toBe('ont fait « Visit » au moins 2 fois');
  });

  it('goes to its end after a crash at any step, and tells each move once', async () => {
    for (const crash of [
      'before storing',
      'after the moves',
      'after the members',
      'before forgetting',
    ] as const) {
      bed.clock.set(now);
      const own = await KeptWorkspaceBed.open(bed);
      await own.people(2);
      await fill(bed.warehouse, own.workspace, [{ customer: 1, at: now - day, event: 'Visit' }]);
      const { id } = await own.create('Active', { conditions: [did({ window: last(7) })] });
      await own.turn();
      bed.clock.advance(30_000);
      await fill(bed.warehouse, own.workspace, [{ customer: 2, at: bed.clock.now() - 1000, event: 'Visit' }]);
      // What a turn leaves when it is cut there: the move as it was written down, and what had been done of it.
      const at = new Date(bed.clock.now());
      await bed.records.run(sql`
        update segments set revision = 2, size = 2, fresh_at = ${at}, due_at = null where id = ${id}`);
      await bed.records.run(sql`
        insert into segment_moves (segment, revision, workspace_id, at, version, announces, entered, gone)
        values (${id}, 2, ${own.workspace.number}, ${at}, 1, true, array[2], array[]::bigint[])`);
      if (crash !== 'before storing') {
        await bed.warehouse.run(sql`
          insert into segment_moves (workspace_id, segment, revision, at, key, inside)
          values (${own.workspace.number}, ${id}, 2, ${at}, 2, true)`);
      }
      if (crash === 'after the members' || crash === 'before forgetting') {
        await bed.warehouse.run(sql`
          insert into segment_members (workspace_id, segment, revision, at, customers, accounts)
          select workspace_id, segment, 2, ${at}, bitmapOr(customers, bitmapBuild([toUInt32(2)])), accounts
          from segment_members
          where workspace_id = ${own.workspace.number} and segment = ${id}`);
      }
      await own.turn();
      await own.turn();
      await own.load();
      expect(await own.members(id), crash).toEqual([1, 2]);
      const [told] = await bed.warehouse.of(own.workspace.number).rows(sql<{ times: string }>`
        select count() as times
        from ${scoped('events')}
        where event = 'perdure.segment_entered'`);
      expect(told?.times, crash).toBe('1');
    }
  });

  it('announces nobody whom a change of its rule moves, and refuses to depend on itself', async () => {
    bed.clock.set(now);
    const own = await KeptWorkspaceBed.open(bed);
    await own.people(2);
    await fill(bed.warehouse, own.workspace, [
      { customer: 1, at: now - day, event: 'Visit' },
      { customer: 2, at: now - 20 * day, event: 'Visit' },
    ]);
    const { id } = await own.create('Active', { conditions: [did({ window: last(7) })] });
    const outer = await own
      .create('Outer', { conditions: [{ kind: 'list', list: 'lst_x' }] })
      .catch(() => null);
    expect(outer).toBeNull(); // no such list
    await own.turn();
    const other = await own.create('Not active', {
      conditions: [{ kind: 'segment', segment: id, inside: false }],
    });
    await own.turn();
    expect(await own.members(other.id)).toEqual([2]);
    const circular = { id, rule: { conditions: [{ kind: 'segment', segment: other.id }] } };
    await expect(own.ask('segments.change', circular)).rejects.toThrow(/segments.circular/);
    const { segment } = await own.ask<{ segment: Segment }>('segments.change', {
      id,
      rule: { conditions: [did({ window: last(30) })] },
    });
    expect([segment.current.version, segment.counting, segment.size]).toEqual([2, true, 1]);
    bed.clock.advance(20_000);
    await own.turn();
    expect(await own.members(id)).toEqual([1, 2]);
    expect(await own.members(other.id)).toEqual([]);
    await own.load();
    const events = await bed.warehouse.of(own.workspace.number).rows(sql`
      select event, customer from ${scoped('events')} where startsWith(event, 'perdure.') order by event`);
    expect(events).toEqual([{ event: 'perdure.segment_left', customer: 2 }]); // of the other: its rule did not change
  });

  it('counts accounts by their own traits, contracts and people', async () => {
    bed.clock.set(now);
    const own = await KeptWorkspaceBed.open(bed);
    await own.people(3);
    const group = (customer: number, account: string, traits: Record<string, string> = {}) =>
      ({ customer, at: now - 50 * day, type: 'group', event: 'Group', account, traits }) as const;
    await fill(bed.warehouse, own.workspace, [
      group(1, 'acme', { size: 'large' }),
      group(2, 'acme'),
      group(3, 'bolt', { size: 'small' }),
      { customer: 1, at: now - day, event: 'Visit' },
      { customer: 2, at: now - day, event: 'Visit' },
      { customer: 3, at: now - day, event: 'Visit' },
    ]);
    const two = await own.create(
      'Two active people',
      { conditions: [{ kind: 'people', least: 2, match: 'all', conditions: [did({ window: last(7) })] }] },
      'account',
    );
    const large = { kind: 'trait', trait: 'size', how: 'is', values: ['large'] };
    const ofLarge = await own.create('Of large accounts', {
      conditions: [{ kind: 'account', match: 'all', conditions: [large] }],
    });
    await own.turn();
    const page = await own.ask<{ people: { id: string }[] }>('segments.people', { id: two.id });
    expect(page.people.map(({ id }) => id)).toEqual(['acme']);
    expect(await own.members(ofLarge.id)).toEqual([1, 2]);
  });
});
