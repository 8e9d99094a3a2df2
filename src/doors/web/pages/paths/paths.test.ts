import { describe, expect, it } from 'vitest';
import type { PathTree } from '#src/insights/paths/index.ts';
import { figuresOf } from '../../words/figures.ts';
import { wordsOf } from '../../words/index.ts';
import { faultOf, freeFor, wholeGroups } from './groups.ts';
import { askOf, firstPaths, readPathSearch, situationsOf } from './search.ts';
import { drawnFlow, placeId, placeOf, treeCsv } from './shape.ts';
import { ordered } from './situations.ts';

const saying = { words: wordsOf('en'), figures: figuresOf('en') };
const span = { first: '2025-01-15', last: '2026-06-20' };
const named = (name: string) => ({ kind: 'named' as const, name });

describe('a question about paths', () => {
  const address = {
    anchor: { event: 'Signed Up' },
    direction: 'to',
    limit: { kind: 'window', amount: 7, of: 'day' },
    from: '2026-01-01',
    to: '2026-06-20',
    leaveOut: ['Identify'],
    groups: [{ name: 'Booking', events: ['Trial Booked', 'Class Booked'] }],
  };

  it('is held by its address, with what is open', () => {
    const open = { of: 'path', which: { kind: 'edge', depth: 1, from: named('A'), to: { kind: 'ended' } } };
    const read = readPathSearch({ ...address, open, order: 'money', early: { back: [28, 34], worth: null } });
    expect(askOf(read)).toEqual(address);
    expect(read).toMatchObject({ open, order: 'money', early: { back: [28, 34], worth: null } });
    expect(readPathSearch({ open: { of: 'path', which: { kind: 'path', names: 3 } } }).open).toBeUndefined();
    expect(askOf(readPathSearch({ ...address, anchor: 3 }))).toBeUndefined();
  });

  it('begins with the first step of a likely way and leaves out what nobody did themselves', () => {
    const events = ['Trial Booked', 'Trial Attended', 'Order Completed', 'Identify', 'Email Opened'].map(
      (event) => ({ event, count: 10 }),
    );
    expect(firstPaths({ events, span })).toMatchObject({
      anchor: { event: 'Trial Booked' },
      leaveOut: ['Identify', 'Email Opened'],
      from: '2026-01-01',
    });
  });

  it('asks of the situations of those who begin so, with the amount that was earned', () => {
    const asked = askOf(readPathSearch(address));
    const catalogue = {
      span,
      events: [
        { event: 'Product Added', count: 9 },
        { event: 'Order Completed', count: 5 },
      ],
      propertiesOf: (event: string | null) => (event === 'Order Completed' ? ['revenue'] : ['price']),
    };
    expect(asked && situationsOf(asked, { firstDays: 3 }, catalogue)).toEqual({
      start: { event: 'Signed Up' },
      from: '2025-07-01',
      to: '2026-06-20',
      firstDays: 3,
      retained: { from: 28, to: 34 },
      worth: { match: { event: 'Order Completed' }, property: 'revenue' },
      leaveOut: ['Identify'],
    });
    expect(asked && situationsOf(asked, { worth: null }, catalogue).worth).toBeNull();
  });
});

describe('groups of events being written', () => {
  const known = ['Trial Booked', 'Class Booked', 'Visit'];
  const booking = { name: ' Booking ', events: ['Trial Booked', 'Class Booked'] };

  it('are asked once they are whole: named, with events, under a name that nothing else has', () => {
    const written = [booking, { name: '', events: ['Visit'] }, { name: 'Coming', events: [] }];
    expect(wholeGroups(written, known)).toEqual([{ ...booking, name: 'Booking' }]);
    expect(written.map((_, at) => faultOf(written, at, known))).toEqual([null, 'no_name', 'no_events']);
    const taken = [booking, { name: 'Booking', events: ['Visit'] }];
    expect(taken.map((_, at) => faultOf(taken, at, known))).toEqual([null, 'name_taken']);
  });

  it('may be called as one of their own events, never as one outside', () => {
    expect(faultOf([{ ...booking, name: 'Class Booked' }], 0, known)).toBeNull();
    expect(faultOf([{ ...booking, name: 'Visit' }], 0, known)).toBe('name_taken');
  });

  it('take no event of another group', () => {
    const written = [booking, { name: 'Coming', events: ['Visit'] }];
    expect(freeFor(written, 1, known)).toEqual(['Visit']);
    expect(freeFor([...written, { name: '', events: [] }], 2, known)).toEqual([]);
  });
});

describe('the drawing of paths', () => {
  // 100 people begin; they go to eight places of 20, 18, …, 6 people; 4 stop at once.
  const places = Array.from({ length: 8 }, (_, at) => ({ name: `P${at}`, people: 20 - 2 * at }));
  const tree: Pick<PathTree, 'steps' | 'edges' | 'paths' | 'elsewhere' | 'entered'> = {
    entered: 108,
    elsewhere: 88,
    paths: [{ names: ['Start', 'P0'], tail: 'full', people: 20, share: 20 / 108 }],
    steps: [
      {
        depth: 0,
        people: 108,
        nodes: [{ place: named('Start'), people: 108, share: 1, ended: 4, open: 0 }],
      },
      {
        depth: 1,
        people: 104,
        nodes: places.map(({ name, people }) => ({
          place: named(name),
          people,
          share: people / 108,
          ended: 1,
          open: 2,
        })),
      },
    ],
    edges: [
      ...places.map(({ name, people }) => ({ depth: 0, from: named('Start'), to: named(name), people })),
      { depth: 0, from: named('Start'), to: { kind: 'ended' as const }, people: 4 },
    ],
  };

  it('lets the six largest places stand alone and draws the rest together, without losing anybody', () => {
    const { columns, edges } = drawnFlow(tree, saying);
    expect(columns[1]?.map(({ name, people }) => [name, people])).toEqual([
      ['P0', 20],
      ['P1', 18],
      ['P2', 16],
      ['P3', 14],
      ['P4', 12],
      ['P5', 10],
      ['Others', 14],
    ]);
    expect(columns[1]?.at(-1)).toMatchObject({ ended: 2, open: 4 });
    expect(edges.reduce((sum, { people }) => sum + people, 0)).toBe(104);
    expect(edges.at(-1)).toMatchObject({ to: 'others', people: 14 });
  });

  it('keeps the names of places apart from “others”', () => {
    expect(placeOf(placeId(named('others')))).toEqual(named('others'));
    expect(placeOf(placeId({ kind: 'others' }))).toEqual({ kind: 'others' });
  });

  it('is written to a file in the order of time', () => {
    const whole = { ...tree, verdict: { fr: '', en: '' }, definition: { fr: '', en: '' } } as PathTree;
    expect(treeCsv(whole, true, saying)[1]).toEqual([
      'P0 → Start',
      'goes back to the first step shown',
      20,
      20 / 108,
    ]);
    expect(treeCsv(whole, false, saying)[2]).toEqual(['On another path', '', 88, 88 / 108]);
  });
});

describe('situations', () => {
  const one = (people: number, money: number | null, share: number) => ({
    people,
    money: {
      amount:
        money === null
          ? { known: false as const, why: 'no_events' as const }
          : { known: true as const, value: money },
      share: { known: true as const, value: 0.4 },
      currency: 'EUR',
      people,
    },
    retained: {
      observed: people,
      returned: 0,
      share: { known: true as const, value: share },
      low: null,
      high: null,
    },
  });

  it('stand by people, by money or by coming back; without an amount last', () => {
    // Requirement A08: 12 people with 40 % of the money, 300 people with 5 %.
    const [few, many, none] = [one(12, 4000, 0.5), one(300, 500, 0.1), one(50, null, 0.9)];
    expect(ordered([few, many, none], 'people')).toEqual([many, none, few]);
    expect(ordered([few, many, none], 'money')).toEqual([few, many, none]);
    expect(ordered([few, many, none], 'return')).toEqual([none, few, many]);
  });
});
