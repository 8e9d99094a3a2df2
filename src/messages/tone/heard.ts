import { englishPhrases } from './lexicon-en.ts';
import { frenchPhrases } from './lexicon-fr.ts';
import type { ToneMessage } from './message.ts';
import { type Hit, Phrases, type Topic } from './phrases.ts';
import { type Reading, readText } from './reading.ts';

/** One field of a message, read. */
export interface HeardField {
  /** subject, text, blocks[0], calls[0].label */
  readonly field: string;
  readonly text: string;
  readonly reading: Reading;
  readonly hits: readonly Hit[];
}

/** A message, read once for all rules. */
export interface Heard {
  readonly message: ToneMessage;
  readonly fields: readonly HeardField[];
  /** Names of variables, read in the text or told. */
  readonly variables: ReadonlySet<string>;
  /** Words held against each other: the measure of time. */
  readonly comparisons: number;
}

/** A phrase where it was found. */
export interface Heed {
  readonly at: HeardField;
  readonly hit: Hit;
}

const phrases = { fr: new Phrases(frenchPhrases), en: new Phrases(englishPhrases) };

/** Reads every field of a message; linear in its length. */
export function hear(message: ToneMessage): Heard {
  const { language, calls = [], variables = [] } = message;
  let comparisons = 0;
  const fields = textsOf(message).map(([field, text]): HeardField => {
    const reading = readText(text, language);
    const found = phrases[language].find(reading);
    comparisons += found.comparisons;
    return { field, text, reading, hits: found.hits };
  });
  const inAddresses = calls.flatMap(({ url = '' }) => readText(url, language).variables);
  const named = new Set([
    ...fields.flatMap(({ reading }) => reading.variables),
    ...inAddresses,
    ...variables.map(({ name }) => name),
  ]);
  return { message, fields, variables: named, comparisons };
}

function textsOf({ subject, text, blocks = [], calls = [] }: ToneMessage): [field: string, text: string][] {
  return [
    ...(subject === undefined ? [] : [['subject', subject] as [string, string]]),
    ...(text === undefined ? [] : [['text', text] as [string, string]]),
    ...blocks.map((block, i): [string, string] => [`blocks[${i}]`, block]),
    ...calls.map(({ label }, i): [string, string] => [`calls[${i}].label`, label]),
  ];
}

/** Where a topic is touched, in the order of the message. */
export const heeds = ({ fields }: Heard, topic: Topic): Heed[] =>
  fields.flatMap((at) => at.hits.filter((hit) => hit.topic === topic).map((hit) => ({ at, hit })));

/** Whether a topic is touched at all. */
export const touches = ({ fields }: Heard, topic: Topic): boolean =>
  fields.some(({ hits }) => hits.some((hit) => hit.topic === topic));
