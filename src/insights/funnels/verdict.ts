import type { Words } from '#src/customers/frame/index.ts';
import {
  count,
  fewWords,
  nobody,
  nobodyDid,
  peopleCounted,
  percent,
  percentRange,
  points,
  say,
} from '#src/customers/wording/index.ts';
import { wilson } from '#src/maths/intervals/index.ts';
import { compareMany } from '#src/maths/significance/index.ts';
import { atLeast, people, type SeriesTallies, settled } from './grid.ts';
import type { Plan } from './plan.ts';
import type { Tally } from './tallies.ts';
import { spanWords, stepNames } from './words.ts';

/** What the funnel says in a few sentences: how many get to its end, where most are lost, whether values differ. */
export function verdictOf(plan: Plan, series: readonly SeriesTallies[], smallest: number): Words {
  const everyone = series.flatMap(({ tallies }) => tallies);
  if (people(everyone) === 0) {
    return nobodyDid(plan.unit, say('n’est entré pendant cette période.', 'entered during this period.'));
  }
  if (people(settled(everyone)) === 0) return tooEarly(plan, everyone);
  const said = [conversion(plan, everyone), loss(plan, everyone), ...differing(plan, series, smallest)];
  return say(said.map(({ fr }) => fr).join(' '), said.map(({ en }) => en).join(' '));
}

function tooEarly(plan: Plan, tallies: readonly Tally[]): Words {
  const window = spanWords(plan.ask.window);
  const entered = count(people(tallies));
  const done = count(people(atLeast(tallies, plan.ask.steps.length)));
  return say(
    `On ne peut pas encore conclure : ${nobody(plan.unit).fr} n’est entré depuis plus de ${window.fr}. Jusqu’ici, ${done.fr} sur ${entered.fr} sont arrivés au bout.`,
    `We cannot say yet: ${nobody(plan.unit).en} entered more than ${window.en} ago. So far ${done.en} of ${entered.en} got to the end.`,
  );
}

function conversion(plan: Plan, tallies: readonly Tally[]): Words {
  const over = settled(tallies);
  const [total, hits] = [people(over), people(atLeast(over, plan.ask.steps.length))];
  const { low, high } = wilson(hits, total);
  const [share, range, of, window] = [
    percent(hits / total),
    percentRange(low, high),
    count(total),
    spanWords(plan.ask.window),
  ];
  const doubt = fewWords(total, plan.unit);
  const open = people(tallies.filter((tally) => tally.open));
  const still =
    open === 0
      ? say('', '')
      : say(` ${count(open).fr} peuvent encore avancer.`, ` ${count(open).en} may still get further.`);
  return say(
    `${share.fr} vont au bout en ${window.fr} (${range.fr}, sur ${of.fr})${doubt.fr}.${still.fr}`,
    `${share.en} get to the end within ${window.en} (${range.en}, of ${of.en})${doubt.en}.${still.en}`,
  );
}

function loss(plan: Plan, tallies: readonly Tally[]): Words {
  const names = stepNames(plan.ask);
  const over = settled(tallies);
  const [worst] = names
    .slice(0, -1)
    .map((name, i) => ({
      name,
      lost: people(over.filter(({ depth }) => depth === i + 1)),
      of: people(atLeast(over, i + 1)),
    }))
    .sort((a, b) => b.lost - a.lost);
  if (worst === undefined || worst.lost === 0)
    return nobodyDid(plan.unit, say('ne s’est perdu en route.', 'got lost on the way.'));
  const [lost, share] = [peopleCounted(worst.lost, plan.unit), percent(worst.lost / worst.of)];
  const those = plan.unit === 'account' ? 'ceux qui y sont arrivés' : 'celles qui y sont arrivées';
  const stop = worst.lost === 1 ? say('s’y arrête', 'stops') : say('s’y arrêtent', 'stop');
  return say(
    `La plus grande perte suit ${worst.name.fr} : ${lost.fr} ${stop.fr}, ${share.fr} de ${those}.`,
    `The largest loss is after ${worst.name.en}: ${count(worst.lost).en} ${stop.en} there, ${share.en} of those who got to it.`,
  );
}

/** More values than this are not compared pair by pair in a headline: the largest are. */
const mostGroups = 12;

function differing(plan: Plan, series: readonly SeriesTallies[], smallest: number): Words[] {
  const groups = series
    .filter(({ kind }) => kind === 'value')
    .map(({ value, tallies }) => {
      const over = settled(tallies);
      return { value, hits: people(atLeast(over, plan.ask.steps.length)), total: people(over) };
    })
    .filter(({ total }) => total > 0)
    .sort((a, b) => b.total - a.total)
    .slice(0, mostGroups);
  if (groups.length < 2) return [];
  const pairs = groups.flatMap((one, i) =>
    groups
      .slice(i + 1)
      .map((other) =>
        one.hits / one.total >= other.hits / other.total
          ? { first: one, second: other }
          : { first: other, second: one },
      ),
  );
  const found = compareMany(pairs, { smallestThatMatters: smallest });
  const [best] = found
    .flatMap((one, i) => {
      const pair = pairs[i];
      if (pair === undefined || one.verdict !== 'different' || !one.difference.known) return [];
      return [{ ...pair, gap: one.difference.value }];
    })
    .sort((a, b) => b.gap - a.gap);
  if (best !== undefined) {
    const gap = points(best.gap);
    return [
      say(
        `« ${best.first.value} » va plus souvent au bout que « ${best.second.value} » (${gap.fr}, probablement pas un hasard).`,
        `“${best.first.value}” gets to the end more often than “${best.second.value}” (${gap.en}, probably not by chance).`,
      ),
    ];
  }
  if (found.every(({ verdict }) => verdict === 'no_difference_found')) {
    return [
      say(
        'Aucune différence nette entre les valeurs : les groupes étaient assez grands pour en montrer une qui compte.',
        'No clear difference between the values: the groups were large enough to show one that matters.',
      ),
    ];
  }
  return [
    say(
      'On ne peut pas encore conclure que les valeurs diffèrent.',
      'We cannot say yet whether the values differ.',
    ),
  ];
}
