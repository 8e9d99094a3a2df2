import type { Words } from '#src/customers/frame/index.ts';
import { type Counted, peopleNoun, say } from '#src/customers/wording/index.ts';
import { type CurvesHeld, cautions, curveWords, togetherWords } from '#src/insights/comparison/index.ts';
import type { GroupPair } from './ask.ts';

/** A larger share is not always the better one: some figures tell of failures. */
export const better = say('dépasse', 'is above');

/** Which figure a sentence speaks of. */
export const forFigure = (name: Words): Words =>
  name.fr.startsWith('«')
    ? say(`pour ${name.fr}`, `for ${name.en}`) // it begins with what it quotes: quoted twice nobody could read it
    : say(`pour « ${name.fr} »`, `for “${name.en}”`);

/** The answer in words: what differs, the curves, and what the tests take for granted. */
export function wholeVerdict(
  pairs: readonly GroupPair[],
  curves: (CurvesHeld & { readonly name: Words }) | null,
  { names, unit }: { readonly names: readonly Words[]; readonly unit: Counted },
): Words {
  const first = togetherWords(pairs);
  const curve = curveWords(pairs, curves, { unit, names, over: curves?.name ?? say('', '') });
  const overlap = Math.max(0, ...pairs.map((pair) => pair.overlap));
  const caution = cautions({ overlap, repeated: false, unit });
  return say(`${first.fr}${curve.fr}${caution.fr}`, `${first.en}${curve.en}${caution.en}`);
}

/** How groups are compared, after how the insight counts. */
export const definition = (insight: Words, unit: Counted): Words =>
  say(
    `${insight.fr} Chaque ${peopleNoun(unit, false).fr} compte une fois par chiffre, et seules les périodes et les durées terminées comptent. Écarts avec l’intervalle de Newcombe à 95 % ; test z bilatéral, ou de Fisher quand un effectif attendu est inférieur à 5 ; seuil de 5 % après correction de Benjamini–Hochberg sur toutes les paires et tous les chiffres. L’effectif nécessaire est celui du plus petit écart qui compte, avec 80 % de chances de le voir.`,
    `${insight.en} Each ${peopleNoun(unit, false).en} counts once in each figure, and only periods and times that are over count. Differences with Newcombe’s interval at 95%; two-sided z-test, or Fisher’s where an expected count is below 5; 5% after Benjamini–Hochberg over all pairs and figures. The number needed is that for the smallest difference that matters, with 80% chance to see it.`,
  );
