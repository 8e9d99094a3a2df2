import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Context, Trace } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import type { Announcement } from '#src/customers/upkeep/index.ts';
import { noNews } from '#src/customers/upkeep/index.ts';
import { carryOutAsk, operations as ofIdentity, waitingAsks } from '#src/events/identity/index.ts';
import { loadEvents } from '#src/events/loading/index.ts';
import { asking, run } from '../../../test/asking.ts';
import {
  createTestWorkspace,
  openTestEngines,
  type TestEngines,
  type TestWorkspace,
  testNow,
} from '../../../test/engines.ts';
import { keptOf } from '../../../test/kept-bed.ts';
import { loadingParts } from '../../../test/loading.ts';
import { visit } from '../../../test/received.ts';
import type { ConsentRow, StandingCell } from './index.ts';
import { consentKeeper, operations, personalData, standingOf } from './index.ts';

let engines: TestEngines;
let workspace: TestWorkspace;
let context: Context;
/** What the audit log would keep. */
let traces: Trace[];

beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines?.close());

beforeEach(async () => {
  engines.clock.set(testNow);
  workspace = await createTestWorkspace(engines);
  traces = [];
  context = { ...asking(engines, workspace), note: (trace) => void traces.push(trace) };
  await engines.records.run(sql`
    insert into identities (workspace_id, kind, external_id, customer)
    values (${workspace.number}, 'user', 'julie', 1), (${workspace.number}, 'user', 'jules', 2),
      (${workspace.number}, 'anonymous', 'browser', 3)`);
});

const ask = <T>(name: string, input: unknown = {}, of = context): Promise<T> =>
  run<T>(operations, of, name, input);
const julie = { user: 'julie' };
const jules = { user: 'jules' };
const proof = {
  text: 'Oui, je veux recevoir vos offres.',
  version: 'v3',
  source: 'https://example.com/join',
};
const yes = { who: julie, channel: 'email', purpose: 'marketing', state: 'granted', basis: 'consent', proof };
const no = { ...yes, state: 'objected', basis: undefined, proof: { source: 'appel du 12 janvier' } };
type Recorded = { recorded: number; unchanged: number; rows: string[] };
const record = (told: object | object[], request?: string, of = context) =>
  ask<Recorded>('consent.record', { consents: [told].flat(), ...(request && { request }) }, of);
type Of = { customer: number | null; standing: StandingCell[]; history: ConsentRow[]; total: number };
const of = (who: object = julie, context_ = context) => ask<Of>('consent.of', { who }, context_);
const cellOf = async (who: object = julie, topic = '', channel = 'email') =>
  (await of(who)).standing.find(
    (one) => one.channel === channel && one.purpose === 'marketing' && one.topic === topic,
  );
const stateOf = async (who?: object, topic?: string) => (await cellOf(who, topic))?.state;
const rowsHeld = async () =>
  (await context.records.row(sql<{ held: number }>`select count(*)::integer as held from consents`))?.held;

/** As identity keeps a merge: both ids bear one number; undone, each bears its own again. */
const numberIs = (id: string, customer: number) =>
  engines.records.run(sql`
    update identities set customer = ${customer} where workspace_id = ${workspace.number} and external_id = ${id}`);
const link = (user: string, at: string) =>
  engines.records.run(sql`
    insert into device_links (workspace_id, anonymous_id, at, message_id, user_id)
    values (${workspace.number}, 'browser', ${new Date(at)}, ${`m-${user}`}, ${user})`);

describe('what is recorded', () => {
  it('stands with its proof, who recorded it and when; the address is cut, the audit log names nobody', async () => {
    await record({ ...yes, proof: { ...proof, ip: '203.0.113.77' }, givenAt: '2026-01-02T10:00:00+01:00' });
    const told = await of();
    expect(told.standing).toHaveLength(28);
    expect(await cellOf()).toMatchObject({
      state: 'allowed',
      basis: 'consent',
      reason: { fr: 'Oui, le 2 janvier 2026.', en: 'Yes, on 2 January 2026.' },
      decidedBy: told.history[0]?.id,
    });
    expect(told.history).toMatchObject([
      {
        givenAt: '2026-01-02T09:00:00.000Z',
        recordedAt: '2026-01-15T12:00:00.000Z',
        recordedBy: 'user:tester',
        recordedUnder: 'julie',
        proof: { ...proof, address: '203.0.113.0/24' },
      },
    ]);
    expect(JSON.stringify(traces)).not.toMatch(/julie|offres|203/);
    await record({ ...no, proof: { source: 'x', ip: '2001:db8:1:2:3::9' } });
    expect((await of()).history[0]?.proof.address).toBe('2001:db8:1::/48');
  });

  it('says for an unknown that it is a no where it is one', async () => {
    const { standing } = await of();
    const reasons = Object.fromEntries(
      standing
        .filter(({ channel }) => channel === 'email')
        .map(({ purpose, reason }) => [purpose, reason.en]),
    );
    expect(reasons).toEqual({
      marketing: 'Nothing was said: that is a no.',
      tracking: 'Nothing was said: that is a no.',
      service: 'Nothing was said.',
      survey: 'Nothing was said.',
    });
  });

  it('is known of a user before anything else is, and theirs once they show up', async () => {
    await record({ ...yes, who: { user: 'later' } });
    expect(await of({ user: 'later' })).toMatchObject({ customer: null, total: 1 });
    await engines.records.run(
      sql`insert into identities (workspace_id, kind, external_id, customer) values (${workspace.number}, 'user', 'later', 8)`,
    );
    expect(await stateOf({ customer: 8 })).toBe('allowed');
  });

  it('is good by the basis that carries it, under its conditions', async () => {
    await record([
      { ...yes, basis: 'existing_customer' },
      { ...yes, channel: 'phone', basis: 'contract', proof: { source: 'K1' } },
      { ...yes, channel: 'email', who: jules, basis: 'legitimate_interest' },
    ]);
    expect(await cellOf()).toMatchObject({
      state: 'allowed',
      conditions: ['similar_goods', 'objection_offered'],
    });
    expect(await cellOf(julie, '', 'phone')).toMatchObject({
      conditions: ['contract_running', 'related_to_contract'],
    });
    expect(await cellOf(jules)).toMatchObject({ conditions: ['related_to_job', 'objection_offered'] });
  });

  it.each([
    [
      'sms by legitimate interest',
      { channel: 'sms', basis: 'legitimate_interest' },
      'consent.basis_unfit',
      'basis',
    ],
    [
      'a call to a customer',
      { channel: 'phone', basis: 'existing_customer' },
      'consent.basis_unfit',
      'basis',
    ],
    ['opens by contract', { purpose: 'tracking', basis: 'contract' }, 'consent.basis_unfit', 'basis'],
    ['a pending exception', { state: 'pending', basis: 'existing_customer' }, 'consent.basis_unfit', 'basis'],
    ['a yes without a basis', { basis: undefined }, 'consent.basis_missing', 'basis'],
    ['a no with one', { state: 'withdrawn' }, 'consent.basis_of_a_no', 'basis'],
    ['a yes without its text', { proof: { source: 'x' } }, 'consent.text_missing', 'proof.text'],
    ['a topic nobody defined', { topic: 'newz' }, 'consent.unknown_topic', 'topic'],
    ['a yes of tomorrow', { givenAt: '2026-01-16' }, 'consent.given_ahead', 'givenAt'],
    ['a browser nobody saw', { who: { browser: 'b' } }, 'consent.unknown_browser', 'who.browser'],
  ])('refuses %s, names the field, and records nothing of the request', async (_, wish, code, field) => {
    await expect(record([yes, { ...yes, ...wish }])).rejects.toMatchObject({
      code,
      details: { field: `consents[1].${field}` },
    });
    expect(await rowsHeld()).toBe(0);
  });

  it('reads a day as its beginning for a yes and its end for a no, and takes five minutes ahead for now', async () => {
    await record([
      { ...yes, givenAt: '2026-01-10' },
      { ...no, givenAt: '2026-01-10' },
      { ...yes, who: jules, givenAt: '2026-01-15T12:05:00Z' },
      { ...no, who: { browser: 'browser' }, givenAt: '2026-01-15' },
    ]);
    const given = async (who?: object) => (await of(who)).history.map(({ givenAt }) => givenAt);
    expect(await given()).toEqual(['2026-01-10T22:59:59.999Z', '2026-01-09T23:00:00.000Z']); // Paris, winter
    expect(await given(jules)).toEqual(['2026-01-15T12:00:00.000Z']);
    expect(await given({ browser: 'browser' })).toEqual(['2026-01-15T12:00:00.000Z']);
    const ahead = record({ ...yes, givenAt: '2026-01-15T12:05:00.001Z' });
    await expect(ahead).rejects.toThrow(/consent.given_ahead/);
  });

  it('may be about a topic once that is defined; a topic has one name in each language', async () => {
    await ask('consent.define-topic', { topic: 'news', fr: 'Lettre', en: 'Letter' });
    await ask('consent.define-topic', { topic: 'news', fr: 'Lettre d’info', en: 'Newsletter' });
    expect(await ask('consent.topics')).toMatchObject({ topics: [{ topic: 'news', fr: 'Lettre d’info' }] });
    await record({ ...yes, topic: 'news' });
    expect([await stateOf(julie, 'news'), await stateOf()]).toEqual(['allowed', 'unknown']);
  });
});

describe('a request', () => {
  it('is recorded once, however often it is told and cut, also ten times at once', async () => {
    await context.records
      .transaction(async (tx) => {
        const cut = {
          ...context,
          records: { ...tx, transaction: <T>(work: (on: typeof tx) => Promise<T>) => work(tx) },
        };
        await record([yes, no], 'r-1', cut);
        throw new Error('killed before the end');
      })
      .catch((error: unknown) => expect(String(error)).toContain('killed'));
    expect(await rowsHeld()).toBe(0);
    const all = await Promise.all(Array.from({ length: 10 }, () => record([yes, no], 'r-1')));
    expect(new Set(all.map(({ rows }) => rows.join())).size).toBe(1);
    expect(all.reduce((sum, { recorded }) => sum + recorded, 0)).toBe(2);
    engines.clock.advance(86_400_000);
    expect(await record([yes, no], 'r-1')).toMatchObject({ recorded: 0, unchanged: 2 });
    expect(await rowsHeld()).toBe(2);
  });

  it('stands for one body; another under the same id is refused', async () => {
    await record(yes, 'r-1');
    await expect(record(no, 'r-1')).rejects.toThrow(/consent.request_reused/);
    expect(await stateOf()).toBe('allowed');
  });

  it('tells the same again without an id: the same row where it says when, another where it says now', async () => {
    const dated = { ...yes, givenAt: '2026-01-02' };
    expect(await record(dated)).toMatchObject({ recorded: 1 });
    expect(await record([dated, dated])).toMatchObject({ recorded: 0, unchanged: 2 });
    await record(yes);
    expect(await record(yes)).toMatchObject({ recorded: 1 });
    expect(await rowsHeld()).toBe(3);
  });
});

describe('two people who turn out to be one', () => {
  it('are refused what either refused, and parted each has their own again', async () => {
    await record({ ...no, who: julie, givenAt: '2026-01-02' });
    await record({ ...yes, who: jules, givenAt: '2026-01-05' });
    await numberIs('jules', 1);
    expect(await cellOf(jules)).toMatchObject({ state: 'refused', why: 'refused_before_merge' });
    expect(await stateOf({ customer: 1 })).toBe('refused');
    await numberIs('jules', 2);
    expect([await stateOf(julie), await stateOf(jules)]).toEqual(['refused', 'allowed']);
  });

  it('may say yes as one; parted, that yes stays with the id it was given under and lifts no refusal of the other', async () => {
    await record({ ...no, who: julie, givenAt: '2026-01-02' });
    await numberIs('jules', 1);
    await record({ ...yes, who: jules });
    expect(await stateOf({ customer: 1 })).toBe('allowed');
    await numberIs('jules', 2);
    expect([await stateOf(julie), await stateOf(jules)]).toEqual(['refused', 'allowed']);
  });

  it('say no as one: parted, it stays with both', async () => {
    await record([yes, { ...yes, who: jules }]);
    await numberIs('jules', 1);
    engines.clock.advance(1);
    await record({ ...no, who: { customer: 1 } });
    expect((await of(jules)).total).toBe(3);
    await numberIs('jules', 2);
    expect([await stateOf(julie), await stateOf(jules)]).toEqual(['refused', 'refused']);
    engines.clock.advance(1);
    await record({ ...yes, who: jules });
    expect([await stateOf(julie), await stateOf(jules)]).toEqual(['refused', 'allowed']);
  });
});

it('follows a merge that is asked for, and one that is taken back', async () => {
  const parts = loadingParts(engines);
  await loadEvents(parts, {
    workspace: workspace.number,
    source: workspace.source,
    batch: BigInt(workspace.number),
    events: [visit('anna'), visit('annie')],
  });
  const wished = { ...context, jobs: engines.jobs };
  const carryOut = async () => {
    for (const { workspace: number, ask: waiting } of await waitingAsks(engines.records))
      await carryOutAsk(parts, number, waiting);
  };
  const [anna, annie] = [{ user: 'anna' }, { user: 'annie' }];
  await record({ ...no, who: anna, givenAt: '2026-01-02' });
  await record({ ...yes, who: annie, givenAt: '2026-01-05' });
  await run(ofIdentity, wished, 'identity.merge', { fromUser: 'anna', intoUser: 'annie' });
  await carryOut();
  expect([await stateOf(anna), await stateOf(annie)]).toEqual(['refused', 'refused']);
  const { merges } = await run<{ merges: { merge: string }[] }>(ofIdentity, wished, 'identity.merges', {});
  await run(ofIdentity, wished, 'identity.undo', { merge: merges[0]?.merge });
  await carryOut();
  expect([await stateOf(anna), await stateOf(annie)]).toEqual(['refused', 'allowed']);
});

it('follows a browser to whoever it belonged to when it was said', async () => {
  await record({ ...no, who: { browser: 'browser' }, givenAt: '2026-01-02T00:00:00Z' });
  await record({ ...yes, who: { browser: 'browser' }, givenAt: '2026-01-08T00:00:00Z' });
  expect(await stateOf({ browser: 'browser' })).toBe('allowed');
  await engines.records.run(
    sql`delete from identities where workspace_id = ${workspace.number} and kind = 'anonymous'`,
  );
  await link('julie', '2026-01-03T00:00:00Z'); // what came before the first link is the first one's
  await link('jules', '2026-01-08T00:00:00Z');
  expect([await stateOf(julie), await stateOf(jules)]).toEqual(['refused', 'allowed']);
  expect((await of({ browser: 'browser' })).customer).toBe(2);
});

it('answers for many people in one statement, those of whom nothing was said too', async () => {
  await record([yes, { ...no, who: jules }]);
  let statements = 0;
  const counted: typeof context.records = {
    ...context.records,
    rows: (query) => {
      statements += 1;
      return context.records.rows(query);
    },
  };
  const ledgers = await standingOf(counted, [1, 2, 3]);
  const cell = { channel: 'email', purpose: 'marketing', topic: '' } as const;
  expect([1, 2, 3].map((number) => ledgers.get(number)?.of(cell).state)).toEqual([
    'allowed',
    'refused',
    'unknown',
  ]);
  expect(statements).toBe(1);
});

describe('each row', () => {
  const told: Announcement[] = [];
  const turn = (announce?: () => Promise<void>) =>
    consentKeeper.keep({ ...keptOf(engines, workspace, told), ...(announce && { announce }) }, noNews);

  it('becomes one event when it was given, without its proof; cut before the end it is told again under the same id', async () => {
    told.length = 0;
    await record([
      { ...yes, givenAt: '2026-01-02T09:00:00Z' },
      { ...no, who: { browser: 'browser' } },
    ]);
    const cut = async () => {
      throw new Error('killed');
    };
    await expect(turn(cut)).rejects.toThrow('killed');
    await turn();
    await turn();
    expect(told).toMatchObject([
      {
        event: 'perdure.consent_changed',
        user: 'julie',
        at: Date.parse('2026-01-02T09:00:00Z'),
        properties: { channel: 'email', purpose: 'marketing', state: 'granted', basis: 'consent' },
      },
      { customer: 3, properties: { state: 'objected' } },
    ]);
    expect(new Set(told.map(({ messageId }) => messageId)).size).toBe(2);
    expect(JSON.stringify(told)).not.toContain('recevoir');
  });
});

it('shows and tells nothing of another workspace', async () => {
  await ask('consent.define-topic', { topic: 'news', fr: 'Lettre', en: 'Letter' });
  await record(yes);
  const other = asking(engines, await createTestWorkspace(engines));
  expect(await of(julie, other)).toMatchObject({ customer: null, total: 0, history: [] });
  expect(await ask('consent.topics', {}, other)).toEqual({ topics: [] });
  await expect(of({ customer: 1 }, other)).rejects.toThrow(/customers.unknown/);
  expect((await standingOf(other.records, [1])).get(1)?.rows).toEqual([]);
  await expect(standingOf(engines.records, [1])).rejects.toThrow(/perdure.workspace|integer/); // of no workspace
});

it('forgets an erased person: what they said, that others were taken for them, and their name in what others said', async () => {
  await numberIs('jules', 1);
  await record([no, { ...no, who: jules, channel: 'sms', proof: { source: 'appel de julie' } }]);
  await numberIs('jules', 2);
  const person = {
    workspace: workspace.number,
    userIds: ['julie'],
    anonymousIds: ['browser'],
    numbers: [1],
    names: [],
  };
  await record({ ...yes, who: { browser: 'browser' } });
  const held = async () => {
    const counts = await Promise.all(personalData.map((one) => one.count(engines, person)));
    return counts.reduce((sum, count) => sum + count, 0);
  };
  expect(await held()).toBe(7); // three under their ids, two that name them as another id, two whose source names them
  for (const one of personalData) await one.erase(engines, person, 0);
  for (const one of personalData) await one.erase(engines, person, 0);
  expect(await held()).toBe(0);
  expect(await rowsHeld()).toBe(2);
  expect(await cellOf(jules, '', 'sms')).toMatchObject({ state: 'refused' });
});
