import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer, permissions, type Workspace } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { loadEvents } from '#src/events/loading/index.ts';
import { documentOf, type ExportPart } from '#src/events/person-export/index.ts';
import { personalData, sliceOperations } from '#src/slices.ts';
import { firstAdministrator, newMember, newWorkspace, openTestDoor, type TestDoor } from '../door.ts';
import { loadingParts } from '../loading.ts';
import { alias, anonymousVisit, identify, received, refused, visit } from '../received.ts';

let door: TestDoor;
let gym: Workspace;
let other: Workspace;
let key: string;

beforeAll(async () => {
  door = await openTestDoor({ operations: sliceOperations });
  const made = await newWorkspace(door, 'Gym');
  key = made.apiKey;
  gym = await found(made.workspace);
  other = await found((await newWorkspace(door, 'Other')).workspace);
}, 120_000);
afterAll(() => door?.close());

async function found(id: string): Promise<Workspace> {
  const workspace = await door.access.workspaces.find(id);
  if (workspace === undefined) throw new Error(`no workspace ${id}`);
  return workspace;
}

let batch = 0n;

async function load(
  workspace: Workspace,
  ...events: Parameters<typeof loadEvents>[1]['events']
): Promise<void> {
  const source = await door.engines.records.row(
    sql<{ number: number }>`select number from sources where workspace_id = ${workspace.number}`,
  );
  batch += 1n;
  await loadEvents(loadingParts(door.engines), {
    workspace: workspace.number,
    source: source?.number ?? 0,
    batch,
    events,
  });
}

async function asked<T>(workspace: Workspace, name: string, input: unknown): Promise<T> {
  const operation = sliceOperations.find((one) => one.name === name);
  if (operation === undefined) throw new Error(`no operation ${name}`);
  const actor = { kind: 'key', id: 'key_x', permissions: new Set(permissions), language: 'en' } as const;
  const engines = { ...door.engines, audit: door.access.audit, checksAnswers: true };
  return (await answer(engines, { operation, workspace, actor, input })) as T; // the operation's own answer
}

type Lists = Record<string, Record<string, unknown>[]>;

interface Whole {
  readonly person: ExportPart['person'];
  readonly untold: ExportPart['untold'];
  readonly lists: Lists;
}

/** All parts, as the one document that they make. */
async function exported(workspace: Workspace, userId: string): Promise<Whole> {
  const part = (more: object = {}) => asked<ExportPart>(workspace, 'people.export', { userId, ...more });
  let text = '';
  for await (const piece of documentOf(await part(), (after) => part({ after }))) text += piece;
  return JSON.parse(text);
}

const traces = () =>
  door.engines.records.rows<{ actor: string; subject: string; told: string }>(sql`
    select actor, subject, to_jsonb(audit_log)::text as told
    from audit_log
    where workspace_id = ${gym.number} and action = 'people.export'
    order by number`);

it('every slice that erases tells what it holds, or why not', () => {
  const silent = personalData.filter(({ tells }) =>
    'nothing' in tells ? tells.nothing.length < 10 : tells.length === 0,
  );
  expect(silent.map(({ holds }) => holds)).toEqual([]);
});

describe('the export of a person', () => {
  it('tells everything held, of both ids of one who was two, and nothing of anybody else', async () => {
    const day = (n: number) => Date.UTC(2026, 0, n, 12);
    await load(
      gym,
      anonymousVisit('phone', day(2)),
      { ...identify('phone', 'julie', day(3)), traits: '{"email":"julie@acme.fr","name":"Julie Martin"}' },
      received({ userId: 'j2', time: day(4), properties: '{"order":12345678901234567890}' }),
      alias('j2', 'julie', day(5)),
      received({
        type: 'group',
        event: 'Group',
        userId: 'julie',
        groupId: 'acme',
        time: day(6),
        traits: '{"contact":"julie@acme.fr","admins":["julie@acme.fr","marc@acme.fr"]}',
      }),
      visit('marc', day(6)),
      refused(JSON.stringify({ type: 'track', userId: 'julie' })),
    );
    const about = { about: { id: 'julie' } };
    await asked(gym, 'tasks.create', { ...about, title: 'Call back' });
    await asked(gym, 'tasks.create', { about: { id: 'marc' }, title: 'Ask Julie Martin, not Marc' });
    await asked(gym, 'remarks.add', { ...about, text: 'Likes rowing' });
    await asked(gym, 'promises.record', { ...about, what: 'A towel', days: 3 });
    await asked(gym, 'lists.save', { name: 'All', from: { of: 'customers.search', ask: {} } });
    await asked(gym, 'contracts.record', {
      contracts: [
        {
          contract: 'K1',
          customer: 'j2',
          offer: 'Annuel',
          startsAt: '2025-09-01',
          price: 4900,
          period: 'month',
        },
        { contract: 'K2', customer: 'marc', offer: 'Annuel', startsAt: '2025-09-01' },
      ],
    });
    const { person, lists, untold } = await exported(gym, 'j2');
    expect([...person.userIds].sort()).toEqual(['j2', 'julie']);
    expect([...person.anonymousIds].sort()).toEqual(['j2', 'phone']); // an alias may name a browser
    expect(lists.events?.map(({ event, time }) => `${event} ${String(time).slice(0, 10)}`)).toEqual([
      'Visit 2026-01-02',
      'Identify 2026-01-03',
      'Visit 2026-01-04',
      'Alias 2026-01-05',
      'Group 2026-01-06',
    ]);
    expect(lists.events?.[2]).toMatchObject({
      userId: 'j2',
      properties: { order: '12345678901234567890' },
      receivedAt: expect.stringMatching(/^2026-.*Z$/),
    });
    expect(lists.traits).toMatchObject([
      { trait: 'email', value: 'julie@acme.fr' },
      { trait: 'name', value: 'Julie Martin' },
    ]);
    expect(lists.accounts).toMatchObject([{ account: 'acme' }]);
    expect(lists.accountTraits).toMatchObject([
      { account: 'acme', trait: 'admins', says: ['julie@acme.fr'] },
      { account: 'acme', trait: 'contact', says: ['julie@acme.fr'] },
    ]);
    expect(lists.identity).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'user', id: 'j2' }),
        expect.objectContaining({ kind: 'browser', id: 'phone', userId: 'julie' }),
        expect.objectContaining({ kind: 'merge', from: 'j2', into: 'julie' }),
      ]),
    );
    expect(lists.setAside).toMatchObject([{ event: '{"type":"track","userId":"julie"}' }]);
    expect(lists.tasks).toMatchObject([{ title: 'Call back', holder: 'j2', state: 'open' }]);
    expect(lists.remarks).toMatchObject([{ text: 'Likes rowing' }]);
    expect(lists.promises).toMatchObject([{ what: 'A towel' }]);
    expect(lists.lists).toMatchObject([{ name: 'All' }]);
    expect(lists.contracts).toMatchObject([
      { contract: 'K1', holder: 'j2', price: 4900, startsAt: '2025-08-31T22:00:00.000Z' },
    ]);
    expect(lists.mentions).toMatchObject([{ in: 'tasks', says: ['Ask Julie Martin, not Marc'] }]);
    expect(untold.map(({ holds }) => holds)).toContain('answers about contracts');
    const { events, ...others } = lists; // an event is told as it came, with what was said in it of others
    expect(JSON.stringify(others)).not.toMatch(/marc@acme|workspaceId|K2/);
    expect(JSON.stringify(events)).not.toContain('"userId":"marc"');
  });

  it('tells segments that were entered and left, scores, and each phase of life with its reason', async () => {
    await load(gym, visit('anna'));
    const row = await door.engines.records.row(
      sql<{ customer: number }>`
        select customer
        from identities
        where workspace_id = ${gym.number} and kind = 'user' and external_id = 'anna'`,
    );
    const own = { workspace_id: gym.number };
    const put = (table: string, ...rows: object[]) =>
      door.engines.warehouse.insert(
        table,
        Buffer.from(rows.map((one) => JSON.stringify({ ...own, ...one })).join('\n')),
      );
    const moved = { segment: 'seg_1', key: row?.customer };
    await put(
      'segment_moves',
      { ...moved, revision: 1, at: '2026-01-08 12:00:00.000', inside: true },
      { ...moved, revision: 4, at: '2026-01-12 12:00:00.000', inside: false },
      { ...moved, revision: 5, key: 999, at: '2026-01-13 12:00:00.000', inside: true },
    );
    const since = '2026-01-10 23:00:00.000';
    const move = { moves_at: [since], moves_phase: ['retention'], moves_status: ['active'], moves_rule: [1] };
    const why = { moves_reason: ['touched'], moves_facts: ['{}'], warned_on: [20_460] };
    await put('phase_lives', {
      customer: row?.customer,
      offer: 'Gym',
      known: true,
      phase: 'retention',
      status: 'active',
      since,
      ...move,
      ...why,
      stamp: 1,
    });
    const scored = { unit: 'customer', score: 'health', key: row?.customer };
    await put(
      'scores',
      { ...scored, at: '2026-01-08 12:00:00.000', value: 75.5, colour: 'green' },
      { ...scored, key: 999, at: '2026-01-08 12:00:00.000', value: 12, colour: 'red' },
      { ...scored, at: '2026-01-12 12:00:00.000', value: null, colour: '' },
    );
    await door.engines.records.run(sql`
      insert into segments (id, workspace_id, name, unit, created_at, created_by)
      values ('seg_1', ${gym.number}, 'Regulars', 'customer', now(), 'user:x')`);
    const { lists } = await exported(gym, 'anna');
    expect(lists.segments).toEqual([
      { segment: 'seg_1', name: 'Regulars', at: '2026-01-08T12:00:00.000Z', moved: 'in' },
      { segment: 'seg_1', name: 'Regulars', at: '2026-01-12T12:00:00.000Z', moved: 'out' },
    ]);
    expect(lists.scores).toEqual([
      { score: 'health', at: '2026-01-08T12:00:00.000Z', value: 75.5, colour: 'green' },
      { score: 'health', at: '2026-01-12T12:00:00.000Z', value: null, colour: null },
    ]);
    expect(lists.phases).toMatchObject([
      {
        offer: 'Gym',
        phase: 'retention',
        warnedOn: ['2026-01-07'], // 20,460 days after 1 January 1970
        history: [{ at: '2026-01-10T23:00:00.000Z', phase: 'retention', reason: 'touched' }],
      },
    ]);
  });

  it('is told in parts, each event once and in its order, and leaves one trace that names nobody', async () => {
    const many = Array.from({ length: 4_500 }, (_, i) =>
      visit('rosa', Date.UTC(2026, 0, 10) + Math.floor(i / 3)),
    );
    await load(gym, ...many);
    const before = (await traces()).length;
    const { lists } = await exported(gym, 'rosa');
    const ids = lists.events?.map(({ messageId }) => messageId) ?? [];
    expect(ids.length).toBe(4_500);
    expect(new Set(ids).size).toBe(4_500);
    const times = lists.events?.map(({ time }) => String(time)) ?? [];
    expect(times).toEqual([...times].sort());
    const [trace, ...more] = (await traces()).slice(before);
    expect(more).toEqual([]);
    expect(trace).toMatchObject({ actor: 'key:key_x', subject: expect.stringMatching(/^exp_/) });
    expect(trace?.told).not.toContain('rosa');
  });

  it('goes on only where it was begun: not without a trace, nor of somebody else', async () => {
    const { next } = await asked<ExportPart>(gym, 'people.export', { userId: 'rosa' });
    const forged = Buffer.from(JSON.stringify(['exp_forged', 3, null])).toString('base64url');
    for (const [userId, after] of [
      ['rosa', forged],
      ['rosa', 'x'],
      ['marc', next],
    ])
      await expect(asked(gym, 'people.export', { userId, after })).rejects.toThrow(/people\.bad_cursor/);
  });

  it('knows nobody of another workspace, nor of none', async () => {
    await load(other, visit('zoe'));
    for (const userId of ['zoe', 'nobody'])
      await expect(asked(gym, 'people.export', { userId })).rejects.toThrow(/people\.unknown_user/);
    await load(gym, visit('zoe'));
    expect((await exported(gym, 'zoe')).lists.events?.length).toBe(1);
  });
});

describe('GET /api/people/export', () => {
  const get = (url: string) =>
    door.app.inject({ method: 'GET', url, headers: { authorization: `Bearer ${key}` } });

  it('is the whole document in one answer, as a file', async () => {
    const response = await get('/api/people/export?userId=rosa');
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(response.headers['content-disposition']).toMatch(/^attachment; filename="person-exp_\w+\.json"$/);
    expect(response.json().lists.events.length).toBe(4_500);
  });

  it('refuses before it tells anything', async () => {
    expect((await get('/api/people/export?userId=nobody')).json()).toMatchObject({
      status: 404,
      code: 'people.unknown_user',
    });
    expect((await get('/api/people/export')).json()).toMatchObject({ status: 400, field: 'userId' });
    const julie = await firstAdministrator(door);
    const seat = { workspace: gym.slug, email: 'vera@example.com', role: 'viewer' } as const;
    const viewer = await newMember(door, julie, seat);
    const url = `/api/people/export?userId=rosa&workspace=${gym.slug}`;
    expect((await viewer.send('GET', url)).json()).toMatchObject({ status: 403, code: 'access.forbidden' });
    expect((await julie.send('GET', url)).statusCode).toBe(200);
  });
});
