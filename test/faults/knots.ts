import { sql, typed } from '#src/basics/sql.ts';
import type { Bed } from './bed.ts';
import { reckonIn, settled, unsettled } from './ledger.ts';
import { type FaultReport, failing, seeded } from './report.ts';
import { inStores, placeOf } from './stores.ts';

export interface KnotWishes {
  /** Ids in the chain, each the alias of the next, told in any order. */
  readonly chain: number;
  /** Clients that join ids of theirs to one id at the same time. */
  readonly clients: number;
  readonly joinsPerClient: number;
  readonly withinMs: number;
  readonly seed: number;
}

/** R16: loops, long chains and storms of merges. Ends, with one person each, and every event once. */
export async function knots(bed: Bed, wishes: KnotWishes): Promise<FaultReport> {
  await bed.up();
  const groups = [loop(), chain(wishes.chain, seeded(wishes.seed)), storm(wishes)];
  const acknowledged = new Set<string>();
  const begun = performance.now();
  for (const { clients } of groups) {
    await Promise.all(
      clients.map(async (batches) => {
        for (const batch of batches) {
          const status = await bed.send(batch);
          if (status !== 200) throw new Error(`a batch of aliases was answered ${status}`);
          for (const { messageId } of batch) acknowledged.add(messageId);
        }
      }),
    );
  }
  await bed.loaded(wishes.withinMs);
  const tookMs = Math.round(performance.now() - begun);
  await bed.server.end();
  const { reckoning, people } = await inStores(bed.folder, async (stores) => {
    const place = await placeOf(stores, bed.workspace);
    const found = await Promise.all(groups.map(({ prefix }) => personsOf(stores, place.number, prefix)));
    return { reckoning: await reckonIn(stores, place, acknowledged), people: found };
  });
  return {
    fault: `alias loop, chain of ${wishes.chain}, storm of ${wishes.clients} × ${wishes.joinsPerClient} on one id`,
    passLine: `ends within ${wishes.withinMs / 1000} s, one person each, every event once`,
    measured: `ended in ${tookMs} ms, people ${people.map(String)}; ${settled(reckoning)}`,
    failures: [
      ...unsettled(reckoning),
      ...groups.flatMap(({ prefix }, i) =>
        failing([[`${prefix}: ${people[i]} people by ids and by events`, String(people[i]) === '1,1']]),
      ),
    ],
    evidence: { wishes, tookMs, people, reckoning },
  };
}

interface Event {
  readonly messageId: string;
  readonly [field: string]: unknown;
}

/** What is sent, by client and batch, and how all its ids begin. */
interface Knot {
  readonly prefix: string;
  readonly clients: readonly (readonly (readonly Event[])[])[];
}

const visit = (userId: string): Event => ({
  type: 'track',
  event: 'Visit',
  userId,
  messageId: `visit-${userId}`,
});
const alias = (previousId: string, userId: string): Event => ({
  type: 'alias',
  previousId,
  userId,
  messageId: `alias-${previousId}-${userId}`,
});

function loop(): Knot {
  const [a, b, c] = ['loop-a', 'loop-b', 'loop-c'] as const;
  const aliases = [alias(a, b), alias(b, a), alias(b, c), alias(c, a), alias(a, a)];
  return { prefix: 'loop-', clients: [[[visit(a), visit(b), visit(c)], aliases, aliases]] };
}

function chain(length: number, random: () => number): Knot {
  const ids = Array.from({ length }, (_, i) => `chain-${i}`);
  const links = ids.slice(1).map((id, i) => alias(ids[i] ?? '', id));
  const shuffled = [...ids.map(visit), ...links]
    .map((event) => ({ event, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ event }) => event);
  return { prefix: 'chain-', clients: [inBatches(shuffled, 500)] };
}

function storm({ clients, joinsPerClient }: KnotWishes): Knot {
  const one = (client: number) =>
    Array.from({ length: joinsPerClient }, (_, i) => {
      const id = `storm-${client}-${i}`;
      return [visit(id), alias(id, 'storm-one')];
    });
  return { prefix: 'storm-', clients: Array.from({ length: clients }, (_, client) => one(client)) };
}

const inBatches = (events: readonly Event[], size: number): Event[][] =>
  Array.from({ length: Math.ceil(events.length / size) }, (_, i) => events.slice(i * size, (i + 1) * size));

/** How many people ids of this beginning are: by the records, and by the numbers of their stored events. */
async function personsOf(
  { records, warehouse }: Parameters<Parameters<typeof inStores>[1]>[0],
  workspace: number,
  prefix: string,
): Promise<[number, number]> {
  const known = await records.row(sql<{ n: number }>`
    select count(distinct customer)::integer as n
    from identities
    where workspace_id = ${workspace}
      and external_id like ${`${prefix}%`}`);
  const [stored] = await warehouse.rows(sql<{ n: string }>`
    select uniqExact(customer) as n
    from events_by_customer
    where workspace_id = ${typed('UInt32', workspace)}
      and startsWith(user_id, ${prefix})
      and customer not in (select customer from retired where workspace_id = ${typed('UInt32', workspace)})`);
  return [known?.n ?? 0, Number(stored?.n ?? 0)];
}
