import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { asking, run } from '../../../test/asking.ts';
import {
  createTestWorkspace,
  openTestEngines,
  type TestEngines,
  type TestWorkspace,
} from '../../../test/engines.ts';
import {
  beginHandOver,
  claimIntents,
  contactsOf,
  type NewIntent,
  operations,
  personalData,
  putIntents,
  reportIntents,
  type Settled,
  settleIntents,
  takeInDoubt,
} from './index.ts';

let engines: TestEngines;
let workspace: TestWorkspace;
let context: Context;

const hour = 3_600_000;
const now = Date.parse('2026-11-18T10:00:00Z');

beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());
beforeEach(async () => {
  engines.clock.set(now);
  workspace = await createTestWorkspace(engines);
  context = asking(engines, workspace);
  await engines.records.run(sql`
    insert into identities (workspace_id, kind, external_id, customer)
    values (${workspace.number}, 'user', 'julie', 1), (${workspace.number}, 'user', 'paul', 2)`);
});

const toJulie: NewIntent = {
  origin: { kind: 'journey', of: 'jrn_1', key: 'run_1:welcome' },
  person: { kind: 'user', id: 'julie' },
  purpose: 'marketing',
  topic: '',
  channels: ['email', 'sms'],
  content: { template: 'tpl_1', version: 1 },
  data: {},
  priority: 0,
  inDoubt: 'leave',
  dueAt: now,
  expiresAt: null,
};
const named = (key: string, more: Partial<NewIntent> = {}): NewIntent => ({
  ...toJulie,
  ...more,
  origin: { ...toJulie.origin, key },
});

const put = (...intents: NewIntent[]) => putIntents(engines.records, workspace.number, intents, now);
const claim = (by = 'worker 1', at = now, limit = 100) =>
  claimIntents(engines.records, {
    workspace: workspace.number,
    by,
    now: at,
    leaseMs: 60_000,
    limit,
    closed: [],
  });
/** Leases go by the clock of the records. */
const leasesEnd = () =>
  engines.records.run(sql`
    update intents set lease_until = clock_timestamp() - interval '1 ms' where lease_until is not null`);
const hands = (by = 'worker 1', at = now) => ({ workspace: workspace.number, by, now: at });
const settled = (id: string, state: Settled['state'], more: Partial<Settled> = {}): Settled => ({
  id,
  state,
  channel: 'email',
  reason: null,
  detail: null,
  dueAt: null,
  ...more,
});
const states = async () =>
  (
    await engines.records.rows(sql<{ key: string; state: string }>`
      select origin_key as key, state from intents where workspace_id = ${workspace.number} order by origin_key`)
  ).map(({ key, state }) => `${key} ${state}`);

describe('an intent', () => {
  it('is put down once however often it is', async () => {
    expect(await put(toJulie)).toBe(1);
    expect(await put(toJulie, named('run_1:later'))).toBe(1);
    expect(await states()).toEqual(['run_1:later waiting', 'run_1:welcome waiting']);
  });

  it('is claimed when it is due, the most important first, by one hand at a time, until the lease ends', async () => {
    await put(named('a'), named('b', { priority: 5 }), named('c', { dueAt: now + 1 }));
    expect((await claim()).map(({ origin }) => origin.key)).toEqual(['b', 'a']);
    expect(await claim('worker 2')).toEqual([]);
    expect((await claim('worker 2', now + 1)).map(({ origin }) => origin.key)).toEqual(['c']);
    expect(await claim('worker 2', now + 365 * 24 * hour)).toEqual([]);
    await leasesEnd();
    expect((await claim('worker 2')).length).toBe(2);
  });

  it('never has two hands: workers that claim at once share what there is', async () => {
    await put(...Array.from({ length: 200 }, (_, i) => named(`n${i}`)));
    const claims = await Promise.all(Array.from({ length: 8 }, (_, i) => claim(`worker ${i}`, now, 50)));
    const ids = claims.flat().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBe(200);
  });

  it('goes from gate to provider to report, each step in its trail', async () => {
    await put(toJulie);
    const [intent] = await claim();
    const id = intent?.id ?? '';
    expect(await settleIntents(engines.records, hands(), [settled(id, 'passed')])).toEqual(new Set([id]));
    expect(await beginHandOver(engines.records, hands(), id)).toBe(true);
    expect(await beginHandOver(engines.records, hands(), id)).toBe(false);
    await settleIntents(engines.records, hands(), [
      settled(id, 'sent', { provider: { name: 'smtp', id: '<1@x>' }, detail: '250 ok', tried: true }),
    ]);
    const at = now + hour;
    await reportIntents(engines.records, workspace.number, [
      { id, state: 'bounced', detail: '550', at: at + 1 },
      { id, state: 'delivered', detail: null, at },
    ]);
    await reportIntents(engines.records, workspace.number, [{ id, state: 'delivered', detail: null, at }]);
    const shown = await run([...operations], context, 'messages.show', { id });
    expect(shown).toMatchObject({
      message: { state: 'bounced', channel: 'email', to: { id: 'julie' }, attempts: 1, dueAt: null },
      trail: [{ state: 'waiting' }, { state: 'passed' }, { state: 'sent' }, { state: 'bounced' }],
    });
  });

  it('is not touched by who lost it', async () => {
    await put(toJulie);
    const [intent] = await claim('slow');
    const id = intent?.id ?? '';
    await settleIntents(engines.records, hands('slow'), [settled(id, 'passed')]);
    expect(await claim('quick')).toEqual([]);
    await leasesEnd();
    const [again] = await claim('quick');
    expect(again).toMatchObject({ id, state: 'passed' });
    expect(await beginHandOver(engines.records, hands('slow'), id)).toBe(false);
    expect(await settleIntents(engines.records, hands('slow'), [settled(id, 'sent')])).toEqual(new Set());
    expect(await beginHandOver(engines.records, hands('quick'), id)).toBe(true);
  });

  it('does not begin once it passed too long ago, or is worth nothing any more', async () => {
    await put(named('fresh'), named('stale'), named('over', { expiresAt: now + 1 }));
    const all = await claim();
    await settleIntents(
      engines.records,
      hands(),
      all.map(({ id }) => settled(id, 'passed')),
    );
    const of = (key: string) => all.find(({ origin }) => origin.key === key)?.id ?? '';
    expect(await beginHandOver(engines.records, hands('worker 1', now + 59_999), of('fresh'))).toBe(true);
    expect(await beginHandOver(engines.records, hands('worker 1', now + 60_000), of('stale'))).toBe(false);
    expect(await beginHandOver(engines.records, hands('worker 1', now + 1), of('over'))).toBe(false);
  });

  it('is in doubt where its holder died after the hand-over began, and not before', async () => {
    await put(named('begun'), named('passed'), named('must', { inDoubt: 'resend' }));
    const claimed = await claim('dies');
    await settleIntents(
      engines.records,
      hands('dies'),
      claimed.map(({ id }) => settled(id, 'passed')),
    );
    for (const { id, origin } of claimed)
      if (origin.key !== 'passed') await beginHandOver(engines.records, hands('dies'), id);
    const take = () =>
      takeInDoubt(engines.records, {
        workspace: workspace.number,
        by: 'lives',
        leaseMs: 60_000,
        limit: 10,
      });
    expect(await take()).toEqual([]);
    await leasesEnd();
    const lost = await take();
    expect(lost.map(({ inDoubt }) => inDoubt).sort()).toEqual(['leave', 'resend']);
    expect((await claim('lives')).map(({ origin }) => origin.key)).toEqual(['passed']);
  });

  it('is in doubt once it passed, where the records crashed since', async () => {
    await put(toJulie);
    const [intent] = await claim('dies');
    await settleIntents(engines.records, hands('dies'), [settled(intent?.id ?? '', 'passed')]);
    await engines.records.run(sql`truncate intent_epochs`); // as PostgreSQL does when it recovers
    await leasesEnd();
    expect(await claim('lives')).toEqual([]);
    const lost = await takeInDoubt(engines.records, {
      workspace: workspace.number,
      by: 'lives',
      leaseMs: 60_000,
      limit: 10,
    });
    expect(lost).toEqual([{ id: intent?.id, channel: 'email', inDoubt: 'leave' }]);
  });
});

describe('contacts', () => {
  it('are what passed the gate and was not taken back, under every id of a person', async () => {
    await engines.records.run(sql`
      insert into identities (workspace_id, kind, external_id, customer)
      values (${workspace.number}, 'anonymous', 'phone-1', 1)`);
    await put(
      named('went'),
      named('back'),
      named('receipt', { purpose: 'transactional' }),
      named('anonymous', { person: { kind: 'anonymous', id: 'phone-1' }, purpose: 'service' }),
      named('paul', { person: { kind: 'user', id: 'paul' } }),
      named('never'),
    );
    const all = await claim();
    const of = (key: string) => all.find(({ origin }) => origin.key === key)?.id ?? '';
    await settleIntents(engines.records, hands(), [
      ...['went', 'back', 'receipt', 'anonymous', 'paul'].map((key) => settled(of(key), 'passed')),
      settled(of('never'), 'refused', { reason: 'refused' }),
    ]);
    await settleIntents(engines.records, hands(), [settled(of('back'), 'waiting', { dueAt: now + hour })]);
    const contacts = await contactsOf(context.records, [1, 2, 3], { since: now - hour, without: [] });
    expect(contacts.map(({ customer, purpose }) => `${customer} ${purpose}`).sort()).toEqual([
      '1 marketing',
      '1 service',
      '2 marketing',
    ]);
    const without = all.map(({ id }) => id);
    expect(await contactsOf(context.records, [1, 2], { since: now - hour, without })).toEqual([]);
    expect(await contactsOf(context.records, [1, 2], { since: now + 1, without: [] })).toEqual([]);
  });
});

describe('by hand', () => {
  it('what is uncertain is sent again or left, what waits is withdrawn, and what went out stays', async () => {
    await put(named('a'), named('b'), named('c'));
    const all = await claim();
    const of = (key: string) => all.find(({ origin }) => origin.key === key)?.id ?? '';
    await settleIntents(engines.records, hands(), [
      settled(of('a'), 'uncertain', { reason: 'lost' }),
      settled(of('b'), 'sent'),
      settled(of('c'), 'waiting', { dueAt: now + hour, reason: 'closed' }),
    ]);
    const ask = (name: string, input: object) => run([...operations], context, name, input);
    expect(await ask('messages.settle', { id: of('a'), as: 'resend' })).toMatchObject({
      message: { state: 'waiting', reason: 'resent' },
    });
    expect(await ask('messages.settle', { id: of('b'), as: 'resend' })).toMatchObject({
      message: { state: 'sent' },
    });
    expect(await ask('messages.withdraw', { id: of('c') })).toMatchObject({
      message: { state: 'refused', reason: 'withdrawn', dueAt: null },
    });
    await expect(ask('messages.withdraw', { id: 'int_nobody' })).rejects.toMatchObject({
      code: 'messages.unknown',
    });
    expect(await ask('messages.count', { states: ['refused', 'sent'] })).toEqual({
      counts: [
        { state: 'refused', reason: 'withdrawn', messages: 1 },
        { state: 'sent', reason: null, messages: 1 },
      ],
    });
    expect(await ask('messages.list', { about: { id: 'paul' } })).toEqual({ total: 0, messages: [] });
    expect(await ask('messages.list', { reason: 'resent' })).toMatchObject({ total: 1 });
  });
});

it('goes with the person, trail and all, and is told to them before', async () => {
  await put(toJulie, named('paul', { person: { kind: 'user', id: 'paul' } }));
  const person = {
    workspace: workspace.number,
    userIds: ['julie'],
    anonymousIds: [],
    numbers: [1],
    names: [],
  };
  const [messages] = personalData;
  const [telling] = Array.isArray(messages?.tells) ? messages.tells : [];
  const stores = { records: context.records, warehouse: context.warehouse };
  expect(await telling?.tell(stores, person, { after: null, most: 10 })).toMatchObject({
    things: [{ originKey: 'run_1:welcome', trail: [{ state: 'waiting' }] }],
    next: null,
  });
  await messages?.erase(engines, person, now);
  expect(await states()).toEqual(['paul waiting']);
});
