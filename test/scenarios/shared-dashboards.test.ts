import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { answer } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { openLink, readerOf, sharedBy } from '#src/insights/dashboards/index.ts';
import { pinnable } from '#src/insights/questions/index.ts';
import { sliceOperations } from '#src/slices.ts';
import { type Browser, firstAdministrator, openBrowser, openTestDoor, type TestDoor } from '../door.ts';
import { fill } from '../filling.ts';
import { declared, drawn, mark, markedAsks, markedEvents, moment } from './marked-asks.test-data.ts';
import { boardsOf, type Opened, signUps, textsOf } from './shared-boards.test-data.ts';

let door: TestDoor;
let julie: Browser;
let ours: Opened;
let theirs: Opened;
let webRoot: string;

const range = { from: '2026-01-05', to: '2026-01-18' };
const lifecycle = { ...range, people: [{ kind: 'trait', trait: 'login', how: 'is', values: ['julie@'] }] };

beforeAll(async () => {
  webRoot = mkdtempSync(join(tmpdir(), 'perdure-pages-'));
  writeFileSync(join(webRoot, 'index.html'), '<!doctype html><title>Perdure</title>');
  door = await openTestDoor({ operations: sliceOperations, settings: { webRoot } });
  julie = await firstAdministrator(door);
  [ours, theirs] = [await opened('Ours'), await opened('Theirs')];
});
afterAll(async () => {
  await door?.close();
  rmSync(webRoot, { recursive: true, force: true });
});

const { opened, ask, board, keptUnread, share, stranger, read, answered } = boardsOf(() => ({ door, julie }));

describe('a dashboard shared by a link', () => {
  it('is read without signing in: its tiles, their answers, no condition that may name somebody', async () => {
    const { id, tiles } = await board(ours, [
      { operation: 'lifecycle.grid', ask: range },
      { operation: 'lifecycle.grid', ask: lifecycle },
    ]);
    await ask(ours, 'dashboards.pin', { id, tile: { kind: 'text', text: 'How January went' } });
    const { token, path, link } = await share(ours, id);
    expect(path).toBe(`/shared#${token}`);
    const told = await read(token);
    expect(told.statusCode).toBe(200);
    expect(told.json()).toMatchObject({
      title: 'Monday',
      workspace: 'Ours',
      tiles: [
        { kind: 'question', operation: 'lifecycle.grid', ask: range },
        { kind: 'question', operation: 'lifecycle.grid' },
        { kind: 'text', text: 'How January went' },
      ],
    });
    expect(told.body).not.toContain('julie@');
    expect(told.body).not.toContain(token);
    // 1 active in the week of the 5th, both in the week of the 12th.
    const { rows } = (await answered(token, tiles[0] ?? '')).json();
    expect(rows.map(({ active }: { active: number }) => active)).toEqual([1, 2]);
    const { links } = await ask(ours, 'dashboards.links', { id });
    expect(links).toMatchObject([{ id: link.id, name: 'The board', by: 'Julie', revokedAt: null }]);
    expect(links[0].lastUsedAt).not.toBeNull();
    expect(JSON.stringify(links)).not.toContain(token);
  });

  it('answers nothing once it is revoked, past its last day, or without its dashboard, and says which', async () => {
    const { id, tiles } = await board(ours, [{ operation: 'lifecycle.grid', ask: range }]);
    const codes = async (token: string) => [
      (await read(token)).json().code,
      (await answered(token, tiles[0] ?? '')).json().code,
    ];
    const revoked = await share(ours, id);
    await ask(ours, 'dashboards.revoke', { id: revoked.link.id });
    expect(await codes(revoked.token)).toEqual(['dashboards.link_revoked', 'dashboards.link_revoked']);
    const today = new Date(door.engines.clock.now()).toISOString().slice(0, 10);
    const ending = await share(ours, id, { until: today });
    const lasting = await share(ours, id);
    expect((await read(ending.token)).statusCode).toBe(200);
    door.engines.clock.advance(2 * 86_400_000);
    expect(await codes(ending.token)).toEqual(['dashboards.link_ended', 'dashboards.link_ended']);
    expect((await read(lasting.token)).statusCode).toBe(200);
    const refused = await julie.ask(ours.slug, 'dashboards.share', { id, name: 'x', until: today });
    expect(refused.json().code).toBe('dashboards.ends_already');
    await ask(ours, 'dashboards.remove', { id });
    expect(await codes(lasting.token)).toEqual([
      'dashboards.link_without_dashboard',
      'dashboards.link_without_dashboard',
    ]);
    await ask(ours, 'dashboards.restore', { id });
    expect((await answered(lasting.token, tiles[0] ?? '')).statusCode).toBe(200);
  });

  it('asks no other question, no other form of one, no other dashboard, no other workspace, no people', async () => {
    const { id, tiles } = await board(ours, [{ operation: 'lifecycle.grid', ask: range }]);
    const other = await board(ours, [{ operation: 'lifecycle.grid', ask: range }]);
    const foreign = await board(theirs, [{ operation: 'lifecycle.grid', ask: range }]);
    const { token } = await share(ours, id);
    for (const tile of [other.tiles[0], foreign.tiles[0], 'lifecycle.people', 'til_none'])
      expect((await answered(token, tile ?? '')).json().code).toBe('dashboards.unknown_tile');
    // The token is no key and no session, and its door takes no question of its own.
    for (const name of [
      'lifecycle.grid',
      'lifecycle.people',
      'dashboards.get',
      'questions.list',
      'notes.list',
    ]) {
      const asKey = await stranger().send(
        'POST',
        `/api/ask/${name}`,
        {},
        { headers: { authorization: `Bearer ${token}` } },
      );
      expect([name, asKey.statusCode]).toEqual([name, 401]);
    }
    const bent = await stranger().send('POST', '/api/shared/answer', { token, tile: tiles[0], ask: {} });
    expect(bent.json().code).toBe('access.invalid_input');
    // Behind the door, too: its reader is answered what is pinned and nothing else.
    const link = await openLink(door.engines.records, token, door.engines.clock);
    const records = door.engines.records.of(link.workspace);
    const shared = await sharedBy(link, { records, workspace: ours.workspace, clock: door.engines.clock });
    const actor = readerOf(link, shared, { language: 'fr', address: '192.0.2.77' });
    const engines = { ...door.engines, audit: door.access.audit };
    const asked = (name: string, input: unknown) => {
      const operation = door.parts.operations.find((one) => one.name === name);
      if (operation === undefined) throw new Error(name);
      return answer(engines, { operation, workspace: ours.workspace, actor, input });
    };
    await expect(asked('lifecycle.grid', range)).resolves.toMatchObject({
      rows: [{ active: 1 }, { active: 2 }],
    });
    await expect(asked('lifecycle.grid', { ...range, to: '2026-01-11' })).rejects.toThrow(/access.forbidden/);
    for (const { name } of door.parts.operations.filter((one) => one.name !== 'lifecycle.grid'))
      await expect(asked(name, range), name).rejects.toThrow(/access.forbidden/);
  });

  it('stops answering a question that became one about people', async () => {
    const { id, tiles } = await board(ours, [{ operation: 'lifecycle.grid', ask: range }]);
    const { token } = await share(ours, id);
    const { dashboard } = await ask(ours, 'dashboards.get', { id });
    const people = { ask: range, period: '2026-01-05', which: 'active' };
    const { question } = dashboard.tiles[0];
    const wanted = { id: question, name: 'people', operation: 'lifecycle.people', ask: people };
    const unsaved = await julie.ask(ours.slug, 'questions.save', wanted);
    expect(unsaved.json()).toMatchObject({ code: 'questions.not_an_insight', field: 'operation' });
    await keptUnread(question, 'lifecycle.people', people);
    expect((await answered(token, tiles[0] ?? '')).json().code).toBe('dashboards.unknown_tile');
    const refused = await julie.ask(ours.slug, 'dashboards.pin', {
      id,
      tile: { kind: 'question', question },
    });
    expect(refused.json().code).toBe('dashboards.not_pinnable');
  });

  it('withholds a question that would tell people by name', async () => {
    const grid = { start: { event: 'visit' }, return: { event: 'visit' }, ...range };
    const { id, tiles } = await board(ours, [
      { operation: 'retention.grid', ask: { ...grid, breakdown: { by: 'trait', name: 'email' } } },
      { operation: 'retention.grid', ask: { ...grid, breakdown: { by: 'trait', name: 'plan' } } },
    ]);
    const { token } = await share(ours, id);
    expect((await read(token)).json().tiles).toMatchObject([
      { operation: null, withheld: true, ask: null },
      { operation: 'retention.grid', withheld: false },
    ]);
    expect((await answered(token, tiles[0] ?? '')).json().code).toBe('dashboards.unknown_tile');
    expect((await answered(token, tiles[1] ?? '')).statusCode).toBe(200);
  });

  it('tells no condition, note or owner in any answer, and of a refusal its code alone', async () => {
    const marked = await opened('Marked');
    await fill(door.engines.warehouse, marked.workspace, markedEvents);
    const { definition } = await ask(marked, 'aha.adopt', moment);
    await ask(marked, 'onboarding.create', { name: 'Kept', declared });
    const season = { from: '11-01', to: '02-28' };
    await ask(marked, 'offers.create', { name: 'Ski', kind: 'discontinuous', terms: { season } });
    const bought = {
      kind: 'did',
      match: moment.rule.match,
      amount: { kind: 'times', how: 'at_least', times: 1 },
    };
    const rule = { match: 'all', conditions: [bought] };
    const { segment } = await ask(marked, 'segments.create', { name: mark, rule });
    const asks = markedAsks({ definition: definition.id, segment: segment.id });
    expect(Object.keys(asks).sort()).toEqual([...pinnable].sort());
    const { map } = await ask(marked, 'journey-maps.create', { name: 'Stay', drawn });
    const asked = [
      ...Object.entries(asks).map(([operation, one]) => ({ operation, ask: one })),
      { operation: 'journey-maps.figures', ask: { of: { map: map.id }, ...range } },
    ];
    const { id, tiles } = await board(marked, asked);
    const { token } = await share(marked, id);
    expect((await read(token)).body).not.toContain(mark);
    for (const [at, { operation }] of asked.entries()) {
      const { statusCode, body } = await answered(token, tiles[at] ?? '');
      const told = /"(?:where|values|note|owners?|drawn|versions|createdBy|behind)":/.exec(body)?.[0];
      expect([operation, statusCode, body.includes(mark), told]).toEqual([operation, 200, false, undefined]);
    }
    expect((await answered(token, tiles.at(-1) ?? '')).json()).toMatchObject({
      map: { name: 'Stay', version: 1 },
      stages: [
        {
          name: { en: 'All' },
          steps: [{ name: { en: 'Visit' }, status: 'fix', basis: 'measured' }, {}, { basis: 'assumed' }],
        },
      ],
      steps: [{ people: 8 }, { people: 4 }],
    });
    const bad = await board(marked, [
      { operation: 'lifecycle.grid', ask: range },
      { operation: 'lifecycle.grid', ask: { ...range, activeBy: { by: 'event', match: { event: mark } } } },
    ]);
    const { dashboard } = await ask(marked, 'dashboards.get', { id: bad.id });
    await keptUnread(dashboard.tiles[0].question, 'lifecycle.grid', { ...range, activeBy: mark });
    const link = await share(marked, bad.id);
    for (const [at, code] of ['access.invalid_input', 'insights.unknown_event'].entries()) {
      const refused = await answered(link.token, bad.tiles[at] ?? '');
      expect(refused.json()).toMatchObject({ status: 400, code });
      expect(refused.body).not.toMatch(/Jacqueline|visit|activeBy|"got"|"field"|"problems"/);
    }
  }, 120_000); // some thirty questions

  it('lists nobody by the e-mail that a definition tells channels apart by, nor by a name of few people', async () => {
    const emails = await opened('Emails');
    await fill(door.engines.warehouse, emails.workspace, signUps);
    const rule = { start: { event: 'sign up' }, match: { event: 'visit' }, times: 1, days: 5 };
    const adopt = async (name: string) =>
      (await ask(emails, 'aha.adopt', { name, rule, channel: { by: 'start_property', name } })).definition.id;
    const { id, tiles } = await board(emails, [
      { operation: 'aha.board', ask: { definition: await adopt('email') } },
      { operation: 'aha.board', ask: { definition: await adopt('who') } },
    ]);
    const { token } = await share(emails, id);
    const refused = await answered(token, tiles[0] ?? '');
    expect(refused.json().code).toBe('dashboards.withheld');
    expect(refused.body).not.toContain('@');
    const told = (await answered(token, tiles[1] ?? '')).json();
    const values = told.channels.map(({ group }: { group: { value: string } }) => group.value).sort();
    expect([values, told.unnamed]).toEqual([['(1)', 'many'], 1]);
    expect(JSON.stringify(told)).not.toContain('Valjean');
  });

  it('cannot be guessed: tokens that open nothing are refused alike, and soon not looked at', async () => {
    const guesser = stranger('192.0.2.200');
    const guesses = await Promise.all(
      [...Array(25).keys()].map((n) => read(`perdure_board_${String(n).padStart(32, '0')}`, guesser)),
    );
    const codes = guesses.map((guess) => guess.json().code);
    expect(codes.filter((code) => code === 'dashboards.link_unknown')).toHaveLength(20);
    expect(codes.filter((code) => code === 'access.too_many_requests')).toHaveLength(5);
    const { id } = await board(ours, []);
    const { token } = await share(ours, id);
    expect(token).toMatch(/^perdure_board_[0-9a-z]{32}$/); // 160 bits
    const held = await door.engines.records.row(
      sql<{ kept: string }>`select string_agg(row_to_json(l)::text, ' ') as kept from dashboard_links l`,
    );
    expect(held?.kept).toContain('The board');
    expect(held?.kept).not.toContain(token);
    expect(door.log()).not.toContain(token);
  });

  it('has a limit for each of its readers: who asks too much shuts out nobody else', async () => {
    const { id, tiles } = await board(ours, [{ operation: 'lifecycle.grid', ask: range }]);
    const { token } = await share(ours, id);
    const { app } = door.again({ operations: sliceOperations, settings: { webRoot, requestsPerMinute: 3 } });
    const statuses = async (address: string) => {
      const reader = openBrowser(app, address);
      const told = [await read(token, reader)];
      for (let i = 0; i < 3; i += 1) told.push(await answered(token, tiles[0] ?? '', reader));
      return told.map(({ statusCode }) => statusCode);
    };
    expect(await statuses('192.0.2.31')).toEqual([200, 200, 200, 429]);
    expect(await statuses('192.0.2.32')).toEqual([200, 200, 200, 429]);
    await app.close();
  });

  it('looks at no token of an address that guessed too often, not even at a right one, for a while', async () => {
    const { id } = await board(ours, []);
    const { token } = await share(ours, id);
    const guesser = stranger('192.0.2.201');
    for (let i = 0; i < 20; i += 1) await read(`perdure_board_${i}`, guesser);
    expect((await read(token, guesser)).statusCode).toBe(429);
    expect((await read(token, stranger('192.0.2.202'))).statusCode).toBe(200);
    door.engines.clock.advance(3_000); // 20 a minute are one every 3 seconds
    expect((await read(token, guesser)).statusCode).toBe(200);
  });

  it('computes an answer once a minute, however many read it', async () => {
    const busy = await opened('Busy');
    const { id, tiles } = await board(busy, [{ operation: 'lifecycle.grid', ask: range }]);
    const { token } = await share(busy, id);
    const active = async () => {
      const { rows } = (await answered(token, tiles[0] ?? '')).json();
      return rows.map((row: { active: number }) => row.active);
    };
    door.engines.clock.advance(60_000 - (door.engines.clock.now() % 60_000));
    expect(await active()).toEqual([1, 2]);
    await fill(door.engines.warehouse, busy.workspace, [
      { customer: 3, at: Date.parse('2026-01-07T09:00:00Z') },
    ]);
    door.engines.clock.advance(59_999);
    expect(await active()).toEqual([1, 2]);
    door.engines.clock.advance(1);
    expect(await active()).toEqual([2, 2]);
  });

  it('stands in no search index, says nowhere where it was, and leaves a trace of who shared and revoked', async () => {
    const page = await stranger().send('GET', '/shared');
    expect(page.headers).toMatchObject({
      'x-robots-tag': 'noindex, nofollow',
      'referrer-policy': 'no-referrer',
    });
    const { id } = await board(ours, []);
    const { token, link } = await share(ours, id);
    await ask(ours, 'dashboards.revoke', { id: link.id });
    const { entries } = await ask(ours, 'audit.list', { limit: 10 });
    const own = entries.filter(({ subject }: { subject: string }) => subject === link.id);
    expect(own.map(({ action }: { action: string }) => action)).toEqual([
      'dashboards.revoke',
      'dashboards.share',
    ]);
    expect(JSON.stringify(entries)).not.toContain(token);
  });
});

it('lets only answers made of counts be pinned: none that needs more than to read insights, none that names people', () => {
  const byName = new Map(door.parts.operations.map((operation) => [operation.name, operation]));
  for (const name of pinnable) {
    const operation = byName.get(name);
    expect([name, operation?.needs, operation?.writes]).toEqual([name, 'insights:read', false]);
  }
  expect(pinnable.filter((name) => /people|person|search|list/.test(name))).toEqual([]);
});

it('knows every text that a pinned answer may bear: a new one is first judged, then told by a link', () => {
  const texts = new Set<string>();
  for (const { name, output } of door.parts.operations)
    if (pinnable.includes(name)) textsOf(z.toJSONSchema(output, { unrepresentable: 'any' }), '', texts);
  // Left out of what a link tells, or an id: conditions, notes, who made it, questions about the people behind a figure.
  const untold =
    'values property trait list offers segment note product marketing createdAt createdBy retiredAt imported named of offer id definition hits total clustering';
  // Told: sentences, dates and places, names that were given to be read, names of groups by the rule for few people; of a
  // map which step a figure is of: its notes, owners and channels have no place in the answer.
  const told =
    'fr en asOf freshAt keptSince begun timezone period from to until today day month date currency amount event events name names kind value key figure stage step';
  expect([...texts].filter((text) => !`${untold} ${told}`.split(' ').includes(text))).toEqual([]);
});
