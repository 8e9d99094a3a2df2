import { expect, it } from 'vitest';
import {
  dayOfYear,
  feminineOrdinal,
  firstDays,
  fromTo,
  monthName,
  nobody,
  nth,
  peopleCounted,
  rowName,
  sentence,
} from './index.ts';

it('says one day as one, and the first of periods in the feminine', () => {
  expect(firstDays(1)).toEqual({ fr: 'le premier jour', en: 'the first day' });
  expect(firstDays(7)).toEqual({ fr: 'les 7 premiers jours', en: 'the first 7 days' });
  expect([feminineOrdinal(1), feminineOrdinal(2)]).toEqual(['1ʳᵉ', '2ᵉ']);
  expect([nth(1, 'week').fr, nth(1, 'day').fr, nth(4, 'week').fr]).toEqual([
    'la 1ʳᵉ semaine',
    'le 1ᵉʳ jour',
    'la 4ᵉ semaine',
  ]);
});

it('says dates as people do', () => {
  expect(fromTo('2025-03-03', '2025-03-16')).toEqual({
    fr: 'du 3 mars 2025 au 16 mars 2025',
    en: 'from 3 March 2025 to 16 March 2025',
  });
  expect(fromTo('2025-12-01', '2025-12-31').fr).toBe('du 1er décembre 2025 au 31 décembre 2025');
  expect([
    rowName('2025-12-01', 'week').fr,
    rowName('2025-12-01', 'month').fr,
    rowName('2025-12-11', 'day').fr,
  ]).toEqual(['la semaine du 1er décembre 2025', 'décembre 2025', 'le 11 décembre 2025']);
  expect(rowName('2025-12-01', 'day').en).toBe('1 December 2025');
  expect(sentence({ fr: 'le groupe', en: 'the group' })).toEqual({ fr: 'Le groupe', en: 'The group' });
});

it('says the months and days of every year, the 29th of February too', () => {
  expect([monthName(1).fr, monthName(12).fr, monthName(8).en]).toEqual(['janvier', 'décembre', 'August']);
  expect(dayOfYear('11-01')).toEqual({ fr: '1er novembre', en: '1 November' });
  expect(dayOfYear('02-29').fr).toBe('29 février');
});

it('calls accounts accounts, and counts none as one in French', () => {
  expect([0, 1, 2].map((n) => peopleCounted(n, 'customer'))).toEqual([
    { fr: '0 personne', en: '0 people' },
    { fr: '1 personne', en: '1 person' },
    { fr: '2 personnes', en: '2 people' },
  ]);
  expect([0, 1, 2].map((n) => peopleCounted(n, 'account'))).toEqual([
    { fr: '0 compte', en: '0 accounts' },
    { fr: '1 compte', en: '1 account' },
    { fr: '2 comptes', en: '2 accounts' },
  ]);
  expect([nobody('customer').fr, nobody('account').fr]).toEqual(['personne', 'aucun compte']);
});
