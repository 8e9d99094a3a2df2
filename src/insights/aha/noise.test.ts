import { afterAll, beforeAll, expect, it } from 'vitest';
import { asking, paperWorkspace, run } from '../../../test/asking.ts';
import { openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { fill, type ToldEvent } from '../../../test/filling.ts';
import { operations, type ScanAnswer } from './index.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines({ now: Date.parse('2025-06-01T00:00:00Z') });
});
afterAll(() => engines.close());

const day = 86_400_000;
const long = process.env.PERDURE_LONG === '1';

/** The whole proof with PERDURE_LONG=1; by default as many cells a seed as a test may cost. */
const proof = long
  ? { seeds: 20, events: 200, customers: 1000, tried: 8000 }
  : { seeds: 2, events: 30, customers: 300, tried: 500 };
const seeds = Array.from({ length: proof.seeds }, (_, i) => i + 1);

/** A fixed sequence of numbers in 0–1 (Park & Miller 1988). */
function* chances(seed: number): Generator<number> {
  for (let state = seed * 7919; ; ) {
    state = (state * 48_271) % 2_147_483_647;
    yield state / 2_147_483_647;
  }
}

/**
 * Customers who do every event some times within 14 days, busy in everything at once or idle, and who stay or leave by the
 * toss of a coin. Most do an event a few times and some twenty, so that counts up to 20 have people on both sides.
 */
function noise(seed: number, { customers, events }: { customers: number; events: number }): ToldEvent[] {
  const chance = chances(seed);
  const next = () => chance.next().value;
  return Array.from({ length: customers }, (_, i) => {
    const customer = i + 1;
    const at = Date.parse('2025-01-06T10:00:00Z') + (i % 28) * day;
    const busy = 0.2 + 1.6 * next();
    const told: ToldEvent[] = [{ customer, at, event: 'begin' }];
    for (let event = 0; event < events; event += 1) {
      const times = Math.floor(-5 * busy * Math.log(next()));
      for (let time = 0; time < times; time += 1)
        told.push({ customer, at: at + Math.floor(next() ** 3 * 14 * day), event: `event ${event}` });
    }
    if (next() < 0.4) told.push({ customer, at: at + 40 * day, event: 'back' });
    return told;
  }).flat();
}

it(`finds no reliable threshold in noise: at least ${seeds.length - 1} of ${seeds.length} times`, async () => {
  let found = 0;
  const tried: number[] = [];
  for (const seed of seeds) {
    const workspace = paperWorkspace(seed);
    const told = noise(seed, proof);
    for (let from = 0; from < told.length; from += 100_000)
      await fill(engines.warehouse, workspace, told.slice(from, from + 100_000));
    const answer = await run<ScanAnswer>(operations, asking(engines, workspace), 'aha.scan', {
      start: { event: 'begin' },
      from: '2025-01-01',
      to: '2025-02-28',
      exclude: ['back'],
    });
    expect(answer.people.observable).toBe(proof.customers);
    expect([answer.events.length, answer.counts.length]).toEqual([proof.events, 20]);
    expect(answer.tried).toBeGreaterThan(proof.tried);
    tried.push(answer.tried);
    expect(answer.best === null).toBe(answer.verdict.kind === 'no_reliable_threshold');
    if (answer.verdict.kind === 'reliable') found += 1;
    else expect(answer.verdict.words.en).toMatch(/^No (reliable )?threshold/);
  }
  if (long)
    console.info(
      `${found} of ${seeds.length} reliable; ${Math.min(...tried)} to ${Math.max(...tried)} cells tried`,
    );
  expect(found).toBeLessThanOrEqual(1);
}, 3_600_000);

const few = { customers: 40, events: 40 };

it('says that there are too few customers, and of nobody that there is nobody', async () => {
  const workspace = paperWorkspace(1000);
  await fill(
    engines.warehouse,
    workspace,
    noise(9, few).filter(({ customer }) => customer <= 40),
  );
  const scan = (wishes: object) =>
    run<ScanAnswer>(operations, asking(engines, workspace), 'aha.scan', {
      start: { event: 'begin' },
      from: '2025-01-01',
      to: '2025-02-28',
      ...wishes,
    });
  expect((await scan({})).verdict).toMatchObject({ kind: 'no_reliable_threshold', why: 'too_few_customers' });
  const nobody = await scan({ from: '2024-01-01', to: '2024-01-31' });
  expect(nobody.verdict.why).toBe('too_few_customers');
  expect(nobody.people).toMatchObject({ newcomers: 0, observable: 0 });
  const young = await scan({ asOf: '2025-02-10T00:00:00Z' });
  expect(young.people).toMatchObject({ newcomers: 40, observable: 0 });
});

it('refuses what cannot be asked', async () => {
  const workspace = paperWorkspace(1001);
  await fill(
    engines.warehouse,
    workspace,
    noise(9, few).filter(({ customer }) => customer <= 5),
  );
  const scan = (wishes: object) =>
    run<ScanAnswer>(operations, asking(engines, workspace), 'aha.scan', {
      start: { event: 'begin' },
      from: '2025-01-01',
      to: '2025-02-28',
      ...wishes,
    });
  await expect(scan({ outcome: { from: 13, to: 20 } })).rejects.toThrow(/aha.outcome_inside_window/);
  expect((await scan({ outcome: { from: 14, to: 20 } })).people.newcomers).toBe(5); // day 14: days 0 to 13 are over
  await expect(scan({ outcome: { from: 40, to: 39 } })).rejects.toThrow(/insights.empty_range/);
  await expect(scan({ from: '2025-03-01' })).rejects.toThrow(/insights.empty_range/);
  await expect(scan({ start: { event: 'begun' } })).rejects.toThrow(/perhaps “begin”/);
  await expect(scan({ events: ['begin'] })).rejects.toThrow(/aha.nothing_to_try/);
  await expect(scan({ events: ['nothing such'] })).rejects.toThrow(/insights.unknown_event \(events\[0\]\)/);
  await expect(scan({ exclude: ['begn'] })).rejects.toThrow(
    /unknown_event \(exclude\[0\]\).*“begin” is meant/s,
  );
  await expect(scan({ windows: [0] })).rejects.toThrow(/windows/);
});
