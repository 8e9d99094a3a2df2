import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Letter } from '#src/engines/mail/port.ts';
import { openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { type Access, openAccess } from '../access.ts';
import { hashPassword, isPassword } from './password.ts';
import type { Visit } from './sessions.ts';
import { signInMachinery } from './sign-in.ts';

const password = 'trois vélos bleus';
const letters: Letter[] = [];
let engines: TestEngines;
let access: Access;

const visit = (cookies: readonly string[] = [], address = '192.0.2.1'): Visit => ({
  cookie: cookies.map((one) => one.split(';')[0]).join('; '),
  userAgent: 'test',
  address,
});

beforeAll(async () => {
  engines = await openTestEngines();
  access = openAccess({
    records: engines.records,
    clock: engines.clock,
    send: async (letter) => {
      letters.push(letter);
      return 'sent';
    },
    language: 'fr',
    secret: 'a secret of at least thirty-two characters',
    tls: false,
    home: () => 'http://127.0.0.1:7420',
  });
});

afterAll(() => engines?.close());

const tokenOf = (link: string | undefined): string => link?.split('#')[1] ?? 'no link';

describe('the first administrator', () => {
  it('comes in by the printed link, once', async () => {
    const link = await access.entrance.createSetupLink();
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:7420\/setup#setup_[0-9a-z]{32}$/);
    const julie = { name: 'Julie', email: 'Julie@Example.com', password, language: 'fr' as const };
    await access.entrance.setUp(tokenOf(link), julie);
    await expect(
      access.entrance.setUp(tokenOf(link), { ...julie, email: 'eve@example.com' }),
    ).rejects.toThrow('session.link_not_valid');
    expect(await access.entrance.createSetupLink()).toBeUndefined();
    expect(await access.setupNeeded()).toBe(false);
  });

  it('then signs in with the address in any case', async () => {
    const { answer, cookies } = await access.sessions.signIn(visit(), {
      email: ' JULIE@example.com ',
      password,
      remember: true,
    });
    expect(answer).toEqual({ status: 'signed_in' });
    const { answer: session } = await access.sessions.current(visit(cookies));
    expect(session?.user).toMatchObject({
      name: 'Julie',
      email: 'julie@example.com',
      installationAdmin: true,
    });
    expect(await access.sessions.devices(visit(cookies))).toMatchObject([
      { current: true, address: '192.0.2.1' },
    ]);
  });
});

describe('a sign-in that is refused', () => {
  it('has derived one key from the password, whether the address is known or not: time tells nothing', async () => {
    let derived = 0;
    const counting = {
      hash: (given: string) => {
        derived += 1;
        return hashPassword(given);
      },
      isPassword: (hash: string, given: string) => {
        derived += 1;
        return isPassword(hash, given);
      },
    };
    const { api } = signInMachinery(engines.records, {
      secret: 's'.repeat(32),
      tls: false,
      passwords: counting,
    });
    for (const email of ['julie@example.com', 'nobody@example.com']) {
      derived = 0;
      const body = { email, password: 'not the password' };
      expect((await api.signInEmail({ body, headers: new Headers(), asResponse: true })).status).toBe(401);
      expect(derived).toBe(1);
    }
  });
});
