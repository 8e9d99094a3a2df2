/** One word of a text, or the end of a sentence (its `text` is empty) or of a half of one (`:`). */
export interface Word {
  /** Small letters without accents, elisions and contractions undone; `#` for a number, `%` and `-%` for a share. */
  readonly text: string;
  /** Where it stands in the text as given: UTF-16 offsets, `end` excluded. */
  readonly start: number;
  readonly end: number;
  /** First of a sentence or line. */
  readonly opens: boolean;
  /** First of a sentence, line or clause. */
  readonly opensClause: boolean;
  /** Tied to the word before by a hyphen. */
  readonly joined: boolean;
  /** Between quotation marks. */
  readonly quoted: boolean;
  /** Three letters or more, all capitals. */
  readonly shouted: boolean;
  /** As it was written, accents and capitals kept. */
  readonly written: string;
}

/** Ends a sentence, or a half of one: no phrase goes over it. */
export const isStop = ({ text }: Word): boolean => text === '' || text === ':';

/** Offsets in a text, `end` excluded. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A text as the rules read it. Variables, markup, links and emoji stand between words without parting them. */
export interface Reading {
  readonly words: readonly Word[];
  /** Names of Liquid variables, without their filters. */
  readonly variables: readonly string[];
  readonly sadFaces: readonly Range[];
  /** Runs of exclamation marks, each with how many. */
  readonly exclamations: readonly (Range & { readonly marks: number })[];
}

/**
 * The pieces of a text. Every alternative is one class of characters repeated, or bounded, so that reading takes a
 * time that is linear in the length whatever is written.
 */
const pieces = new RegExp(
  [
    String.raw`\{\{(?<variable>[^{}]{0,300})\}\}`,
    String.raw`(?<markup>\{%[^{}]{0,300}%\}|<[^<>\n]{0,300}>|https?:\/\/[^\s<>{}]+)`,
    String.raw`(?<figure>[-−–]?\p{Nd}+(?:[.,]\p{Nd}+)?(?:[\s\u00A0\u202F]?%)?)`,
    String.raw`(?<word>[\p{L}\p{M}\u00AD\u200B-\u200D\u2060]+)`,
    String.raw`(?<apostrophe>['’ʼ‘´${'`'}′])(?=\p{L})`,
    String.raw`(?<blank>\r?\n[ \t]{0,80}\r?\n)`,
    String.raw`(?<line>\n)`,
    '(?<stop>[.!?…]+|(?<half>[;:]))',
    String.raw`(?<pause>[,()–—•*]|\s-\s)`,
    '(?<quote>[«»“”"])',
    '(?<face>[💔😢😭🥺😿😞😔])',
  ].join('|'),
  'gu',
);

type Language = 'fr' | 'en';

/** What stands before an apostrophe in French. */
const elisions: Readonly<Record<string, string>> = {
  t: 'te',
  n: 'ne',
  l: 'le',
  d: 'de',
  qu: 'que',
  j: 'je',
  s: 'se',
  m: 'me',
  c: 'ce',
  jusqu: 'jusque',
};

/** What stands behind an apostrophe in English. */
const contractions: Readonly<Record<string, string>> = {
  ve: 'have',
  re: 'are',
  s: 'is',
  ll: 'will',
  d: 'would',
  m: 'am',
};

/** Contractions as people write them without their apostrophe. */
const hurried: Readonly<Record<string, readonly [string, string]>> = {
  dont: ['do', 'not'],
  havent: ['have', 'not'],
  weve: ['we', 'have'],
  youve: ['you', 'have'],
  youre: ['you', 'are'],
};

const joiners: Readonly<Record<Language, ReadonlySet<string>>> = {
  fr: new Set(['et', 'ou', 'puis', 'alors', 'donc', 'mais']),
  en: new Set(['and', 'or', 'then', 'so', 'but', 'please', 'just']),
};

/** Small letters without accents: what is compared. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\u00AD\u200B-\u200D\u2060]/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae');
}

/** Reads a text word by word, in a time linear in its length. */
export function readText(text: string, language: Language): Reading {
  const reader = new Reader(text, language);
  for (const piece of text.matchAll(pieces)) reader.take(piece);
  return reader;
}

class Reader implements Reading {
  readonly words: Word[] = [];
  readonly variables: string[] = [];
  readonly sadFaces: Range[] = [];
  readonly exclamations: (Range & { marks: number })[] = [];
  private opens = true;
  private opensClause = true;
  private quoted = false;
  private apostropheEnds = -1;
  private readonly text: string;
  private readonly language: Language;

  constructor(text: string, language: Language) {
    this.text = text;
    this.language = language;
  }

  take(piece: RegExpExecArray): void {
    const [whole] = piece;
    const groups = piece.groups ?? {};
    const range = { start: piece.index, end: piece.index + whole.length };
    if (groups.variable !== undefined) this.takeVariable(groups.variable);
    else if (groups.word !== undefined) this.takeWord(whole, range);
    else if (groups.figure !== undefined) this.push(figureText(whole), whole, range);
    else if (groups.apostrophe !== undefined) this.takeApostrophe(range);
    else if (groups.half !== undefined) this.stop(':', range);
    else if (groups.stop !== undefined) this.takeStop(whole, range);
    else if (groups.blank !== undefined) this.stop('', range);
    else if (groups.line !== undefined) this.opens = this.opensClause = true;
    else if (groups.pause !== undefined) this.opensClause = true;
    else if (groups.quote !== undefined) this.quoted = whole === '"' ? !this.quoted : '«“'.includes(whole);
    else if (groups.face !== undefined) this.sadFaces.push(range);
  }

  private takeVariable(inside: string): void {
    const name = (inside.split('|', 1)[0] ?? '').trim();
    if (name !== '') this.variables.push(name);
  }

  private takeStop(whole: string, range: Range): void {
    const marks = whole.split('!').length - 1;
    if (marks > 0) this.exclamations.push({ ...range, marks });
    this.stop('', range);
  }

  private stop(text: '' | ':', range: Range): void {
    this.push(text, '', range);
    this.opens = this.opensClause = true;
  }

  private takeApostrophe({ start, end }: Range): void {
    const last = this.words.at(-1);
    if (last === undefined || last.end !== start) return;
    this.apostropheEnds = end;
    const full = this.language === 'fr' ? elisions[last.text] : undefined;
    if (full !== undefined) this.words[this.words.length - 1] = { ...last, text: full, end };
  }

  private takeWord(whole: string, range: Range): void {
    const text = fold(whole);
    if (text === '') return;
    if (this.language === 'fr') this.takeFrench(text, whole, range);
    else this.takeEnglish(text, whole, range);
  }

  /** « rendez-vous » is one word and addresses nobody; the t of « a-t-on » says nothing. */
  private takeFrench(text: string, whole: string, range: Range): void {
    const last = this.words.at(-1);
    if (text === 't' && this.joinedAt(range.start)) return;
    if (text === 'vous' && last?.text === 'rendez')
      this.words[this.words.length - 1] = { ...last, text: 'rendezvous', end: range.end };
    else this.push(text, whole, range);
  }

  private takeEnglish(text: string, whole: string, range: Range): void {
    const last = this.words.at(-1);
    if (this.apostropheEnds !== range.start || last === undefined) {
      const [first, second] = hurried[text] ?? [text];
      this.push(first, whole, range);
      if (second !== undefined) this.push(second, whole, range);
      return;
    }
    if (text !== 't') {
      this.push(contractions[text] ?? text, whole, range);
      return;
    }
    const verb = last.text === 'won' ? 'will' : last.text === 'can' ? 'can' : last.text.replace(/n$/, '');
    this.words[this.words.length - 1] = { ...last, text: verb };
    this.push('not', whole, range);
  }

  private push(text: string, written: string, range: Range): void {
    const after = this.words.at(-1)?.text ?? '';
    this.words.push({
      text,
      written,
      ...range,
      opens: this.opens,
      opensClause: this.opensClause || joiners[this.language].has(after),
      joined: this.joinedAt(range.start),
      quoted: this.quoted,
      shouted: written.length >= 3 && /^\p{Lu}+$/u.test(written),
    });
    this.opens = this.opensClause = false;
  }

  private joinedAt(start: number): boolean {
    return /[-‐‑]/u.test(this.text.charAt(start - 1)) && this.words.at(-1)?.end === start - 1;
  }
}

function figureText(whole: string): string {
  if (!whole.endsWith('%')) return '#';
  return /^[-−–]/u.test(whole) ? '-%' : '%';
}
