import type { Estimate } from '#src/basics/estimate.ts';
import { dateText } from '#src/customers/calendar/index.ts';
import type { Words } from '#src/customers/frame/index.ts';
import {
  between,
  type Counted,
  count,
  fewWords,
  nobodyDid,
  nth,
  percent,
  percentRange,
  points,
  rowName,
  say,
  unitNoun,
} from '#src/customers/wording/index.ts';
import { type Column, isOver, type Plan, rowStart, type Tally } from '#src/insights/cohorts/index.ts';
import { compareMany, neededPerGroup, type Pair } from '#src/maths/significance/index.ts';
import { figureOf, pooledState } from './figures.ts';
import type { SeriesTallies } from './grid.ts';

/** Groups that a headline tells apart: rows of the only series, or the values of the breakdown. */
interface Group {
  readonly name: Words;
  readonly hits: number;
  readonly total: number;
}

interface Telling {
  /** The smallest difference that matters, a share. */
  readonly smallest: number;
  /** The question itself tells groups apart. */
  readonly asked: boolean;
  readonly unit: Counted;
}

/**
 * What the grid says in two sentences: how many come back, and whether its groups differ. Computed, cautious. Where
 * all are together nobody asked about groups: only rows that clearly differ are told, by their names.
 */
export function verdictOf(plan: Plan, series: readonly SeriesTallies[], smallest: number): Words {
  const everyone = series.flatMap(({ tallies }) => tallies);
  const column = headlineColumn(plan, everyone);
  if (everyone.length === 0) {
    return nobodyDid(plan.unit, say('n’est entré pendant cette période.', 'entered during this period.'));
  }
  if (column === undefined) {
    return say(
      'On ne peut pas encore conclure : aucune période n’est terminée depuis les premières entrées.',
      'We cannot say yet: no period has ended since the first entries.',
    );
  }
  const first = returning(plan, everyone, column);
  const groups = groupsOf(plan, series, column);
  const together = series.every(({ kind }) => kind === 'all');
  const second = differing(groups, { smallest, asked: !together, unit: plan.unit });
  return say(`${first.fr}${second.fr}`, `${first.en}${second.en}`);
}

/** The column spoken of: week 4, day 7, month 3, or the last before it that somebody has been through. */
export function headlineColumn(plan: Plan, tallies: readonly Tally[]): Column | undefined {
  const usual = { day: 7, week: 4, month: 3 }[plan.ask.interval];
  const watched = plan.columns.filter(
    (column) => column.index > 0 && tallies.some(({ base }) => isOver(plan, base, column)),
  );
  return watched.findLast(({ closes }) => closes <= usual) ?? watched[0];
}

/** When, as the verdict says it. */
export function whenOf(plan: Plan, { from, to, closes }: Column): Words {
  if (plan.ask.returns === 'on_or_after') {
    const since = nth(from, plan.ask.interval);
    return say(`${since.fr} ou plus tard`, `${since.en} or later`);
  }
  return from === to ? nth(from, plan.ask.interval) : between(from, closes, plan.ask.interval);
}

function returning(plan: Plan, tallies: readonly Tally[], column: Column): Words {
  const figure = figureOf(plan, tallies, column, pooledState(plan, tallies, column));
  const when = whenOf(plan, column);
  const share = percent(valueOr(figure.share, 0));
  const range = percentRange(figure.low ?? 0, figure.high ?? 1);
  const of = count(figure.eligible);
  const doubt = fewWords(figure.eligible, plan.unit);
  const seen = {
    fr: `(${range.fr}, sur ${of.fr})${doubt.fr}.`,
    en: `(${range.en}, of ${of.en})${doubt.en}.`,
  };
  if (figure.returned === 0) {
    return nobodyDid(plan.unit, say(`ne revient ${when.fr} ${seen.fr}`, `comes back ${when.en} ${seen.en}`));
  }
  const one = figure.returned === 1;
  return say(
    `${share.fr} ${one ? 'revient' : 'reviennent'} ${when.fr} ${seen.fr}`,
    `${share.en} ${one ? 'comes back' : 'come back'} ${when.en} ${seen.en}`,
  );
}

/** More groups than this are not compared pair by pair in a headline: the largest are. */
const mostGroups = 12;

function groupsOf(plan: Plan, series: readonly SeriesTallies[], column: Column): Group[] {
  const group = (name: Words, tallies: readonly Tally[]): Group => {
    const { returned, eligible } = figureOf(plan, tallies, column, 'complete');
    return { name, hits: returned, total: eligible };
  };
  const valued = series.filter(({ kind }) => kind === 'value');
  if (valued.length > 0) {
    return largest(valued.map(({ value, tallies }) => group(say(`« ${value} »`, `“${value}”`), tallies)));
  }
  // Somebody may enter every row: then rows share people, and a test of separate groups would be wrong.
  if (plan.ask.entry === 'every_period' && plan.ask.window === 'calendar') return [];
  const rows = Map.groupBy(
    series.flatMap(({ tallies }) => tallies),
    ({ row }) => row,
  );
  return largest(
    [...rows].map(([row, tallies]) => group(rowName(dateText(rowStart(plan, row)), plan.ask.rows), tallies)),
  );
}

const largest = (groups: readonly Group[]): Group[] =>
  groups
    .filter(({ total }) => total > 0)
    .sort((a, b) => b.total - a.total)
    .slice(0, mostGroups);

/** Whether groups differ. Of groups that nobody asked to tell apart, only those that do are spoken of. */
function differing(groups: readonly Group[], { smallest, asked, unit }: Telling): Words {
  if (groups.length < 2) return say('', '');
  const pairs = groups.flatMap((first, i) =>
    groups
      .slice(i + 1)
      .map((second): Pair & { first: Group; second: Group } =>
        first.hits / first.total >= second.hits / second.total
          ? { first, second }
          : { first: second, second: first },
      ),
  );
  const compared = compareMany(pairs, { smallestThatMatters: smallest }).map((found, i) => ({
    ...pairs[i],
    found,
  }));
  const different = compared
    .filter(({ found }) => found.verdict === 'different')
    .sort((a, b) => valueOr(b.found.difference, 0) - valueOr(a.found.difference, 0));
  const [best] = different;
  if (best?.first !== undefined && best.second !== undefined) {
    const gap = points(valueOr(best.found.difference, 0));
    return say(
      ` ${upper(best.first.name.fr)} tient mieux que ${best.second.name.fr} (${gap.fr}, probablement pas un hasard).`,
      ` ${upper(best.first.name.en)} holds better than ${best.second.name.en} (${gap.en}, probably not by chance).`,
    );
  }
  if (!asked) return say('', '');
  if (compared.every(({ found }) => found.verdict === 'no_difference_found')) {
    const gap = points(smallest);
    return say(
      ` Aucune différence nette entre les groupes : ils étaient assez grands pour montrer un écart de ${gap.fr.replace('+', '')}.`,
      ` No clear difference between the groups: they were large enough to show a gap of ${gap.en.replace('+', '')}.`,
    );
  }
  return undecided(groups, smallest, unit);
}

/** How many more customers the smallest of the two largest groups would need. */
function undecided(groups: readonly Group[], smallest: number, unit: Counted): Words {
  const [first, second] = groups;
  if (first === undefined || second === undefined) return say('', '');
  const base = (first.hits + second.hits) / (first.total + second.total);
  const needed = neededPerGroup(base, base > 0.5 ? base - smallest : base + smallest);
  const more = needed - Math.min(first.total, second.total);
  if (more <= 0) {
    return say(
      ' On ne peut pas encore conclure pour les plus petits groupes.',
      ' We cannot say yet for the smaller groups.',
    );
  }
  const about = count(roundedUp(more));
  return say(
    ` On ne peut pas encore conclure que les groupes diffèrent : il faut environ ${about.fr} ${unitNoun(unit, true).fr} de plus par groupe.`,
    ` We cannot say yet whether the groups differ: about ${about.en} more ${unitNoun(unit, true).en} per group are needed.`,
  );
}

/** "About 300", not 287: two leading digits, upwards. */
export function roundedUp(value: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, value))) - 1);
  return Math.ceil(value / step) * step;
}

const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const valueOr = (figure: Estimate<number>, otherwise: number): number =>
  figure.known ? figure.value : otherwise;
