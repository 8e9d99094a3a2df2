import { expect, it } from 'vitest';
import { pieces } from './statement-text.ts';

const words = (text: string) => pieces(text).map((piece) => piece.text);

it('reads words, quoted names, strings and signs, and leaves comments out', () => {
  expect(words("select `a b`, \"c\"\"d\", 'it''s \\' x' -- from events\n/* join events */ from t")).toEqual([
    'select',
    'a b',
    ',',
    'c"d',
    ',',
    "'it''s \\' x'",
    'from',
    't',
  ]);
});

it('reads heredocs and typographic quotes as ClickHouse does', () => {
  expect(pieces('select $x$ from events; $x$, ‘from events’, “events”').map((p) => p.kind)).toEqual([
    'word',
    'string',
    'symbol',
    'string',
    'symbol',
    'quoted',
  ]);
});

it('refuses a string that does not end', () => {
  expect(() => pieces("select 'a")).toThrow(/does not end/);
});
