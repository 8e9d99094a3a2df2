import { type DayNumber, Decks, type DemoWords, Quotas, Random } from '../making/index.ts';
import { softwareTruths } from './truths.ts';

/** A paid option of the software. */
export type Option = 'automations' | 'portal';

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
  /** Options that are paid and never used. */
  readonly unused: readonly Option[];
  readonly opened: DayNumber;
  /** The import of its users failed. */
  readonly failed: boolean;
  /** Months after the opening at which the contract ends; may lie after the demo's end. */
  readonly months: number;
  /** Used to ask often, and has fallen silent. */
  readonly silent: boolean;
  readonly random: Random;
}

const { onboarding, unusedPortal, silent, lumen } = softwareTruths;

const openedADay = 0.63;
/** An account this old has had time to use what it pays for, and to fall silent. */
const settledDays = 240;

const regions = ['north', 'south', 'east', 'west'] as const;
const sectors = ['trade', 'health', 'industry', 'services'] as const;
const families =
  'Bernard Moreau Lefèvre Garnier Perrin Masson Chevalier Renard Colin Lacroix Berger Marchand'.split(' ');
const trades =
  'Menuiserie Ateliers Clinique Transports Cabinet Fonderie Imprimerie Serrurerie Maison Groupe'.split(' ');

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
    unused: [],
    opened,
    silent: false,
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
    (one) => one.opened + settledDays < today && one.opened + one.months * 30 > today + 30,
  );
  const quiet = new Set(settled.filter((_, i) => i % 3 === 0).slice(0, silent.accounts));
  const payers = settled.filter((one) => !quiet.has(one));
  const paying = new Set(payers.slice(0, unusedPortal.accounts - 1)); // the last one is Atelier Lumen
  const sharing = new Set(payers.slice(unusedPortal.accounts));
  if (quiet.size < silent.accounts || paying.size < unusedPortal.accounts - 1) {
    throw new Error('too few settled accounts for what is planted');
  }
  return all.map((one) => {
    if (quiet.has(one)) return { ...one, silent: true };
    if (paying.has(one)) return { ...one, options: [...one.options, 'portal'], unused: ['portal'] };
    return sharing.has(one) ? { ...one, options: [...one.options, 'portal'] } : one;
  });
}

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
  unused: ['portal'],
  opened: today - 400,
  failed: false,
  months: 120,
  silent: false,
  random: new Random('b2b/lumen'),
});
