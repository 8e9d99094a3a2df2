import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Verdict } from './finding.ts';
import { hear } from './heard.ts';
import { checkTone } from './index.ts';
import { englishPhrases } from './lexicon-en.ts';
import { frenchPhrases } from './lexicon-fr.ts';
import { topics } from './phrases.ts';
import { readText } from './reading.ts';

/** Every word of the lexicons, and what parts words or seems to: the material of the worst texts. */
const material = [
  ...new Set(
    [frenchPhrases, englishPhrases].flatMap((table) =>
      topics.flatMap((topic) =>
        table[topic].flatMap(({ phrases, unless = '' }) =>
          [...phrases, unless].join(' ').split(/[\s|?^$,~*]+/),
        ),
      ),
    ),
  ),
  ...[
    '{{',
    '}}',
    '{%',
    '<',
    '>',
    '\n',
    '\r\n',
    ' \n ',
    '’',
    "'",
    '!',
    '?!',
    '…',
    '.',
    ':',
    ';',
    ',',
    '-',
    '«',
    '»',
    '"',
  ],
  ...[
    '💔',
    '👩‍👩‍👧',
    '\u200B',
    'é',
    'Ⅷ',
    '20 %',
    '−',
    '1,5',
    '\uD800',
    '{{ goal }}',
    'https://',
    'AAA',
    '\u0301',
  ],
];
const pieces = fc.array(fc.oneof(fc.constantFrom(...material), fc.string({ unit: 'binary', maxLength: 4 })), {
  maxLength: 400,
});
const text = fc.tuple(pieces, fc.constantFrom('', ' ')).map(([parts, between]) => parts.join(between));
const language = fc.constantFrom('fr' as const, 'en' as const);

it('any text gives a verdict, whose quotes are where it says', () => {
  fc.assert(
    fc.property(language, text, text, (spoken, subject, body) => {
      const message = { language: spoken, subject, text: body, calls: [{ label: subject }] };
      const { findings } = Verdict.parse(checkTone(message));
      const written: Record<string, string> = { subject, text: body, 'calls[0].label': subject };
      for (const { where, quote } of findings) {
        if (where.range === null) continue;
        expect(where.range.end).toBeGreaterThan(where.range.start);
        expect(written[where.field]?.slice(where.range.start, where.range.end)).toBe(quote);
      }
    }),
    { seed: 11, numRuns: 400 },
  );
});

/**
 * Words held against each other for one word of a text, at most: some 40 phrases begin alike, of up to 8 words with two
 * gaps of 0 to 3, and 24 words around a hit may excuse it; « vous vous vous… » takes 57. Counted, not timed.
 */
const comparisonsAtMost = 120;

it('reads in a time linear in the length, whatever the text', () => {
  fc.assert(
    fc.property(language, text, (spoken, body) => {
      const words = readText(body, spoken).words.length;
      expect(hear({ language: spoken, text: body }).comparisons).toBeLessThanOrEqual(
        comparisonsAtMost * words,
      );
    }),
    { seed: 12, numRuns: 400 },
  );
});

const worst = [
  'tu ',
  'vous ne vous êtes pas ',
  'on ne te voit ',
  'we have not ',
  'tu nous manques ',
  'ça fait un bail ',
  'it has been a ',
  'si ',
]
  .concat(['{{', '{{ a ', '<a', "l'", '\n ', '- ', '!', '{%', '\u0301', '1,', '« ', 'a-'])
  .map((piece) => [piece] as const);

it.each(worst)('twice the text is twice the work: %j', (piece) => {
  for (const spoken of ['fr', 'en'] as const) {
    const work = (times: number) => {
      const heard = hear({ language: spoken, text: piece.repeat(times) });
      return heard.comparisons + (heard.fields[0]?.reading.words.length ?? 0);
    };
    const [once, twice] = [work(5_000), work(10_000)];
    expect(twice).toBeLessThanOrEqual(2 * once + comparisonsAtMost);
  }
});
