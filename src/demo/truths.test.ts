import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zTest } from '#src/maths/significance/index.ts';
import { julieFallsSilent } from './gym/index.ts';
import {
  backInDays,
  type History,
  historyOf,
  neverValue,
  proportion,
  share,
  signsIn,
} from './history.test-data.ts';
import {
  type DemoKind,
  dayNumber,
  type SameLawTruth,
  type StepTruth,
  weekday,
  yearAndMonth,
} from './making/index.ts';
import { wintersOf } from './ski/index.ts';
import { truths } from './truths.ts';

/** Days on which a demo may be first loaded: in January, on the night the clock changes, in summer, in autumn. */
const everyDay = [
  '2026-01-15T12:00:00Z',
  '2026-03-29T00:30:00Z',
  '2026-07-31T21:59:00Z',
  '2026-11-21T22:00:00Z',
];
/** Two of them; all with PERDURE_LONG. */
const days = process.env.PERDURE_LONG === undefined ? everyDay.slice(0, 2) : everyDay;

/** Read before the first test of a day, let go of after the last: sixteen histories would not fit beside each other. */
function toldOn(kind: DemoKind, day: string): () => History {
  let history: History | undefined;
  beforeAll(() => {
    history = historyOf(kind, Date.parse(day));
  });
  afterAll(() => {
    history = undefined;
  });
  return () => {
    if (history === undefined) throw new Error('not told yet');
    return history;
  };
}

describe.each(days)('the gym that ends on %s', (day) => {
  const gym = toldOn('gym', day);
  const { aha, january } = truths.gym;
  const lives = () => backInDays(gym(), aha).filter(({ user }) => user.startsWith('c-'));
  const early = ({ user, start }: { user: string; start: number }) =>
    gym()
      .times(user, aha.event)
      .filter((told) => told.day < start + aha.days).length;

  it('keeps 80 % from five visits in fourteen days on, and 20 % below, of 2,000 people or more', () => {
    expect(lives().length).toBeGreaterThanOrEqual(aha.people);
    for (const visits of [2, 3, 4]) {
      const some = lives().filter((life) => early(life) === visits);
      expect(Math.abs(share(some, (life) => life.back) - aha.below)).toBeLessThan(0.05);
    }
    for (const visits of [5, 6]) {
      const some = lives().filter((life) => early(life) === visits);
      expect(Math.abs(share(some, (life) => life.back) - aha.above)).toBeLessThan(0.05);
    }
  });

  it('finds no better threshold within a month than five visits in fourteen days', () => {
    const known = lives();
    const best = [7, 10, 14, 21, 30]
      .flatMap((window) => [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((times) => ({ window, times })))
      .map((cell) => ({ ...cell, mcc: matthews(gym(), known, cell) }))
      .reduce((a, b) => (b.mcc > a.mcc ? b : a));
    expect(best).toMatchObject({ window: aha.days, times: aha.times });
  });

  it('keeps 40 % of those who signed up in January and 60 % of the others (p < 0.001)', () => {
    const isJanuary = ({ start }: { start: number }) => yearAndMonth(start).month === january.by.month;
    const inJanuary = proportion(lives().filter(isJanuary));
    const others = proportion(lives().filter((life) => !isJanuary(life)));
    expect(inJanuary.hits / inJanuary.total).toBeCloseTo(january.share, 1);
    expect(Math.abs(others.hits / others.total - january.others)).toBeLessThan(0.01);
    const test = zTest(inJanuary, others);
    expect(test.known && test.value.p).toBeLessThan(0.001);
  });

  it('keeps as many whatever the channel', () => expectSameLaw(gym(), truths.gym.channels));

  it.each(['cart', 'trialAttended', 'trialMissed'] as const)('converts as planted: %s', (name) => {
    const truth: StepTruth = truths.gym[name];
    const first = [...gym().people.keys()].flatMap((user) =>
      gym()
        .times(user, truth.first)
        .slice(0, 1)
        .map((told) => ({ user, at: told.at })),
    );
    const watched = first.filter(({ at }) => at + truth.days * 86_400_000 < gym().now);
    const went = share(watched, ({ user, at }) =>
      gym()
        .times(user, truth.next)
        .some((told) => told.at >= at && told.at <= at + truth.days * 86_400_000),
    );
    expect(Math.abs(went - truth.share)).toBeLessThan(0.02);
  });

  it('sees Julie three times a week for seventeen weeks, then never again', () => {
    const visits = gym()
      .times(truths.gym.julie.userId, 'visit')
      .map((told) => told.day);
    const silence = julieFallsSilent(gym().today);
    expect(visits).toHaveLength(3 * 17);
    expect(silence - (visits.at(-1) ?? 0)).toBe(2); // the Saturday before that Monday
    expect(gym().today - silence).toBeGreaterThanOrEqual(14);
    expect(gym().today - silence).toBeLessThanOrEqual(20);
    expect(gym().times(truths.gym.julie.userId, { standard: 'Trial Attended' })).toHaveLength(1);
  });

  it('sees Marc ten days ago, Sophie on Tuesdays and Thursdays, Nadia five times, Paul twice, Léa once', () => {
    const visits = (user: string) =>
      gym()
        .times(user, 'visit')
        .map((told) => told.day);
    const recent = (user: string) => visits(user).filter((visit) => visit > gym().today - 90).length;
    expect(gym().today - (visits('marc').at(-1) ?? 0)).toBe(10);
    expect(new Set(visits('sophie').map(weekday))).toEqual(new Set([2, 4]));
    expect(visits('sophie')).toHaveLength(24);
    expect([recent('nadia'), recent('paul'), recent('lea'), visits('lea').length]).toEqual([5, 2, 1, 1]);
  });
});

describe.each(days)('the streaming service that ends on %s', (day) => {
  const films = toldOn('streaming', day);
  const { value, contest, tastes } = truths.streaming;

  it('has 200 people who sign in eight times or more every month and never watch for fifteen minutes in one', () => {
    const openers = [...films().people.keys()].filter(
      (user) => user.startsWith('s-') && neverValue(films(), user),
    );
    expect(openers.length).toBeGreaterThanOrEqual(value.openers);
  });

  it('keeps 50 % of those the contest brought and 74 % of the others (p < 0.001)', () => {
    const lives = backInDays(films(), contest);
    const won = ({ user }: { user: string }) =>
      films().traits(user)[films().name('channel')] === films().name('contest');
    const fromContest = proportion(lives.filter(won));
    const others = proportion(lives.filter((life) => !won(life)));
    expect(Math.abs(fromContest.hits / fromContest.total - contest.share)).toBeLessThan(0.02);
    expect(Math.abs(others.hits / others.total - contest.others)).toBeLessThan(0.02);
    const test = zTest(fromContest, others);
    expect(test.known && test.value.p).toBeLessThan(0.001);
  });

  it('sees two hundred people move from series to documentaries, 80 % before and after, and nobody else', () => {
    const turn = films().today - tastes.daysAgo;
    const moved = [...films().people.keys()].filter((user) => {
      const plays = films().times(user, tastes.event);
      const loves = (list: typeof plays, named: 'series' | 'documentaries') =>
        share(list, (told) => told.properties[films().name('category')] === films().name(named));
      const before = plays.filter((told) => told.day < turn);
      const after = plays.filter((told) => told.day >= turn);
      return (
        Math.min(before.length, after.length) >= 10 &&
        loves(before, 'series') > 0.7 &&
        loves(after, 'documentaries') > 0.7
      );
    });
    expect(moved).toHaveLength(tastes.people);
  });
});

describe.each(days)('the software that ends on %s', (day) => {
  const b2b = toldOn('b2b', day);
  const { onboarding, regions, unusedPortal, silent, lumen } = truths.b2b;
  const owner = (account: string) => b2b().members.get(account)?.[0] ?? '';
  const did = (account: string, named: Parameters<History['name']>[0]) => b2b().times(owner(account), named);
  const opened = (account: string) => did(account, 'accountOpened')[0]?.day ?? Number.POSITIVE_INFINITY;
  const old = (age: number) =>
    [...b2b().accounts.keys()].filter((account) => opened(account) + age < b2b().today);

  it('loses 60 % of the accounts whose import failed and 15 % of the others within six months', () => {
    const lives = old(onboarding.days).map((account) => ({
      failed: did(account, onboarding.failed).length > 0,
      back: did(account, onboarding.left).some((told) => told.day <= opened(account) + onboarding.days),
    }));
    const failed = lives.filter((life) => life.failed);
    const passed = lives.filter((life) => !life.failed);
    expect(Math.abs(failed.length / lives.length - onboarding.failing)).toBeLessThan(0.01);
    expect(Math.abs(share(failed, (life) => life.back) - onboarding.leftOfFailed)).toBeLessThan(0.02);
    expect(Math.abs(share(passed, (life) => life.back) - onboarding.leftOfPassed)).toBeLessThan(0.02);
    const test = zTest(proportion(failed), proportion(passed));
    expect(test.known && test.value.p).toBeLessThan(1e-6);
  });

  it('keeps as many accounts whatever the region', () => {
    const groups = Map.groupBy(
      old(regions.to).filter((account) => account !== lumen.accounts[0]),
      (account) => b2b().accounts.get(account)?.[b2b().name('region')],
    );
    expect(groups.size).toBe(4);
    expectAlike(
      [...groups.values()].map((accounts) =>
        proportion(
          accounts.map((account) => ({
            back: signsIn(b2b(), account, opened(account) + regions.from, opened(account) + regions.to),
          })),
        ),
      ),
    );
  });

  it('has sixty running accounts that pay for the portal and never shared it, Atelier Lumen among them', () => {
    const running = new Set(
      b2b()
        .demo.contracts.filter((row) => row.offer === b2b().name('portal') && row.end === null)
        .map((row) => row.holder.id),
    );
    const never = [...running].filter(
      (account) =>
        (b2b().members.get(account) ?? []).every((user) => b2b().times(user, 'shared').length === 0) &&
        opened(account) < b2b().today - 31,
    );
    expect(never).toHaveLength(unusedPortal.accounts);
    expect(never).toContain(lumen.accounts[0]);
  });

  it('has twenty-five accounts that asked five times a month until two months ago, and work half as much since', () => {
    const tickets = (account: string) => did(account, { standard: 'Ticket Opened' });
    const fellSilent = [...b2b().accounts.keys()].filter((account) => {
      const loud = tickets(account).filter(
        (told) => told.day >= b2b().today - 120 && told.day < b2b().today - 60,
      ).length;
      return loud >= 8 && tickets(account).every((told) => told.day < b2b().today - 60);
    });
    expect(fellSilent).toHaveLength(silent.accounts);
    const signIns = (from: number, to: number) =>
      fellSilent
        .flatMap((account) => b2b().members.get(account) ?? [])
        .flatMap((user) => b2b().times(user, 'signedIn'))
        .filter((told) => told.day >= b2b().today - from && told.day < b2b().today - to).length;
    expect(signIns(60, 0) / signIns(120, 60)).toBeLessThan(0.62);
  });

  it('sees six of the ten seats of Atelier Lumen active in the last thirty days', () => {
    const [account] = lumen.accounts;
    expect(b2b().accounts.get(account)?.[b2b().name('seats')]).toBe(10);
    const active = (b2b().members.get(account) ?? []).filter((user) =>
      b2b()
        .times(user, 'signedIn')
        .some((told) => told.day > b2b().today - 30),
    );
    expect(active).toHaveLength(6);
    expect(active.flatMap((user) => b2b().times(user, 'automated')).length).toBeGreaterThan(0);
  });
});

describe.each(days)('the ski shop that ends on %s', (day) => {
  const shop = toldOn('ski', day);
  const { season } = truths.ski;
  const hires = (user: string) =>
    shop()
      .times(user, season.event)
      .map((told) => told.day);

  it('hires from December to April only', () => {
    const months = new Set(
      [...shop().people.keys()].flatMap(hires).map((hired) => yearAndMonth(hired).month),
    );
    expect([...months].filter((month) => month > season.lastMonth && month < season.firstMonth)).toEqual([]);
  });

  it('sees 55 % of one winter’s customers again in the next', () => {
    const whole = wintersOf(shop().today).filter((first) => first + 150 < shop().today);
    const inWinter = (user: string, first: number) =>
      hires(user).some((hired) => hired >= first && hired < first + 150);
    for (const [i, first] of whole.entries()) {
      const next = whole[i + 1];
      if (next === undefined) continue;
      const came = [...shop().people.keys()].filter((user) => user.startsWith('k-') && inWinter(user, first));
      expect(Math.abs(share(came, (user) => inWinter(user, next)) - season.back)).toBeLessThan(0.01);
    }
    expect(whole.length).toBeGreaterThanOrEqual(2);
  });

  it('sees Bruno every winter, and Claire in all but the last that is over', () => {
    const past = wintersOf(shop().today).filter((first) => first + 41 < shop().today);
    expect(hires('bruno')).toHaveLength(past.length);
    const last = wintersOf(shop().today).findLast(
      (first) => dayNumber(yearAndMonth(first).year + 1, 5, 1) <= shop().today,
    );
    expect(hires('claire').length).toBeGreaterThanOrEqual(1);
    expect(hires('claire').filter((hired) => last !== undefined && hired >= last)).toEqual([]);
  });
});

/** Matthews' correlation between "did it so often in the window" and "stayed". */
function matthews(
  gym: History,
  lives: readonly { user: string; start: number; back: boolean }[],
  { window, times }: { window: number; times: number },
): number {
  const count = { both: 0, onlyOften: 0, onlyBack: 0, neither: 0 };
  for (const { user, start, back } of lives) {
    const visits = gym.times(user, truths.gym.aha.event).filter((told) => told.day < start + window).length;
    if (visits >= times) count[back ? 'both' : 'onlyOften'] += 1;
    else count[back ? 'onlyBack' : 'neither'] += 1;
  }
  const { both, onlyOften, onlyBack, neither } = count;
  const spread = Math.sqrt(
    (both + onlyOften) * (both + onlyBack) * (neither + onlyOften) * (neither + onlyBack),
  );
  return spread === 0 ? 0 : (both * neither - onlyOften * onlyBack) / spread;
}

function expectSameLaw(history: History, truth: SameLawTruth): void {
  const groups = Map.groupBy(
    backInDays(history, truth).filter(({ user }) => user.startsWith('c-')),
    ({ user }) => history.traits(user)[history.name(truth.trait)],
  );
  expect(groups.size).toBe(5);
  expectAlike([...groups.values()].map(proportion));
}

/** No pair of groups differs, even before any correction. */
function expectAlike(groups: readonly { hits: number; total: number }[]): void {
  for (const [i, a] of groups.entries()) {
    for (const b of groups.slice(i + 1)) {
      const test = zTest(a, b);
      expect(test.known && test.value.p).toBeGreaterThan(0.05);
    }
  }
}
