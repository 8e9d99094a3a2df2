import { describe, expect, it } from 'vitest';
import { decode, one, receivedAt, segment } from './decode.test-data.ts';

describe('Segment’s words', () => {
  it('a track keeps its name, ids and properties', () => {
    const event = segment({
      type: 'track',
      event: ' Bought ',
      anonymousId: 'a',
      properties: { price: 12.5, tags: ['x'] },
    });
    expect(event).toMatchObject({
      type: 'track',
      event: 'Bought',
      userId: 'u',
      anonymousId: 'a',
      previousId: null,
      groupId: null,
      messageId: 'm',
      madeId: false,
      properties: '{"price":12.5,"tags":["x"]}',
      traits: '',
      context: '{}',
    });
  });

  it.each([
    [
      { type: 'page', name: 'Prices', category: 'Shop' },
      'Page Viewed',
      '{"name":"Prices","category":"Shop"}',
    ],
    [{ type: 'page', name: 'Prices', properties: { name: 'own' } }, 'Page Viewed', '{"name":"own"}'],
    [{ type: 'screen', name: 'Home' }, 'Screen Viewed', '{"name":"Home"}'],
    [{ type: 'identify' }, 'Identify', '{}'],
    [{ type: 'group', groupId: 'acme' }, 'Group', '{}'],
    [{ type: 'alias', previousId: 'p' }, 'Alias', '{}'],
  ])('%j is %s', (event, name, properties) => {
    expect(segment(event)).toMatchObject({ event: name, properties });
  });

  it('traits are those of the event, else RudderStack’s under the context', () => {
    expect(
      segment({ type: 'identify', traits: { plan: 'pro' }, context: { traits: { plan: 'old' } } }).traits,
    ).toBe('{"plan":"pro"}');
    expect(segment({ type: 'identify', context: { traits: { plan: 'pro' } } }).traits).toBe('{"plan":"pro"}');
    expect(segment({ type: 'track', event: 'x', context: { traits: { plan: 'pro' } } }).traits).toBe('');
    expect(segment({ type: 'group', groupId: 'acme', traits: { size: 3 } })).toMatchObject({
      traits: '{"size":3}',
      groupId: 'acme',
    });
  });

  it('an alias without a previous id speaks of the browser', () => {
    expect(segment({ type: 'alias', anonymousId: 'a' })).toMatchObject({
      userId: 'u',
      previousId: 'a',
      anonymousId: null,
    });
    expect(segment({ type: 'alias', anonymousId: 'a', previousId: 'p' })).toMatchObject({
      previousId: 'p',
      anonymousId: 'a',
    });
  });

  it('an event names its account itself or in its context', () => {
    expect(segment({ type: 'track', event: 'x', context: { groupId: 'acme' } }).groupId).toBe('acme');
  });

  it('the context of the batch stands under that of the event', () => {
    const batch = {
      context: { ip: '1.2.3.4', app: 'shop' },
      batch: [{ type: 'track', event: 'x', userId: 'u', context: { app: 'blog' } }],
    };
    expect(one('segment.batch', batch).context).toBe('{"ip":"1.2.3.4","app":"blog"}');
  });

  it('the address 0.0.0.0 asks not to be stored, and the user agent is taken out', () => {
    const event = segment({ type: 'track', event: 'x', context: { ip: '0.0.0.0', userAgent: 'Mozilla' } });
    expect(event).toMatchObject({ context: '{"userAgent":"Mozilla"}', userAgent: 'Mozilla' });
  });

  it('times: timestamp, else originalTimestamp; sent: the event’s, the body’s, the header’s', () => {
    const at = (text: string) => Date.parse(text);
    expect(
      segment({
        type: 'track',
        event: 'x',
        timestamp: '2026-01-02T03:04:05.678Z',
        originalTimestamp: '2025-01-01T00:00:00Z',
      }).originalTime,
    ).toBe(at('2026-01-02T03:04:05.678Z'));
    expect(
      segment({ type: 'track', event: 'x', originalTimestamp: '2025-01-01T00:00:00+02:00' }).originalTime,
    ).toBe(at('2024-12-31T22:00:00Z'));
    expect(segment({ type: 'track', event: 'x' })).toMatchObject({
      originalTime: null,
      sentAt: null,
      receivedAt,
    });
    const header = { sentAt: '2026-03-01T00:00:00Z' };
    const [fromHeader] = decode('segment.track', { event: 'x', userId: 'u' }, header);
    expect(fromHeader).toMatchObject({ sentAt: at(header.sentAt) });
  });

  it('an import is taken as sent', () => {
    expect(one('import.batch', { batch: [{ type: 'track', event: 'x', userId: 'u' }] }).neverCorrect).toBe(
      true,
    );
    expect(segment({ type: 'track', event: 'x' }).neverCorrect).toBe(false);
  });
});
