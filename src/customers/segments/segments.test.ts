import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scoped, sql } from '#src/basics/sql.ts';
import { isWanted } from '#src/customers/filters/index.ts';
import { framed } from '#src/customers/frame/index.ts';
import { fill } from '../../../test/filling.ts';
import { type KeptBed, openKeptBed } from '../../../test/kept-bed.ts';
import type { Segment } from './ask.ts';
import { day, did, last, now, times } from './rules.test-data.ts';
import { KeptWorkspaceBed } from './segments.test-data.ts';
import type { Why } from './why.ts';

let bed: KeptBed;
beforeAll(async () => {
  bed = await openKeptBed(now);
});
afterAll(() => bed.close());

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

describe('a segment in other questions', () => {
  it('filters people, and tells them apart like a trait', async () => {
    bed.clock.set(now);
    const own = await KeptWorkspaceBed.open(bed);
    await own.people(3);
    await fill(bed.warehouse, own.workspace, [
      { customer: 1, at: now - day, event: 'Visit' },
      { customer: 2, at: now - day, event: 'Visit' },
      { customer: 3, at: now - 20 * day, event: 'Visit' },
    ]);
    const { id } = await own.create('Active', { conditions: [did({ window: last(7) })] });
    await own.turn();
    bed.clock.advance(1000);
    const frame = async (people: object[]) =>
      framed(own.context, { unit: 'customer', people: people as never, includeMarked: false });
    const counted = async (people: object[]) => {
      const { wanted } = await frame(people);
      const rows = await own.context.warehouse.rows(sql<{ customer: number }>`
        select distinct customer from ${scoped('events')} where ${isWanted(sql`customer`, wanted)} order by customer`);
      return rows.map(({ customer }) => customer);
    };
    expect(await counted([{ kind: 'segment', segment: id, inside: true }])).toEqual([1, 2]);
    expect(await counted([{ kind: 'segment', segment: id, inside: false }])).toEqual([3]);
    const apart = { kind: 'trait', trait: `segment:${id}`, values: ['inside'] };
    expect(await counted([{ ...apart, how: 'is' }])).toEqual([1, 2]);
    expect(await counted([{ ...apart, how: 'is_not' }])).toEqual([3]);
    await expect(frame([{ ...apart, how: 'is', trait: 'segment:seg_none' }])).rejects.toThrow(
      /traits.unknown/,
    );
    await expect(
      framed(own.context, {
        unit: 'account',
        people: [{ kind: 'segment', segment: id, inside: true }],
        includeMarked: false,
      }),
    ).rejects.toThrow(/filters.other_unit/);
  });
});
