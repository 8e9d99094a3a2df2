import { dayNumber } from '#src/customers/calendar/index.ts';
import type { Words } from '#src/customers/frame/index.ts';
import { say, written } from '#src/customers/wording/index.ts';
import type { Outcome } from './ask.ts';

/** A promise as it stands; days are dates of the workspace's calendar. */
export interface Terms {
  readonly madeOn: string;
  readonly dueOn: string;
  /** A quantity; null where only the day was promised. */
  readonly promised: number | null;
  readonly unit: string;
  readonly keptOn: string | null;
  readonly actual: number | null;
}

/** What became of a promise. */
export interface Judged {
  readonly outcome: Outcome;
  readonly promisedDays: number;
  readonly surplusDays: number | null;
  readonly surplus: number | null;
  readonly surplusShare: number | null;
  readonly words: Words;
}

/**
 * What became of a promise, on a day.
 *
 * Days are days of the calendar: 15 days from 28 March end on 12 April, whatever the clocks do. A quantity is held against
 * what came; one that came in full but late is missed all the same. The surplus in share is that of the quantity where one
 * was promised, else that of the days: delivered in 7 of 15 days, 8 ÷ 15.
 *
 * @param today the workspace's local day
 */
export function judged(terms: Terms, today: string): Judged {
  const [made, due, now] = [terms.madeOn, terms.dueOn, today].map((day) => dayNumber(day)) as [
    number,
    number,
    number,
  ]; // one for each
  const promisedDays = due - made;
  const kept = terms.keptOn === null ? null : dayNumber(terms.keptOn);
  if (kept === null) {
    const surplusDays = now > due ? due - now : null;
    const outcome = surplusDays === null ? 'open' : 'overdue';
    const open = { outcome, promisedDays, surplusDays, surplus: null } as const;
    return { ...open, surplusShare: shareOf(surplusDays, promisedDays), words: said(outcome, open, terms) };
  }
  const surplusDays = due - kept;
  const surplus = terms.promised === null ? null : exact((terms.actual ?? 0) - terms.promised);
  const outcome = outcomeOf(surplusDays, surplus);
  const found = { outcome, promisedDays, surplusDays, surplus } as const;
  const surplusShare =
    terms.promised === null ? shareOf(surplusDays, promisedDays) : shareOf(surplus, terms.promised);
  return { ...found, surplusShare, words: said(outcome, found, terms) };
}

function outcomeOf(surplusDays: number, surplus: number | null): Outcome {
  if (surplusDays < 0 || (surplus !== null && surplus < 0)) return 'missed';
  return (surplus ?? surplusDays) > 0 ? 'exceeded' : 'kept';
}

const shareOf = (part: number | null, whole: number): number | null =>
  part === null || whole === 0 ? null : part / whole;

/** Quantities are exact to six decimals; their difference is too. */
const exact = (value: number): number => Math.round(value * 1e6) / 1e6;

type Found = Pick<Judged, 'promisedDays' | 'surplusDays' | 'surplus'>;

function said(outcome: Outcome, found: Found, { unit }: Terms): Words {
  const days = Math.abs(found.surplusDays ?? 0);
  const amount = (language: 'fr' | 'en') =>
    `${written(language, Math.abs(found.surplus ?? 0))}${unit === '' ? '' : ` ${unit}`}`;
  const dayWords = (language: 'fr' | 'en') =>
    language === 'fr' ? `${days} jour${days > 1 ? 's' : ''}` : `${days} day${days === 1 ? '' : 's'}`;
  const parts = (language: 'fr' | 'en'): string[] => {
    const fr = language === 'fr';
    const byAmount =
      found.surplus === null || found.surplus === 0
        ? []
        : [
            found.surplus > 0
              ? `${amount(language)} ${fr ? 'de plus' : 'more'}`
              : `${amount(language)} ${fr ? 'de moins' : 'less'}`,
          ];
    const { surplusDays } = found;
    if (surplusDays === null || surplusDays === 0) return byAmount;
    const early = fr ? `${dayWords(language)} d’avance` : `${dayWords(language)} early`;
    const late = fr ? `${dayWords(language)} de retard` : `${dayWords(language)} late`;
    return [...byAmount, surplusDays > 0 ? early : late];
  };
  if (outcome === 'open') return say('En cours', 'Open');
  if (outcome === 'overdue')
    return say(`Pas encore tenue : ${dayOnly(parts('fr'))}`, `Not kept yet: ${dayOnly(parts('en'))}`);
  if (outcome === 'kept' && parts('fr').length === 0) return say('Tenue au jour dit', 'Kept on the day');
  const how = {
    exceeded: ['Tenue au-delà', 'Exceeded'],
    kept: ['Tenue', 'Kept'],
    missed: ['Manquée', 'Missed'],
  } as const;
  const [fr, en] = how[outcome];
  return say(`${fr} : ${parts('fr').join(', ')}`, `${en}: ${parts('en').join(', ')}`);
}

const dayOnly = (parts: readonly string[]): string => parts.join(', ');
