import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { fill, type ToldEvent } from '../../../test/filling.ts';
import type { AhaDefinition, Board, PersonAnswer, Progress, Rate, RateCell } from './ask.ts';
import { operations } from './index.ts';
import { rateVerdict } from './words.ts';

/** Noon of 15 June in Paris. */
const now = Date.parse('2025-06-15T10:00:00Z');
let engines: TestEngines;
let context: Context;
beforeAll(async () => {
  engines = await openTestEngines({ now });
  context = asking(engines, await createTestWorkspace(engines));
  await fill(engines.warehouse, context.workspace, lives);
});
afterAll(() => engines.close());

const hour = 3_600_000;
const day = 24 * hour;
/** A local time in Paris, in summer. */
const paris = (text: string): number => Date.parse(`${text}+02:00`);

const signUp = (customer: number, at: number, channel?: string): ToldEvent => ({
  customer,
  at,
  event: 'sign up',
  ...(channel === undefined ? {} : { properties: { channel } }),
});
const plays = (customer: number, times: number, at: (k: number) => number): ToldEvent[] =>
  Array.from({ length: times }, (_, k) => ({ customer, at: at(k), event: 'play' }));

const lives: ToldEvent[] = [
  // B03. All three began on 1 May at 10:00; day 9 is 10 May.
  ...[1, 2, 3].map((customer) => signUp(customer, paris('2025-05-01T10:00:00'))),
  ...plays(1, 99, (k) => paris('2025-05-02T10:00:00') + k * 1000),
  ...plays(2, 99, (k) => paris('2025-05-02T10:00:00') + k * 1000),
  ...plays(2, 1, () => paris('2025-05-10T23:59:00')),
  ...plays(3, 99, (k) => paris('2025-05-02T10:00:00') + k * 1000),
  ...plays(3, 1, () => paris('2025-05-11T00:00:00')), // the first instant of day 10
  // B04. Began on 10 June: days 0 to 4 are over, a steady pace would have brought 50.
  ...[4, 5, 6].map((customer) => signUp(customer, paris('2025-06-10T18:00:00'))),
  ...plays(4, 20, (k) => paris('2025-06-11T10:00:00') + k * 1000),
  ...plays(5, 50, (k) => paris('2025-06-11T10:00:00') + k * 1000),
  ...plays(6, 49, (k) => paris('2025-06-11T10:00:00') + k * 1000),
  // Plays on the day of the start, before it: they count, but nobody has reached anything before having begun.
  signUp(7, paris('2025-06-14T18:00:00')),
  ...plays(7, 100, (k) => paris('2025-06-14T08:00:00') + k * 1000),
  // B05. 400 began in March; of 200 by channel A 60 reach it, of 200 by channel B 120.
  ...Array.from({ length: 400 }, (_, i) => {
    const customer = 1000 + i;
    const at = Date.parse('2025-03-05T09:00:00Z') + (i % 14) * day;
    const reaches = i < 200 ? i < 60 : i < 320;
    return [
      signUp(customer, at, i < 200 ? 'A' : 'B'),
      ...(reaches ? [{ customer, at: at + day, event: 'invite' }] : []),
    ];
  }).flat(),
];

const ask = <T>(name: string, input: unknown = {}): Promise<T> => run<T>(operations, context, name, input);
const hundred = { start: { event: 'sign up' }, match: { event: 'play' }, times: 100, days: 10 };
const invited = { start: { event: 'sign up' }, match: { event: 'invite' }, times: 1, days: 7 };
let adopted = 0;
const adopt = async (wishes: object = {}): Promise<AhaDefinition> =>
  (
    await ask<{ definition: AhaDefinition }>('aha.adopt', {
      name: `Cent écoutes ${++adopted}`,
      rule: hundred,
      ...wishes,
    })
  ).definition;

describe('the instant at which somebody reaches 100 plays in 10 days', () => {
  it('is none with 99 by day 9, the 100th at 23:59 of day 9, none when the 100th comes on day 10', async () => {
    const { id: definition } = await adopt();
    const { people, totals } = await ask<Progress>('aha.progress', {
      definition,
      from: '2025-05-01',
      to: '2025-05-01',
    });
    const standing = new Map(people.map((one) => [one.customer, [one.status, one.times, one.ahaReachedAt]]));
    expect(standing.get(1)).toEqual(['lost', 99, null]);
    expect(standing.get(2)).toEqual(['reached', 100, '2025-05-10T21:59:00.000Z']);
    expect(standing.get(3)).toEqual(['lost', 99, null]);
    expect(totals).toEqual({ started: 3, reached: 1, onTrack: 0, late: 0, lost: 2 });
    const before = await ask<Progress>('aha.progress', {
      definition,
      from: '2025-05-01',
      to: '2025-05-01',
      asOf: '2025-05-10T21:59:00Z', // exclusive: the 100th is not known yet
    });
    expect(before.totals).toEqual({ started: 3, reached: 0, onTrack: 3, late: 0, lost: 0 });
  });

  it('tells 20 and 49 on day 5 of 10 as late, 50 as on track, with 5 days left', async () => {
    const { id: definition } = await adopt();
    const { people, totals } = await ask<Progress>('aha.progress', {
      definition,
      from: '2025-06-10',
      to: '2025-06-10',
    });
    expect(
      people.map(({ customer, times, status, expected, daysOver, daysLeft }) => ({
        customer,
        times,
        status,
        expected,
        daysOver,
        daysLeft,
      })),
    ).toEqual([
      { customer: 4, times: 20, status: 'late', expected: 50, daysOver: 5, daysLeft: 5 },
      { customer: 5, times: 50, status: 'on_track', expected: 50, daysOver: 5, daysLeft: 5 },
      { customer: 6, times: 49, status: 'late', expected: 50, daysOver: 5, daysLeft: 5 },
    ]);
    expect(totals).toEqual({ started: 3, reached: 0, onTrack: 1, late: 2, lost: 0 });
  });

  it('is never before the start', async () => {
    await adopt({ name: 'Fiche' });
    const { moments } = await ask<PersonAnswer>('aha.person', { customer: 7 });
    expect(moments.find(({ name }) => name === 'Fiche')).toMatchObject({
      status: 'reached',
      times: 100,
      needed: 100,
      ahaReachedAt: '2025-06-14T16:00:00.000Z',
    });
    const none = await ask<PersonAnswer>('aha.person', { customer: 999_999 });
    expect(none.moments.every(({ status, times }) => status === null && times === null)).toBe(true);
  });

  it('goes through everyone page by page, latest start first', async () => {
    const { id: definition } = await adopt();
    const seen: (number | null)[] = [];
    let cursor: string | undefined;
    do {
      const page: Progress = await ask<Progress>('aha.progress', {
        definition,
        from: '2025-05-01',
        to: '2025-06-15',
        limit: 2,
        ...(cursor === undefined ? {} : { cursor }),
      });
      expect(page.total).toBe(7);
      seen.push(...page.people.map(({ customer }) => customer));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual([7, 4, 5, 6, 1, 2, 3]);
    // 2^32 is no person's number: it would read as 0, and begin once more.
    const wrapped = { definition, from: '2025-05-01', to: '2025-06-15', cursor: '0:4294967296' };
    await expect(ask('aha.progress', wrapped)).rejects.toThrow(/insights.bad_cursor/);
  });
});

describe('400 sign-ups of whom 180 activate', () => {
  const march = { from: '2025-03-01', to: '2025-03-31' };
  const byChannel = { by: 'start_property', name: 'channel' };

  it('are 45.0 %: 30 % by channel A, which is weak, and 60 % by channel B', async () => {
    const { id: definition } = await adopt({ rule: invited });
    const { total, groups, verdict } = await ask<Rate>('aha.rate', {
      definition,
      ...march,
      apart: byChannel,
    });
    expect(total).toMatchObject({ started: 400, eligible: 400, reached: 180, state: 'complete' });
    expect(total.share.known && total.share.value.share).toBe(0.45);
    expect(
      groups.map(({ group, share, against }) => [
        group.value,
        share.known && share.value.share,
        against?.weak,
      ]),
    ).toEqual([
      ['A', 0.3, true],
      ['B', 0.6, false],
    ]);
    expect(groups[0]?.against?.difference).toBeCloseTo(-0.3, 12);
    expect(verdict.fr.replaceAll(/\s/g, ' ')).toContain(
      '« A » active moins : 30 % (−30 points par rapport aux autres)',
    );
    const [a, b] = groups;
    if (a?.against == null || b === undefined) throw new Error('no groups');
    const weaker: RateCell = { ...b, against: { ...a.against, difference: -0.4 } };
    expect(rateVerdict(total, [a, weaker], 'customer').en).toContain('“B” activates less');
  });

  it('are the people listed, channel by channel and week by week', async () => {
    const { id: definition } = await adopt({ rule: invited });
    for (const apart of [byChannel, { by: 'period', period: 'week' }]) {
      const rateAsk = { definition, ...march, apart };
      const { groups, total } = await ask<Rate>('aha.rate', rateAsk);
      expect(groups.reduce((sum, { started }) => sum + started, 0)).toBe(400);
      for (const { group, started, reached, eligible, soFar, open } of [groups[0] ?? total, total]) {
        const expected = { started, reached, eligible, so_far: soFar, open, not_reached: eligible - reached };
        for (const [which, number] of Object.entries(expected)) {
          const { total: listed } = await ask<{ total: number }>('aha.rate-people', {
            ask: rateAsk,
            group,
            which,
          });
          expect(listed, `${group.kind} ${group.value} ${which}`).toBe(number);
        }
      }
    }
  });

  it('do not count whose window is not over', async () => {
    const { id: definition } = await adopt({ rule: invited });
    // Began on 5 to 18 March; those of 5 and 6 March have had seven whole days by the 13th.
    const { total } = await ask<Rate>('aha.rate', { definition, ...march, asOf: '2025-03-12T23:00:00Z' });
    expect(total).toMatchObject({ state: 'running', eligible: 58, started: 29 * 8 }); // 400 over 14 days: 29 on each of the first 8
  });

  it('stand on a board with both owners, the weakest channel first', async () => {
    const owners = { product: ['Ada'], marketing: ['Grace'] };
    const { id: definition } = await adopt({
      rule: invited,
      owners,
      note: 'Inviter, c’est rester.',
      channel: { by: 'start_property', name: 'channel' },
    });
    const board = await ask<Board>('aha.board', { definition, weeks: 16 });
    expect(board.definition).toMatchObject({ owners, note: 'Inviter, c’est rester.' });
    expect(board.channels.map(({ group }) => group.value ?? group.kind)).toEqual(['missing', 'A', 'B']);
    expect(board.trend).toHaveLength(16);
    expect(board.trend.at(-1)?.state).toBe('running');
    expect(board.progress).toEqual({ started: 407, reached: 180, onTrack: 4, late: 0, lost: 223 });
    expect(board.attached).toEqual([]);
  });
});

describe('an adopted definition', () => {
  it('gets a new version with another rule, and answers by the old one too', async () => {
    const { id } = await adopt();
    const changed = async (wishes: object) =>
      (await ask<{ definition: AhaDefinition }>('aha.change', { id, ...wishes })).definition;
    expect(await changed({ name: 'Renommé', owners: { product: ['Ada'] } })).toMatchObject({
      name: 'Renommé',
      owners: { product: ['Ada'], marketing: [] },
      current: { version: 1 },
    });
    expect((await changed({ rule: hundred })).current.version).toBe(1);
    const second = await changed({ rule: { ...hundred, times: 99 } });
    expect(second.versions.map(({ version }) => version)).toEqual([2, 1]);
    const reached = async (version?: number) =>
      (
        await ask<Progress>('aha.progress', {
          definition: id,
          from: '2025-05-01',
          to: '2025-05-01',
          ...(version === undefined ? {} : { version }),
        })
      ).totals.reached;
    expect([await reached(), await reached(1)]).toEqual([3, 1]);
    await expect(reached(3)).rejects.toThrow(/aha.unknown_version/);
  });

  it('is retired and restored, and belongs to one workspace', async () => {
    const { id } = await adopt();
    await ask('aha.retire', { id });
    await expect(ask('aha.change', { id, name: 'x' })).rejects.toThrow(/aha.retired/);
    await ask('aha.restore', { id });
    await ask('aha.change', { id, name: 'x' });
    const other = asking(engines, await createTestWorkspace(engines));
    await expect(run(operations, other, 'aha.retire', { id })).rejects.toThrow(/aha.unknown/);
    expect(await run(operations, other, 'aha.list', {})).toEqual({ definitions: [] });
  });

  it('is refused for events that never arrived', async () => {
    await expect(adopt({ rule: { ...hundred, match: { event: 'plays' } } })).rejects.toThrow(
      /perhaps “play”/,
    );
    await expect(adopt({ rule: { ...hundred, start: { event: 'signup' } } })).rejects.toThrow(
      /rule.start.event/,
    );
    await expect(adopt({ rule: hundred, channel: { by: 'trait', name: 'chanel' } })).rejects.toThrow(
      /traits.unknown \(channel.name\)/,
    );
    const onStart = { by: 'start_property', name: 'chanel' };
    await expect(adopt({ rule: hundred, channel: onStart })).rejects.toThrow(
      /insights.unknown_property \(channel.name\)/,
    );
  });

  it('bears a name of its own among those in use, whatever the capitals, also when two are adopted at once', async () => {
    const taken = { code: 'aha.name_taken', details: { field: 'name' } };
    const both = await Promise.allSettled([adopt({ name: 'Invites' }), adopt({ name: 'invites' })]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const [kept] = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const other = await adopt({ name: 'Invites twice' });
    await expect(ask('aha.change', { id: other.id, name: 'INVITES' })).rejects.toMatchObject(taken);
    await ask('aha.change', { id: kept?.id, name: kept?.name, note: 'kept' });
    await ask('aha.retire', { id: kept?.id });
    await adopt({ name: 'Invites' });
    await expect(ask('aha.restore', { id: kept?.id })).rejects.toMatchObject(taken);
  });
});
