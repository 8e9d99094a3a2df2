import { expect, it } from 'vitest';
import { say } from '#src/customers/wording/index.ts';
import { compareMany, type Pair } from '#src/maths/significance/index.ts';
import { logRankAmong } from '#src/maths/survival/index.ts';
import { curvesHeld } from './curve.ts';
import { curveWords, pairWords, togetherWords } from './words.ts';

/** So many, of whom some end at each time; the others are watched to the end. */
const group = (people: number, ends: readonly number[]) => [
  ...ends.map((weight, at) => ({ duration: at + 1, ended: true, weight })),
  { duration: 9, ended: false, weight: people - ends.reduce((sum, weight) => sum + weight, 0) },
];

const names = [say('A', 'A'), say('B', 'B'), say('C', 'C')];

/** What is said of the pair and of the curves of some groups. @param hits of the two that the pair is of */
function said(groups: ReturnType<typeof group>[], [first, second]: readonly [Pair['first'], Pair['first']]) {
  const pair = { first, second };
  const [found] = compareMany([pair], { smallestThatMatters: 0.05 });
  if (found === undefined) throw new Error('one pair');
  const words = pairWords([names[0] ?? say('', ''), names[1] ?? say('', '')], pair, found, {
    unit: 'customer',
    when: say('', ''),
  });
  const pairs = [{ verdict: found.verdict, words }];
  const curves = curvesHeld(groups.length, [[0, 1]], logRankAmong(groups));
  const curve = curveWords(pairs, curves, { unit: 'customer', names, over: say('temps', 'time') });
  return { curves, fr: `${togetherWords(pairs).fr}${curve.fr}`, en: `${togetherWords(pairs).en}${curve.en}` };
}

it('says of one person neither that curves differ nor that they do not', () => {
  // One who ends first of 401: p < 0.001 of the bare test.
  const { curves, fr, en } = said(
    [group(1, [1]), group(400, [0, 200])],
    [
      { hits: 1, total: 1 },
      { hits: 200, total: 400 },
    ],
  );
  expect(curves).toEqual({ pairs: [null], every: null, tooSmall: [0] });
  expect(fr).toMatch(
    /^On ne peut pas encore conclure.* Sur la courbe \(temps\), le groupe A est trop petit pour être jugé/,
  );
  expect(en).toMatch(
    /^We cannot say yet.* the group A is too small to be judged: 5 people and 5 expected cases/,
  );
  expect(`${fr}${en}`).not.toMatch(/diffèrent|differ /);
});

it('judges the others without the one too small, and corrects without it', () => {
  const large = [group(200, [60]), group(200, [120])];
  const held = (groups: ReturnType<typeof group>[], places: readonly (readonly [number, number])[]) =>
    curvesHeld(groups.length, places, logRankAmong(groups));
  const two = held(large, [[0, 1]]);
  const three = held(
    [...large, group(3, [3])],
    [
      [0, 1],
      [0, 2],
      [1, 2],
    ],
  );
  expect(three).toEqual({ pairs: [two.pairs[0], null, null], every: two.every, tooSmall: [2] });
});

it('never sets the two sentences against each other: a curve that differs where a figure cannot say', () => {
  // As many in the end, but much sooner: the figure is alike, the curves are not.
  const alike = [
    { hits: 100, total: 200 },
    { hits: 104, total: 200 },
  ] as const;
  const { curves, fr, en } = said([group(200, [100]), group(200, [4, 0, 0, 0, 0, 100])], [...alike]);
  expect(curves.every?.p).toBeLessThan(0.02);
  expect(fr).toMatch(
    /^On ne peut pas encore conclure.* en revanche, les groupes diffèrent .* pas encore à ce seul chiffre\.$/,
  );
  expect(fr).not.toMatch(/diffèrent aussi/);
  expect(en).toMatch(/^We cannot say yet.* however, the groups differ/);
});

it('says that curves are alike where only the figure differs, and that neither differs', () => {
  const curve = [group(100, [20, 20]), group(100, [20, 20])];
  const differ = said(curve, [
    { hits: 480, total: 1000 },
    { hits: 430, total: 1000 },
  ]);
  expect(differ.fr).toMatch(
    /^Différence significative.* en revanche, rien ne permet.* l’écart ne tient qu’à ce chiffre\.$/,
  );
  const neither = said(curve, [
    { hits: 24, total: 50 },
    { hits: 21, total: 50 },
  ]);
  expect(neither.fr).toMatch(/^On ne peut pas encore conclure.* Sur toute la courbe \(temps\) non plus/);
  expect(neither.en).toMatch(/Nor does anything set them apart/);
});
