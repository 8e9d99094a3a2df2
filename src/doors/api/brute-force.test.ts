import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  firstAdministrator,
  goodPassword,
  openBrowser,
  openTestDoor,
  type TestDoor,
} from '../../../test/door.ts';

let door: TestDoor;

beforeAll(async () => {
  door = await openTestDoor();
  await firstAdministrator(door);
});
afterAll(() => door?.close());

const tried = async (email: string, password: string, address: string) =>
  (await openBrowser(door.app, address).send('POST', '/api/session/sign-in', { email, password })).statusCode;

const tries = async (count: number, one: (i: number) => Promise<number>): Promise<number[]> => {
  const statuses: number[] = [];
  for (let i = 0; i < count; i += 1) statuses.push(await one(i));
  return statuses;
};

describe('guessing passwords', () => {
  it('of one account from one address ends after 10 failures, also for the right password', async () => {
    const guesses = await tries(11, (i) => tried('julie@example.com', `wrong guess ${i}`, '192.0.2.1'));
    expect(guesses).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
    expect(await tried('julie@example.com', goodPassword, '192.0.2.1')).toBe(429);
  });

  it('does not lock its owner out from elsewhere', async () => {
    expect(await tried('julie@example.com', goodPassword, '192.0.2.2')).toBe(200);
  });

  it('is forgiven after 15 minutes, not a moment before', async () => {
    const now = door.engines.clock.now();
    door.engines.clock.advance(15 * 60_000 - 1);
    expect(await tried('julie@example.com', goodPassword, '192.0.2.1')).toBe(429);
    door.engines.clock.advance(1);
    expect(await tried('julie@example.com', goodPassword, '192.0.2.1')).toBe(200);
    door.engines.clock.set(now);
  });

  it('of an unknown account is answered exactly so', async () => {
    const guesses = await tries(11, (i) => tried('nobody@example.com', `wrong guess ${i}`, '192.0.2.3'));
    expect(guesses).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
  });

  it('of many accounts from one IPv6 network ends after 50, however the address is written (CVE-2026-45364)', async () => {
    const guesses = await tries(51, (i) =>
      tried(`person${i}@example.com`, 'wrong guess', `2001:db8::${(i + 1).toString(16)}`),
    );
    expect(guesses.indexOf(429)).toBe(50);
    expect(await tried('julie@example.com', goodPassword, '2001:DB8:0:0:ffff::1')).toBe(429);
    expect(await tried('julie@example.com', goodPassword, '2001:db8:0:1::1')).toBe(200);
  });

  it('of one account from everywhere ends after 50', async () => {
    const guesses = await tries(51, (i) => tried('marc@example.com', 'wrong guess', `198.51.100.${i + 1}`));
    expect(guesses.indexOf(429)).toBe(50);
  });

  it('survives a restart of the server: what was counted is in the records', async () => {
    const { app } = door.again({});
    const body = { email: 'nobody@example.com', password: 'wrong guess' };
    expect((await openBrowser(app, '192.0.2.3').send('POST', '/api/session/sign-in', body)).statusCode).toBe(
      429,
    );
    await app.close();
  });

  it('does not believe an address that a stranger writes into X-Forwarded-For', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.77' };
    const body = { email: 'nobody@example.com', password: 'wrong guess' };
    const response = await openBrowser(door.app, '192.0.2.3').send('POST', '/api/session/sign-in', body, {
      headers,
    });
    expect(response.statusCode).toBe(429);
  });

  it('believes it from a listed proxy', async () => {
    const { app } = door.again({ settings: { trustedProxies: ['192.0.2.3'] } });
    const headers = { 'x-forwarded-for': '203.0.113.77', 'x-forwarded-proto': 'http' };
    const body = { email: 'nobody@example.com', password: 'wrong guess' };
    const response = await openBrowser(app, '192.0.2.3').send('POST', '/api/session/sign-in', body, {
      headers,
    });
    expect(response.statusCode).toBe(401);
    await app.close();
  });

  it('of setup, reset and invitation tokens finds nothing, whatever their form', async () => {
    for (const token of ['', 'setup_', `setup_${'0'.repeat(32)}`, "' or 1=1 --", 'x'.repeat(101), '\0']) {
      const response = await openBrowser(door.app).send('POST', '/api/session/link', { token });
      expect([400, 404]).toContain(response.statusCode);
    }
  });
});
