import type { Period } from '#src/customers/calendar/index.ts';
import type { Deed, EventMatch } from '#src/customers/event-match/index.ts';
import type { Words } from '#src/customers/frame/index.ts';
import { datesIn, written } from './written.ts';

/** A share as people write it: 42 %, 1,8 %. One decimal below 10 %. */
export function percent(share: number): Words {
  const digits = share !== 0 && Math.abs(share) < 0.0995 ? 1 : 0;
  return { fr: number('fr', share, digits), en: number('en', share, digits) };
}

/** A range of shares without saying "%" twice: 40–44 %. */
export function percentRange(low: number, high: number): Words {
  const alike = Math.round(low * 100) === Math.round(high * 100);
  const digits = high < 0.0995 || alike ? 1 : 0;
  const bare = (language: 'fr' | 'en', share: number) =>
    written(language, share * 100, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return {
    fr: `${bare('fr', low)}–${number('fr', high, digits)}`,
    en: `${bare('en', low)}–${number('en', high, digits)}`,
  };
}

const number = (language: 'fr' | 'en', share: number, digits: number): string =>
  written(language, share, {
    style: 'percent',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).replace('-', '−');

/** A difference of shares in points, with its sign, a minus where Intl writes a hyphen: +6 points, −2 points. */
export function points(difference: number): Words {
  const said = (language: 'fr' | 'en') =>
    written(language, difference * 100, { maximumFractionDigits: 1, signDisplay: 'exceptZero' }).replace(
      '-',
      '−',
    );
  const one = Math.abs(difference * 100) < 2 - 1e-9;
  return {
    fr: `${said('fr')} point${one ? '' : 's'}`,
    en: `${said('en')} point${Math.abs(difference * 100) === 1 ? '' : 's'}`,
  };
}

/** Below this many, a share moves by more than three points with one person. */
export const fewPeople = 30;

/** Said after a figure of few people; nothing where they are enough. */
export const fewWords = (people: number, unit: Counted): Words =>
  people < fewPeople
    ? {
        fr: ` : trop peu de ${peopleNoun(unit).fr} pour s’y fier`,
        en: `: too few ${peopleNoun(unit).en} to rely on`,
      }
    : { fr: '', en: '' };

/** A whole number with its thousands apart. */
export const count = (value: number): Words => ({
  fr: written('fr', value),
  en: written('en', value),
});

/** What is counted. */
export type Counted = 'customer' | 'account';

/** What is counted, in one word: of one, or of several. */
export function unitNoun(unit: Counted, several = false): Words {
  const one = unit === 'account' ? { fr: 'compte', en: 'account' } : { fr: 'client', en: 'customer' };
  return several ? { fr: `${one.fr}s`, en: `${one.en}s` } : one;
}

/** Nobody, of what is counted; before « ne » in French: personne n’…, aucun compte n’…. */
export const nobody = (unit: Counted): Words =>
  unit === 'account' ? { fr: 'aucun compte', en: 'no account' } : { fr: 'personne', en: 'nobody' };

/** A sentence of nobody: Personne n’a commencé. @param did what follows, with « ne » in French */
export function nobodyDid(unit: Counted, did: Words): Words {
  const who = sentence(nobody(unit));
  return { fr: `${who.fr} ${did.fr}`, en: `${who.en} ${did.en}` };
}

/** People where customers are counted, else accounts: of one, or of several. */
export function peopleNoun(unit: Counted, several = true): Words {
  if (unit === 'account') return unitNoun(unit, several);
  return several ? { fr: 'personnes', en: 'people' } : { fr: 'personne', en: 'person' };
}

/** So many people, or accounts: 1 personne, 12 comptes. French counts none as one. */
export const peopleCounted = (value: number, unit: Counted): Words => ({
  fr: `${count(value).fr} ${peopleNoun(unit, value >= 2).fr}`,
  en: `${count(value).en} ${peopleNoun(unit, value !== 1).en}`,
});

/** So many of what is counted, with what is said of them: 1 compte jugé, 12 clients jugés. French counts none as one. */
export function unitsCounted(value: number, unit: Counted, said: Words = { fr: '', en: '' }): Words {
  const several = value >= 2;
  const after = said.fr === '' ? said : { fr: ` ${said.fr}${several ? 's' : ''}`, en: ` ${said.en}` };
  return {
    fr: `${count(value).fr} ${unitNoun(unit, several).fr}${after.fr}`,
    en: `${count(value).en} ${unitNoun(unit, value !== 1).en}${after.en}`,
  };
}

const nouns = {
  day: { fr: 'jour', en: 'day' },
  week: { fr: 'semaine', en: 'week' },
  month: { fr: 'mois', en: 'month' },
} as const;

/** A period by its length: jour, semaine, mois. */
export const periodNoun = (period: Period): Words => nouns[period];

/** Which interval: la 4ᵉ semaine, the 4th week. */
export function nth(interval: number, period: Period): Words {
  const [article, ordinal] =
    period === 'week' ? ['la', feminineOrdinal(interval)] : ['le', interval === 1 ? '1ᵉʳ' : `${interval}ᵉ`];
  return { fr: `${article} ${ordinal} ${nouns[period].fr}`, en: `in ${nouns[period].en} ${interval}` };
}

/** Which of several, of what is feminine in French: 1ʳᵉ, 2ᵉ. */
export const feminineOrdinal = (place: number): string => (place === 1 ? '1ʳᵉ' : `${place}ᵉ`);

/** So many days from the first on: le premier jour, les 7 premiers jours; the first day, the first 7 days. */
export const firstDays = (days: number): Words => ({
  fr: days === 1 ? 'le premier jour' : `les ${days} premiers jours`,
  en: days === 1 ? 'the first day' : `the first ${days} days`,
});

/** From one day to another, both told: du 3 mars 2025 au 16 mars 2025. */
export function fromTo(from: string, to: string): Words {
  const [first, last] = [rowName(from, 'day'), rowName(to, 'day')];
  return {
    fr: `du ${first.fr.replace('le ', '')} au ${last.fr.replace('le ', '')}`,
    en: `from ${first.en} to ${last.en}`,
  };
}

/** A sentence from what may begin small. */
export const sentence = ({ fr, en }: Words): Words => ({ fr: begun(fr), en: begun(en) });
const begun = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A span of intervals: entre les jours 4 et 7. */
export function between(from: number, to: number, period: Period): Words {
  const plural = period === 'month' ? 'mois' : `${nouns[period].fr}s`;
  return { fr: `entre les ${plural} ${from} et ${to}`, en: `between ${nouns[period].en}s ${from} and ${to}` };
}

/** A row by its first day, as people say it: mars 2025, la semaine du 24 mars 2025. */
export function rowName(date: string, period: Period): Words {
  const said = (language: 'fr' | 'en') =>
    datesIn(language, {
      year: 'numeric',
      month: 'long',
      ...(period === 'month' ? {} : { day: 'numeric' }),
    }).format(Date.parse(`${date}T00:00:00Z`));
  if (period === 'week') return { fr: `la semaine du ${said('fr')}`, en: `the week of ${said('en')}` };
  if (period === 'day') return { fr: `le ${said('fr')}`, en: said('en') };
  return { fr: said('fr'), en: said('en') };
}

/** A month of every year by its number, 1 for January: novembre, November. */
export const monthName = (month: number): Words =>
  everyYear({ month: 'long' }, Date.UTC(leapYear, month - 1));

/** A day of every year, such as 11-01: 1er novembre, 1 November. */
export const dayOfYear = (monthDay: string): Words =>
  everyYear({ day: 'numeric', month: 'long' }, Date.parse(`${leapYear}-${monthDay}T00:00:00Z`));

/** A year that has every day. */
const leapYear = 2000;

const everyYear = (parts: Intl.DateTimeFormatOptions, at: number): Words => ({
  fr: datesIn('fr', parts).format(at),
  en: datesIn('en', parts).format(at),
});

/** The same sentence in both languages, made of parts that have both. */
export const say = (fr: string, en: string): Words => ({ fr, en });

/** An event's name as a sentence says it. */
export const nameWords = ({ event }: EventMatch): Words =>
  event === null ? say('événement', 'event') : say(`« ${event} »`, `“${event}”`);

/** The same, with how many conditions it must pass. */
export function eventWords(match: EventMatch): Words {
  const name = nameWords(match);
  const conditions = match.where.length;
  if (conditions === 0) return name;
  return say(
    `${name.fr} répondant à ${conditions === 1 ? 'une condition' : `${conditions} conditions`}`,
    `${name.en} passing ${conditions === 1 ? 'one condition' : `${conditions} conditions`}`,
  );
}

/** What people did, as a noun: « visite », or moment de valeur (« Écoute »). */
export const deedWords = (deed: Deed): Words =>
  'reached' in deed
    ? say(
        `moment de valeur (« ${deed.reached.definition.name} »)`,
        `moment of value (“${deed.reached.definition.name}”)`,
      )
    : eventWords(deed);

/** What people do, as a verb of several: font « visite », or reçoivent de la valeur (« Écoute »). */
export function doingWords(deed: Deed): Words {
  if ('reached' in deed) {
    const { name } = deed.reached.definition;
    return say(`reçoivent de la valeur (« ${name} »)`, `receive value (“${name}”)`);
  }
  const event = eventWords(deed);
  return say(`font ${event.fr}`, `do ${event.en}`);
}

/** What a ranking says, and that it is by people where money was asked for and is of several currencies. */
export const rankedSaid = (
  verdict: Words,
  { asked, rankedBy }: { readonly asked: string; readonly rankedBy: string },
): Words =>
  asked === rankedBy
    ? verdict
    : say(
        `${verdict.fr} Les montants sont en plusieurs monnaies : le classement est par nombre, non par argent.`,
        `${verdict.en} The amounts are in several currencies: the ranking is by number, not by money.`,
      );
