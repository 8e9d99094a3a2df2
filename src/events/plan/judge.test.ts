import { describe, expect, it } from 'vitest';
import { received } from '../../../test/received.ts';
import { decodeEntry, type ReceivedEvent } from '../intake/index.ts';
import { compilePlan } from './compiled.ts';
import { Plan, type Rules } from './document.ts';
import { judgeByPlan } from './judge.ts';
import { keptText } from './kept-text.ts';

const said = { purpose: 'Which plan is abandoned?', owner: 'Léa', metric: 'Abandon rate', active: true };
const events = [
  {
    name: 'checkout_click',
    ...said,
    properties: [
      { name: 'plan_id', type: 'text', required: true, values: ['basic', 'plus'], ...said },
      { name: 'seats', type: 'integer', ...said },
      { name: 'gift', type: 'boolean', ...said },
      { name: 'note', type: 'text' }, // only proposed
    ],
  },
  { name: 'proposed', properties: [] },
];
const under = (rules: Partial<Rules>, more: readonly object[] = []) =>
  compilePlan(Plan.parse({ rules, events: [...events, ...more] }));
const track = (properties: object | string, event = 'checkout_click') =>
  received({
    userId: 'julie',
    event,
    properties: typeof properties === 'string' ? properties : JSON.stringify(properties),
  });
const judged = (rules: Partial<Rules>, event: ReceivedEvent) => judgeByPlan(under(rules), event);

describe('an event that is not in the plan', () => {
  it.each([
    ['accept', 'accepted', 0],
    ['flag', 'accepted', 1],
    ['quarantine', 'quarantined', 1],
    ['refuse', 'refused', 1],
  ] as const)('under the rule %s is %s', (unknownEvent, outcome, noticed) => {
    const judgement = judged({ unknownEvent }, track({}, 'surprise'));
    expect(judgement.outcome).toBe(outcome);
    expect(judgement.findings).toHaveLength(noticed);
  });

  it('says its name as the reason', () => {
    expect(judged({ unknownEvent: 'quarantine' }, track({}, 'surprise'))).toMatchObject({
      reason: 'plan.unknown_event',
      field: 'event',
      got: 'surprise',
    });
  });

  it('is one that is only proposed, too', () => {
    expect(judged({ unknownEvent: 'refuse' }, track({}, 'proposed')).outcome).toBe('refused');
  });

  it('is never who somebody is, a page, a client’s own or Perdure’s own', () => {
    for (const event of [
      received({ type: 'identify', event: 'Identify' }),
      received({ type: 'group', event: 'Group' }),
      received({ type: 'alias', event: 'Alias' }),
      received({ type: 'page', event: 'Page Viewed' }),
      track({}, '$autocapture'),
      track({}, 'perdure.contract_started'),
    ]) {
      expect(judged({ unknownEvent: 'refuse' }, event)).toEqual({ outcome: 'accepted', findings: [] });
    }
  });
});

describe('a property that does not conform', () => {
  it.each([
    ['missing', { missingProperty: 'quarantine' }, {}, 'plan.missing_property', 'properties.plan_id'],
    [
      'null',
      { missingProperty: 'quarantine' },
      { plan_id: null },
      'plan.missing_property',
      'properties.plan_id',
    ],
    ['of another type', { wrongType: 'quarantine' }, { seats: '3' }, 'plan.wrong_type', 'properties.seats'],
    ['half a seat', { wrongType: 'quarantine' }, { seats: 1.5 }, 'plan.wrong_type', 'properties.seats'],
    [
      'not allowed',
      { valueNotAllowed: 'quarantine' },
      { plan_id: 'gold' },
      'plan.value_not_allowed',
      'properties.plan_id',
    ],
    [
      'not planned',
      { unplannedProperty: 'quarantine' },
      { colour: 1 },
      'plan.unplanned_property',
      'properties.colour',
    ],
    [
      'only proposed',
      { unplannedProperty: 'quarantine' },
      { note: 'x' },
      'plan.unplanned_property',
      'properties.note',
    ],
  ] as const)('when %s is named as the field', (_, rules, properties, reason, field) => {
    expect(judged(rules, track(properties))).toMatchObject({ outcome: 'quarantined', reason, field });
  });

  it('is let pass by rules about something else', () => {
    expect(judged({ missingProperty: 'refuse' }, track({ plan_id: 'gold', seats: 'x', colour: 1 }))).toEqual({
      outcome: 'accepted',
      findings: [],
    });
  });

  it('is decided by the severest rule, and what is set aside stays as it came', () => {
    const judgement = judged(
      { wrongType: 'fix', missingProperty: 'refuse', unplannedProperty: 'flag' },
      track({ seats: '3', colour: 1 }),
    );
    expect(judgement).toMatchObject({ outcome: 'refused', reason: 'plan.missing_property' });
    expect(judgement).not.toHaveProperty('properties');
  });

  it('is never a name that every object has', () => {
    expect(
      judged({ unplannedProperty: 'accept', missingProperty: 'flag' }, track({ plan_id: 'plus' })),
    ).toEqual({
      outcome: 'accepted',
      findings: [],
    });
    const plan = under({ missingProperty: 'refuse' }, [
      { name: 'odd', ...said, properties: [{ name: 'constructor', type: 'text', required: true, ...said }] },
    ]);
    expect(judgeByPlan(plan, track({}, 'odd')).outcome).toBe('refused');
  });
});

describe('fixing', () => {
  const fix = { wrongType: 'fix' } as const;

  it.each([
    [{ seats: '12' }, { seats: 12 }],
    [{ seats: '-3' }, { seats: -3 }],
    [{ gift: 'true' }, { gift: true }],
    [{ plan_id: 7 }, { plan_id: '7' }],
  ])('says %j as %j', (came, stored) => {
    const judgement = judged(fix, track(came));
    expect(judgement.outcome).toBe('fixed');
    expect(JSON.parse('properties' in judgement ? judgement.properties : '')).toEqual(stored);
    expect(judgement.findings).toMatchObject([{ did: 'fixed', reason: 'plan.wrong_type' }]);
  });

  it.each([
    { seats: '007' },
    { seats: ' 12' },
    { seats: '12.5' },
    { seats: '1e3' },
    { seats: '' },
    { gift: 1 },
    { gift: 'yes' },
    { seats: [12] },
    { seats: '90071992547409931' },
  ])('sets %j aside, where something would be lost', (came) => {
    expect(judged(fix, track(came)).outcome).toBe('quarantined');
  });

  it('keeps the digits of every other number', () => {
    const judgement = judged(
      fix,
      track('{"seats":"2","big":9007199254740993,"price":1.10,"in":{"n":18446744073709551615}}'),
    );
    expect('properties' in judgement && judgement.properties).toBe(
      '{"seats":2,"big":9007199254740993,"price":1.10,"in":{"n":18446744073709551615}}',
    );
  });
});

describe('a value of another type than its property', () => {
  const stars = {
    name: 'review',
    ...said,
    properties: [{ name: 'stars', type: 'integer', values: [1, 2, 3], ...said }],
  };
  const about = (rules: Partial<Rules>, value: unknown) =>
    judgeByPlan(under(rules, [stars]), track({ stars: value }, 'review'));

  it.each([
    ['2', 'fixed', ['plan.wrong_type']],
    ['9', 'refused', ['plan.value_not_allowed']], // 9 would be refused, and "9" would be stored as 9
    [9, 'refused', ['plan.value_not_allowed']],
    [3, 'accepted', []],
  ] as const)('%j is held against the allowed values as it would be stored', (value, outcome, reasons) => {
    const judgement = about({ wrongType: 'fix', valueNotAllowed: 'refuse' }, value);
    expect([judgement.outcome, judgement.findings.map(({ reason }) => reason)]).toEqual([outcome, reasons]);
  });

  it.each([
    ['2', []],
    ['9', ['plan.value_not_allowed']],
    ['many', ['plan.value_not_allowed']],
    [{ many: true }, ['plan.value_not_allowed']],
    [null, []],
  ] as const)('%j is held against them where its type is let pass', (value, reasons) => {
    const { findings } = about({ wrongType: 'accept', valueNotAllowed: 'flag' }, value);
    expect(findings.map(({ reason }) => reason)).toEqual(reasons);
  });

  it('is noticed for both, and the severer rule decides', () => {
    expect(about({ wrongType: 'flag', valueNotAllowed: 'flag' }, 'many').findings).toHaveLength(2);
    expect(about({ wrongType: 'quarantine', valueNotAllowed: 'refuse' }, 'many')).toMatchObject({
      outcome: 'refused',
      reason: 'plan.value_not_allowed',
      got: '"many"',
    });
    expect(about({ wrongType: 'quarantine', valueNotAllowed: 'flag' }, 'many')).toMatchObject({
      outcome: 'quarantined',
      reason: 'plan.wrong_type',
    });
  });
});

describe('a recorded click with a name of its own', () => {
  const click = (text: string) => track({ $el_text: text }, '$autocapture');
  const plan = under({}, [
    {
      name: 'buy_click',
      ...said,
      uiAction: { event: '$autocapture', property: '$el_text', value: 'Acheter' },
    },
    { name: 'help_click', uiAction: { event: '$autocapture', property: '$el_text', value: 'Aide' } },
  ]);

  it('is stored under it once it is confirmed, and no other is', () => {
    expect(judgeByPlan(plan, click('Acheter'))).toMatchObject({ outcome: 'fixed', event: 'buy_click' });
    expect(judgeByPlan(plan, click('Aide'))).toEqual({ outcome: 'accepted', findings: [] });
    expect(judgeByPlan(plan, click('Autre'))).toEqual({ outcome: 'accepted', findings: [] });
  });
});

describe('a plan that accepts everything', () => {
  it('reads nothing', () => {
    expect(under({}).judges).toBe(false);
    expect(judgeByPlan(under({}), track('this is never read'))).toEqual({
      outcome: 'accepted',
      findings: [],
    });
  });
});

describe('an event that is set aside', () => {
  const again = (event: ReceivedEvent) => {
    const kept = keptText(event);
    const entry = {
      workspace: 1,
      source: 1,
      shape: kept.shape,
      receivedAt: event.receivedAt,
      sentAt: event.sentAt === null ? null : new Date(event.sentAt).toISOString(),
      events: 1,
      body: Buffer.from(kept.event),
    };
    return decodeEntry(entry)[0];
  };
  const entry = (shape: string, body: object) => ({
    seq: 7,
    workspace: 1,
    source: 1,
    shape,
    receivedAt: Date.UTC(2026, 0, 15, 12),
    sentAt: null,
    events: 1,
    body: Buffer.from(JSON.stringify(body)),
  });
  const batch = {
    sentAt: '2026-01-15T11:59:58.500Z',
    context: { ip: '10.0.0.1', userAgent: 'curl/8' },
    batch: [
      {
        type: 'track',
        event: 'buy',
        userId: 'julie',
        timestamp: '2026-01-15T11:00:00.123Z',
        properties: { n: 1.5, 'é"': '\u0000' },
        context: { groupId: 'acme' },
      },
      { type: 'page', name: 'Home', anonymousId: 'a', messageId: 'm1' },
      { type: 'screen', category: 'x', anonymousId: 'a', userId: 'u' },
    ],
  };

  it.each(['segment.batch', 'import.batch'])('is read again as it was, under its own id (%s)', (shape) => {
    const read = decodeEntry(entry(shape, batch)) as ReceivedEvent[];
    expect(read.map((one) => one.outcome)).toEqual(['received', 'received', 'received']);
    for (const event of read) expect(again(event)).toEqual({ ...event, madeId: false });
  });

  it('keeps what PostHog says of the person on the way', () => {
    const read = decodeEntry(
      entry('posthog.event', {
        event: 'buy',
        distinct_id: 'julie',
        timestamp: '2026-01-15T11:00:00.123Z',
        properties: {
          n: 9007199254740993n.toString(),
          $set: { plan: 'plus' },
          $set_once: { first: 1 },
          $is_identified: true,
          $lib: 'web',
          $raw_user_agent: 'x',
          $groups: { company: 'acme' },
        },
      }),
    ) as ReceivedEvent[];
    for (const event of read)
      expect(again(event)).toEqual({ ...event, madeId: false, properties: expect.any(String) });
    const [event] = read;
    expect(JSON.parse((again(event as ReceivedEvent) as ReceivedEvent).properties)).toEqual(
      JSON.parse(event?.properties ?? ''),
    );
  });
});
