import { createContext, type ReactNode, useContext } from 'react';
import { createIntl, createIntlCache, type IntlShape } from 'react-intl';
import { en } from './en.ts';
import { type Figures, figuresOf } from './figures.ts';
import { fr } from './fr.ts';
import type { Language } from './languages.ts';
import { withEventsNamed } from './standard-events.ts';

export type { Language };
/** Every text of the interface, by name. French is written first; English must have the same names. */
export type Word = keyof typeof fr;
export type Values = Record<string, string | number | Date | boolean | null | undefined>;
export type Parts = Record<string, ReactNode | Date>;

/** French signs keep to their word: no line begins with a colon or ends with an opening quotation mark. */
export const typeset = (text: string): string =>
  text
    .replace(/ ([:%»])/g, '\u00a0$1')
    .replace(/ ([;?])/g, '\u202f$1')
    .replace(/« /g, '«\u00a0');

const typesetAll = (messages: Record<Word, string>): Record<Word, string> =>
  // The same names with other values.
  Object.fromEntries(Object.entries(messages).map(([name, text]) => [name, typeset(text)])) as Record<
    Word,
    string
  >;

const texts: Record<Language, Record<Word, string>> = { fr: typesetAll(fr), en };

/** What a page speaks with: texts in the reader's language. */
export interface Words {
  readonly language: Language;
  readonly intl: IntlShape;
  /** The text of that name with its values. */
  readonly t: (word: Word, values?: Values) => string;
  /** The same where a value is a piece of the page, such as a menu within a sentence. */
  readonly rich: (word: Word, parts: Parts) => ReactNode;
  /** Words that the server says in both languages. */
  readonly said: (both: Readonly<Record<Language, string>>) => string;
  /** True where a text of that name exists: for codes that come from the server. */
  readonly knows: (word: string) => word is Word;
}

/** What is counted where a text stands. */
export type CountedUnit = 'customer' | 'account';

const cache = createIntlCache();
const locales: Record<Language, string> = { fr: 'fr-FR', en: 'en-GB' };

/** Words of a language, customers being counted; made once per language and texts. */
export function wordsOf(language: Language, messages: Record<string, string> = texts[language]): Words {
  const intl = createIntl({ locale: locales[language], messages, onError: stop }, cache);
  const words: Words = {
    language,
    intl,
    t: (word, values) => intl.formatMessage({ id: word }, { unit: 'customer', ...values }),
    // formatMessage returns an array of nodes as soon as one value is a node; React's types call both ReactNode.
    rich: (word, parts) =>
      intl.formatMessage(
        { id: word },
        { unit: 'customer', ...(parts as Record<string, string>) },
      ) as ReactNode,
    said: (both) =>
      withEventsNamed(language === 'fr' ? typeset(both.fr) : both.en, (word) =>
        words.knows(word) ? words.t(word) : undefined,
      ),
    knows: (word): word is Word => Object.hasOwn(messages, word),
  };
  return words;
}

/** The same words where that is counted: whatever text names it says accounts where accounts are. */
export const counting = (words: Words, unit: CountedUnit): Words => ({
  ...words,
  t: (word, values) => words.t(word, { unit, ...values }),
  rich: (word, parts) => words.rich(word, { unit, ...parts }),
});

const stop = (fault: Error): never => {
  throw fault;
};

export const WordsContext = createContext<Words>(wordsOf('fr'));

/** The reader's words. */
export const useWords = (): Words => useContext(WordsContext);

/** The language chosen in this browser; undefined where none was: the account's, else the browser's, is meant. */
export function chosenLanguage(): Language | undefined {
  const chosen = localStorage.getItem('perdure-language');
  return chosen === 'en' || chosen === 'fr' ? chosen : undefined;
}

/** The browser's language, where pages are written in it; else French. */
export const browserLanguage = (): Language => (navigator.language.startsWith('en') ? 'en' : 'fr');

const figuresByLanguage: Record<Language, Figures> = { fr: figuresOf('fr'), en: figuresOf('en') };

/** Numbers, dates and durations in the reader's language. */
export const useFigures = (): Figures => figuresByLanguage[useWords().language];
