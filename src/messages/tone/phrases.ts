import type { Range, Reading, Word } from './reading.ts';
import { fold, isStop } from './reading.ts';

/** What a phrase is a sign of. */
export const topics = [
  'guilt',
  'intimacy',
  'absence',
  'pressure',
  'vague',
  'promo',
  'apology',
  'fix',
  'help',
  'step',
  'benefit',
  'companion',
  'empathy',
] as const;
export type Topic = (typeof topics)[number];

/**
 * Phrases that mean the same, word by word: `a|b` either, `ab*` any ending, `a?` or nothing, `~` up to three words of the
 * same sentence, `#` a number, `%` a share and `-%` one taken off, `^a` opens a sentence or line, `,a` opens a clause
 * at least, `$` the sentence ends. Accents may be written; elisions and contractions are undone (« te a », "it is").
 */
export interface PhraseGroup {
  readonly phrases: readonly string[];
  readonly grade?: 'block' | 'warn';
  /** Words around it in the same sentence, at most twelve away, that make it honest. */
  readonly unless?: string;
}
export type PhraseTable = Readonly<Record<Topic, readonly PhraseGroup[]>>;

/** A phrase found, by its words' places and its offsets. */
export interface Hit extends Range {
  readonly topic: Topic;
  readonly grade: 'block' | 'warn';
}

/** What was found, and how many words were held against each other to find it: the measure of time. */
export interface Found {
  readonly hits: readonly Hit[];
  readonly comparisons: number;
}

interface Form {
  readonly text: string;
  readonly open: boolean;
}

type Element =
  | { readonly kind: 'gap' }
  | { readonly kind: 'end' }
  | {
      readonly kind: 'word';
      readonly forms: readonly Form[];
      readonly optional: boolean;
      readonly place: '' | '^' | ',';
    };

interface Phrase {
  readonly topic: Topic;
  readonly grade: 'block' | 'warn';
  readonly elements: readonly Element[];
  readonly unless: readonly Form[];
}

const gapAtMost = 3;
const unlessWithin = 12;
const keyLength = 2;

/** Phrases by the first letters of what they may begin with. */
export class Phrases {
  private readonly byStart = new Map<string, Phrase[]>();

  constructor(table: PhraseTable) {
    for (const topic of topics) for (const group of table[topic]) this.add(topic, group);
  }

  private add(topic: Topic, { phrases, grade = 'warn', unless = '' }: PhraseGroup): void {
    for (const written of phrases) {
      const phrase = { topic, grade, elements: elementsOf(written), unless: formsOf(unless, ' ') };
      for (const key of startsOf(phrase, written)) {
        const there = this.byStart.get(key);
        if (there === undefined) this.byStart.set(key, [phrase]);
        else there.push(phrase);
      }
    }
  }

  /** Every phrase in a text, the longest where two of a topic overlap; linear in the number of words. */
  find({ words }: Reading): Found {
    const search = new Search(words);
    const hits = words.flatMap((word, at) =>
      (this.byStart.get(word.text.slice(0, keyLength)) ?? []).flatMap((phrase) => {
        const hit = search.at(phrase, at);
        return hit === undefined ? [] : [hit];
      }),
    );
    return { hits: withoutOverlap(hits), comparisons: search.comparisons };
  }
}

class Search {
  comparisons = 0;
  private readonly words: readonly Word[];

  constructor(words: readonly Word[]) {
    this.words = words;
  }

  at(phrase: Phrase, from: number): Hit | undefined {
    const to = this.endOf(phrase.elements, 0, from);
    if (to === undefined || this.excused(phrase, from, to)) return undefined;
    const [first, last] = [this.words[from], this.words[to - 1]];
    if (first === undefined || last === undefined) return undefined;
    return { topic: phrase.topic, grade: phrase.grade, start: first.start, end: last.end };
  }

  /** The place behind the phrase's last word. Gaps and optional words are few and bounded, so this is too. */
  private endOf(elements: readonly Element[], next: number, at: number): number | undefined {
    const element = elements[next];
    if (element === undefined) return at;
    this.comparisons += 1;
    const word = this.words[at];
    if (element.kind === 'end')
      return word === undefined || isStop(word) ? this.endOf(elements, next + 1, at) : undefined;
    if (element.kind === 'gap') return this.endAfterGap(elements, next + 1, at);
    const taken =
      word !== undefined && fits(element, word) ? this.endOf(elements, next + 1, at + 1) : undefined;
    return taken ?? (element.optional ? this.endOf(elements, next + 1, at) : undefined);
  }

  private endAfterGap(elements: readonly Element[], next: number, at: number): number | undefined {
    for (let skipped = 0; skipped <= gapAtMost; skipped += 1) {
      const end = this.endOf(elements, next, at + skipped);
      if (end !== undefined) return end;
      const over = this.words[at + skipped];
      if (over === undefined || isStop(over)) return undefined;
    }
    return undefined;
  }

  /** Words around the phrase, never its own: « votre dernière commande remonte… » is not excused by the order it names. */
  private excused({ unless }: Phrase, from: number, to: number): boolean {
    return unless.length > 0 && (this.meets(unless, from - 1, -1) || this.meets(unless, to, 1));
  }

  private meets(forms: readonly Form[], start: number, by: 1 | -1): boolean {
    for (let at = start; Math.abs(at - start) < unlessWithin; at += by) {
      const text = this.words[at]?.text;
      if (text === undefined || text === '') return false;
      this.comparisons += 1;
      if (forms.some((form) => isForm(form, text))) return true;
    }
    return false;
  }
}

const isForm = ({ text, open }: Form, word: string): boolean =>
  open ? word.startsWith(text) : word === text;

function fits(element: Extract<Element, { kind: 'word' }>, word: Word): boolean {
  if (element.place === '^' && !word.opens) return false;
  if (element.place === ',' && !word.opensClause) return false;
  return element.forms.some((form) => isForm(form, word.text));
}

function elementsOf(written: string): Element[] {
  return written.split(' ').map((part) => {
    if (part === '~') return { kind: 'gap' };
    if (part === '$') return { kind: 'end' };
    const place = part.startsWith('^') ? '^' : part.startsWith(',') ? ',' : '';
    const optional = part.endsWith('?');
    const forms = part.slice(place.length, optional ? -1 : undefined);
    return { kind: 'word', place, optional, forms: formsOf(forms, '|') };
  });
}

function formsOf(written: string, between: string): Form[] {
  return written
    .split(between)
    .filter((form) => form !== '')
    .map((form) => ({ text: fold(form.replace('*', '')), open: form.endsWith('*') }));
}

/** Under which first letters a phrase is kept: it must begin with a word that is there. */
function startsOf({ elements }: Phrase, written: string): ReadonlySet<string> {
  const [first] = elements;
  if (
    first?.kind !== 'word' ||
    first.optional ||
    first.forms.some(({ text, open }) => open && text.length < keyLength)
  )
    throw new Error(`phrase "${written}" begins with no word`);
  return new Set(first.forms.map(({ text }) => text.slice(0, keyLength)));
}

function withoutOverlap(hits: readonly Hit[]): Hit[] {
  const ends = new Map<Topic, number>();
  return [...hits]
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .filter((hit) => {
      if (hit.start < (ends.get(hit.topic) ?? 0)) return false;
      ends.set(hit.topic, hit.end);
      return true;
    });
}
