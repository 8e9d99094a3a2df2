import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Browser,
  codeOf,
  firstAdministrator,
  goodPassword,
  newMember,
  newWorkspace,
  openBrowser,
  openTestDoor,
  type TestDoor,
} from '../../../test/door.ts';

let door: TestDoor;
let julie: Browser;
let secret: string;
let recoveryCodes: string[];

beforeAll(async () => {
  door = await openTestDoor();
  julie = await firstAdministrator(door);
});
afterAll(() => door?.close());

const used = new Set<string>();

/** A code that counts now by the system's clock: of this half minute or its neighbours, one that was not used yet. */
const unusedCode = (): string => {
  const now = performance.timeOrigin + performance.now();
  const found = [0, 1, -1].map((step) => codeOf(secret, now + step * 30_000)).find((code) => !used.has(code));
  return found ?? 'no code left';
};

const useCode = (): string => {
  const code = unusedCode();
  used.add(code);
  return code;
};

let seen: string;

const signIn = async (browser: Browser) =>
  (
    await browser.send('POST', '/api/session/sign-in', { email: 'julie@example.com', password: goodPassword })
  ).json();

const user = async (browser: Browser) => (await browser.send('GET', '/api/session')).json().user;

describe('the code of an app (RFC 6238)', () => {
  it('is what the reference gives: 94287082 at 59 s, of which the last six', () => {
    // RFC 6238 appendix B: ASCII "12345678901234567890" is GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ in base 32.
    expect(codeOf('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', 59_000)).toBe('287082');
  });

  it('is asked for only once one was confirmed', async () => {
    expect(
      (await julie.send('POST', '/api/session/totp/enrol', { password: 'wrong password' })).statusCode,
    ).toBe(401);
    const enrolled = (await julie.send('POST', '/api/session/totp/enrol', { password: goodPassword })).json();
    ({ secret, recoveryCodes } = enrolled);
    expect(enrolled.uri).toMatch(/^otpauth:\/\/totp\/Perdure:julie%40example\.com\?/);
    expect(recoveryCodes).toHaveLength(10);
    expect(await signIn(openBrowser(door.app))).toEqual({ status: 'signed_in' });
  });

  it('once confirmed, ends every other session', async () => {
    const other = openBrowser(door.app);
    await signIn(other);
    expect((await julie.send('POST', '/api/session/totp/confirm', { code: '000000' })).statusCode).toBe(401);
    expect((await julie.send('POST', '/api/session/totp/confirm', { code: useCode() })).json()).toEqual({
      status: 'on',
    });
    expect(await user(other)).toBeNull();
    expect(await user(julie)).toMatchObject({ totp: true });
  });

  it('is needed after the password: until then nothing opens', async () => {
    const browser = openBrowser(door.app);
    expect(await signIn(browser)).toEqual({ status: 'totp_needed' });
    expect(await user(browser)).toBeNull();
    seen = useCode();
    expect((await browser.send('POST', '/api/session/totp', { code: '000000' })).statusCode).toBe(401);
    expect((await browser.send('POST', '/api/session/totp', { code: seen })).json()).toEqual({
      status: 'signed_in',
    });
    expect(await user(browser)).toMatchObject({ email: 'julie@example.com' });
  });

  it('counts once: seen on the way, it opens nothing more', async () => {
    const browser = openBrowser(door.app);
    await signIn(browser);
    const again = await browser.send('POST', '/api/session/totp', { code: seen });
    expect(again.statusCode).toBe(401);
    expect(await user(browser)).toBeNull();
  });

  it('can be replaced by a recovery code, each good for one sign-in', async () => {
    const [first] = recoveryCodes;
    const browser = openBrowser(door.app);
    await signIn(browser);
    expect((await browser.send('POST', '/api/session/totp', { recoveryCode: first })).json()).toEqual({
      status: 'signed_in',
    });
    const second = openBrowser(door.app);
    await signIn(second);
    expect((await second.send('POST', '/api/session/totp', { recoveryCode: first })).statusCode).toBe(401);
  });

  it('is not a way past the password', async () => {
    expect(
      (await openBrowser(door.app).send('POST', '/api/session/totp', { code: unusedCode() })).statusCode,
    ).toBe(401);
  });

  it('cannot be guessed: a half-done sign-in bears five tries', async () => {
    const browser = openBrowser(door.app, '192.0.2.99');
    await signIn(browser);
    const statuses: number[] = [];
    for (let i = 0; i < 6; i += 1) {
      statuses.push(
        (await browser.send('POST', '/api/session/totp', { code: String(100_000 + i) })).statusCode,
      );
    }
    expect(statuses.every((status) => status === 401)).toBe(true);
    expect((await browser.send('POST', '/api/session/totp', { code: unusedCode() })).statusCode).toBe(401);
  });

  it('is given up by password and code together, and is then no longer asked for', async () => {
    const wrong = await julie.send('POST', '/api/session/totp/disable', {
      password: 'wrong password',
      code: unusedCode(),
    });
    expect(wrong.statusCode).toBe(401);
    expect(
      (
        await julie.send('POST', '/api/session/totp/disable', { password: goodPassword, code: unusedCode() })
      ).json(),
    ).toEqual({ status: 'off' });
    expect(await user(julie)).toMatchObject({ totp: false });
    expect(await signIn(openBrowser(door.app))).toEqual({ status: 'signed_in' });
  });

  it('of who has lost the phone is turned off by an administrator, and every session ends', async () => {
    const { workspace } = await newWorkspace(door, 'Gym');
    const anna = await newMember(door, julie, { workspace, email: 'anna@example.com', role: 'viewer' });
    const enrolled = (await anna.send('POST', '/api/session/totp/enrol', { password: goodPassword })).json();
    const code = codeOf(enrolled.secret, performance.timeOrigin + performance.now());
    expect((await anna.send('POST', '/api/session/totp/confirm', { code })).json()).toEqual({ status: 'on' });
    const { id } = await user(anna);
    expect((await julie.ask(workspace, 'users.turn-off-totp', { id })).json()).toEqual({ totp: false });
    expect(await user(anna)).toBeNull();
    const credentials = { email: 'anna@example.com', password: goodPassword };
    expect((await anna.send('POST', '/api/session/sign-in', credentials)).json()).toEqual({
      status: 'signed_in',
    });
  });
});
