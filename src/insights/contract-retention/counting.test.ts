import { describe, expect, it } from 'vitest';
import { startOfDay } from '#src/customers/calendar/index.ts';
import { fixedRandom } from '#src/maths/testing/index.ts';
import { countsOf, factsOf, type HolderFacts, inPeriod, type Span } from './counting.ts';
import { type ContractHistory, duesOf, type HeldVersion, type Leaving, pausesOf } from './histories.ts';
import { calendarOf, localDayOf } from './reading.ts';

const zone = 'Europe/Paris';
const day = 86_400_000;
const at = (date: string) => Date.parse(`${date}T00:00:00+01:00`);
const utc = (date: string) => Date.parse(`${date}T00:00:00Z`);

const version = (start: number, told: Partial<HeldVersion> = {}): HeldVersion => ({
  offer: 'Club',
  startsAt: start,
  endsAt: null,
  paidThrough: null,
  renewsAt: null,
  cancelledAt: null,
  pausedAt: null,
  resumesAt: null,
  trialEndsAt: null,
  pastDueSince: null,
  period: null,
  effectiveAt: start,
  ...told,
});
const history = (holder: string, ...versions: HeldVersion[]): ContractHistory => ({
  contract: `${holder}-${versions[0]?.startsAt}`,
  holder,
  key: holder,
  versions,
});

const year: Span = { from: at('2025-01-01'), until: at('2026-01-01') };
const read = (
  histories: readonly ContractHistory[],
  told: { leaving?: Leaving; asOf?: number; span?: Span } = {},
): HolderFacts[] =>
  factsOf(histories, {
    wanted: () => true,
    leaving: told.leaving ?? 'ended',
    asOf: told.asOf ?? at('2026-01-15'),
    span: told.span ?? year,
    calendar: calendarOf(zone),
  });
const month = (from: string, until: string): Span => ({ from: at(from), until: at(until) });
const february = month('2025-02-01', '2025-03-01');

describe('a month under contract', () => {
  it('with 100 at the start, 5 ended and 2 returned leaves 97: gross churn 5 %, net 3 %', () => {
    const hundred = Array.from({ length: 100 }, (_, i) =>
      history(`h${i}`, version(at('2024-06-01'), i < 5 ? { endsAt: at('2025-02-10') } : {})),
    );
    const back = [0, 1].map((i) => history(`h${i}`, version(at('2025-02-20'))));
    expect(countsOf(read([...hundred, ...back]), february)).toMatchObject({
      at_start: 100,
      kept: 95,
      ended: 5,
      returned: 2,
      new: 0,
      left_again: 0,
      at_end: 97,
    });
  });

  it('counts a holder of two contracts once, and as left when the last one ends', () => {
    const two = [
      history('a', version(at('2024-06-01'), { endsAt: at('2025-02-10') })),
      history('a', version(at('2024-07-01'))),
    ];
    expect(countsOf(read(two), february)).toMatchObject({ at_start: 1, ended: 0, at_end: 1 });
  });

  it('has left those who came and went within it, or came back and went again, apart', () => {
    const came = history('a', version(at('2025-02-05'), { endsAt: at('2025-02-20') }));
    const again = [
      history('b', version(at('2024-06-01'), { endsAt: at('2025-02-03') })),
      history('b', version(at('2025-02-10'), { endsAt: at('2025-02-20') })),
    ];
    expect(countsOf(read([came, ...again]), february)).toMatchObject({
      at_start: 1,
      ended: 1,
      new: 1,
      returned: 1,
      left_again: 2,
      at_end: 0,
    });
  });

  it('places an end by what counts as leaving: asked on 20 January, paid through 15 February, ended on 10 March', () => {
    const told = {
      cancelledAt: at('2025-01-20'),
      paidThrough: at('2025-02-15'),
      endsAt: at('2025-03-10'),
    };
    const one = [
      history(
        'a',
        version(at('2024-06-01')),
        version(at('2024-06-01'), { ...told, effectiveAt: at('2025-01-20') }),
      ),
    ];
    const leftIn = (leaving: Leaving) =>
      [month('2025-01-01', '2025-02-01'), february, month('2025-03-01', '2025-04-01')].map(
        (span) => countsOf(read(one, { leaving }), span).ended,
      );
    expect([leftIn('asked'), leftIn('paid'), leftIn('ended')]).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    expect(countsOf(read(one), month('2025-01-01', '2025-02-01')).cancelled).toBe(1);
  });

  it('shows a pause in the month it began in, and as resting until it is over', () => {
    const paused = history(
      'a',
      version(at('2024-06-01')),
      version(at('2024-06-01'), { pausedAt: at('2025-02-10'), effectiveAt: at('2025-02-10') }),
      version(at('2024-06-01'), { effectiveAt: at('2025-04-05') }),
    );
    expect(pausesOf(paused)).toEqual([{ from: at('2025-02-10'), until: at('2025-04-05') }]);
    const of = (span: Span) => {
      const { paused: began, resting, at_end } = countsOf(read([paused]), span);
      return [began, resting, at_end];
    };
    expect(of(february)).toEqual([1, 1, 1]);
    expect(of(month('2025-03-01', '2025-04-01'))).toEqual([0, 1, 1]);
    expect(of(month('2025-04-01', '2025-05-01'))).toEqual([0, 0, 1]);
  });
});

describe('a contract taken up again under the same id', () => {
  const again = history(
    'a',
    version(at('2024-06-01')),
    version(at('2024-06-01'), { endsAt: at('2025-03-01'), effectiveAt: at('2025-03-01') }),
    version(at('2024-06-01'), { effectiveAt: at('2025-06-10') }),
  );
  const of = (span: Span) => {
    const { at_start, ended, returned, at_end } = countsOf(read([again]), span);
    return [at_start, ended, returned, at_end];
  };

  it('was left on 1 March and came back on 10 June', () => {
    expect(of(month('2025-03-01', '2025-04-01'))).toEqual([1, 1, 0, 0]);
    expect(of(month('2025-04-01', '2025-05-01'))).toEqual([0, 0, 0, 0]);
    expect(of(month('2025-06-01', '2025-07-01'))).toEqual([0, 0, 1, 1]);
  });

  it('has had no end where it was put off before it came', () => {
    const putOff = history(
      'a',
      version(at('2024-06-01'), { endsAt: at('2025-03-01') }),
      version(at('2024-06-01'), { effectiveAt: at('2025-02-20') }),
    );
    const { ended, at_end } = countsOf(read([putOff]), month('2025-03-01', '2025-04-01'));
    expect([ended, at_end]).toEqual([0, 1]);
  });

  it('runs on where its end was asked for and no end is told: only what is paid, or the asking, says one', () => {
    const asked = version(at('2024-06-01'), {
      cancelledAt: at('2025-01-20'),
      paidThrough: at('2025-02-15'),
      effectiveAt: at('2025-01-20'),
    });
    const told = history('a', version(at('2024-06-01')), asked);
    const ended = (leaving: Leaving) => countsOf(read([told], { leaving }), year).ended;
    expect([ended('ended'), ended('paid'), ended('asked')]).toEqual([0, 1, 1]);
  });
});

describe('a term', () => {
  const ends = (told: Partial<HeldVersion> = {}) =>
    version(at('2024-02-15'), { endsAt: at('2025-02-15'), ...told });
  const outcome = (versions: readonly HeldVersion[], told: Parameters<typeof read>[1] = {}) => {
    const { due, renewed, not_renewed, undecided } = countsOf(
      read([history('a', ...versions)], told),
      february,
    );
    return [due, renewed, not_renewed, undecided];
  };

  it('is renewed by an end put off, and by a new contract within a day', () => {
    expect(outcome([ends(), ends({ endsAt: at('2026-02-15'), effectiveAt: at('2025-02-01') })])).toEqual([
      1, 1, 0, 0,
    ]);
    const anew = (start: number) =>
      countsOf(read([history('a', ends()), history('a', version(start))]), february);
    expect(anew(at('2025-02-15') + day)).toMatchObject({ due: 1, renewed: 1, ended: 0 });
    expect(anew(at('2025-02-15') + day + 1)).toMatchObject({ due: 1, not_renewed: 1, ended: 1, returned: 1 });
  });

  it('is undecided until a day has passed', () => {
    expect(outcome([ends()], { asOf: at('2025-02-15') + day - 1 })).toEqual([1, 0, 0, 1]);
    expect(outcome([ends()], { asOf: at('2025-02-15') + day })).toEqual([1, 0, 1, 0]);
  });

  it('that nobody wants to go on with is not renewed, however one leaves', () => {
    const asked = ends({ cancelledAt: at('2024-12-01'), effectiveAt: at('2024-12-01') });
    expect(outcome([ends(), asked])).toEqual([1, 0, 1, 0]);
    expect(outcome([ends(), asked], { leaving: 'asked' })).toEqual([1, 0, 1, 0]);
  });

  it('did not come up where the contract was broken off before it', () => {
    const broken = ends({
      endsAt: at('2025-02-05'),
      cancelledAt: at('2025-02-05'),
      effectiveAt: at('2025-02-05'),
    });
    expect(outcome([ends(), broken])).toEqual([0, 0, 0, 0]);
  });

  it('of a contract billed by the month comes round on its day, on the last of shorter months', () => {
    const monthly = history('a', version(at('2024-12-31'), { period: 'month' }));
    const dues = duesOf(
      monthly,
      { from: at('2025-01-01'), until: startOfDay(localDayOf(at('2025-05-02'), zone), zone) },
      calendarOf(zone),
    );
    const dates = dues.map((one) => new Date(one + 3 * 3_600_000).toISOString().slice(0, 10));
    expect(dates).toEqual(['2025-01-31', '2025-02-28', '2025-03-31', '2025-04-30']);
  });

  it('comes round before and after the renewal that is told', () => {
    const told = history('a', version(at('2024-06-20'), { renewsAt: at('2025-03-15'), period: 'month' }));
    const dues = duesOf(told, february, calendarOf(zone));
    expect(dues).toEqual([at('2025-02-15')]);
  });
});

describe('random histories', () => {
  const random = fixedRandom(11);
  const whole = (below: number) => Math.floor(random() * below);
  const begin = utc('2025-01-01');

  /** Contracts of one holder, in whole days from the beginning. */
  const randomHolder = (): { start: number; end: number | null }[] =>
    Array.from({ length: 1 + whole(4) }, () => {
      const start = whole(180) - 40;
      return { start, end: random() < 0.25 ? null : start + 1 + whole(60) };
    });

  /** Day by day: covered, single free days between two contracts filled, an end of yesterday still open. */
  const slowly = (contracts: readonly { start: number; end: number | null }[], asOf: number) => {
    const [low, high] = [-60, 260];
    const known = contracts.filter(({ start }) => start < asOf);
    const under = (on: number) => known.some(({ start, end }) => on >= start && (end === null || on < end));
    const covered = (on: number) => {
      if (under(on)) return true;
      const ended = known.some(({ end }) => end === on);
      return ended && (known.some(({ start }) => start === on + 1) || on + 1 > asOf);
    };
    const days = Array.from({ length: high - low }, (_, i) => low + i);
    const starts = days.filter((on) => covered(on) && !covered(on - 1));
    const ends = days.filter((on) => !covered(on) && covered(on - 1) && on + 1 <= asOf);
    return (from: number, until: number) => {
      const atStart = covered(from - 1);
      const ended = atStart && ends.some((on) => on >= from && on < until);
      const began = starts.some((on) => on >= from && on < until);
      const isNew = (starts[0] ?? high) >= from && (starts[0] ?? high) < until;
      const atEnd = covered(until - 1);
      return { atStart, ended, isNew, returned: began && !isNew, atEnd };
    };
  };

  it('sum in every month, and equal a count day by day', () => {
    for (let round = 0; round < (process.env.PERDURE_LONG ? 2000 : 200); round += 1) {
      const contracts = randomHolder();
      const asOf = 150;
      const histories = contracts.map(({ start, end }) =>
        history('a', version(begin + start * day, end === null ? {} : { endsAt: begin + end * day })),
      );
      const facts = read(histories, { asOf: begin + asOf * day });
      const slow = slowly(contracts, asOf);
      for (let from = 0; from < asOf; from += 30) {
        const span = { from: begin + from * day, until: begin + (from + 30) * day };
        const flags = facts.flatMap((one) => inPeriod(one, span));
        const has = (which: string) => flags.some((flag) => flag === which);
        expect(
          {
            atStart: has('at_start'),
            ended: has('ended'),
            isNew: has('new'),
            returned: has('returned'),
            atEnd: has('at_end'),
          },
          JSON.stringify({ contracts, from }),
        ).toEqual(slow(from, from + 30));
        const n = countsOf(facts, span);
        expect(n.at_start - n.ended + n.new + n.returned - n.left_again).toBe(n.at_end);
        expect(n.renewed + n.not_renewed + n.undecided).toBe(n.due);
      }
    }
  });
});
