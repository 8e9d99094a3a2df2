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
const seeds = Array.from({ length: long ? 20 : 3 }, (_, i) => i + 1);
const events = long ? 200 : 40;

/** A fixed sequence of numbers in 0–1 (Park & Miller 1988). */
function* chances(seed: number): Generator<number> {
  for (let state = seed * 7919; ; ) {
    state = (state * 48_271) % 2_147_483_647;
    yield state / 2_147_483_647;
  }
}

/** 300 customers, some busier than others in everything, who stay or leave by the toss of a coin. */
function noise(seed: number): ToldEvent[] {
  const chance = chances(seed);
  const next = () => chance.next().value;
  return Array.from({ length: 300 }, (_, i) => {
    const customer = i + 1;
    const at = Date.parse('2025-01-06T10:00:00Z') + (i % 28) * day;
    const busy = 5 + Math.floor(next() * 40);
    return [
      { customer, at, event: 'begin' },
      ...Array.from({ length: busy }, () => ({
        customer,
        at: at + Math.floor(next() * 14 * day),
        event: `event ${Math.floor(next() * events)}`,
      })),
      ...(next() < 0.4 ? [{ customer, at: at + 40 * day, event: 'back' }] : []),
    ];
  }).flat();
}

it(`finds no reliable threshold in noise: at least ${seeds.length - 1} of ${seeds.length} times`, async () => {
  let found = 0;
  for (const seed of seeds) {
    const workspace = paperWorkspace(seed);
    await fill(engines.warehouse, workspace, noise(seed));
    const answer = await run<ScanAnswer>(operations, asking(engines, workspace), 'aha.scan', {
      start: { event: 'begin' },
      from: '2025-01-01',
      to: '2025-02-28',
    });
    expect(answer.people.observable).toBe(300);
    expect(answer.tried).toBeGreaterThan(20);
    expect(answer.best === null).toBe(answer.verdict.kind === 'no_reliable_threshold');
    if (answer.verdict.kind === 'reliable') found += 1;
    else expect(answer.verdict.words.en).toMatch(/^No (reliable )?threshold/);
  }
  expect(found).toBeLessThanOrEqual(1);
}, 300_000);

it('says that there are too few customers, and of nobody that there is nobody', async () => {
  const workspace = paperWorkspace(1000);
  await fill(
    engines.warehouse,
    workspace,
    noise(9).filter(({ customer }) => customer <= 40),
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
    noise(9).filter(({ customer }) => customer <= 5),
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
  await expect(scan({ events: ['nothing such'] })).rejects.toThrow(/insights.unknown_event/);
  await expect(scan({ windows: [0] })).rejects.toThrow(/windows/);
});
