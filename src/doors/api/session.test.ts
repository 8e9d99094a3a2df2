import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Browser,
  firstAdministrator,
  goodPassword,
  newMember,
  newWorkspace,
  openBrowser,
  openTestDoor,
  type TestDoor,
  tokenOf,
} from '../../../test/door.ts';

let door: TestDoor;
let julie: Browser;
let gym: string;

beforeAll(async () => {
  door = await openTestDoor();
  julie = await firstAdministrator(door);
  gym = (await newWorkspace(door, 'Gym')).workspace;
});
afterAll(() => door?.close());

const signIn = (browser: Browser, email: string, password = goodPassword) =>
  browser.send('POST', '/api/session/sign-in', { email, password });

const user = async (browser: Browser) => (await browser.send('GET', '/api/session')).json().user;

describe('the first administrator', () => {
  it('is signed in, may open every workspace, and no second one can be set up', async () => {
    const session = (await julie.send('GET', '/api/session')).json();
    expect(session).toMatchObject({
      user: { email: 'julie@example.com', installationAdmin: true },
      setupNeeded: false,
    });
    expect(session.workspaces).toMatchObject([{ slug: 'gym', role: 'admin' }]);
    expect(await door.access.entrance.createSetupLink()).toBeUndefined();
  });

  it('makes a workspace whose keys are shown this once', async () => {
    const made = await julie.send('POST', '/api/workspaces', {
      name: 'Été à vélo',
      timezone: 'Europe/Paris',
    });
    expect(made.statusCode).toBe(201);
    expect(made.json()).toMatchObject({
      workspace: 'ete-a-velo',
      writeKey: expect.stringMatching(/^wk_/),
      apiKey: expect.stringMatching(/^pk_/),
    });
  });
});

describe('signing in', () => {
  it('answers an unknown address and a wrong password alike', async () => {
    const stranger = openBrowser(door.app, '192.0.2.30');
    const unknown = await signIn(stranger, 'nobody@example.com');
    const wrong = await signIn(stranger, 'julie@example.com', 'not her password');
    expect(unknown.statusCode).toBe(401);
    const { requestId: _, ...one } = unknown.json();
    const { requestId: __, ...other } = wrong.json();
    expect(one).toEqual(other);
    expect(one.code).toBe('session.refused');
  });

  it('gives a cookie that scripts cannot read and other sites cannot send', async () => {
    const browser = openBrowser(door.app);
    const response = await signIn(browser, 'julie@example.com');
    const [cookie] = [response.headers['set-cookie']].flat();
    expect(cookie).toMatch(
      /^perdure\.session_token=[^;]+; Max-Age=1209600; Path=\/; HttpOnly; SameSite=Lax$/,
    );
  });

  it('gives a __Host- cookie where people come by https', async () => {
    const { app } = door.again({ tls: true, settings: { publicUrl: 'https://perdure.test' } });
    const secure = await app.inject({
      method: 'POST',
      url: '/api/session/sign-in',
      headers: { origin: 'https://perdure.test' },
      payload: { email: 'julie@example.com', password: goodPassword },
    });
    expect([secure.headers['set-cookie']].flat()[0]).toMatch(
      /^__Host-perdure\.session_token=[^;]+;.* HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(secure.headers['strict-transport-security']).toBe('max-age=31536000');
    await app.close();
  });

  it('never carries over a session that came along (fixation)', async () => {
    const browser = openBrowser(door.app);
    await signIn(browser, 'julie@example.com');
    const before = new Map(browser.cookies);
    await signIn(browser, 'julie@example.com');
    expect(browser.cookies.get('perdure.session_token')).not.toBe(before.get('perdure.session_token'));
  });

  it('takes no session whose signature is not ours', async () => {
    const browser = openBrowser(door.app);
    await signIn(browser, 'julie@example.com');
    const value = decodeURIComponent(browser.cookies.get('perdure.session_token') ?? '');
    const [token] = value.split('.');
    browser.cookies.set('perdure.session_token', encodeURIComponent(`${token}.${'A'.repeat(43)}=`));
    expect(await user(browser)).toBeNull();
    browser.cookies.set('perdure.session_token', token ?? '');
    expect(await user(browser)).toBeNull();
  });

  it('ends by signing out: the same cookie opens nothing afterwards', async () => {
    const browser = openBrowser(door.app);
    await signIn(browser, 'julie@example.com');
    const kept = new Map(browser.cookies);
    expect((await browser.send('POST', '/api/session/sign-out')).statusCode).toBe(204);
    for (const [name, value] of kept) browser.cookies.set(name, value);
    expect(await user(browser)).toBeNull();
  });
});

describe('an invitation', () => {
  it('lets a new person in, once, with the role it names', async () => {
    const invited = (
      await julie.ask(gym, 'users.invite', { email: 'Marc@Example.com', role: 'editor' })
    ).json();
    expect(invited).toMatchObject({ sent: false, invitation: { email: 'marc@example.com', role: 'editor' } });
    const token = tokenOf(invited.link);
    const marc = openBrowser(door.app);
    const view = (await marc.send('POST', '/api/session/link', { token })).json();
    expect(view).toMatchObject({
      kind: 'invitation',
      email: 'marc@example.com',
      workspace: 'Gym',
      role: 'editor',
      account: 'new',
    });
    const weak = await marc.send('POST', '/api/session/accept', { token, name: 'Marc', password: 'short' });
    expect(weak.json()).toMatchObject({ status: 400, code: 'session.weak_password', field: 'password' });
    expect(
      (await marc.send('POST', '/api/session/accept', { token, name: 'Marc', password: goodPassword }))
        .statusCode,
    ).toBe(200);
    expect((await marc.send('GET', '/api/session')).json().workspaces).toMatchObject([
      { slug: gym, role: 'editor' },
    ]);
    const again = await openBrowser(door.app).send('POST', '/api/session/accept', {
      token,
      name: 'Eve',
      password: goodPassword,
    });
    expect(again.json()).toMatchObject({ status: 404, code: 'session.link_not_valid' });
  });

  it('of a known address is accepted by signing in as it, by nobody else', async () => {
    const shop = (await newWorkspace(door, 'Shop')).workspace;
    const invited = (
      await julie.ask(shop, 'users.invite', { email: 'marc@example.com', role: 'viewer' })
    ).json();
    const token = tokenOf(invited.link);
    const taken = await openBrowser(door.app).send('POST', '/api/session/accept', {
      token,
      name: 'Eve',
      password: goodPassword,
    });
    expect(taken.json()).toMatchObject({ status: 401, code: 'session.sign_in_first' });
    expect((await julie.send('POST', '/api/session/accept', { token })).json().code).toBe(
      'session.sign_in_first',
    );
    const marc = openBrowser(door.app);
    await signIn(marc, 'marc@example.com');
    expect((await marc.send('POST', '/api/session/accept', { token })).statusCode).toBe(200);
    expect((await marc.send('GET', '/api/session')).json().workspaces).toHaveLength(2);
  });

  it('holds for seven days, and not a second longer', async () => {
    const invited = (
      await julie.ask(gym, 'users.invite', { email: 'late@example.com', role: 'viewer' })
    ).json();
    const token = tokenOf(invited.link);
    const now = door.engines.clock.now();
    door.engines.clock.advance(7 * 86_400_000 - 1_000);
    expect((await openBrowser(door.app).send('POST', '/api/session/link', { token })).statusCode).toBe(200);
    door.engines.clock.advance(1_000);
    expect((await openBrowser(door.app).send('POST', '/api/session/link', { token })).statusCode).toBe(404);
    door.engines.clock.set(now);
  });

  it('can be withdrawn', async () => {
    const invited = (
      await julie.ask(gym, 'users.invite', { email: 'no@example.com', role: 'viewer' })
    ).json();
    await julie.ask(gym, 'users.withdraw-invitation', { id: invited.invitation.id });
    expect(
      (await openBrowser(door.app).send('POST', '/api/session/link', { token: tokenOf(invited.link) }))
        .statusCode,
    ).toBe(404);
  });
});

describe('every session of a person ends', () => {
  const anna = { email: 'anna@example.com', role: 'editor' } as const;
  let first: Browser;

  beforeAll(async () => {
    first = await newMember(door, julie, { workspace: gym, ...anna });
  });

  it('but this one, on a change of password (listmonk CVE-2026-34828)', async () => {
    const other = openBrowser(door.app);
    await signIn(other, anna.email);
    const wrong = await first.send('POST', '/api/session/password', {
      current: 'not it at all',
      next: 'neuf nouveaux vélos',
    });
    expect(wrong.statusCode).toBe(401);
    const stolen = new Map(first.cookies);
    expect(
      (
        await first.send('POST', '/api/session/password', {
          current: goodPassword,
          next: 'neuf nouveaux vélos',
        })
      ).statusCode,
    ).toBe(200);
    expect(await user(other)).toBeNull();
    expect(await user(first)).toMatchObject({ email: anna.email });
    const thief = openBrowser(door.app);
    for (const [name, value] of stolen) thief.cookies.set(name, value);
    expect(await user(thief)).toBeNull();
  });

  it('on a reset by link, which works once', async () => {
    const { id } = await user(first);
    const shown = (await julie.ask(gym, 'users.reset-link', { id })).json();
    const token = tokenOf(shown.link);
    expect(
      (await first.send('POST', '/api/session/reset', { token, password: goodPassword })).statusCode,
    ).toBe(200);
    expect(await user(first)).toBeNull();
    expect(
      (await first.send('POST', '/api/session/reset', { token, password: 'dix nouveaux vélos' })).statusCode,
    ).toBe(404);
    expect((await signIn(first, anna.email)).statusCode).toBe(200);
  });

  it('on a change of role, and the new role holds', async () => {
    const { id } = await user(first);
    const changed = await julie.ask(gym, 'users.change-role', { id, role: 'viewer' });
    expect(changed.json().user).toMatchObject({ id, role: 'viewer' });
    expect(await user(first)).toBeNull();
    await signIn(first, anna.email);
    expect((await first.ask(gym, 'sources.create', { name: 'x' })).statusCode).toBe(403);
  });

  it('on removal, and the workspace is then as if it were not there', async () => {
    const { id } = await user(first);
    await julie.ask(gym, 'users.remove', { id });
    expect(await user(first)).toBeNull();
    await signIn(first, anna.email);
    expect((await first.ask(gym, 'sources.list')).json()).toMatchObject({
      status: 404,
      code: 'access.unknown_workspace',
    });
  });

  it('when they say so', async () => {
    const other = openBrowser(door.app);
    await signIn(other, anna.email);
    const devices = (await first.send('GET', '/api/session/devices')).json();
    expect(devices).toHaveLength(2);
    await first.send('POST', '/api/session/devices/sign-out', { others: true });
    expect(await user(other)).toBeNull();
    expect(await user(first)).not.toBeNull();
  });
});

describe('administrators', () => {
  it('cannot remove or demote the last of them', async () => {
    const { id } = await user(julie);
    for (const [operation, input] of [
      ['users.remove', { id }],
      ['users.change-role', { id, role: 'editor' }],
      ['users.change-role', { id, role: 'admin', installation: false }],
    ] as const) {
      expect((await julie.ask(gym, operation, input)).json()).toMatchObject({
        status: 409,
        code: 'users.last_administrator',
      });
    }
    expect(await user(julie)).toMatchObject({ installationAdmin: true });
  });

  it('of one workspace cannot take over whoever belongs elsewhere too, nor who runs the installation', async () => {
    const rosa = await newMember(door, julie, { workspace: gym, email: 'rosa@example.com', role: 'admin' });
    const people = (await rosa.ask(gym, 'users.list')).json().users as { id: string; email: string }[];
    const idOf = (email: string) => people.find((one) => one.email === email)?.id;
    for (const email of ['julie@example.com', 'marc@example.com']) {
      expect((await rosa.ask(gym, 'users.reset-link', { id: idOf(email) })).json()).toMatchObject({
        status: 403,
        code: 'users.reset_beyond_reach',
      });
    }
    const promoted = await rosa.ask(gym, 'users.change-role', {
      id: idOf('rosa@example.com'),
      role: 'admin',
      installation: true,
    });
    expect(promoted.statusCode).toBe(403);
    expect((await rosa.send('POST', '/api/workspaces', { name: 'Mine' })).statusCode).toBe(403);
  });

  it('of two who demote each other at once, one stays', async () => {
    const rosa = openBrowser(door.app);
    await signIn(rosa, 'rosa@example.com');
    const rosaId = (await user(rosa)).id;
    const julieId = (await user(julie)).id;
    await julie.ask(gym, 'users.change-role', { id: rosaId, role: 'admin', installation: true });
    await signIn(rosa, 'rosa@example.com');
    const answers = await Promise.all([
      julie.ask(gym, 'users.change-role', { id: rosaId, role: 'admin', installation: false }),
      rosa.ask(gym, 'users.change-role', { id: julieId, role: 'admin', installation: false }),
    ]);
    const statuses = answers.map((one) => one.statusCode);
    expect(statuses).toContain(200);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(await door.access.setupNeeded()).toBe(false);
  });
});
