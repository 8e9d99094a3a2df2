import {
  type DayNumber,
  Decks,
  type DemoWords,
  monthsLater,
  Quota,
  Quotas,
  Random,
} from '../making/index.ts';
import { softwareTruths } from './truths.ts';

/** A paid option of the software. */
export type Option = 'automations' | 'portal';

/** What becomes of what an account pays for, some months after its opening. */
export type Course = 'steady' | 'grows' | 'shrinks' | 'moves_up' | 'adds_automations';

export type Mission = keyof typeof softwareTruths.missions.of;

/** A company that uses the software. */
export interface Account {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly sector: string;
  readonly region: string;
  readonly plan: 'team' | 'business';
  readonly seats: number;
  /** How many people use it. */
  readonly people: number;
  readonly options: readonly Option[];
  /** Of these, what was bought later. */
  readonly later: readonly Option[];
  /** Options that are paid and never used. */
  readonly unused: readonly Option[];
  readonly opened: DayNumber;
  /** The import of its users failed. */
  readonly failed: boolean;
  /** Months after the opening at which the contract ends; may lie after the demo's end. */
  readonly months: number;
  /** Used to ask often, and has fallen silent. */
  readonly silent: boolean;
  /** Stops using it ninety days before the end of its contract. */
  readonly fades: boolean;
  /** What becomes of what it pays for. */
  readonly course: Course;
  /** Came to plan in less time, and says so. */
  readonly aims: boolean;
  /** Was helped with the roll-out, and what became of that mission. */
  readonly mission: Mission | null;
  readonly random: Random;
}

const { onboarding, unusedPortal, silent, lumen, fading, missions } = softwareTruths;

const openedADay = 0.63;
/** An account this old has had time to use what it pays for, and to fall silent. */
const settledDays = 240;

const regions = ['north', 'south', 'east', 'west'] as const;
const sectors = ['trade', 'health', 'industry', 'services'] as const;
const families =
  'Bernard Moreau Lefèvre Garnier Perrin Masson Chevalier Renard Colin Lacroix Berger Marchand'.split(' ');
const trades =
  'Menuiserie Ateliers Clinique Transports Cabinet Fonderie Imprimerie Serrurerie Maison Groupe'.split(' ');

/** Dealt round in the order of opening. */
const courses: readonly Course[] = [
  'steady',
  'grows',
  'steady',
  'adds_automations',
  'shrinks',
  'moves_up',
  'steady',
];

/** Every account in the order of its opening; the one whose story is told comes last. */
export function accounts(place: {
  readonly words: DemoWords;
  readonly begin: DayNumber;
  readonly today: DayNumber;
}): Account[] {
  const random = new Random('b2b/crowd');
  const dealt = openings(place, random).map((opened, i) =>
    newcomer(place.words, { opened, number: i + 1 }, random),
  );
  const fated = new Fates(place.words, random).deal(dealt);
  return [...planted(fated, place.today), atelierLumen(place)];
}

function openings({ begin, today }: { begin: DayNumber; today: DayNumber }, random: Random): DayNumber[] {
  const days: DayNumber[] = [];
  for (let day = begin, owed = 0; day <= today; day += 1) {
    for (owed += openedADay * (0.7 + 0.6 * random.share()); owed >= 1; owed -= 1) days.push(day);
  }
  return days;
}

type Newcomer = Omit<Account, 'region' | 'failed' | 'months'>;

function newcomer(
  words: DemoWords,
  { opened, number }: { readonly opened: DayNumber; readonly number: number },
  random: Random,
): Newcomer {
  const seats = random.whole(3, 9);
  return {
    id: `acc-${number}`,
    number,
    name: `${random.pick(trades)} ${random.pick(families)}`,
    sector: words[random.pick(sectors)],
    plan: random.happens(0.4) ? 'business' : 'team',
    seats,
    people: Math.max(2, seats - random.whole(1, 4)),
    options: random.happens(0.35) ? ['automations'] : [],
    later: [],
    unused: [],
    opened,
    silent: false,
    fades: false,
    mission: null,
    course: courses[number % courses.length] ?? 'steady',
    aims: number % 3 === 0,
    random: new Random(`b2b/${number}`),
  };
}

/** Deals who fails the import, who leaves, and where they are. */
class Fates {
  readonly #quotas = new Quotas();
  readonly #regions: Decks<keyof DemoWords>;
  readonly #words: DemoWords;

  constructor(words: DemoWords, random: Random) {
    this.#words = words;
    this.#regions = new Decks<keyof DemoWords>(new Map(regions.map((region) => [region, 1])), random);
  }

  deal(newcomers: readonly Newcomer[]): Account[] {
    return newcomers.map((one) => {
      const failed = this.#quotas.next('failed', onboarding.failing);
      const leaves = this.#quotas.next(
        `left/${failed}`,
        failed ? onboarding.leftOfFailed : onboarding.leftOfPassed,
      );
      const region = this.#words[this.#regions.next(`${failed}/${leaves}`)];
      const months = leaves ? one.random.whole(1, 5) : 8 + Math.floor(one.random.wait(40));
      return { ...one, failed, region, months };
    });
  }
}

/** Gives the settled accounts their planted ways: some fall silent, some pay for a portal that they never share. */
function planted(all: readonly Account[], today: DayNumber): Account[] {
  const settled = all.filter(
    (one) => one.opened + settledDays < today && one.opened + one.months * 30 > today + 60,
  );
  const quiet = new Set(settled.filter((_, i) => i % 3 === 0).slice(0, silent.accounts));
  const payers = settled.filter((one) => !quiet.has(one));
  const paying = new Set(payers.slice(0, unusedPortal.accounts - 1)); // the last one is Atelier Lumen
  const sharing = new Map(payers.slice(unusedPortal.accounts).map((one, place) => [one, place]));
  if (quiet.size < silent.accounts || sharing.size < missionsInOrder.length) {
    throw new Error('too few settled accounts for what is planted');
  }
  const fading = fadingOnes(all, today);
  return all.map((one) => {
    const later = boughtLater(one);
    const own = { ...one, fades: fading.has(one), options: [...one.options, ...later], later };
    if (quiet.has(one)) return { ...own, silent: true };
    if (paying.has(one)) return { ...own, options: [...own.options, 'portal'], unused: ['portal'] };
    const place = sharing.get(one);
    if (place === undefined) return own;
    return { ...own, options: [...own.options, 'portal'], mission: missionsInOrder[place] ?? null };
  });
}

/** Each outcome as often as it is planted. */
const missionsInOrder = Object.entries(missions.of).flatMap(([outcome, times]) =>
  Array.from({ length: times }, () => outcome as Mission),
);

/** Days from now in which the contracts end of those that are fading now: silent for over a month, not yet for three. */
const soon = { from: 20, to: 55 } as const;

/** Of those that left, a share; and those about to leave. */
function fadingOnes(all: readonly Account[], today: DayNumber): Set<Account> {
  const quota = new Quota(fading.share);
  const end = (one: Account) => monthsLater(one.opened, one.months);
  const leaving = all.filter((one) => canFade(one.months)).sort((a, b) => end(a) - end(b));
  return new Set(
    leaving.filter((one) =>
      end(one) <= today ? quota.next() : end(one) >= today + soon.from && end(one) <= today + soon.to,
    ),
  );
}

/** Long enough there that its use could be seen before it fell; in the seventh month all are seen to work. */
const canFade = (months: number): boolean => months === 4 || months === 5 || months >= 11;

/** Bought in the fifth month, by those who have not got them yet and stay for longer. */
const boughtLater = ({ course, options, months }: Account): readonly Option[] =>
  course === 'adds_automations' && months > 5 && !options.includes('automations') ? ['automations'] : [];

/** From when on an account has an option. */
export const optionSince = ({ opened, later }: Account, option: Option): DayNumber =>
  later.includes(option) ? monthsLater(opened, 4) : opened;

/** Pays for two options and uses one; six of its ten seats are active. */
const atelierLumen = ({
  words,
  today,
}: {
  readonly words: DemoWords;
  readonly today: DayNumber;
}): Account => ({
  id: lumen.accounts[0],
  number: 10_000,
  name: 'Atelier Lumen',
  sector: words.trade,
  region: words.south,
  plan: 'business',
  seats: 10,
  people: 6,
  options: ['automations', 'portal'],
  later: [],
  unused: ['portal'],
  opened: today - 400,
  failed: false,
  months: 120,
  silent: false,
  fades: false,
  course: 'steady',
  aims: true,
  mission: null,
  random: new Random('b2b/lumen'),
});
