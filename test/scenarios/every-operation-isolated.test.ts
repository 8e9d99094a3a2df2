import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer, type Operation, permissions, type Workspace } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { KnownNumbers } from '#src/events/identity/index.ts';
import { type LoadingParts, loadEvents, RecentIds } from '#src/events/loading/index.ts';
import { sliceOperations } from '#src/slices.ts';
import { newWorkspace, openTestDoor, type TestDoor } from '../door.ts';
import { type Walk, walkIsolation } from '../isolation-walk.ts';
import { identify, received, refused } from '../received.ts';

let door: TestDoor;
let walk: Walk;

/** One question about retention that every workspace can be asked. */
const grid = {
  start: { event: 'Visit' },
  return: { event: null },
  from: '2026-01-01',
  to: '2026-01-14',
  breakdown: { by: 'start_property', name: 'place' },
};

const range = { from: '2026-01-05', to: '2026-01-11' };
const seeking = { ...range, search: [{ event: 'Visit' }], value: [{ event: 'Visit' }] };
const feature = { ...range, features: [{ used: [{ event: 'Visit' }] }] };

/** Questions about value, the lifecycle, stickiness and adoption that every workspace can be asked. */
const ofValue = {
  'value.create': { counted: { match: { event: 'Visit' }, period: 'week' } },
  'value.preview': { counted: { match: { event: 'Visit' }, period: 'week' } },
  'value.sought': seeking,
  'value.sought-people': { ask: seeking, period: null, which: 'sought' },
  'lifecycle.grid': range,
  'lifecycle.people': { ask: range, period: '2026-01-05', which: 'new' },
  'stickiness.grid': range,
  'stickiness.ratios': range,
  'stickiness.share': { ...range, period: 'week' },
  'stickiness.sessions': { ...range, period: 'week' },
  'stickiness.people': { behind: { kind: 'buckets', ask: range, buckets: 1, which: 'at_least' } },
  'adoption.grid': feature,
  'adoption.people': { ask: feature, period: '2026-01-05', span: 'to_date', which: 'used' },
};

/** Questions about money; no contract is held, so that no book has people. */
const ofMoney = {
  'revenue.movements': range,
  'revenue.churn': range,
  'revenue.people': { behind: { of: 'churn', ask: range, period: '2026-01-01', which: 'lost' } },
  'revenue.movements-of': { holder: { kind: 'account', account: 'acme' } },
  'revenue.retention': range,
  'revenue.cohorts': range,
  'revenue.upsell': range,
  'revenue.repurchase': { ...range, match: { event: 'Visit' } },
  'revenue.repurchase-people': { ask: { ...range, match: { event: 'Visit' } }, which: 'too_recent' },
  'rates.import': { rates: [{ day: '1996-01-06', from: 'USD', to: 'EUR', rate: '0.9' }], source: 'BCE' },
  'rates.list': {},
};

/** Questions about the kinds of retention; nobody holds a contract, nor sells by seasons. */
const ofKinds = {
  'contract-retention.periods': range,
  'survival.apart': { by: 'period' },
  'contract-retention.people': { ask: range, period: null, which: 'at_end' },
  'seasons.returns': { offer: 'Ski' },
  'seasons.people': { ask: { offer: 'Ski' }, which: { kind: 'standing', standing: 'present' } },
  'signup-seasons.cohorts': range,
  'signup-seasons.people': { ask: range, season: 0, which: 'size' },
  'missions.outcomes': range,
  'missions.list': { ask: range },
  'missions.people': { ask: range, which: 'all' },
  'kinds.of': { customer: 1 },
};

const rule = { start: { event: 'Visit' }, match: { event: 'Visit' }, times: 1, days: 7 };
const scan = { ...range, start: { event: null }, windows: [1], outcome: { from: 1, to: 2 } };
const waiting = { ...range, begin: { by: 'event', match: { event: null } }, value: { event: 'Visit' } };
const taking = { ...range, value: { event: 'Visit' } };
const gaining = { ...range, start: { event: null }, channel: { by: 'trait', name: 'place' }, by: 'channel' };
const stages = { ...range, start: { event: null }, activation: { by: 'event', match: { event: 'Visit' } } };
const habit = { value: { event: 'Visit' }, weeks: 4, asOf: '2026-01-12T12:00:00Z' };

/** Questions about newcomers and habits; those about an adopted moment name one of ours. */
const ofNewcomers = (definition: string) => ({
  'aha.scan': scan,
  'aha.curve': { ask: scan, event: 'Visit', window: 1 },
  'aha.people': { ask: scan },
  'aha.adopt': { name: 'Again', rule },
  'aha.progress': { definition, ...range },
  'aha.rate': { definition, ...range },
  'aha.rate-people': { ask: { definition, ...range }, which: 'started' },
  'aha.board': { definition },
  'time-to-value.curve': waiting,
  'time-to-value.people': { ask: waiting, which: 'all' },
  'time-to-value.retaking': taking,
  'time-to-value.retaking-people': { ask: taking, which: 'all' },
  'acquisition.import': { rows: [{ campaign: 'spring', day: '1996-01-06', clicks: 7 }] },
  'acquisition.campaigns': {},
  'acquisition.table': gaining,
  'acquisition.people': { ask: gaining, which: 'customers' },
  'aarrr.board': stages,
  'aarrr.people': { ask: stages, stage: 'activation' },
  'habit.grid': habit,
  'habit.people': { ask: habit },
});

const staying = {
  question: { of: 'lifecycle.grid', ask: { ...range, from: '2026-01-01' } },
  arms: [
    { kind: 'range', ...range },
    { kind: 'people', name: 'here', people: [{ kind: 'trait', trait: 'place', how: 'set' }] },
  ],
};

const funnel = {
  ...range,
  steps: [{ event: 'Visit' }, { event: 'Visit' }],
  breakdown: { by: 'property', name: 'place' },
};
const declared = {
  start: { event: 'Visit' },
  steps: [{ name: 'come back', done: { event: 'Visit' } }],
  windowDays: 5, // a number that names no source of the other workspace
  departure: { kind: 'silence', from: 5, to: 5 },
};
const failing = { of: { declared }, from: '2026-01-01', to: '2026-01-11' };

/** A map of the way back. */
const drawn = {
  stages: [
    {
      id: 'in',
      name: { fr: 'Entrer', en: 'Enter' },
      steps: [{ id: 'visit', name: { fr: 'Venir', en: 'Come' }, matches: [{ event: 'Visit' }] }],
    },
  ],
  window: { amount: 4, of: 'day' }, // a number that names no source of the other workspace
  stays: { match: { event: 'Visit' }, days: 4 },
};

/** Questions about funnels, onboardings and maps that every workspace can be asked. */
const ofSteps = {
  'funnels.grid': funnel,
  'funnels.people': { ask: funnel, which: { kind: 'reached', step: 1 } },
  'funnels.compare': {
    ask: funnel,
    arms: [
      { kind: 'range', ...range },
      { kind: 'value', value: null },
    ],
  },
  'onboarding.list': {},
  'onboarding.create': { name: 'Opening', declared },
  'step-failure.ranking': failing,
  'step-failure.people': { ask: failing, which: { kind: 'started' } },
  'journey-maps.list': {},
  'journey-maps.create': { name: 'Opening', drawn },
  'journey-maps.first': {},
  'journey-maps.figures': { of: { drawn }, ...range },
  'journey-maps.proposals': { of: { drawn }, ...range },
  'journey-maps.people': { ask: { of: { drawn }, ...range }, which: { kind: 'entered' } },
  'compare.groups': staying,
  'survival.people': { ask: {}, after: 1, which: 'all' },
};

const julie = { about: { id: 'our-julie' } };
const come = { match: { event: 'Visit' } };

/** What is written about a person, and what is counted of it. */
const ofKnowing = {
  'goals.list': {},
  'goals.create': { name: 'Opening', actions: [{ name: 'come', ...come }] },
  'goals.set': { ...julie, goal: null },
  'goals.of': julie,
  'goals.board': {},
  'promises.record': { ...julie, what: 'Opening', days: 3 },
  'scores.list': {},
  'promises.list': {},
  'promises.of': julie,
  'promises.listen': {},
  'promises.retention': {},
  'promises.retention-people': { ask: {}, group: 'kept' },
  'milestones.list': {},
  'milestones.create': { name: 'Opening', rule: { kind: 'times', times: 5, ...come } }, // 5 names no source of the other workspace
  'milestones.preview': { rule: { kind: 'times', times: 5, ...come } },
  'milestones.people': { rule: { kind: 'times', times: 1, ...come }, which: 'reached' },
  'milestones.of': julie,
  'tasks.create': { ...julie, title: 'Opening' },
  'tasks.list': {},
  'tasks.assignees': {},
  'remarks.list': julie,
};

const agreed = {
  who: { user: 'our-julie' },
  channel: 'email',
  purpose: 'marketing',
  state: 'granted',
  basis: 'consent',
  proof: { text: 'Yes', source: 'a form' },
};

/** What people allow and refuse. */
const ofConsent = {
  'consent.record': { consents: [agreed] },
  'consent.of': { who: agreed.who },
  'consent.topics': {},
  'consent.define-topic': { topic: 'opening', fr: 'Ouverture', en: 'Opening' },
};

/** How people are contacted, and what they were sent. */
const ofActing = {
  'contact-rules.show': {},
  'contact-rules.adopt': { basedOn: 0, rules: { hours: [], caps: [] } },
  'messages.list': {},
  'messages.count': {},
  'messages.send': {
    id: 'our-julie',
    key: 'opening',
    purpose: 'transactional',
    email: { subject: 'Opening', text: 'Opening' },
  },
  'suppressions.list': {},
  'suppressions.add': { kind: 'email', address: 'nobody@example.org' },
  'suppressions.lift': { kind: 'email', address: 'nobody@example.org' },
  'senders.show': {},
  'senders.change': { name: 'Opening', address: 'opening@example.org' },
};

beforeAll(async () => {
  door = await openTestDoor({ operations: sliceOperations });
  const ours = await filled('Ours', 'our');
  const theirs = await filled('Theirs', 'their');
  const [list] = (await asked<{ lists: { id: string }[] }>(theirs, 'lists.list')).lists;
  const [question] = (await asked<{ questions: { id: string }[] }>(theirs, 'questions.list')).questions;
  const [reject] = (await asked<{ events: { id: string }[] }>(theirs, 'rejects.list')).events;
  const [value] = (await asked<{ definitions: { id: string }[] }>(theirs, 'value.list')).definitions;
  const moments = async (workspace: Workspace) =>
    (await asked<{ definitions: { id: string }[] }>(workspace, 'aha.list')).definitions.map(({ id }) => id);
  const theirMoments = await moments(theirs);
  const [ourMoment = ''] = await moments(ours);
  const [note] = (await asked<{ notes: { id: string }[] }>(theirs, 'notes.list')).notes;
  const [link] = (await asked<{ links: { id: string; dashboard: string }[] }>(theirs, 'dashboards.links'))
    .links;
  const boards = [note?.id, link?.id, link?.dashboard];
  const given = [list?.id, question?.id, reject?.id, value?.id, ...boards, ...theirMoments].filter(
    (id) => id !== undefined,
  );
  const person = ['their-julie', 'their-browser'];
  walk = {
    operations: door.parts.operations,
    engines: { ...door.engines, audit: door.access.audit },
    asker: ours,
    foreignIds: {
      id: [...given, ...person],
      list: given,
      definition: theirMoments,
      userId: person,
      fromUser: person,
      intoUser: person,
      text: ['their-'],
      workspace: [theirs.id, theirs.slug],
      number: [await sourceOf(theirs)],
    },
    foreignTexts: [
      'their-julie',
      'their-browser',
      'their-place',
      'their-trait',
      'their-list',
      'their-note',
      'their-board',
      'their-link',
      'Theirs',
      theirs.id,
    ],
    leaveOut: ['remarks.add'], // its text is what one writes oneself, not a search for what is theirs
    inputs: {
      'retention.grid': grid,
      'retention.people': { ask: grid, cohort: null, interval: 0, which: 'size' },
      'retention.trend': { ask: grid, interval: 1 },
      ...ofValue,
      ...ofMoney,
      ...ofKinds,
      ...ofSteps,
      ...ofNewcomers(ourMoment),
      ...ofKnowing,
      ...ofConsent,
      ...ofActing,
      'customers.profile': { id: 'our-julie' },
      'customers.timeline': { id: 'our-julie' },
      'customers.life': { id: 'our-julie' },
      'accounts.timeline': { account: 'ours' },
      'worklist.done': { about: { id: 'our-julie' }, causes: [{ reason: 'early_warning', occurrence: 'x' }] },
      'worklist.snooze': {
        about: { id: 'our-julie' },
        causes: [{ reason: 'early_warning', occurrence: 'x' }],
        until: '2100-01-01',
      },
      'worklist.assign': { about: { id: 'our-julie' }, assignee: null },
      'traits.values': { trait: 'place' },
      'erasure.ask': { userId: 'our-julie', dryRun: true },
      'people.export': { userId: 'our-julie' },
    },
  };
}, 360_000);
afterAll(() => door?.close());

describe('everything that can be asked', () => {
  it('tells and changes nothing of another workspace, whatever of its ids are given', async () => {
    const { breaches, reached } = await walkIsolation(walk);
    expect(breaches).toEqual([]);
    expect(reached).toEqual(
      expect.arrayContaining([
        'customers.search',
        'customers.profile',
        'customers.timeline',
        'customers.life',
        'accounts.timeline',
        'worklist.list',
        'worklist.standing',
        'worklist.done',
        'worklist.snooze',
        'worklist.undo',
        'worklist.assign',
        'erasure.ask',
        'people.export',
        'events.accounting',
        'identity.merges',
        'lists.list',
        'lists.people',
        'questions.list',
        'rejects.list',
        'retention.grid',
        'retention.people',
        'retention.trend',
        'traits.names',
        'traits.values',
        'value.list',
        ...Object.keys(ofValue),
        ...Object.keys(ofSteps),
        ...Object.keys(ofKinds),
        'aha.list',
        ...Object.keys(ofNewcomers('')),
        ...Object.keys(ofKnowing),
        ...Object.keys(ofConsent),
        ...Object.keys(ofActing),
      ]),
    );
  }, 360_000);

  it('tells a workspace its own: the walk looks where there is something to see', async () => {
    const { breaches } = await walkIsolation({
      ...walk,
      foreignIds: {},
      foreignTexts: ['our-julie', 'our-place'],
    });
    const telling = new Set(breaches.map(({ operation }) => operation));
    for (const name of [
      'customers.search',
      'retention.grid',
      'retention.people',
      'traits.values',
      'rejects.list',
      'lifecycle.people',
      'stickiness.people',
      'adoption.people',
      'value.sought-people',
      'aha.people',
      'aha.progress',
      'aha.rate-people',
      'time-to-value.people',
      'time-to-value.retaking-people',
      'habit.people',
      'acquisition.people',
      'aarrr.people',
    ])
      expect([...telling]).toContain(name);
  }, 360_000);
});

/** A workspace with a person, a browser, traits, an account, a bad event, a list and a question. */
async function filled(name: string, prefix: string): Promise<Workspace> {
  const made = await newWorkspace(door, name);
  const workspace = await door.access.workspaces.find(made.workspace);
  if (workspace === undefined || workspace === null) throw new Error(`no workspace ${name}`);
  const person = `${prefix}-julie`;
  const time = Date.UTC(2026, 0, 8, 12);
  const place = { place: `${prefix}-place` };
  await loadEvents(loadingParts(workspace), {
    workspace: workspace.number,
    source: await sourceOf(workspace),
    batch: BigInt(workspace.number),
    events: [
      received({ userId: person, time, properties: JSON.stringify(place) }),
      {
        ...identify(`${prefix}-browser`, person, time),
        traits: JSON.stringify({ ...place, name: `${prefix}-trait` }),
      },
      refused(JSON.stringify({ type: 'track', userId: person })),
    ],
  });
  await asked(workspace, 'consent.define-topic', { topic: `${prefix}-list`, fr: `${prefix}-note`, en: 'x' });
  await asked(workspace, 'consent.record', {
    consents: [{ ...agreed, who: { user: person }, topic: `${prefix}-list` }],
    request: `${prefix}-note`,
  });
  await asked(workspace, 'notes.add', { from: '2026-01-05', text: `${prefix}-note` });
  const { dashboard } = await asked<{ dashboard: { id: string } }>(workspace, 'dashboards.make', {
    title: `${prefix}-board`,
  });
  await asked(workspace, 'dashboards.share', { id: dashboard.id, name: `${prefix}-link` });
  await asked(workspace, 'questions.save', {
    name: `${prefix}-question`,
    operation: 'retention.grid',
    ask: grid,
  });
  await asked(workspace, 'value.create', {
    name: `${prefix}-list`,
    counted: { match: { event: 'Visit' }, period: 'week' },
  });
  await asked(workspace, 'aha.adopt', { name: `${prefix}-list`, rule });
  if (door.parts.operations.some((one) => one.name === 'lists.save'))
    await asked(workspace, 'lists.save', {
      name: `${prefix}-list`,
      from: { of: 'customers.search', ask: {} },
    });
  return workspace;
}

const loadingParts = ({ timezone, layout }: Workspace): LoadingParts => ({
  ...door.engines,
  recent: new RecentIds(7 * 86_400_000),
  known: new KnownNumbers(),
  placeOf: async () => ({ timezone, layout, rules: [] }),
});

async function sourceOf({ number }: Workspace): Promise<number> {
  const row = await door.engines.records.row(
    sql<{ number: number }>`select number from sources where workspace_id = ${number}`,
  );
  return row?.number ?? 0;
}

async function asked<T>(workspace: Workspace, name: string, input: unknown = {}): Promise<T> {
  const operation = door.parts.operations.find((one: Operation) => one.name === name);
  if (operation === undefined) throw new Error(`no operation ${name}`);
  const actor = { kind: 'key', id: 'key_filled', permissions: new Set(permissions), language: 'en' } as const;
  const engines = { ...door.engines, audit: door.access.audit };
  return (await answer(engines, { operation, workspace, actor, input })) as T; // the operation's own answer
}
