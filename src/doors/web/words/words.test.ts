import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { figuresOf } from './figures.ts';
import { fr } from './fr.ts';
import { counting, type Word, wordsOf } from './index.ts';

/** Without what is counted, said by one word in each case: {unit, select, account {comptes} other {clients}}. */
const withoutNouns = (text: string): string => text.replaceAll(/(account|other) \{[a-z]+\}/g, '$1');

/** The names of the values a text takes. */
const placesOf = (text: string): string[] =>
  [...new Set([...withoutNouns(text).matchAll(/\{(\w+)(?=[,}])/g)].map(([, name]) => name ?? ''))]
    .filter((name) => /^[a-z]/.test(name))
    .sort();

/** Every letter with a mark, texts a third longer: what is not in the words stands out, what is too narrow breaks. */
const pseudo = (text: string): string =>
  text.replace(
    /(^|\})([^{}]+)(?=\{|$)/g,
    (_, before: string, plain: string) =>
      `${before}${plain.replace(/[aeiou]/g, (letter) => `${letter}\u0301`)}~~`,
  );

describe('the words of the interface', () => {
  it('have the same names in French and English', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(fr).sort());
  });

  it('take the same values in French and English', () => {
    const differing = Object.entries(fr).filter(
      ([name, text]) => placesOf(text).join() !== placesOf(en[name as keyof typeof en]).join(),
    );
    expect(differing.map(([name]) => name)).toEqual([]);
  });

  it('never exclaim, and are never empty', () => {
    for (const text of [...Object.values(fr), ...Object.values(en)]) expect(text).toMatch(/^[^!]+$/);
  });

  it('are whole ICU messages in both languages', () => {
    for (const [language, texts] of [
      ['fr', fr],
      ['en', en],
    ] as const) {
      const words = wordsOf(language);
      for (const [name, text] of Object.entries(texts)) {
        const values = Object.fromEntries(placesOf(text).map((place) => [place, 2]));
        expect(words.t(name as keyof typeof fr, values), name).not.toBe('');
      }
    }
  });

  it.each(['fr', 'en'] as const)('name accounts where accounts are counted, in %s', (language) => {
    const accounts = counting(wordsOf(language), 'account');
    const named = Object.entries(fr).filter(([, text]) => text.includes('{unit, select'));
    const said = named.map(([name, text]) => {
      const values = placesOf(text).filter((place) => place !== 'unit');
      return [name, accounts.t(name as Word, Object.fromEntries(values.map((place) => [place, 2])))] as const;
    });
    expect(said.length).toBeGreaterThan(100);
    const customers = /\b(clients?|customers?|personnes?|people|person|nobody|anybody|newcomers?)\b/i;
    // Today counts people, wherever accounts are what questions count.
    const others = said.filter(([name, text]) => customers.test(text) && !name.startsWith('today.'));
    expect(others).toEqual([]);
  });

  it('say customers where nothing is said of what is counted, and what a text is told before all', () => {
    const words = wordsOf('fr');
    const accounts = counting(words, 'account');
    expect(words.t('stickiness.per_customer')).toBe('Sessions par client');
    expect(accounts.t('stickiness.per_customer')).toBe('Sessions par compte');
    expect(accounts.t('lists.size', { count: 3, unit: 'customer' })).toBe('3 personnes');
    expect(accounts.rich('ask.people_title', { count: '1' })).toBe('1 compte');
  });

  it('say of Today that people are counted, also where accounts hold them', () => {
    const today = (words: ReturnType<typeof wordsOf>) =>
      words.t('today.said', { days: 28, active: 3, fresh: 1, back: 2 });
    const words = wordsOf('fr');
    expect(today(words)).toBe(
      'Sur les 28 derniers jours\u00a0: 3 clients actifs, dont 1 nouveau et 2 déjà connus.',
    );
    expect(today(counting(words, 'account'))).toBe(
      'Sur les 28 derniers jours\u00a0: 3 personnes actives, dont 1 nouvelle et 2 déjà connues.',
    );
  });

  it('can be replaced by a pseudo-locale: no text is glued together in code', () => {
    const texts = Object.fromEntries(
      Object.entries(fr).map(([name, text]) => [name, /plural|select/.test(text) ? text : pseudo(text)]),
    );
    const words = wordsOf('fr', texts);
    expect(words.t('shell.today').normalize('NFC')).toBe('Aújóúrd’húí~~');
    expect(words.t('sources.last_event', { ago: 'hier' })).toMatch(/hier/);
  });
});

describe('figures', () => {
  it('are written with narrow no-break spaces in French: 1 234,5 %', () => {
    const { share, count } = figuresOf('fr');
    expect(share(12.345, 1)).toBe('1\u202f234,5\u00a0%');
    expect(count(69_659)).toBe('69\u202f659');
  });

  it('bear a minus, not a hyphen, and none where they are shown as 0', () => {
    const { points, money, decimal, share } = figuresOf('fr');
    expect([points(-0.05), decimal(-2.5), share(-0.1)]).toEqual(['−5', '−2,5', '−10\u00a0%']);
    expect(money(-3, 'EUR', 0)).toBe('−3\u00a0€');
    expect([points(-0.0001), decimal(-0.01)]).toEqual(['0', '0']);
  });

  it('put the euro after the amount in French and before it in English', () => {
    expect(figuresOf('fr').money(1234.5, 'EUR')).toBe('1\u202f234,50\u00a0€');
    expect(figuresOf('en').money(1234.5, 'EUR')).toBe('€1,234.50');
  });

  it('say the first of a month as people do: 1er mars 2025', () => {
    expect(figuresOf('fr').day('2025-03-01')).toBe('1er mars 2025');
    expect(figuresOf('en').day('2025-03-01')).toBe('1 March 2025');
  });

  it('never move a local date by the zone of the browser', () => {
    expect(figuresOf('en').day('2025-03-30', 'short')).toBe('30 Mar 25');
  });

  it('say durations in words', () => {
    expect(figuresOf('fr').duration(90)).toMatch(/^2\sminutes$/);
    expect(figuresOf('fr').duration(5)).toMatch(/^5\ssecondes$/);
  });

  it('give differences in points their sign', () => {
    expect(figuresOf('fr').points(0.062)).toBe('+6,2');
    expect(figuresOf('fr').points(0)).toBe('0');
  });
});

it('calls standard events in the server’s sentences as the pages do, and leaves every other name as it was received', () => {
  const both = {
    fr: 'Le plus fréquent : « Trial Booked » → « Cours réservé ».',
    en: 'Most often: “Trial Booked” → “order”.',
  };
  expect(wordsOf('fr').said(both)).toBe(
    'Le plus fréquent\u00a0: «\u00a0Essai réservé\u00a0» → «\u00a0Cours réservé\u00a0».',
  );
  expect(wordsOf('en').said(both)).toBe('Most often: “Trial booked” → “order”.');
});

it('says of missed steps who is not counted, and nothing where that is nobody', () => {
  const counted = (language: 'fr' | 'en', waiting: number, early: number) =>
    wordsOf(language)
      .t('steps.counted', { unit: 'customer', started: 1616, people: 1475, waiting, early })
      .replaceAll(/[\s\u202f]/g, ' ');
  expect(counted('fr', 141, 0)).toMatch(/1 475 sont comptées\. 141 ne sont pas encore observables\.$/);
  expect(counted('fr', 0, 1)).toMatch(
    /sont comptées\. 1 est partie trop tôt pour avoir pu manquer une étape\.$/,
  );
  expect(counted('en', 1, 2)).toMatch(
    /are counted\. 1 cannot be observed yet\. 2 left too early to have missed a step\.$/,
  );
  expect(counted('en', 0, 0)).toMatch(/are counted\.$/);
});
