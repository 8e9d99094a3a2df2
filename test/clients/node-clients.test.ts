import RudderAnalytics from '@rudderstack/rudder-sdk-node';
import { Analytics } from '@segment/analytics-node';
import { PostHog } from 'posthog-node';
import { describe, expect, it } from 'vitest';
import type { ReceivedEvent } from '#src/events/intake/index.ts';
import { allReceived, key, until } from './intake-server.ts';
import { servedIntake } from './served-intake.ts';

/* The real server clients, in this process, over a real port. */

const server = servedIntake(true);

const posts = (path: string) =>
  server().requests.filter(({ method, url }) => method === 'POST' && url.startsWith(path));

/** Waits until so many events have arrived. */
async function arrived(count: number): Promise<ReceivedEvent[]> {
  const seen: ReceivedEvent[] = [];
  return until(async () => {
    seen.push(...allReceived(await server().events()));
    return seen.length >= count ? seen : undefined;
  });
}

describe('@segment/analytics-node', () => {
  const open = () => new Analytics({ writeKey: key, host: server().address, flushInterval: 50 });

  it('sends all six kinds, and the rest on closing', async () => {
    const client = open();
    client.identify({ userId: 'julie', traits: { plan: 'pro' } });
    client.track({
      userId: 'julie',
      event: 'Bought',
      properties: { price: 12.5 },
      timestamp: new Date('2026-11-01T00:00:00Z'),
    });
    client.page({ anonymousId: 'browser', name: 'Prices', category: 'Shop' });
    client.screen({ userId: 'julie', name: 'Home' });
    client.group({ userId: 'julie', groupId: 'acme', traits: { size: 3 } });
    client.alias({ userId: 'julie', previousId: 'old' });
    await client.closeAndFlush();
    const events = allReceived(await server().events());
    expect(events).toMatchObject([
      { type: 'identify', event: 'Identify', userId: 'julie', traits: '{"plan":"pro"}' },
      {
        type: 'track',
        event: 'Bought',
        properties: '{"price":12.5}',
        originalTime: Date.parse('2026-11-01T00:00:00Z'),
      },
      { type: 'page', event: 'Page Viewed', userId: null, anonymousId: 'browser' },
      { type: 'screen', event: 'Screen Viewed', properties: '{"name":"Home"}' },
      { type: 'group', groupId: 'acme', traits: '{"size":3}' },
      { type: 'alias', previousId: 'old' },
    ]);
    expect(
      events.every(({ madeId, sentAt, originalTime }) => !madeId && sentAt !== null && originalTime !== null),
    ).toBe(true);
    expect(JSON.parse(events[2]?.properties ?? '')).toMatchObject({ name: 'Prices', category: 'Shop' });
  });

  it('comes again after 429 with Retry-After, and stores once', async () => {
    const before = posts('/v1/batch').length;
    server().failNext('/v1/batch', [{ status: 429, retryAfter: 1 }]);
    const client = open();
    client.track({ userId: 'julie', event: 'Again' });
    await client.closeAndFlush();
    expect(await arrived(1)).toMatchObject([{ event: 'Again' }]);
    expect(posts('/v1/batch').length - before).toBe(2);
  });

  it('repeats under the same message id when an answer is lost', async () => {
    server().failNext('/v1/batch', [{ status: 500, stored: true }]);
    const client = open();
    client.track({ userId: 'julie', event: 'Twice' });
    await client.closeAndFlush();
    const events = await arrived(2);
    expect(new Set(events.map(({ messageId }) => messageId)).size).toBe(1);
  });

  it('an event of 40 KB, which it sends though its own limit is 32, fails none of its neighbours', async () => {
    const client = open();
    client.track({ userId: 'julie', event: 'Large', properties: { text: 'x'.repeat(40_000) } });
    client.track({ userId: 'julie', event: 'Small' });
    await client.closeAndFlush();
    expect(
      (await server().events())
        .map((event) => (event.outcome === 'refused' ? event.reason : event.event))
        .sort(),
    ).toEqual(['Small', 'intake.event_too_large']);
  });
});

describe('@rudderstack/rudder-sdk-node', () => {
  const open = () =>
    new RudderAnalytics(key, {
      dataPlaneUrl: server().address,
      flushAt: 1,
      flushInterval: 50,
      axiosConfig: {},
      errorHandler: () => {},
    });

  it('sends gzip labelled as a form, with the key in the header only', async () => {
    const client = open();
    client.identify({ userId: 'julie', traits: { plan: 'pro' } });
    client.track({ userId: 'julie', event: 'Bought', properties: { price: 12.5 } });
    client.group({ userId: 'julie', groupId: 'acme', traits: { size: 3 } });
    const events = await arrived(3);
    expect(events).toMatchObject([
      { type: 'identify', userId: 'julie', traits: '{"plan":"pro"}', madeId: false },
      { type: 'track', event: 'Bought', properties: '{"price":12.5}' },
      { type: 'group', groupId: 'acme' },
    ]);
    expect(events.every(({ sentAt, originalTime }) => sentAt !== null && originalTime !== null)).toBe(true);
    expect(posts('/v1/batch').at(-1)?.headers['content-encoding'] ?? 'none').toBeDefined();
  });

  it('comes again after 429 with Retry-After and after a lost answer, under the same message id', async () => {
    server().failNext('/v1/batch', [
      { status: 429, retryAfter: 1 },
      { status: 500, stored: true },
    ]);
    const client = open();
    client.track({ userId: 'julie', event: 'Again' });
    const events = await arrived(2);
    expect(new Set(events.map(({ messageId }) => messageId)).size).toBe(1);
  });
});

describe('posthog-node', () => {
  const open = () =>
    new PostHog(key, {
      host: server().address,
      flushAt: 100,
      flushInterval: 50,
      fetchRetryDelay: 100,
      fetchRetryCount: 5,
    });

  it('sends captures, identities, aliases and groups', async () => {
    const client = open();
    client.capture({
      distinctId: 'julie',
      event: 'bought',
      properties: { price: 12.5 },
      groups: { company: 'acme' },
    });
    client.identify({
      distinctId: 'julie',
      properties: { $set: { plan: 'pro' }, $set_once: { first: 'ad' }, $anon_distinct_id: 'browser' },
    });
    client.alias({ distinctId: 'julie', alias: 'old' });
    client.groupIdentify({ groupType: 'company', groupKey: 'acme', properties: { size: 3 } });
    client.capture({ event: 'nobody' });
    await client.shutdown();
    const events = allReceived(await server().events());
    const byName = Object.fromEntries(events.map((event) => [event.event, event]));
    expect(byName).toMatchObject({
      bought: { type: 'track', userId: 'julie', anonymousId: null, groupId: 'acme' },
      Identify: {
        type: 'identify',
        userId: 'julie',
        anonymousId: 'browser',
        traits: '{"plan":"pro","$once":{"first":"ad"}}',
      },
      Alias: { type: 'alias', userId: 'julie', previousId: 'old' },
      Group: { type: 'group', userId: null, anonymousId: null, groupId: 'acme', traits: '{"size":3}' },
      nobody: { userId: null },
    });
    expect(byName.nobody?.anonymousId).toMatch(/^[0-9a-f-]{36}$/);
    expect(JSON.parse(byName.bought?.properties ?? '')).toMatchObject({ price: 12.5 });
    expect(
      events.every(({ madeId, sentAt, originalTime }) => !madeId && originalTime !== null && sentAt !== null),
    ).toBe(true);
  });

  it('comes again after 429 and after a lost answer, under the same uuid', async () => {
    server().failNext('/batch', [
      { status: 429, retryAfter: 1 },
      { status: 500, stored: true },
    ]);
    const client = open();
    client.capture({ distinctId: 'julie', event: 'again' });
    await client.shutdown();
    const events = await arrived(2);
    expect(new Set(events.map(({ messageId }) => messageId)).size).toBe(1);
  });

  it('is told that no flag is on', async () => {
    const client = open();
    const before = posts('/flags').length;
    expect((await client.evaluateFlags('julie')).isEnabled('anything')).toBe(false);
    expect(posts('/flags').length - before).toBe(1);
    await client.shutdown();
  });
});
