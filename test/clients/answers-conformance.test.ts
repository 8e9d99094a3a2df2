import { describe, expect, it } from 'vitest';
import { key, openIntake, poster, track } from './intake-server.ts';
import { servedIntake } from './served-intake.ts';

/* One of the ten points that clients need of a server; the others: `conformance.test.ts`. */

const server = servedIntake();
const post = poster(server);

describe('5. answers', () => {
  it.each([
    ['no JSON', 'nonsense'],
    ['half a JSON', '{"batch":['],
    ['nothing', ''],
    ['a number', '5'],
    ['no batch', '{"x":1}'],
    ['broken gzip', Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3])],
    ['broken UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])],
  ])('400 for a broken body: %s', async (_name, body) => {
    const answer = await post('/v1/batch', body);
    expect([answer.statusCode, answer.json()]).toMatchObject([
      400,
      { success: false, code: 'intake.broken_body' },
    ]);
    expect(answer.headers['content-type']).toMatch('application/problem+json');
  });

  it('200 only once the events are in the journal', async () => {
    expect((await post('/v1/track', track)).statusCode).toBe(200);
    expect((await server().journal.waiting()).events).toBe(1);
  });

  it('200 for an empty batch, of which nothing is kept', async () => {
    expect((await post('/v1/batch', { batch: [] })).statusCode).toBe(200);
    expect((await server().journal.waiting()).entries).toBe(0);
  });

  it('429 with whole seconds when loading is too far behind, and 200 again after it caught up', async () => {
    const small = await openIntake({ backlogBytes: 500 });
    const send = () =>
      small.app.inject({
        method: 'POST',
        url: '/v1/t',
        payload: { ...track, properties: { text: 'x'.repeat(600) }, writeKey: key },
      });
    expect((await send()).statusCode).toBe(200);
    const refused = await send();
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '15']);
    await small.events();
    expect((await send()).statusCode).toBe(200);
    await small.close();
  });

  it('429 with the seconds to wait when one key sends too much', async () => {
    const slow = await openIntake({ eventsPerSecond: 2 });
    const send = (events: number) =>
      slow.app.inject({
        method: 'POST',
        url: '/v1/b',
        payload: { writeKey: key, batch: Array.from({ length: events }, () => track) },
      });
    expect((await send(20)).statusCode).toBe(200); // ten seconds' worth
    const refused = await send(5);
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '3']); // 5 events at 2 a second
    slow.clock.advance(3000);
    expect((await send(5)).statusCode).toBe(200);
    await slow.close();
  });

  it('503 when the journal takes nothing more, without Retry-After', async () => {
    const closed = await openIntake();
    await closed.journal.close();
    const answer = await closed.app.inject({
      method: 'POST',
      url: '/v1/t',
      payload: { ...track, writeKey: key },
    });
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, undefined]);
    await closed.app.close();
  });

  it('never 404, 410 or a redirect where events are sent', async () => {
    for (const url of [
      '/v1/track',
      '/v1/t/',
      '/v1/batch',
      '/v1/import',
      '/batch/',
      '/e/',
      '/flags/',
      '/s/',
      '/v1/m',
    ]) {
      for (const method of ['GET', 'PUT', 'DELETE', 'PATCH', 'HEAD'] as const) {
        const answer = await server().app.inject({ method, url });
        expect([url, method, answer.statusCode]).toEqual([url, method, 405]);
      }
    }
  });
});
