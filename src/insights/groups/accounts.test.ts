import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Context, Operation } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { fill, type ToldEvent } from '../../../test/filling.ts';
import { operations as aarrr } from '../aarrr/index.ts';
import { operations as acquisition } from '../acquisition/index.ts';
import { operations as adoption } from '../adoption/index.ts';
import { operations as aha } from '../aha/index.ts';
import { operations as comparison } from '../comparison/index.ts';
import { operations as funnels } from '../funnels/index.ts';
import { operations as habit } from '../habit/index.ts';
import { operations as maps } from '../journey-maps/index.ts';
import { operations as lifecycle } from '../lifecycle/index.ts';
import { operations as paths } from '../paths/index.ts';
import { operations as retention } from '../retention/index.ts';
import { operations as steps } from '../step-failure/index.ts';
import { operations as stickiness } from '../stickiness/index.ts';
import { operations as survival } from '../survival/index.ts';
import { operations as timeToValue } from '../time-to-value/index.ts';
import { operations as value } from '../value/index.ts';
import { play, questionsAbout, range } from './groups.test-data.ts';
import { operations } from './index.ts';

const everything = [
  ...operations,
  ...aarrr,
  ...acquisition,
  ...adoption,
  ...aha,
  ...comparison,
  ...funnels,
  ...habit,
  ...maps,
  ...lifecycle,
  ...paths,
  ...retention,
  ...steps,
  ...stickiness,
  ...survival,
  ...timeToValue,
  ...value,
] as unknown as readonly Operation[];

const day = 86_400_000;
const monday = Date.parse('2025-03-03T09:00:00Z');

let engines: TestEngines;
let context: Context;
let moment: string;

/** Forty accounts of one member each, who do things by a rule; every fourth searches in vain, every third stops early. */
beforeAll(async () => {
  engines = await openTestEngines({ now: Date.parse('2025-06-01T10:00:00Z') });
  context = asking(engines, await createTestWorkspace(engines));
  const events = Array.from({ length: 40 }, (_, i) => {
    const did = (event: string, days: number, properties = {}): ToldEvent => ({
      customer: i + 1,
      account: `acc-${i + 1}`,
      at: monday + ((i % 14) + days) * day,
      event,
      properties,
    });
    const last = i % 3 === 0 ? 12 : 80;
    return [
      did('sign up', 0, { channel: i % 2 === 0 ? 'ad' : 'friend' }),
      ...(i % 2 === 0 ? [did('profile', 1)] : []),
      ...(i % 4 === 0 ? [did('search', 2)] : []),
      ...Array.from({ length: 40 }, (_n, k) => 1 + 2 * k)
        .filter((days) => days < last && (days * (i + 3)) % 5 > 1)
        .map((days) => did('play', days)),
    ];
  }).flat();
  await fill(engines.warehouse, context.workspace, events);
  await engines.records.run(sql`
    insert into contracts (workspace_id, contract, version, holder_kind, holder, offer, starts_at, ends_at, currency, effective_at, recorded_at)
    select ${context.workspace.number}::integer, 'c' || n, 1, 'account', 'acc-' || n, 'monthly', ${new Date(monday)}::timestamptz,
      case when n % 3 = 0 then ${new Date(monday + 30 * day)}::timestamptz end, 'EUR', ${new Date(monday)}::timestamptz, ${new Date(monday)}::timestamptz
    from generate_series(1, 40) as n`);
  const { definition } = await run<{ definition: { id: string } }>(everything, context, 'aha.adopt', {
    name: 'Three plays',
    rule: { start: { event: 'sign up' }, match: play, times: 3, days: 10 },
  });
  moment = definition.id;
});
afterAll(() => engines.close());

const start = { event: 'sign up' };
const cohorts = { start, return: play, ...range, intervals: 4 };
const funnel = { steps: [start, { event: 'profile' }, play], window: { amount: 7, of: 'day' }, ...range };
const mapped = (event: string) => ({
  id: event.replace(' ', '-'),
  name: { fr: event, en: event },
  matches: [{ event }],
});
const map = {
  of: {
    drawn: {
      stages: [
        {
          id: 'all',
          name: { fr: 'Tout', en: 'All' },
          steps: ['sign up', 'profile', 'search', 'play'].map(mapped),
        },
      ],
      window: { amount: 7, of: 'day' },
      stays: { match: { event: null, where: [] }, days: 21 },
    },
  },
  ...range,
};
const arms = ['2025-03-03', '2025-03-10'].map((from) => ({
  kind: 'range',
  from,
  to: from.replace('03-03', '03-09').replace('03-10', '03-16'),
}));

/** A question of each insight whose people are counted. */
const asks = (): Readonly<Record<string, object>> => ({
  ...questionsAbout(moment),
  'stickiness.sessions': { ...range, activeBy: { by: 'event', match: play } },
  'retention.grid': cohorts,
  'retention.compare': { ask: cohorts, arms },
  'funnels.grid': funnel,
  'funnels.compare': { ask: funnel, arms },
  'journey-maps.figures': map,
  'journey-maps.proposals': map,
  'aha.scan': { start, ...range, outcome: { from: 14, to: 40 }, windows: [3, 7] },
  'aha.board': { definition: moment, weeks: 12 },
  'paths.situations': { start, ...range },
  'acquisition.table': {
    start,
    ...range,
    campaign: { by: 'first_property', match: start, name: 'channel' },
    stay: { match: play, from: 20, to: 40 },
    mismatch: { days: 10, match: play },
  },
  'aarrr.board': {
    start,
    ...range,
    activation: { by: 'event', match: play },
    apart: { by: 'start_property', name: 'channel' },
  },
});

const nobodyThen = { from: '2024-03-04', to: '2024-03-31' };

/** The question with its accounts counted; in a range of which nobody is, where one is told. */
function ofAccounts(name: string, then: object): object {
  const ask = { ...asks()[name] } as { ask?: object; from?: string };
  const own = (one: { from?: string }) => ({
    ...one,
    ...(one.from === undefined ? {} : then),
    unit: 'account',
  });
  return ask.ask === undefined ? own(ask) : { ...ask, ask: own(ask.ask) };
}

/** Everything an answer says in sentences, without what it quotes: names that people gave stand as they are. */
function sentencesOf(answer: unknown, said = false): string[] {
  if (typeof answer === 'string') return said ? [answer.replaceAll(/«[^»]*»|“[^”]*”/g, '…')] : [];
  if (typeof answer !== 'object' || answer === null) return [];
  return Object.entries(answer).flatMap(([key, part]) => {
    if (['asOf', 'asks'].includes(key)) return [];
    return sentencesOf(part, key === 'fr' || key === 'en');
  });
}

const ofPeople = /\b(personnes?|clients?|nobody|people|persons?|customers?|newcomers?)\b/i;
const wrong = (answer: unknown) => sentencesOf(answer).filter((sentence) => ofPeople.test(sentence));

const names = [
  ...Object.keys(questionsAbout('')),
  'stickiness.sessions',
  'retention.grid',
  'retention.compare',
  'funnels.grid',
  'funnels.compare',
  'journey-maps.figures',
  'journey-maps.proposals',
  'aha.scan',
  'aha.board',
  'paths.situations',
];

it.each(names)('%s says accounts of accounts, where there are some and where there is none', async (name) => {
  const told = await run<object>(everything, context, name, ofAccounts(name, {}));
  expect(sentencesOf(told).length).toBeGreaterThan(1);
  expect(wrong(told)).toEqual([]);
  const none = await run<object>(everything, context, name, ofAccounts(name, nobodyThen));
  expect(wrong(none)).toEqual([]);
});

it.each(['time-to-value.curve', 'survival.contracts', 'lifecycle.grid', 'paths.tree', 'aarrr.board'])(
  '%s compared by groups says accounts of accounts',
  async (of) => {
    const question = { of, ask: ofAccounts(of, {}) };
    const told = await run<object>(everything, context, 'compare.groups', { question, arms });
    expect(wrong(told)).toEqual([]);
  },
);
