import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { jsonInTurns } from './json-in-turns.ts';

const written = async (answer: unknown) => {
  const given = jsonInTurns(answer);
  return given instanceof Readable ? await text(given) : given;
};

it.each([
  null,
  12.5,
  'a “text”',
  [],
  {},
  [undefined, null, Number.NaN, [], {}],
  { a: undefined, b: { c: [new Date(0), { d: { e: { f: [1, { g: 'h' }] } } }] }, 'é"': -0, i: () => 1 },
])('writes %j as JSON.stringify does', async (answer) => {
  expect(await written(answer)).toBe(JSON.stringify(answer));
});

it('writes a long answer in pieces, and lets others have their turn between them', async () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => ({ i, name: `row ${i}`, cells: [{ share: i / 3 }] }));
  const given = jsonInTurns({ series: [{ rows }], rest: ['€', 'é'] });
  if (!(given instanceof Readable)) throw new Error('a stream');
  let turns = 0;
  let waiting = true;
  const wait = () => {
    turns += 1;
    if (waiting) setImmediate(wait);
  };
  setImmediate(wait);
  const all = await text(given);
  waiting = false;
  expect(all).toBe(JSON.stringify({ series: [{ rows }], rest: ['€', 'é'] }));
  expect(turns).toBeGreaterThan(10);
});
