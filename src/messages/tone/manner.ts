import type { Words } from '#src/customers/frame/index.ts';
import { say } from '#src/customers/wording/index.ts';
import type { Found } from './found.ts';
import type { Heard, HeardField } from './heard.ts';
import type { Range, Word } from './reading.ts';
import {
  beforeTone,
  noVousVerbs,
  several,
  tuImperatives,
  tuWords,
  vousWords,
  wordLists,
} from './word-lists.ts';

type Voice = 'tu' | 'vous';

interface Voiced {
  readonly voice: Voice;
  readonly at: { readonly field: HeardField; readonly range: Range };
}

/** How it is said, whatever is said: the voice, and its volume. */
export const mannerFindings = (heard: Heard): Found[] => [...voice(heard), ...shouting(heard)];

/**
 * Tu where the workspace says vous, or vous where it says tu; without a voice told, both in one message. The first of
 * each field is shown. Quotations keep their own voice, and « vous » may be several people (« viens avec un ami, vous… »).
 */
function voice({ message: { language, voice: wanted }, fields }: Heard): Found[] {
  if (language !== 'fr') return [];
  const voiced = fields.flatMap(voicedIn);
  const expected = wanted ?? voiced[0]?.voice;
  const firsts = new Map<HeardField, Voiced>();
  for (const one of voiced) {
    if (one.voice !== expected && !firsts.has(one.at.field)) firsts.set(one.at.field, one);
  }
  return [...firsts.values()].map(
    (one): Found => ({ rule: 'voice', grade: 'warn', at: one.at, what: whose(one, wanted) }),
  );
}

function whose({ voice: said }: Voiced, wanted: Voice | undefined): Words {
  if (wanted === undefined) return say('le message mêle tu et vous', 'the message mixes tu and vous');
  return say(
    `${said === 'tu' ? 'tutoie' : 'vouvoie'}, alors que l’espace dit ${wanted}`,
    `says ${said}, where the workspace says ${wanted}`,
  );
}

function voicedIn(field: HeardField): Voiced[] {
  const { words } = field.reading;
  const plural = sentencesOfSeveral(words);
  return words.flatMap((word, i): Voiced[] => {
    const said = word.quoted ? undefined : voiceOf(word, words[i - 1]);
    if (said === undefined || (said === 'vous' && plural.has(i))) return [];
    return [{ voice: said, at: { field, range: { start: word.start, end: word.end } } }];
  });
}

function voiceOf({ text, opens, joined, written }: Word, before: Word | undefined): Voice | undefined {
  if (text === 'ton' && beforeTone.has(before?.text ?? '')) return undefined;
  if (tuWords.has(text)) return 'tu';
  if (vousWords.has(text)) return 'vous';
  if (opens && tuImperatives.has(text) && !/é$/u.test(written.normalize('NFC'))) return 'tu';
  const named = !opens && /^\p{Lu}/u.test(written); // Martinez is nobody's imperative
  return /...ez$/.test(text) && !noVousVerbs.has(text) && !joined && !named ? 'vous' : undefined;
}

/** The places of words whose sentence speaks of several people. */
function sentencesOfSeveral(words: readonly Word[]): ReadonlySet<number> {
  const found = new Set<number>();
  let begins = 0;
  for (let at = 0; at <= words.length; at += 1) {
    const word = words[at];
    if (word !== undefined && (word.text !== '' || word.written !== '')) continue;
    const sentence = words.slice(begins, at);
    if (sentence.some(({ text }) => several.has(text)))
      sentence.forEach((_, i) => void found.add(begins + i));
    begins = at + 1;
  }
  return found;
}

const loudMarks = 2;
const manyMarks = 3;

function shouting({ message: { language }, fields }: Heard): Found[] {
  const { shouts } = wordLists[language];
  return [
    ...fields.flatMap((field) => [...loudRuns(field), ...capitals(field, shouts)]),
    ...manyExclamations(fields),
  ];
}

const loudRuns = (field: HeardField): Found[] =>
  field.reading.exclamations
    .filter(({ marks }) => marks >= loudMarks)
    .map((range) => ({ rule: 'shouting', grade: 'warn', at: { field, range } }));

/** Three single marks in one message shout as loud as a row of them. */
function manyExclamations(fields: readonly HeardField[]): Found[] {
  const single = fields.flatMap((field) =>
    field.reading.exclamations.filter(({ marks }) => marks < loudMarks).map((range) => ({ field, range })),
  );
  const third = single[manyMarks - 1];
  return third === undefined ? [] : [{ rule: 'shouting', grade: 'warn', at: third }];
}

const fewestCapitals = 3;
const fewestLetters = 10;

/** A word that is no name in capitals, or three words and more in a row: names and acronyms come alone or in pairs. */
function capitals(field: HeardField, shouts: ReadonlySet<string>): Found[] {
  return runsOfCapitals(field.reading.words)
    .filter(
      (run) =>
        run.some(({ text }) => shouts.has(text)) ||
        (run.length >= fewestCapitals &&
          run.reduce((sum, { written }) => sum + written.length, 0) >= fewestLetters),
    )
    .map((run): Found => {
      const range = { start: run[0]?.start ?? 0, end: run.at(-1)?.end ?? 0 };
      return { rule: 'shouting', grade: 'warn', at: { field, range } };
    });
}

function runsOfCapitals(words: readonly Word[]): Word[][] {
  const runs: Word[][] = [];
  let run: Word[] = [];
  for (const word of words) {
    if (word.shouted) run.push(word);
    else {
      if (run.length > 0) runs.push(run);
      run = [];
    }
  }
  return run.length > 0 ? [...runs, run] : runs;
}
