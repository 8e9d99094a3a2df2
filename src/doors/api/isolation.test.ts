import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type AskEngines, operation } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import {
  firstAdministrator,
  newMember,
  newWorkspace,
  openTestDoor,
  type TestDoor,
} from '../../../test/door.ts';
import { type Walk, walkIsolation } from '../../../test/isolation-walk.ts';

let door: TestDoor;
let walk: Walk;
let engines: AskEngines;

/** An operation whose author forgot the workspace: the wall behind it must hold. */
const careless = operation({
  name: 'testing.careless',
  asks: { fr: 'Tout', en: 'Everything' },
  needs: 'data:read',
  input: z.strictObject({ id: z.string().optional() }),
  output: z.unknown(),
  run: async ({ records }) => [
    await records.rows(sql`select * from sources`),
    await records.rows(sql`select * from api_keys`),
    await records.rows(sql`select * from members`),
    await records.rows(sql`select * from links`),
    await records.rows(sql`select * from audit_log`),
  ],
});

beforeAll(async () => {
  door = await openTestDoor();
  const julie = await firstAdministrator(door);
  const ours = await newWorkspace(door, 'Ours');
  const theirs = await newWorkspace(door, 'Theirs');
  await newMember(door, julie, {
    workspace: theirs.workspace,
    email: 'their-member@example.com',
    role: 'viewer',
  });
  const invited = (
    await julie.ask(theirs.workspace, 'users.invite', { email: 'their-guest@example.com', role: 'admin' })
  ).json();
  const [key] = (await julie.ask(theirs.workspace, 'keys.list')).json().keys;
  const [source] = (await julie.ask(theirs.workspace, 'sources.list')).json().sources;
  await julie.ask(theirs.workspace, 'sources.rename', { number: source.number, name: 'their-source' });
  const { users } = (await julie.ask(theirs.workspace, 'users.list')).json();
  const member = users.find((one: { email: string }) => one.email === 'their-member@example.com');
  const asker = await door.access.workspaces.find(ours.workspace);
  if (!asker) throw new Error('our workspace is gone');
  engines = { ...door.engines, audit: door.access.audit };
  walk = {
    operations: [...door.parts.operations, careless],
    engines,
    asker,
    foreignIds: {
      id: [key.id, member.id, invited.invitation.id, theirs.id],
      number: [source.number],
      workspace: [theirs.id, theirs.workspace],
    },
    foreignTexts: [
      'Theirs',
      theirs.id,
      theirs.writeKey,
      theirs.apiKey,
      key.id,
      member.id,
      invited.invitation.id,
      'their-member@example.com',
      'their-guest@example.com',
      'their-source',
    ],
  };
});
afterAll(() => door?.close());

describe('a workspace', () => {
  it('sees and touches nothing of another, whatever is asked with the other’s ids', async () => {
    const { breaches, reached } = await walkIsolation(walk);
    expect(breaches).toEqual([]);
    expect(reached).toEqual(
      expect.arrayContaining([
        'sources.list',
        'sources.revoke',
        'keys.revoke',
        'users.change-role',
        'users.remove',
        'audit.list',
        'testing.careless',
      ]),
    );
  });

  it('is walled by the records themselves: the walk finds an operation that reads past the wall', async () => {
    const hole = operation({
      name: 'testing.hole',
      asks: { fr: 'Un trou', en: 'A hole' },
      needs: 'data:read',
      input: z.strictObject({}),
      output: z.unknown(),
      run: () => door.engines.records.rows(sql`select name from sources`),
    });
    const { breaches } = await walkIsolation({ ...walk, operations: [hole] });
    expect(breaches).toMatchObject([{ operation: 'testing.hole', why: 'says "their-source"' }]);
  });
});
