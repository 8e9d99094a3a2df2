import type { Words } from '#src/customers/frame/index.ts';
import { say } from '#src/customers/wording/index.ts';
import { advice } from './advice.ts';
import type { Finding, Grade, Rule } from './finding.ts';
import type { HeardField } from './heard.ts';
import type { ToneMessage } from './message.ts';
import type { Range } from './reading.ts';

/** What a rule tells of what it found; the words come from the table of advice. */
export interface Found {
  readonly rule: Rule;
  readonly grade: Grade;
  /** The field and the words in it, or the path of what has no words. */
  readonly at?: { readonly field: HeardField; readonly range: Range } | string;
  /** What is quoted where `at` is a path; there are no words then. */
  readonly quote?: string;
  /** Fills `{what}`. */
  readonly what?: Words;
  /** Which words are used, where a rule has two. */
  readonly as?: keyof typeof advice;
  /** The owner cannot set it aside. */
  readonly final?: boolean;
}

/** A finding, in words, its proposal in the voice of the message. */
export function finding({ voice = 'vous' }: ToneMessage, found: Found): Finding {
  const {
    rule,
    grade,
    at = 'message',
    quote: told = '',
    what = say('', ''),
    as = rule,
    final = false,
  } = found;
  const quote = typeof at === 'string' ? told : at.field.text.slice(at.range.start, at.range.end);
  const { says, proposes } = advice[as];
  const filled = (text: string, language: 'fr' | 'en') =>
    text.replaceAll('{what}', () => what[language]).replaceAll('{quote}', () => quote);
  return {
    rule,
    grade,
    where:
      typeof at === 'string'
        ? { field: at, range: null }
        : { field: at.field.field, range: { start: at.range.start, end: at.range.end } },
    quote,
    says: say(filled(says.fr, 'fr'), filled(says.en, 'en')),
    proposes: proposes === undefined ? null : say(proposes[voice], proposes.en),
    overridable: grade === 'block' && !final,
  };
}
