import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scoped, sql } from '#src/basics/sql.ts';
import {
  createTestWorkspace,
  openTestEngines,
  type TestEngines,
  type TestWorkspace,
} from '../../../test/engines.ts';
import { alias, anonymousVisit, identify, visit } from '../../../test/received.ts';
import { KnownNumbers } from '../identity/index.ts';
import type { ReceivedEvent } from '../intake/index.ts';
import { type LoadingParts, loadEvents } from './load.ts';
import { RecentIds } from './recent-ids.ts';

let engines: TestEngines;
let batch = 5_000n;
const known = new KnownNumbers();

beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

const start = Date.UTC(2026, 0, 15, 12);
const users = ['ana', 'ben', 'cléo', 'dan'];
const browsers = ['phone', 'laptop', 'kiosk'];

/** One life in short: what happened, in minutes after noon. */
const fact = fc.oneof(
  fc.record({ kind: fc.constant('visit' as const), user: fc.constantFrom(...users), at: fc.nat(20) }),
  fc.record({ kind: fc.constant('browse' as const), browser: fc.constantFrom(...browsers), at: fc.nat(20) }),
  fc.record({
    kind: fc.constant('identify' as const),
    browser: fc.constantFrom(...browsers),
    user: fc.constantFrom(...users),
    at: fc.nat(20),
  }),
  fc.record({
    kind: fc.constant('alias' as const),
    from: fc.constantFrom(...users),
    user: fc.constantFrom(...users),
    at: fc.nat(20),
  }),
);
type Fact = typeof fact extends fc.Arbitrary<infer T> ? T : never;

/** @param place in the order of arrival, which is another than that of loading */
function eventOf(said: Fact, id: string, place: number): ReceivedEvent {
  const at = start + said.at * 60_000;
  const made =
    said.kind === 'visit'
      ? visit(said.user, at)
      : said.kind === 'browse'
        ? anonymousVisit(said.browser, at)
        : said.kind === 'identify'
          ? identify(said.browser, said.user, at)
          : alias(said.from, said.user, at);
  return { ...made, messageId: id, receivedAt: start + 86_400_000 + place };
}

/** The rule of identity, written anew: whose is each event, as a partition of message ids. */
function expectedLives(events: readonly ReceivedEvent[]): string[][] {
  const inOrder = events.toSorted(
    (a, b) => (a.originalTime ?? 0) - (b.originalTime ?? 0) || a.receivedAt - b.receivedAt,
  );
  const person = new Map<string, string>();
  const find = (user: string): string => {
    const up = person.get(user) ?? user;
    return up === user ? user : find(up);
  };
  for (const e of events)
    if (e.type === 'alias') person.set(find(`u:${e.previousId}`), find(`u:${e.userId}`));
  const owner = (e: ReceivedEvent): string => {
    if (e.userId !== null) return find(`u:${e.userId}`);
    const links = inOrder.filter(
      (l) =>
        (l.type === 'identify' && l.anonymousId === e.anonymousId) ||
        (l.type === 'alias' && l.previousId === e.anonymousId),
    );
    const last = links.filter((l) => (l.originalTime ?? 0) <= (e.originalTime ?? 0)).at(-1) ?? links[0];
    return last === undefined ? `a:${e.anonymousId}` : find(`u:${last.userId}`);
  };
  return [...Map.groupBy(events, owner).values()]
    .map((life) => life.map((e) => e.messageId).sort())
    .sort(byFirst);
}

const byFirst = (a: readonly string[], b: readonly string[]) => (String(a[0]) < String(b[0]) ? -1 : 1);

async function storedLives(workspace: TestWorkspace): Promise<string[][]> {
  const rows = await engines.warehouse.of(workspace.number).rows(sql<{ messages: string[] }>`
    select arraySort(groupArray(message_id)) as messages
    from ${scoped('events_by_customer')}
    group by customer`);
  return rows.map((row) => row.messages).sort(byFirst);
}

describe('identity', () => {
  it('ends the same in any order of loading, and as the rule says: random histories in random batches', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fact, { minLength: 1, maxLength: 14 }),
        fc.infiniteStream(fc.nat(1_000_000)),
        async (facts, random) => {
          const workspace = await createTestWorkspace(engines);
          const parts: LoadingParts = {
            ...engines,
            recent: new RecentIds(1_000),
            known,
            placeOf: async () => ({ timezone: 'Europe/Paris', layout: 1, rules: [] }),
          };
          const inAnyOrder = <T>(all: readonly T[]): T[] =>
            all
              .map((one) => ({ one, at: Number(random.next().value) }))
              .sort((a, b) => a.at - b.at)
              .map(({ one }) => one);
          const arrived = inAnyOrder([...facts.keys()]);
          const events = facts.map((said, i) =>
            eventOf(said, `m${String(i).padStart(2, '0')}`, arrived.indexOf(i)),
          );
          const shuffled = inAnyOrder(events);
          while (shuffled.length > 0) {
            const some = shuffled.splice(0, 1 + (Number(random.next().value) % 5));
            batch += 1n;
            await loadEvents(parts, {
              workspace: workspace.number,
              source: workspace.source,
              batch,
              events: some,
            });
          }
          expect(await storedLives(workspace)).toEqual(expectedLives(events));
        },
      ),
      { numRuns: process.env.PERDURE_LONG === undefined ? 30 : 300, seed: 20_260_115, endOnFailure: true },
    );
  }, 240_000);
});
