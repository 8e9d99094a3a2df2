import { setTimeout as wait } from 'node:timers/promises';
import { scoped, sql } from '#src/basics/sql.ts';
import type { Bed } from './bed.ts';
import { type FaultReport, failing, seeded } from './report.ts';
import { until } from './server-process.ts';
import { inStores, placeOf } from './stores.ts';

export interface CutSegmentsWishes {
  readonly kills: number;
  readonly people: number;
  /** Kills fall within this long after new events were sent. */
  readonly withinMs: number;
  readonly seed: number;
}

/** A member may be told of this late. */
const freshMs = 60_000;

/**
 * R3: SIGKILL while segments are counted. Afterwards the members are those the rule holds for, and the events of entering and
 * leaving, folded from the first count on, tell the same members: none is missing and none is told twice.
 */
export async function cutSegments(bed: Bed, wishes: CutSegmentsWishes): Promise<FaultReport> {
  await bed.up();
  const random = seeded(wishes.seed);
  const person = () => `member-${Math.floor(random() * wishes.people)}`;
  let sent = 0;
  const send = (event: string, userId: string) => {
    sent += 1;
    return { type: 'track', event, userId, messageId: `cut-${wishes.seed}-${sent}` };
  };
  await bed.send(Array.from({ length: wishes.people }, (_, i) => send('Segment Seen', `member-${i}`)));
  await bed.loaded();
  const odd = {
    kind: 'did',
    match: { event: 'Segment Seen' },
    amount: { kind: 'times', how: 'at_least', times: 2 },
  };
  const left = { kind: 'did', match: { event: 'Segment Left' }, inside: false };
  await bed.send([send('Segment Left', 'member-0')]);
  await bed.loaded();
  const { segment } = (await bed.order('segments.create', {
    name: `Cut ${wishes.seed}`,
    unit: 'customer',
    rule: { conditions: [odd, left] },
  })) as { segment: { id: string } };
  const { id } = segment;
  await counted(bed, id);
  for (let i = 0; i < wishes.kills; i += 1) {
    const batch = Array.from({ length: 200 }, () =>
      send(random() < 0.8 ? 'Segment Seen' : 'Segment Left', person()),
    );
    await bed.send(batch);
    await wait(random() * wishes.withinMs);
    await bed.server.kill();
    await bed.start();
  }
  await bed.loaded();
  const since = Date.now();
  let wanted: number | null = null;
  await until(async () => {
    const [members, should] = await Promise.all([membersOf(bed, id), heldBy(bed, [odd, left])]);
    wanted = members === should && members > 0 ? members : null;
    return wanted !== null;
  }, freshMs).catch(() => {}); // what did not hold is told below
  const freshAfter = Date.now() - since;
  await bed.loaded();
  await wait(1_000);
  await bed.loaded();
  await bed.server.end();
  const told = await inStores(bed.folder, async (stores) => {
    const place = await placeOf(stores, bed.workspace);
    const [row] = await stores.warehouse
      .of(place.number)
      .rows(sql<{ wrong: string; inside: string; twice: string }>`
      select countIf(balance not in (0, 1)) as wrong, countIf(balance = 1) as inside, countIf(twice) as twice
      from (
        select customer, sum(if(event = 'perdure.segment_entered', 1, -1)) as balance, count() != uniqExact(message_id) as twice
        from ${scoped('events_by_customer')}
        where event in ['perdure.segment_entered', 'perdure.segment_left']
          and JSONExtractString(properties, 'segment') = ${id}
        group by customer
      )`);
    return row;
  });
  return {
    fault: `${wishes.kills} × SIGKILL while segments are counted`,
    passLine:
      'members are those the rule holds for within 60 s; the events fold to the same members, none twice',
    measured: `${wanted ?? 'no'} members, right ${Math.round(freshAfter / 1000)} s after the last event; by events ${told?.inside} inside, ${told?.wrong} out of turn, ${told?.twice} twice`,
    failures: failing([
      ['the members are not those the rule holds for', wanted !== null],
      [`${told?.wrong} people entered or left out of turn`, told?.wrong === '0'],
      [`${told?.twice} people have a move twice`, told?.twice === '0'],
      [`${told?.inside} people are inside by the events`, Number(told?.inside) === wanted],
    ]),
    evidence: { wishes, wanted, told },
  };
}

/** The first count moves nobody of whom an event tells: at that time nobody is in it. */
async function counted(bed: Bed, id: string): Promise<void> {
  await until(async () => {
    const { segment } = await bed.ask<{ segment: { size: number | null } }>('segments.show', { id });
    return segment.size === 0;
  }, freshMs);
}

async function membersOf(bed: Bed, id: string): Promise<number> {
  return (await bed.ask<{ total: number }>('segments.people', { id, limit: 1 })).total;
}

async function heldBy(bed: Bed, conditions: readonly object[]): Promise<number> {
  const { size } = await bed.ask<{ size: number }>('segments.preview', {
    rule: { conditions },
    unit: 'customer',
  });
  return size;
}
