import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewWorkspace } from '#src/access/index.ts';
import {
  type Browser,
  firstAdministrator,
  newWorkspace,
  openTestDoor,
  type TestDoor,
} from '../../../test/door.ts';

let door: TestDoor;
let julie: Browser;
let gym: NewWorkspace;

beforeAll(async () => {
  door = await openTestDoor();
  julie = await firstAdministrator(door);
  gym = await newWorkspace(door, 'Gym');
});
afterAll(() => door?.close());

const create = (name: string, key?: string) =>
  julie.send(
    'POST',
    '/api/ask/keys.create',
    { name, scopes: ['insights:read'] },
    {
      headers: {
        'x-perdure-workspace': gym.workspace,
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
    },
  );

const named = async (name: string): Promise<number> => {
  const { keys } = (await julie.ask(gym.workspace, 'keys.list')).json<{ keys: { name: string }[] }>();
  return keys.filter((one) => one.name === name).length;
};

describe('a change posted twice', () => {
  it('under one Idempotency-Key is done once, and both are given the same secret', async () => {
    const first = await create('once', 'abc-1');
    const second = await create('once', 'abc-1');
    expect([first.statusCode, second.statusCode]).toEqual([200, 200]);
    expect(second.json()).toEqual(first.json());
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(await named('once')).toBe(1);
  });

  it('without one is done twice', async () => {
    await create('twice');
    await create('twice');
    expect(await named('twice')).toBe(2);
  });

  it('under the key of another change is refused with 409', async () => {
    await create('mine', 'abc-2');
    const other = await create('other', 'abc-2');
    expect(other.statusCode).toBe(409);
    expect(other.json()).toMatchObject({ code: 'access.repeat_key_reused', field: 'idempotency-key' });
    expect(await named('other')).toBe(0);
  });
});
