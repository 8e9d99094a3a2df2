import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scoped, sql } from '#src/basics/sql.ts';
import { systemClock } from '#src/engines/clock/index.ts';
import { fill } from '../../../test/filling.ts';
import { type KeptBed, openKeptBed } from '../../../test/kept-bed.ts';
import type { Segment } from './ask.ts';
import { day, did, hour, last, now } from './rules.test-data.ts';
import { KeptWorkspaceBed } from './segments.test-data.ts';

let bed: KeptBed;
beforeAll(async () => {
  bed = await openKeptBed(now);
});
afterAll(() => bed.close());

describe('a segment that is kept', () => {
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

  it('takes in who did something by a clock three seconds ahead, once that instant has come', async () => {
    const real = systemClock.now(); // the engine tells by its own clock what lies ahead
    bed.clock.set(real);
    const own = await KeptWorkspaceBed.open(bed);
    await own.people(1);
    await fill(bed.warehouse, own.workspace, [{ customer: 1, at: real - day, event: 'Seen' }]);
    await fill(bed.warehouse, own.workspace, [{ customer: 1, at: real + 60_000, event: 'Visit' }]);
    const { id } = await own.create('Ever', { conditions: [did()] });
    await own.turn();
    expect(await own.members(id)).toEqual([]);
    bed.clock.set(real + 60_001);
    await own.turn();
    expect(await own.members(id)).toEqual([1]);
  });

  it('lets go of a contract when it ends, though nobody does anything', async () => {
    bed.clock.set(now);
    const own = await KeptWorkspaceBed.open(bed);
    await own.people(1);
    await fill(bed.warehouse, own.workspace, [{ customer: 1, at: now - day, event: 'Visit' }]);
    const at = (ms: number) => new Date(ms).toISOString().replace('T', ' ').slice(0, 23);
    const row = {
      workspace_id: own.workspace.number,
      holder_kind: 'customer',
      holder: 'user-1',
      contract: 'c',
      version: 1,
      offer: 'Gold',
      currency: 'EUR',
      starts_at: at(now - day),
      ends_at: at(now + hour),
      effective_at: at(now - day),
      recorded_at: at(now - day),
      stamp: 1,
    };
    await bed.warehouse.insert('contract_versions', Buffer.from(JSON.stringify(row)));
    const { id } = await own.create('Under contract', {
      conditions: [{ kind: 'contract', states: ['running'] }],
    });
    await own.turn();
    expect(await own.members(id)).toEqual([1]);
    bed.clock.set(now + hour);
    await own.turn();
    expect(await own.members(id)).toEqual([]);
  });

  it('goes on with the others where one cannot be counted, says why, and announces nobody for it', async () => {
    bed.clock.set(now);
    const own = await KeptWorkspaceBed.open(bed);
    await own.people(2);
    await fill(bed.warehouse, own.workspace, [{ customer: 1, at: now - day, event: 'Visit' }]);
    await bed.records.run(sql`
      insert into lists (id, workspace_id, name, unit, customers, size, created_at, created_by)
      values ('lst_gone', ${own.workspace.number}, 'Gone', 'customer', array[1], 1, now(), 'user:tester')`);
    const faulty = await own.create('Of a list', { conditions: [{ kind: 'list', list: 'lst_gone' }] });
    const well = await own.create('Active', { conditions: [did({ window: last(7) })] });
    await bed.records.run(sql`delete from lists where id = 'lst_gone'`);
    await own.turn();
    const told = async (id: string) => (await own.ask<{ segment: Segment }>('segments.show', { id })).segment;
    expect(await told(faulty.id)).toMatchObject({
      fault: 'lists.unknown',
      size: null,
      counting: true,
      freshAt: null,
    });
    expect(await own.members(well.id)).toEqual([1]);
    bed.clock.advance(hour / 2); // it is not tried again at once, and is no fresher for it
    await fill(bed.warehouse, own.workspace, [{ customer: 2, at: now, event: 'Seen' }]);
    await own.turn();
    expect(await told(faulty.id)).toMatchObject({ fault: 'lists.unknown', freshAt: null });
    await bed.records.run(sql`
      insert into lists (id, workspace_id, name, unit, customers, size, created_at, created_by)
      values ('lst_gone', ${own.workspace.number}, 'Back', 'customer', array[1], 1, now(), 'user:tester')`);
    bed.clock.advance(2 * hour);
    await own.turn();
    await own.load();
    expect(await told(faulty.id)).toMatchObject({ fault: null, size: 1 });
    const events = await bed.warehouse.of(own.workspace.number).rows(sql`
      select event from ${scoped('events')} where startsWith(event, 'perdure.')`);
    expect(events).toEqual([]); // its first count
  });

  it('stays fresh while nothing that concerns it arrives', async () => {
    bed.clock.set(now);
    const own = await KeptWorkspaceBed.open(bed);
    await own.people(1);
    await fill(bed.warehouse, own.workspace, [{ customer: 1, at: now - day, event: 'Visit' }]);
    const { id } = await own.create('Ever', { conditions: [did()] });
    await own.turn();
    bed.clock.set(now + 5 * hour);
    await own.turn();
    const { segment } = await own.ask<{ segment: Segment }>('segments.show', { id });
    expect(segment.freshAt).toBe(new Date(now + 5 * hour).toISOString());
  });

  it('follows a person whose number was given up: nobody entered or left, and the past is theirs', async () => {
    bed.clock.set(now);
    const own = await KeptWorkspaceBed.open(bed);
    await own.people(3);
    await fill(bed.warehouse, own.workspace, [{ customer: 1, at: now - day, event: 'Visit', id: 'v1' }]);
    const { id } = await own.create('Active', { conditions: [did({ window: last(7) })] });
    await own.turn();
    expect(await own.members(id)).toEqual([1]);
    // A merge: the events of 1 stand under 3 from now on.
    bed.clock.set(now + day);
    await bed.records.run(sql`
      insert into retirements (workspace_id, customer, batch, successors, retired_at)
      values (${own.workspace.number}, 1, 7, array[3], now())`);
    await bed.warehouse.insert(
      'retired',
      Buffer.from(
        JSON.stringify({ workspace_id: own.workspace.number, customer: 1, at: '2026-01-16 12:00:00.000' }),
      ),
    );
    await fill(bed.warehouse, own.workspace, [{ customer: 3, at: now - day, event: 'Visit', id: 'v1' }]);
    await own.turn();
    await own.load();
    expect(await own.members(id)).toEqual([3]);
    const then = await own.ask<{ people: { customer: number }[] }>('segments.people', {
      id,
      asOf: new Date(now + 1000).toISOString(),
    });
    expect(then.people.map(({ customer }) => customer)).toEqual([3]);
    const { days } = await own.ask<{ days: object[] }>('segments.history', { id });
    expect(days).toEqual([
      { day: '2026-01-15', entered: 1, left: 0, size: 1 },
      { day: '2026-01-16', entered: 0, left: 0, size: 1 },
    ]);
    const told = await bed.warehouse.of(own.workspace.number).rows(sql`
      select event from ${scoped('events_by_customer')} where startsWith(event, 'perdure.')`);
    expect(told).toEqual([]);
  });
});
