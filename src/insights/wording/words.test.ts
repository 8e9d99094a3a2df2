import { expect, it } from 'vitest';
import { feminineOrdinal, firstDays, fromTo, nth, sentence } from './index.ts';

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
  expect(sentence({ fr: 'le groupe', en: 'the group' })).toEqual({ fr: 'Le groupe', en: 'The group' });
});
