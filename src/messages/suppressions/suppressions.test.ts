import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { asking, run } from '../../../test/asking.ts';
import {
  createTestWorkspace,
  openTestEngines,
  type TestEngines,
  type TestWorkspace,
} from '../../../test/engines.ts';
import { operations, personalData, suppress, suppressedAmong } from './index.ts';

let engines: TestEngines;
let workspace: TestWorkspace;
let context: Context;
const at = Date.parse('2026-11-18T10:00:00Z');

beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());
beforeEach(async () => {
  workspace = await createTestWorkspace(engines);
  context = asking(engines, workspace);
});

const ask = (name: string, input: object) => run([...operations], context, name, input);
const among = (...asked: (readonly ['email' | 'phone' | 'push', string])[]) =>
  suppressedAmong(
    context.records,
    workspace.number,
    asked.map(([kind, address]) => ({ kind, address })),
  );
const bounced = (address: string) =>
  suppress(context.records, workspace.number, {
    kind: 'email',
    address,
    reason: 'hard_bounce',
    detail: '550 5.1.1',
    at,
    toldBy: 'smtp',
  });

it('knows an address in whatever form it comes', async () => {
  await bounced('Julie@Example.org');
  await ask('suppressions.add', { kind: 'phone', address: '+33 6 12 34 56 78' });
  expect(
    await among(
      ['email', ' julie@example.ORG '],
      ['phone', '0033612345678'],
      ['phone', '+33612345679'],
      ['email', 'paul@example.org'],
    ),
  ).toEqual(['hard_bounce', 'by_hand', null, null]);
});

it('keeps the first reason until it is lifted, then begins anew', async () => {
  await bounced('julie@example.org');
  await ask('suppressions.add', { kind: 'email', address: 'julie@example.org' });
  expect(await among(['email', 'julie@example.org'])).toEqual(['hard_bounce']);
  expect(await ask('suppressions.lift', { kind: 'email', address: 'JULIE@example.org' })).toEqual({
    lifted: true,
  });
  expect(await ask('suppressions.lift', { kind: 'email', address: 'julie@example.org' })).toEqual({
    lifted: false,
  });
  expect(await among(['email', 'julie@example.org'])).toEqual([null]);
  await ask('suppressions.add', { kind: 'email', address: 'julie@example.org' });
  expect(await among(['email', 'julie@example.org'])).toEqual(['by_hand']);
});

it('shows no address, and is another list in each workspace', async () => {
  await bounced('julie@example.org');
  expect(await ask('suppressions.list', {})).toMatchObject({
    total: 1,
    suppressions: [{ kind: 'email', shown: 'j…@example.org', reason: 'hard_bounce' }],
  });
  const other = await createTestWorkspace(engines);
  const [found] = await suppressedAmong(engines.records, other.number, [
    { kind: 'email', address: 'julie@example.org' },
  ]);
  expect(found).toBeNull();
});

it('outlives whoever is erased, without a word of them', async () => {
  await bounced('julie@example.org');
  const person = {
    workspace: workspace.number,
    userIds: ['julie'],
    anonymousIds: [],
    numbers: [1],
    names: ['Julie', 'julie@example.org'],
  };
  const [data] = personalData;
  expect(await data?.count(engines, person)).toBe(1);
  await data?.erase(engines, person, at);
  expect(await data?.count(engines, person)).toBe(0);
  expect(await ask('suppressions.list', {})).toMatchObject({ suppressions: [{ shown: '', detail: '' }] });
  expect(await among(['email', 'julie@example.org'])).toEqual(['hard_bounce']);
});

it('is known of whoever is called by their address alone', async () => {
  await bounced('rosa@example.org');
  const ids = { userIds: ['Rosa@example.org'], anonymousIds: [], numbers: [2], names: [] };
  const [data] = personalData;
  expect(await data?.count(engines, { workspace: workspace.number, ...ids })).toBe(1);
});

it('refuses what is no address', async () => {
  for (const [kind, address] of [
    ['email', 'julie'],
    ['phone', 'call me'],
  ])
    await expect(ask('suppressions.add', { kind, address })).rejects.toMatchObject({
      code: 'suppressions.address',
      details: { field: 'address', got: address },
    });
});
