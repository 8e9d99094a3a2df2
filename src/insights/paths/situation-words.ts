import type { Words } from '#src/customers/frame/index.ts';
import { valueSentence } from '#src/customers/value/index.ts';
import {
  type Counted,
  count,
  deedWords,
  firstDays,
  fromTo,
  peopleCounted,
  peopleNoun,
  percent,
  say,
  unitNoun,
} from '#src/customers/wording/index.ts';
import type { SituationsPlan } from './situation-rows.ts';
import type { Situation, Situations } from './situations-ask.ts';

/** What a situation is called: by what it has far more of than the rest, else by what it lacks. */
export function nameOf({ above, below }: Pick<Situation, 'above' | 'below'>): Words {
  const list = (some: Situation['above'], quote: (event: string) => string, and: string) =>
    some
      .slice(0, 2)
      .map(({ event }) => quote(event))
      .join(and);
  const fr = (some: Situation['above']) => list(some, (event) => `« ${event} »`, ' et ');
  const en = (some: Situation['above']) => list(some, (event) => `“${event}”`, ' and ');
  if (above.length > 0) return say(`Beaucoup de ${fr(above)}`, `Much ${en(above)}`);
  if (below.length > 0) return say(`Peu de ${fr(below)}`, `Little ${en(below)}`);
  return say('Proches de la moyenne', 'Close to the average');
}

const reasons = (unit: Counted): Readonly<Record<NonNullable<Situations['why']>, Words>> => ({
  too_few_customers: say(
    unit === 'account'
      ? 'trop peu de comptes, ou tous semblables'
      : 'trop peu de personnes, ou toutes semblables',
    `too few ${peopleNoun(unit).en}, or all of them alike`,
  ),
  one_crowd: say('ils forment une seule foule, sans frontière', 'they are one crowd, without a border in it'),
  not_stable: say(
    `une autre moitié des ${unitNoun(unit, true).fr} donnerait d’autres groupes`,
    `another half of the ${unitNoun(unit, true).en} would give other groups`,
  ),
});

/** What was found, in two sentences: how many situations, and the largest; or that there are none. */
export function situationsVerdict(
  situations: readonly Situation[],
  { people, why, unit }: { people: number; why: Situations['why']; unit: Counted },
): Words {
  const all = peopleCounted(people, unit);
  const [largest] = situations.toSorted((a, b) => b.people - a.people);
  if (why !== null || largest === undefined) {
    const reason = reasons(unit)[why ?? 'one_crowd'];
    return say(
      `Pas de groupes nets parmi ${all.fr} : ${reason.fr}.`,
      `No clear groups among ${all.en}: ${reason.en}.`,
    );
  }
  const [mass, share] = [count(largest.people), percent(largest.share)];
  return say(
    `${situations.length} situations se distinguent parmi ${all.fr}. La plus grande (${within(largest.name.fr)}) en compte ${mass.fr} (${share.fr}).${gapOf(situations).fr}`,
    `${situations.length} situations stand apart among ${all.en}. The largest (${within(largest.name.en)}) holds ${mass.en} (${share.en}).${gapOf(situations).en}`,
  );
}

/** A name within a sentence: names of events keep their quotes, so it takes none of its own. */
const within = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** Which situation comes back most and least, where their intervals do not touch. */
function gapOf(situations: readonly Situation[]): Words {
  const told = situations
    .flatMap(({ name, retained: { share, low, high } }) =>
      share.known && low !== null && high !== null ? [{ name, share: share.value, low, high }] : [],
    )
    .sort((a, b) => b.share - a.share);
  const [best, worst] = [told[0], told.at(-1)];
  if (best === undefined || worst === undefined || best.low <= worst.high) return say('', '');
  const [more, less] = [percent(best.share), percent(worst.share)];
  return say(
    ` ${more.fr} reviennent dans une situation (${within(best.name.fr)}), ${less.fr} dans une autre (${within(worst.name.fr)}) : un lien, pas une cause.`,
    ` ${more.en} come back in one situation (${within(best.name.en)}), ${less.en} in another (${within(worst.name.en)}): a link, not a cause.`,
  );
}

/** What the numbers mean, in full sentences. */
export function situationsDefinition({ ask, named, zone, unit }: SituationsPlan, events: number): Words {
  const [start, back] = [deedWords(named.start), deedWords(named.back)];
  const value = valueSentence([named.start, named.back]);
  const who = unit === 'account' ? say('Les comptes', 'Accounts') : say('Les clients', 'Customers');
  const { from, to } = ask.retained;
  const first = firstDays(ask.firstDays);
  const [range, one] = [fromTo(ask.from, ask.to), ask.firstDays === 1];
  const over = one ? say('est écoulé', 'is over') : say('sont écoulés', 'are over');
  const these = one ? say('ce jour', 'this day') : say('ces jours', 'these days');
  const described =
    events < 2
      ? say(`${events} événement`, `${events} event${events === 1 ? '' : 's'}`)
      : say(`${events} événements`, `${events} events`);
  return say(
    `${who.fr} dont le tout premier ${start.fr} tombe ${range.fr} compris (${zone}) et dont ${first.fr} ${over.fr}, décrits par le nombre de fois de ${described.fr} pendant ${these.fr} (log(1 + n), chacun ramené à la même échelle). Les groupes sont cherchés par k-means sur 20 000 ${peopleNoun(unit).fr} au plus, puis chacun rejoint le centre le plus proche. Ils ne sont donnés que s’ils sont nets, stables et séparés. Est revenu qui a au moins un ${back.fr} entre les jours ${from} et ${to} ; fourchettes de Wilson à 95 %. Un groupe décrit, il n’explique pas.${value.fr}`,
    `${who.en} whose very first ${start.en} lies ${range.en} included (${zone}) and of whom ${first.en} ${over.en}, described by how often they did ${described.en} on ${these.en} (log(1 + n), each brought to one scale). Groups are looked for by k-means among 20,000 ${peopleNoun(unit).en} at most, then everyone joins the nearest centre. They are told only if clear, stable and apart. Came back: at least one ${back.en} on days ${from} to ${to}; Wilson intervals at 95%. A group describes, it does not explain.${value.en}`,
  );
}
