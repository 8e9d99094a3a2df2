import {
  type Called,
  called,
  cities,
  type DayNumber,
  Decks,
  type DemoWords,
  Quota,
  Quotas,
  Random,
  yearAndMonth,
} from '../making/index.ts';
import { gymTruths } from './truths.ts';

/** Somebody who thought of joining. */
export interface Prospect {
  readonly number: number;
  readonly id: string;
  readonly called: Called;
  readonly city: string;
  readonly channel: string;
  /** First seen, and cart filled. */
  readonly cart: DayNumber;
  readonly trial: { readonly day: DayNumber; readonly attended: boolean } | null;
  readonly random: Random;
}

/** Somebody who joined. */
export interface Member extends Prospect {
  readonly signUp: DayNumber;
  /** Comes often enough in the first days. */
  readonly reaches: boolean;
  /** Still comes in the third month. */
  readonly stays: boolean;
  readonly plan: 'monthly' | 'yearly' | 'student';
  readonly club: string;
}

/** Days since the sign-up, the second one not included, in which some do not come and do not pay. */
export const pauseOf = ({ stays, number }: Member): { readonly from: number; readonly to: number } | null =>
  stays && number % 19 === 3 ? { from: 120, to: 150 } : null;

const { aha, january, trialAttended, trialMissed, cart } = gymTruths;

/** Sign-ups without a trial a day, and trials a day, in an even month. */
const signUpsADay = 2.9;
const trialsADay = 2.2;
const attendedShare = 5 / 6;
/** January and September fill the hall; August is empty. */
const season = [1.9, 1.1, 1, 0.9, 0.95, 1.05, 0.7, 0.5, 1.6, 1.1, 0.8, 0.6];

const clubs = ['Lyon Part-Dieu', 'Lyon Vaise', 'Villeurbanne Gratte-Ciel'];
const plans = new Map([
  ['monthly', 55],
  ['yearly', 30],
  ['student', 15],
] as const);

/** Share who must come often at first so that, with the step of the aha, so many stay. */
const reachFor = (stay: number): number => (stay - aha.below) / (aha.above - aha.below);

/** Everybody but those whose story is told, in the order of their sign-up. */
export function crowd(
  place: { readonly words: DemoWords; readonly begin: DayNumber; readonly today: DayNumber },
  random: Random,
): { members: Member[]; prospects: Prospect[] } {
  const comers = arrivals(place, random);
  const joined = comers.filter(isJoining).sort((a, b) => a.signUp - b.signUp);
  const left = comers.filter((comer) => !isJoining(comer));
  const fates = new Fates(place.words, random);
  let number = 0;
  const person = () => {
    number += 1;
    return {
      number,
      id: `c-${number}`,
      called: called(random, number),
      city: random.weighted(cities),
      random: new Random(`gym/${number}`),
    };
  };
  return {
    members: joined.map((comer) => ({ ...person(), ...comer, ...fates.next(comer.signUp) })),
    prospects: left.map((comer) => ({ ...person(), ...comer, channel: fates.channel('prospect') })),
  };
}

interface Comer {
  readonly cart: DayNumber;
  readonly trial: Prospect['trial'];
  readonly signUp: DayNumber | null;
}

const isJoining = (comer: Comer): comer is Comer & { readonly signUp: DayNumber } => comer.signUp !== null;

/** Who comes by when: straight to a sign-up, by way of a trial, or leaving a cart behind. */
function arrivals(place: { readonly begin: DayNumber; readonly today: DayNumber }, random: Random): Comer[] {
  const signs = { attended: new Quota(trialAttended.share), missed: new Quota(trialMissed.share) };
  const attends = new Quota(attendedShare);
  const comers: Comer[] = [];
  let owed = { straight: 0, trials: 0, carts: 0 };
  for (let day = place.begin; day <= place.today; day += 1) {
    const busy = season[yearAndMonth(day).month - 1] ?? 1;
    owed = { ...owed, straight: owed.straight + signUpsADay * busy, trials: owed.trials + trialsADay * busy };
    for (; owed.straight >= 1; owed.straight -= 1) {
      comers.push({ cart: day - random.whole(0, 3), trial: null, signUp: day });
      owed.carts += 1 / cart.share - 1;
    }
    for (; owed.trials >= 1; owed.trials -= 1) {
      const attended = attends.next();
      const joins = (attended ? signs.attended : signs.missed).next();
      const trial = { day: day + random.whole(1, 6), attended };
      comers.push({ cart: day, trial, signUp: joins ? trial.day + random.whole(0, 7) : null });
      owed.carts += joins ? 1 / cart.share - 1 : -1;
    }
    for (; owed.carts >= 1; owed.carts -= 1) comers.push({ cart: day, trial: null, signUp: null });
  }
  return comers;
}

/** Deals who comes often, who stays, and by which channel they came. */
class Fates {
  readonly #often = new Quotas();
  readonly #stay = new Quotas();
  readonly #channels: Decks<string>;
  readonly #random: Random;

  constructor(words: DemoWords, random: Random) {
    this.#random = random;
    this.#channels = new Decks(
      new Map([
        [words.wordOfMouth, 5],
        [words.instagram, 4],
        [words.search, 4],
        [words.companies, 4],
        [words.posters, 3],
      ]),
      random,
    );
  }

  channel(group: string): string {
    return this.#channels.next(group);
  }

  next(signUp: DayNumber): Pick<Member, 'reaches' | 'stays' | 'channel' | 'plan' | 'club'> {
    const isJanuary = yearAndMonth(signUp).month === january.by.month;
    const season = isJanuary ? 'january' : 'other';
    const reaches = this.#often.next(season, reachFor(isJanuary ? january.share : january.others));
    const stays = this.#stay.next(`${season}/${reaches}`, reaches ? aha.above : aha.below);
    return {
      reaches,
      stays,
      channel: this.channel(`${season}/${reaches}/${stays}`),
      plan: this.#random.weighted(plans),
      club: this.#random.pick(clubs),
    };
  }
}
