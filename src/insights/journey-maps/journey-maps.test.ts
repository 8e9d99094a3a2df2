import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { operations as keeping } from '#src/insights/keeping/index.ts';
import { asking, fill, paperWorkspace, run, type ToldEvent } from '#src/insights/testing/index.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import type { MapFigures, MapProposals, MapWhich } from './figures-ask.ts';
import { ask, day, hour, mapOf, march, shown, start, step } from './maps.test-data.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

/**
 * 2,000 sign up, look at the tour (40 of them, 2 %), buy (every second one, after asking for help) and pay (every
 * fourth: half of those who buy). Three in four of everybody are seen again three weeks later, whoever they are.
 */
function twoThousand(): ToldEvent[] {
  return Array.from({ length: 2000 }, (_, i) => {
    const did = (event: string, hours: number) => ({ customer: i + 1, at: start + hours * hour, event });
    return [
      did('signed_up', 0),
      ...(i % 100 === 10 || i % 100 === 85 ? [did('tour', 1)] : []),
      ...(i % 2 === 0 ? [did('asked_help', 2), did('bought', 24)] : []),
      ...(i % 4 === 0 ? [did('paid', 48)] : []),
      // Of every 200 the first 50 do not come back: of those with the tour (10, 85, 110, 185) one in four too.
      ...(i % 200 < 50 ? [] : [did('seen', 21 * 24)]),
    ];
  }).flat();
}

describe('2,000 sign up: 2 % take the tour, which changes nothing, half buy after asking for help, half of these pay', () => {
  let context: Context;
  let id: string;
  const drawn = mapOf(
    step('in', 'signed_up'),
    step('tour', 'tour'),
    step('call', null, { basis: 'declared' }),
    step('buy', 'bought'),
    step('pay', 'paid'),
  );
  const question = () => ({ of: { map: id }, ...march });

  beforeAll(async () => {
    const own = await createTestWorkspace(engines);
    // A difference of 20 points matters here: 40 people are enough to tell that there is none.
    context = asking(engines, { ...own, smallestDifference: 0.2 });
    await fill(engines.warehouse, own, twoThousand());
    id = (await shown(context, 'create', { name: 'Achat', drawn })).id;
  });

  it('tells volume, use, drop-off and delay of each measured step, and nothing of one that is only drawn', async () => {
    const figures = await ask<MapFigures>(context, 'figures', question());
    expect(figures).toMatchObject({ entered: 2000, over: 2000, besides: 0, state: 'complete' });
    expect(figures.steps.map((one) => [one.step, one.people, one.wentOn, one.dropped, one.open])).toEqual([
      ['in', 2000, 1020, 980, 0], // 1,000 buy; 20 of the 40 with the tour do not, but went on to the tour
      ['tour', 40, 20, 20, 0],
      ['buy', 1000, 500, 500, 0],
      ['pay', 500, 0, 0, 0],
    ]);
    // What the map is called by, and nothing of what is noted on it.
    expect(figures.stages.map(({ stage, steps }) => [stage, steps.length])).toEqual([['all', 5]]);
    expect(figures.stages[0]?.steps.slice(1, 3)).toEqual([
      { step: 'tour', name: drawn.stages[0]?.steps[1]?.name, basis: 'measured', event: 'tour', status: null },
      { step: 'call', name: drawn.stages[0]?.steps[2]?.name, basis: 'declared', event: null, status: null },
    ]);
    expect(figures.steps[1]?.use.share).toEqual({ known: true, value: 0.02 });
    expect(figures.steps[2]).toMatchObject({
      everybody: { events: 1000, people: 1000 },
      dropOff: { share: { value: 0.5 } },
      wait: { people: 500, medianMs: { value: 24 * hour }, waiting: 0 },
    });
    expect(figures.verdict.en).toContain('2,000 people entered the journey.');
  });

  it('proposes the tour as useless and asking for help as missing', async () => {
    const { proposals, effects } = await ask<MapProposals>(context, 'proposals', question());
    expect(proposals.map(({ status, step: of, after, event }) => [status, of ?? after, event])).toEqual([
      ['remove', 'tour', null],
      ['add', 'in', 'asked_help'],
    ]);
    // Of the 1,020 who go on after signing up, 980 go straight to buying: they asked for help before it.
    expect(proposals[1]).toMatchObject({ people: 980, words: { en: expect.stringContaining('96%') } });
    // 10 of 40 leave (those with i % 200 = 10), and 490 of 1,960: a quarter of either.
    expect(effects[0]).toMatchObject({
      step: 'tour',
      did: { people: 40, stayed: 30 },
      others: { people: 1960, stayed: 1470 },
      difference: { value: 0 },
      found: 'no_effect',
    });
    expect(proposals[0]?.words.fr).toContain('proposée comme inutile');
    expect(proposals[1]?.words.fr).toContain('96\u00a0% font « asked_help », qui n’est pas sur la carte');
  });

  it('lists as many people as each figure says, and keeps them as a list', async () => {
    const count = async (which: MapWhich) =>
      (await ask<{ total: number }>(context, 'people', { ask: question(), which, limit: 1 })).total;
    expect(await count({ kind: 'entered' })).toBe(2000);
    expect(await count({ kind: 'dropped', step: 'buy' })).toBe(500);
    expect(await count({ kind: 'staying', step: 'tour', did: true, stayed: true })).toBe(30);
    const kept = await run<{ list: { size: number } }>(keeping, context, 'lists.save', {
      name: 'lost after buying',
      from: { of: 'journey-maps.people', ask: { ask: question(), which: { kind: 'dropped', step: 'buy' } } },
    });
    expect(kept.list.size).toBe(500);
  });

  it('keeps what was said by hand when the data are new, and never overwrites a status with a proposal', async () => {
    const said = {
      status: 'keep',
      emotion: { score: 2, basis: 'declared' },
      note: { text: 'Les commerciaux y tiennent.', basis: 'declared' },
    } as const;
    const byHand = mapOf(
      step('in', 'signed_up'),
      step('tour', 'tour', said),
      step('buy', 'bought'),
      step('pay', 'paid'),
    );
    await shown(context, 'change', { id, drawn: byHand });
    const before = await ask<MapFigures>(context, 'figures', question());
    await fill(engines.warehouse, context.workspace, [{ customer: 5000, at: start, event: 'signed_up' }]);
    const after = await ask<MapFigures>(context, 'figures', question());
    expect([before.entered, after.entered]).toEqual([2000, 2001]);
    const { proposals } = await ask<MapProposals>(context, 'proposals', question());
    expect(proposals.find(({ status }) => status === 'remove')).toMatchObject({ step: 'tour', hand: 'keep' });
    const map = await shown(context, 'read', { id });
    expect(map.shown.drawn.stages[0]?.steps[1]).toMatchObject(said);
  });
});

it('tells those whose window still runs apart from those who are lost, and does not propose what it cannot know', async () => {
  const workspace = paperWorkspace(940);
  const context = asking(engines, workspace);
  const did = (customer: number, event: string, days: number) => ({
    customer,
    at: start + days * day,
    event,
  });
  await fill(engines.warehouse, workspace, [
    ...Array.from({ length: 100 }, (_, i) => did(i + 1, 'signed_up', i < 60 ? 0 : 10)),
    ...Array.from({ length: 30 }, (_, i) => did(i + 1, 'bought', 1)),
    did(1, 'tour', 0.5),
    did(200, 'bought', 1), // without signing up: besides the map
  ]);
  const map = mapOf(step('in', 'signed_up'), step('tour', 'tour'), step('buy', 'bought'));
  // On day 12 the window of 7 days is over for the 60 of day 0, and runs for the 40 of day 10.
  const asOf = new Date(start + 12 * day).toISOString();
  const figures = await ask<MapFigures>(context, 'figures', { of: { drawn: map }, ...march, asOf });
  expect(figures).toMatchObject({ entered: 100, over: 60, besides: 1, state: 'running' });
  expect(figures.steps[0]).toMatchObject({ dropped: 30, open: 40, wait: { people: 30, waiting: 40 } });
  expect(figures.steps[0]?.dropOff?.share).toEqual({ known: true, value: 0.5 });
  // One of 60 took the tour: too few to say that it changes nothing.
  const told = await ask<MapProposals>(context, 'proposals', { of: { drawn: map }, ...march });
  expect(told.proposals.filter(({ status }) => status === 'remove')).toEqual([]);
  expect(told.undecided).toMatchObject([{ step: 'tour' }]);
  expect(told.undecided[0]?.words.fr).toContain('trop peu de personnes');
  // Before anybody's window is over no share is known.
  const early = await ask<MapFigures>(context, 'figures', {
    of: { drawn: map },
    ...march,
    asOf: new Date(start + 2 * day).toISOString(),
  });
  expect(early.steps[1]?.use.share).toEqual({ known: false, why: 'not_watched_long_enough' });
  expect(early.verdict.fr).toContain('On ne peut pas encore conclure');
  const nobody = await ask<MapFigures>(context, 'figures', {
    of: { drawn: map },
    from: '2024-01-01',
    to: '2024-01-31',
  });
  expect(nobody).toMatchObject({ entered: 0, state: 'nobody' });
  const drawnOnly = { of: { drawn: mapOf(step('talk', null)) }, ...march };
  expect(await ask<MapFigures>(context, 'figures', drawnOnly)).toMatchObject({
    state: 'nothing_measured',
    steps: [],
  });
  expect(await ask<MapProposals>(context, 'proposals', drawnOnly)).toMatchObject({ proposals: [] });
});

it('asks of a step whether it was done after entering, where both share their instant too, and of a map of one step who was watched', async () => {
  const workspace = paperWorkspace(944);
  const context = asking(engines, workspace);
  // Ten buy and sign up at one instant, the purchase first by its message id; ten more buy a day later.
  await fill(
    engines.warehouse,
    workspace,
    Array.from({ length: 20 }, (_, i) => [
      { customer: i + 1, at: start + (i < 10 ? 0 : day), event: 'bought', id: `a${i}`, position: 0 },
      { customer: i + 1, at: start, event: 'signed_up', id: `b${i}`, position: 0 },
    ]).flat(),
  );
  const [enter, buy] = [step('in', 'signed_up'), step('buy', 'bought')];
  const told = await ask<MapProposals>(context, 'proposals', { of: { drawn: mapOf(enter, buy) }, ...march });
  expect(told).toMatchObject({ observed: 20, effects: [{ did: { people: 10 }, others: { people: 10 } }] });
  const alone = await ask<MapProposals>(context, 'proposals', { of: { drawn: mapOf(enter) }, ...march });
  expect(alone).toMatchObject({ entered: 20, observed: 20, effects: [] });
  expect(alone.verdict.en).toBe('The figures propose no change.');
});
