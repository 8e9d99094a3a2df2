import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '#src/basics/sql.ts';
import { carryOutErasure, personalData as ofEvents } from '#src/events/erasure/index.ts';
import { fill } from '../../../test/filling.ts';
import { type KeptBed, openKeptBed } from '../../../test/kept-bed.ts';
import type { Segment } from './ask.ts';
import { personalData } from './index.ts';
import { day, did, last, now } from './rules.test-data.ts';
import { KeptWorkspaceBed } from './segments.test-data.ts';

let bed: KeptBed;
beforeAll(async () => {
  bed = await openKeptBed(now);
});
afterAll(() => bed.close());

/** What is said of how many are in a segment: by itself, by its history, by its list. */
async function sizes(own: KeptWorkspaceBed, id: string): Promise<(number | null | undefined)[]> {
  const { segment } = await own.ask<{ segment: Segment }>('segments.show', { id });
  const history = await own.ask<{ days: { size: number }[] }>('segments.history', { id });
  const list = await own.ask<{ total: number }>('segments.people', { id });
  return [segment.size, history.days.at(-1)?.size, list.total];
}

async function erase(own: KeptWorkspaceBed, userId: string): Promise<void> {
  const { number } = own.workspace;
  const id = `ers_${number}_${userId}`;
  const person = { workspace: number, userIds: [userId], anonymousIds: [], numbers: [] };
  await bed.records.run(sql`
    insert into erasures (id, workspace_id, user_hash, person, asked_at, asked_by)
    values (${id}, ${number}, ${Buffer.from(userId)}, ${JSON.stringify(person)}::jsonb, now(), 'user:1')`);
  await carryOutErasure(
    {
      ...bed,
      holders: [...personalData, ...ofEvents],
      journalDrained: async () => undefined,
      journalForgets: async () => undefined,
    },
    id,
  );
}

it('says of a segment at once that one fewer is in it when a member is erased: its size, its history and its list agree', async () => {
  const own = await KeptWorkspaceBed.open(bed);
  await own.people(4);
  await fill(
    bed.warehouse,
    own.workspace,
    [1, 2, 3].map((customer) => ({ customer, at: now - day, event: 'Visit' })),
  );
  const { id } = await own.create('Active', { conditions: [did({ window: last(7) })] });
  await own.turn();
  expect(await sizes(own, id)).toEqual([3, 3, 3]);
  await erase(own, 'user-4'); // who is in none
  expect(await sizes(own, id)).toEqual([3, 3, 3]);
  await erase(own, 'user-2');
  expect(await sizes(own, id)).toEqual([2, 2, 2]);
  bed.clock.advance(60_000);
  await own.turn();
  expect(await sizes(own, id)).toEqual([2, 2, 2]);
});

it('counts those of a move that is written down and not yet carried out, without who is erased', async () => {
  bed.clock.set(now);
  const own = await KeptWorkspaceBed.open(bed);
  await own.people(3);
  await fill(bed.warehouse, own.workspace, [{ customer: 1, at: now - day, event: 'Visit' }]);
  const { id } = await own.create('Active', { conditions: [did({ window: last(7) })] });
  await own.turn();
  const at = new Date(now + 1000);
  await fill(
    bed.warehouse,
    own.workspace,
    [2, 3].map((customer) => ({ customer, at: now - day, event: 'Visit' })),
  );
  await bed.records.run(sql`update segments set revision = 2, size = 3, fresh_at = ${at} where id = ${id}`);
  await bed.records.run(sql`
    insert into segment_moves (segment, revision, workspace_id, at, version, announces, entered, gone)
    values (${id}, 2, ${own.workspace.number}, ${at}, 1, true, array[2, 3], array[]::bigint[])`);
  await erase(own, 'user-3');
  const { segment } = await own.ask<{ segment: Segment }>('segments.show', { id });
  expect(segment.size).toBe(2); // 1, who was in it, and 2, who is about to be told
  bed.clock.advance(60_000);
  await own.turn();
  expect(await sizes(own, id)).toEqual([2, 2, 2]);
});
