import type { PeopleNames } from '../../ui/catalogue.ts';
import { peopleSaid } from '../../ui/conditions.ts';
import { rangeSaid } from '../../ui/RangePart.tsx';
import type { Figures } from '../../words/figures.ts';
import type { Words } from '../../words/index.ts';
import type { SurvivalSearch } from './search.ts';

interface Saying {
  readonly words: Words;
  readonly figures: Figures;
  readonly timezone: string;
  readonly named: PeopleNames;
  /** Whose contracts are meant where people are told without saying of which kind. */
  readonly countingUnit: 'customer' | 'account';
}

/** When the contracts began that a question is about: between two dates, from one on, until one, or at any. */
export function begunSaid(
  { from, to }: Pick<SurvivalSearch, 'from' | 'to'>,
  words: Words,
  figures: Figures,
): string {
  if (from !== undefined && to !== undefined) return rangeSaid({ from, to }, words, figures);
  if (from !== undefined) return words.t('survival.since', { from: figures.day(from) });
  if (to !== undefined) return words.t('survival.until', { to: figures.day(to) });
  return words.t('survival.any_time');
}

/** What a question says beside its dates, of which the page has no menus: whose contracts, which offers, known when. */
export function narrowedSaid(
  { unit, people, offers, asOf }: SurvivalSearch,
  { words, figures, timezone, named, countingUnit }: Saying,
): string {
  const { t } = words;
  const units = t((unit ?? countingUnit) === 'account' ? 'ask.who.accounts' : 'ask.who.customers');
  const filtered = people?.length
    ? t('ask.who.filtered', { unit: units, conditions: peopleSaid(people, named, words, figures) })
    : units;
  const sentences = [
    unit !== undefined || people?.length ? [t('survival.held_by', { who: filtered })] : [],
    offers?.length
      ? [t('survival.offers_drawn', { count: offers.length, offers: figures.list(offers) })]
      : [],
    asOf === undefined ? [] : [t('survival.known_at', { at: figures.dayOrMoment(asOf, timezone) })],
  ];
  return sentences.flat().join(' ');
}
