import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DomainError } from '#src/basics/errors.ts';
import type { Sql } from '#src/basics/sql.ts';
import { operations as contactRules } from '#src/decisions/contact-rules/index.ts';
import { operations as messageOperations, type NewIntent } from '#src/decisions/intents/index.ts';
import { suppress } from '#src/messages/suppressions/index.ts';
import { run } from '../../../test/asking.ts';
import { openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { type DeliveryBed, openDeliveryBed } from './delivery.test-data.ts';
import type { Wish, Wishes } from './index.ts';

let engines: TestEngines;
let bed: DeliveryBed;
const now = Date.parse('2026-11-18T10:00:00Z'); // a Wednesday
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];

beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());
beforeEach(async () => {
  engines.clock.set(now);
  bed = await openDeliveryBed(engines);
});

const intent = (key: string, to: number, more: Partial<NewIntent> = {}): NewIntent => ({
  origin: { kind: 'campaign', of: 'cmp_1', key },
  person: { kind: 'user', id: `user-${to}` },
  purpose: 'marketing',
  topic: '',
  channels: ['email'],
  content: {},
  data: {},
  priority: 0,
  inDoubt: 'leave',
  dueAt: now,
  expiresAt: null,
  ...more,
});

describe('the gate at hand-over', () => {
  it('lets pass who allowed it, and nobody else, by what is known at that second', async () => {
    await bed.people([1, 2, 3, 4]);
    await bed.allow(1);
    await bed.allow(2);
    await bed.allow(2, 'objected');
    await bed.put(
      intent('allowed', 1),
      intent('objected', 2),
      intent('silent', 3),
      intent('service', 3, { purpose: 'service' }),
      intent('receipt', 2, { purpose: 'transactional' }),
      intent('unknown', 9),
    );
    await bed.turn();
    expect(await bed.states()).toEqual({
      allowed: 'sent',
      objected: 'refused refused',
      silent: 'refused no_consent',
      service: 'sent',
      receipt: 'sent',
      unknown: 'refused erased',
    });
    expect(bed.provider.taken.map(({ to }) => to.address).sort()).toEqual([
      'user-1@example.org',
      'user-2@example.org',
      'user-3@example.org',
    ]);
  });

  it('holds the third of three marketing messages a week, though all come due together', async () => {
    const cap = {
      channels: ['email'],
      purposes: ['marketing'],
      most: 2,
      within: { amount: 7, unit: 'days' },
    };
    await run([...contactRules], bed.context, 'contact-rules.adopt', {
      basedOn: 0,
      rules: { hours: [], caps: [cap] },
    });
    await bed.people([1]);
    await bed.allow(1);
    await bed.put(
      intent('a', 1),
      intent('b', 1),
      intent('c', 1),
      intent('r', 1, { purpose: 'transactional' }),
    );
    await bed.turn();
    expect(await bed.states()).toEqual({ a: 'sent', b: 'sent', c: 'waiting capped', r: 'sent' });
    engines.clock.advance(7 * day - 1);
    await bed.turn();
    expect((await bed.states()).c).toBe('waiting capped');
    engines.clock.advance(1);
    await bed.turn();
    expect((await bed.states()).c).toBe('sent');
  });

  it('waits for the morning of whoever gets it', async () => {
    engines.clock.set(Date.parse('2026-11-18T22:30:00Z'));
    await bed.people([1]);
    await bed.people([2], { timezone: 'America/New_York' });
    await bed.allow(1);
    await bed.allow(2);
    await bed.put(intent('paris', 1), intent('new york', 2));
    await bed.turn();
    expect(await bed.states()).toEqual({ paris: 'waiting closed', 'new york': 'sent' });
    engines.clock.set(Date.parse('2026-11-19T07:00:00Z'));
    await bed.turn();
    expect((await bed.states()).paris).toBe('sent');
  });

  it('asks those who decided, and writes to no suppressed address', async () => {
    await bed.people([1, 2, 3, 4]);
    for (const number of [1, 2, 3, 4]) await bed.allow(number);
    await suppress(bed.context.records, bed.workspace.number, {
      kind: 'email',
      address: 'USER-1@example.org',
      reason: 'complaint',
      detail: '',
      at: now,
      toldBy: 'test',
    });
    const wishes: Wishes = async (_, intents) => {
      const told = new Map<string, Wish>();
      for (const { id, origin } of intents) {
        if (origin.key === 'left') told.set(id, { unwanted: 'left', paused: false });
        if (origin.key === 'paused') told.set(id, { unwanted: null, paused: true });
      }
      return told;
    };
    await bed.put(intent('complained', 1), intent('left', 2), intent('paused', 3), intent('held out', 4));
    await bed.turn('one', { heldOut: async () => new Set([4]), wishes });
    expect(await bed.states()).toEqual({
      complained: 'refused suppressed',
      left: 'refused unwanted',
      paused: 'waiting paused',
      'held out': 'refused held_out',
    });
    expect(bed.provider.taken).toEqual([]);
  });
});

describe('a hand-over', () => {
  beforeEach(async () => {
    await bed.people([1, 2, 3]);
    for (const number of [1, 2, 3]) await bed.allow(number);
  });

  it('that fails for one reader does not stop the others', async () => {
    await bed.put(intent('broken', 1), intent('whole', 2));
    await bed.turn();
    expect(await bed.states()).toEqual({ broken: 'failed template', whole: 'sent' });
  });

  it('that is not taken comes again, later each time, and counts against no cap meanwhile', async () => {
    bed.provider.answer = () => ({ as: 'later', detail: '450 busy' });
    await bed.put(intent('a', 1, { expiresAt: now + 10 * minute }));
    await bed.turn();
    expect(await bed.states()).toEqual({ a: 'waiting provider' });
    engines.clock.advance(minute - 1);
    await bed.turn();
    bed.provider.answer = () => ({ as: 'sent', providerId: 'p', detail: null });
    await bed.turn();
    expect(bed.provider.taken).toEqual([]);
    engines.clock.advance(1);
    await bed.turn();
    expect(await bed.states()).toEqual({ a: 'sent' });
  });

  it('that bounces is told, and nothing more is sent to that address', async () => {
    bed.provider.answer = () => ({ as: 'bounced', detail: '550 no such user' });
    await bed.put(intent('a', 1));
    await bed.turn();
    expect(await bed.states()).toEqual({ a: 'bounced' });
    bed.provider.answer = () => ({ as: 'sent', providerId: 'p', detail: null });
    await bed.put(intent('b', 1, { purpose: 'transactional' }));
    await bed.turn();
    expect(await bed.states()).toEqual({ a: 'bounced', b: 'refused suppressed' });
    expect(bed.provider.taken).toEqual([]);
  });

  it('that is never taken is tried less and less often, and given up within four days', async () => {
    bed.provider.answer = () => ({ as: 'later', detail: '450 greylisted' });
    await bed.put(intent('a', 1, { purpose: 'transactional' }));
    const waits: number[] = [];
    for (let tries = 0; tries < 12; tries += 1) {
      await bed.turn();
      const { messages } = await run<{ messages: { state: string; dueAt: string | null }[] }>(
        [...messageOperations],
        bed.context,
        'messages.list',
        {},
      );
      const dueAt = messages[0]?.dueAt;
      if (dueAt == null) break;
      waits.push((Date.parse(dueAt) - engines.clock.now()) / minute);
      engines.clock.set(Date.parse(dueAt));
    }
    expect(waits).toEqual([1, 5, 15, 60, 180, 360, 720, 1440, 1440]);
    expect(await bed.states()).toEqual({ a: 'failed given_up' });
  });

  it('of what can be no message fails, and is not tried again', async () => {
    bed.provider.lane.handOver = async () => {
      throw new DomainError('mail.address', { expected: 'one address', got: 'foo' });
    };
    await bed.put(intent('a', 1));
    await bed.turn();
    expect(await bed.states()).toEqual({ a: 'failed provider' });
  });

  it('that passed the gate too long ago is asked there again', async () => {
    let kept = 13 * hour; // a provider that keeps one waiting into the night
    bed.provider.answer = () => {
      engines.clock.advance(kept);
      kept = 0;
      return { as: 'sent', providerId: 'p', detail: null };
    };
    bed.provider.lane.width = 1;
    await bed.put(intent('first', 1), intent('second', 2));
    await bed.turn();
    await bed.turn();
    expect(await bed.states()).toEqual({ first: 'waiting closed', second: 'waiting closed' });
    expect(bed.provider.taken).toEqual([]);
  });

  it('goes on for others behind some that the provider takes for a fault of its own', async () => {
    const poison = new Set(['user-1@example.org', 'user-2@example.org', 'user-3@example.org']);
    bed.provider.answer = ({ to }) =>
      poison.has(to.address)
        ? { as: 'closed', detail: '550 relay', afterMs: null }
        : { as: 'sent', providerId: 'p', detail: null };
    await bed.people([4]);
    await bed.put(
      ...[1, 2, 3, 4].map((to) => intent(`${to}`, to, { purpose: 'transactional', inDoubt: 'resend' })),
    );
    for (let rests = 0; rests < 4; rests += 1) {
      await bed.turn();
      engines.clock.advance(10_000);
    }
    expect((await bed.states())['4']).toBe('sent');
  });

  it('is written down, and no other begins, where the records fail', async () => {
    const many = Array.from({ length: 30 }, (_, i) => 100 + i);
    await bed.people(many);
    await bed.put(...many.map((to) => intent(`${to}`, to, { purpose: 'transactional', inDoubt: 'resend' })));
    const { records } = engines;
    let calls = 0;
    const failing = new Proxy(records, {
      get: (of, name) => {
        const own = Reflect.get(of, name);
        if (name !== 'rows') return own;
        return (query: Sql) => {
          const isSettle = /told\.provider/.test(JSON.stringify(query.parts));
          if (isSettle) calls += 1;
          if (isSettle && calls === 3) return Promise.reject(new Error('the connection broke'));
          return records.rows(query);
        };
      },
    });
    await expect(bed.turn('one', { records: failing })).rejects.toThrow('the connection broke');
    const sentFirst = bed.provider.taken.length;
    expect(sentFirst).toBeLessThan(30);
    await bed.leasesEnd();
    await bed.turn();
    expect(new Set(bed.provider.ids()).size).toBe(30);
    expect(bed.provider.taken.length).toBeLessThanOrEqual(30 + bed.provider.lane.width);
  });

  it('to a provider that closed has every message wait, and is tried again after a rest', async () => {
    bed.provider.answer = () => ({ as: 'closed', detail: '421 too many', afterMs: 30_000 });
    await bed.put(intent('a', 1), intent('b', 2), intent('c', 3));
    await bed.turn();
    expect(await bed.states()).toEqual({
      a: 'waiting provider',
      b: 'waiting provider',
      c: 'waiting provider',
    });
    bed.provider.answer = () => ({ as: 'sent', providerId: 'p', detail: null });
    engines.clock.advance(minute);
    await bed.turn();
    expect(await bed.states()).toEqual({ a: 'sent', b: 'sent', c: 'sent' });
  });
});

describe('a process that is killed', () => {
  beforeEach(async () => {
    await bed.people([1, 2]);
    for (const number of [1, 2]) await bed.allow(number);
  });

  it('is no contact beside itself: what had passed goes, though one survey in ninety days is the cap', async () => {
    bed.provider.answer = () => 'dies before';
    await bed.put(intent('a', 1, { purpose: 'survey' }));
    await bed.turn('dies');
    bed.provider.answer = () => ({ as: 'sent', providerId: 'p', detail: null });
    await bed.leasesEnd();
    await bed.turn('lives');
    expect(await bed.states()).toEqual({ a: 'sent' });
  });

  it('before a provider may have the message: it goes out once, by another', async () => {
    bed.provider.answer = () => 'dies before';
    await bed.put(intent('a', 1));
    await bed.turn('dies');
    bed.provider.answer = () => ({ as: 'sent', providerId: 'p', detail: null });
    await bed.turn('lives');
    expect(bed.provider.taken).toEqual([]);
    await bed.leasesEnd();
    await bed.turn('lives');
    expect(bed.provider.taken.length).toBe(1);
    expect(await bed.states()).toEqual({ a: 'sent' });
  });

  it('after it may have it: left where it must not come twice, sent again under its id where it must arrive', async () => {
    bed.provider.answer = () => 'dies after';
    await bed.put(
      intent('marketing', 1),
      intent('receipt', 2, { purpose: 'transactional', inDoubt: 'resend' }),
    );
    await bed.turn('dies');
    bed.provider.answer = () => ({ as: 'sent', providerId: 'p', detail: null });
    await bed.leasesEnd();
    await bed.turn('lives');
    expect(await bed.states()).toEqual({ marketing: 'uncertain in_doubt', receipt: 'sent' });
    const to = (address: string) => bed.provider.taken.filter((one) => one.to.address === address);
    expect(to('user-1@example.org').length).toBe(1);
    const twice = to('user-2@example.org').map(({ intent: id }) => id);
    expect(twice.length).toBe(2);
    expect(new Set(twice).size).toBe(1);
  });
});
