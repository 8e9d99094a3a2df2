import { afterAll, beforeAll, expect, it } from 'vitest';
import { isOurMessage, messageNames } from '#src/basics/own-deeds.ts';
import { sql, typed } from '#src/basics/sql.ts';
import { asking, fill, paperWorkspace } from '#src/insights/testing/index.ts';
import { openTestEngines, type TestEngines } from '../../../test/engines.ts';
import type { FirstMap, MapProposals } from './figures-ask.ts';
import { ask, day, eachOf, mapOf, march, step } from './maps.test-data.ts';
import { isNoStep, noStepNames } from './no-step.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

it('proposes as weak the step after which more are lost than after the others, and the one whose absence goes with leaving', async () => {
  const workspace = paperWorkspace(942);
  const context = asking(engines, workspace);
  // Of 400 all look and 100 book. Of those who book 90 come; all but 4 of these are seen later, of the others 30.
  await fill(
    engines.warehouse,
    workspace,
    eachOf(400, (did, i) => {
      const stays = i < 90 ? i >= 4 : i < 120;
      return [
        did('signed_up', 0),
        did('looked', 1),
        ...(i < 100 ? [did('booked', 2)] : []),
        ...(i < 90 ? [did('came', 3)] : []),
        ...(stays ? [did('seen', 20)] : []),
      ];
    }),
  );
  const drawn = mapOf(
    step('in', 'signed_up'),
    step('look', 'looked'),
    step('book', 'booked'),
    step('come', 'came'),
  );
  const { proposals } = await ask<MapProposals>(context, 'proposals', { of: { drawn }, ...march });
  // Lost after looking: 300 of 400; after the two others 10 of 500.
  expect(proposals.filter(({ why }) => why === 'drop_off')).toMatchObject([
    { status: 'fix', step: 'look', people: 300, words: { en: expect.stringMatching(/75%.*2.0%/) } },
  ]);
  const leaving = proposals.filter(({ why }) => why === 'goes_with_leaving');
  expect(leaving.map(({ step: of }) => of).sort()).toEqual(['book', 'come']);
});

it('proposes nothing of steps that explain nothing: what makes a customer, our own messages, the very sign of staying', async () => {
  const workspace = paperWorkspace(944);
  const context = asking(engines, workspace);
  // Of 400 who fill a cart 200 buy, sign up and get an e-mail; of these 150 book, and 10 others are seen later like them.
  // Of the 200 who do not buy two are.
  await fill(
    engines.warehouse,
    workspace,
    eachOf(400, (did, i) => {
      const joins = ['Order Completed', 'Signed Up', 'Email Delivered'].map((event, n) =>
        did(event, 1 + n / 9),
      );
      return [
        did('Product Added', 0),
        ...(i < 200 ? joins : []),
        ...(i < 150 ? [did('Class Booked', 3)] : []),
        ...(i < 160 || i > 397 ? [did('Class Attended', 20)] : []),
      ];
    }),
  );
  const drawn = mapOf(
    step('cart', 'Product Added'),
    step('buy', 'Order Completed'),
    step('join', 'Signed Up'),
    step('mail', 'Email Delivered'),
    step('book', 'Class Booked'),
    step('again', 'Product Added'),
  );
  const of = (map: typeof drawn) => ask<MapProposals>(context, 'proposals', { of: { drawn: map }, ...march });
  const { effects, proposals } = await of(drawn);
  expect(effects.map((one) => [one.step, one.selfEvident, one.correctedP.known])).toEqual([
    ['buy', 'purchase', false],
    ['join', null, false], // of buyers one who does not sign up is a customer too; here all of them do
    ['mail', 'message', false],
    ['book', null, true],
    ['again', 'entry', false],
  ]);
  expect(effects[0]?.difference).toMatchObject({ value: expect.closeTo(160 / 200 - 2 / 200, 12) });
  // Booking is judged among the 200 who are customers: 150 of 150 stay, and 10 of 50; not among the 250 who did not book.
  expect(effects[3]).toMatchObject({ did: { people: 150, stayed: 150 }, others: { people: 50, stayed: 10 } });
  const staying = { kind: 'staying', step: 'book', did: false, stayed: true };
  const listed = { ask: { of: { drawn }, ...march }, which: staying, limit: 1 };
  expect(await ask<{ total: number }>(context, 'people', listed)).toMatchObject({ total: 10 });
  // 50 of the 200 customers miss it, a quarter; of all 400 who enter it would be 63 %.
  expect(proposals.filter(({ why }) => why === 'goes_with_leaving')).toMatchObject([
    {
      step: 'book',
      people: 50,
      words: { en: expect.stringMatching(/^Of those who did .*, 25% do not get to “Step book”.*−80/) },
    },
  ]);
  const missed = { ...listed, which: { ...staying, stayed: null } };
  expect(await ask<{ total: number }>(context, 'people', missed)).toMatchObject({ total: 50 });
  // Staying by booking: to miss the booking and not to stay is the same thing told twice.
  const byBooking = { ...drawn, stays: { ...drawn.stays, match: { event: 'Class Booked', where: [] } } };
  expect((await of(byBooking)).effects.find(({ step: id }) => id === 'book')?.selfEvident).toBe('departure');
});

it('judges each step by the purchase or sign-up before it, and those who bought without an account as customers', async () => {
  const workspace = paperWorkspace(947);
  const context = asking(engines, workspace);
  // Of 400 who fill a cart 300 sign up and 200 buy, 100 of them without an account. Every second one of those who sign up
  // fills a profile, of those who buy writes a review; of either half of those who buy 90 book.
  await fill(
    engines.warehouse,
    workspace,
    eachOf(400, (did, i) => [
      did('Product Added', 0),
      ...(i < 300 ? [did('Signed Up', 1)] : []),
      ...(i < 300 && i % 2 === 0 ? [did('Profile Filled', 1.5)] : []),
      ...(i >= 200 ? [did('Order Completed', 2)] : []),
      ...(i >= 200 && i % 2 === 0 ? [did('Review Written', 2.5)] : []),
      ...(i >= 200 && i % 100 < 90 ? [did('Class Booked', 3)] : []),
      ...(i >= 200 ? [did('Class Attended', 20)] : []),
    ]),
  );
  const judged = async (...events: string[]) => {
    const drawn = mapOf(...['Product Added', ...events].map((event, i) => step(`s${i}`, event)));
    const { effects } = await ask<MapProposals>(context, 'proposals', { of: { drawn }, ...march });
    return effects.map(({ among, did, others }) => [among, did.people, others.people]);
  };
  expect(await judged('Signed Up', 'Profile Filled', 'Order Completed', 'Class Booked')).toEqual([
    [null, 300, 100],
    ['s1', 150, 150],
    ['s1', 100, 200], // of those who signed up
    ['s3', 180, 20],
  ]);
  expect(await judged('Order Completed', 'Review Written', 'Signed Up', 'Class Booked')).toEqual([
    [null, 200, 200],
    ['s1', 100, 100],
    ['s1', 100, 100],
    ['s1', 180, 20], // all buyers, be it without an account
  ]);
});

it('judges how many do a step after the purchase by those who bought: 10 of 700 miss it, not 310 of 1,000', async () => {
  const effectsOf = async (number: number, [buyers, book]: readonly [number, number]) => {
    const workspace = paperWorkspace(number);
    // Of 1,000 who fill a cart some buy, some of these book, and all who book are seen later but every tenth.
    await fill(
      engines.warehouse,
      workspace,
      eachOf(1000, (did, i) => [
        did('Product Added', 0),
        ...(i < buyers ? [did('Order Completed', 1)] : []),
        ...(i < book ? [did('Class Booked', 2)] : []),
        ...(i < book && i % 10 > 0 ? [did('Class Attended', 20)] : []),
      ]),
    );
    const steps = [
      step('cart', 'Product Added'),
      step('buy', 'Order Completed'),
      step('book', 'Class Booked'),
    ];
    return ask<MapProposals>(asking(engines, workspace), 'proposals', {
      of: { drawn: mapOf(...steps) },
      ...march,
    });
  };
  const most = await effectsOf(945, [700, 690]);
  expect(most.effects[1]).toMatchObject({
    among: 'buy',
    did: { people: 690, stayed: 621 },
    others: { people: 10, stayed: 0 },
    found: 'stays_more',
  });
  expect(most.proposals.filter(({ why }) => why === 'goes_with_leaving')).toEqual([]);
  // Every second one of 30 buyers books: a step that few of all do, and that is not rare.
  const half = await effectsOf(946, [30, 15]);
  expect(half.effects[1]).toMatchObject({ did: { people: 15 }, others: { people: 15 } });
  expect(half.undecided).toEqual([]);
  expect(half.proposals.filter(({ step: of }) => of === 'book')).toMatchObject([
    { why: 'goes_with_leaving', people: 15 },
  ]);
});

it('proposes a first map in the order in which newcomers first do things, and none from too few', async () => {
  const workspace = paperWorkspace(941);
  const context = asking(engines, workspace);
  expect(await ask<FirstMap>(context, 'first', {})).toMatchObject({ drawn: null, people: 0 });
  const now = engines.clock.now() - 40 * day;
  await fill(
    engines.warehouse,
    workspace,
    eachOf(
      40,
      (did, i) => [
        did('signed_up', 0),
        did('identify', 0),
        did('Email Delivered', 0.2),
        did('Email Opened', 0.3),
        did('first_visit', 0.5),
        did('paid', 20),
        ...(i === 0 ? [did('rare', 1)] : []),
      ],
      now,
    ),
  );
  const { drawn, people } = await ask<FirstMap>(context, 'first', { days: 90 });
  expect(people).toBe(40);
  expect(
    drawn?.stages.map(({ name, steps }) => [name.fr, ...steps.map(({ matches }) => matches[0]?.event)]),
  ).toEqual([
    ['Premiers pas', 'signed_up'],
    ['Premier jour', 'first_visit'],
    ['Premier mois', 'paid'],
  ]);
  expect(drawn?.stages[0]?.steps[0]?.name.fr).toBe('signed_up');
});

it('places a step after the one that most of those who did both did first, and proposes nothing of libraries', async () => {
  const workspace = paperWorkspace(943);
  const now = engines.clock.now() - 40 * day;
  // 60 buy on the first day, 40 come to a trial on day 3 and buy on day 5: medians of 1 day and of 3 days.
  await fill(
    engines.warehouse,
    workspace,
    eachOf(
      100,
      (did, i) => {
        const way =
          i < 60 ? [did('bought', 1)] : [did('Screen Viewed', 2), did('tried', 3), did('bought', 5)];
        return [did('signed_up', 0), did('Page Viewed', 0.1), did('$autocapture', 0.2), ...way];
      },
      now,
    ),
  );
  const { drawn } = await ask<FirstMap>(asking(engines, workspace), 'first', { days: 90 });
  expect(
    drawn?.stages.map(({ name, steps }) => [name.en, ...steps.map(({ matches }) => matches[0]?.event)]),
  ).toEqual([
    ['First steps', 'signed_up'],
    ['First week', 'tried', 'bought'],
  ]);
});

it('knows what is no step in the warehouse by the same names as elsewhere', async () => {
  const messages = ['Email Opened', 'SMS ENVOYÉ', 'perdure.message_sent'];
  const recorded = [
    'Identify',
    'group',
    'alias',
    'Page Viewed',
    'Screen viewed',
    'page',
    'SCREEN',
    '$autocapture',
  ];
  const deeds = ['Email Verified', 'Message Sent', 'Page Shared', 'group joined', 'Perdure', 'US$'];
  const names = [...messages, ...recorded, 'perdure.contract_started', '', ...deeds];
  const known = async (pattern: string) => {
    const rows = await engines.warehouse.rows(sql<{ name: string }>`
      select name
      from (select arrayJoin(${typed('Array(String)', names)}) as name)
      where match(lowerUTF8(name), ${pattern})`);
    return rows.map(({ name }) => name);
  };
  expect(await known(messageNames)).toEqual(names.filter(isOurMessage));
  expect(await known(messageNames)).toEqual(messages);
  expect(await known(noStepNames)).toEqual(names.filter(isNoStep));
  expect(await known(noStepNames)).toEqual(names.filter((name) => !deeds.includes(name)));
});
