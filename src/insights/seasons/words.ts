import type { Words } from '#src/customers/frame/index.ts';
import {
  type Counted,
  count,
  dayOfYear,
  percent,
  percentRange,
  points,
  say,
  unitsCounted,
} from '#src/customers/wording/index.ts';
import type { SeasonsAnswer } from './ask.ts';

/** A day of every year: 1er novembre, 1 November; the last of February is no date. */
export function dayWords(monthDay: string, isLast = false): Words {
  if (isLast && monthDay === '02-28') return say('fin février', 'the end of February');
  return dayOfYear(monthDay);
}

/** A season by its days: du 1er novembre à fin février. */
export function seasonWords({ from, to }: { readonly from: string; readonly to: string }): Words {
  const [first, last] = [dayWords(from), dayWords(to, true)];
  const until = to === '02-28' ? `à ${last.fr}` : `au ${last.fr}`;
  return say(`du ${first.fr} ${until}`, `from ${first.en} to ${last.en}`);
}

/** How seasons are judged. */
export function definition(season: SeasonsAnswer['season']): Words {
  const when = season === null ? say('', '') : seasonWords(season);
  const origin =
    season === null
      ? say('', '')
      : season.declared
        ? say(`La saison est celle de l’offre, ${when.fr}. `, `The season is that of the offer, ${when.en}. `)
        : say(
            `La saison, ${when.fr}, est la plus courte suite de mois où tombent neuf visites sur dix ; qui montre la sienne sur trois saisons est jugé d’après elle. `,
            `The season, ${when.en}, is the shortest run of months that nine visits out of ten fall in; whoever shows their own over three seasons is judged by it. `,
          );
  return say(
    `${origin.fr}Entre deux saisons, le silence n’est pas une absence. Tant qu’une saison court, personne ne l’a manquée ; le lendemain de sa fin, ceux qui étaient venus auparavant et ne sont pas revenus l’ont manquée. La première saison de chacun n’est pas jugée. Retour : venus dans la saison parmi ceux de la saison précédente. On compare à la même date de la saison précédente tant que la saison court ; une partie des personnes est la même d’une année à l’autre, et le test les prend pour distinctes. Retours attendus : pour chaque habitude, la part de ceux qui sont revenus lors des saisons passées.`,
    `${origin.en}Silence between two seasons is no absence. While a season runs nobody has missed it; the day after its end, those who had come before and did not return have missed it. Nobody’s first season is judged. Return: who came in the season, of those of the season before. While a season runs it is compared up to the same date of the one before; some people are the same in both years, and the test takes them as separate. Expected returns: for each habit, the share that returned in past seasons.`,
  );
}

const why: Readonly<Record<NonNullable<SeasonsAnswer['noSeason']>, Words>> = {
  not_watched_long_enough: say(
    'il faut deux années entières de visites pour la lire',
    'it takes two whole years of visits to read it',
  ),
  too_few_customers: say('trop peu de visites pour la lire', 'there are too few visits to read it'),
  no_season: say(
    'on vient toute l’année, aucune suite de huit mois ne réunit neuf visites sur dix',
    'people come all year round, no eight months hold nine visits out of ten',
  ),
};

/** What the answer says in two sentences. */
export function verdictOf(
  answer: Pick<SeasonsAnswer, 'noSeason' | 'season' | 'standings' | 'running' | 'comparison'>,
  unit: Counted,
): Words {
  const { noSeason, season, standings, running } = answer;
  if (season === null || standings === null) {
    const reason = why[noSeason ?? 'no_season'];
    return say(
      `On ne peut juger personne : l’offre ne déclare pas de saison, et ${reason.fr}.`,
      `Nobody can be judged: the offer declares no season, and ${reason.en}.`,
    );
  }
  const all = Object.values(standings).reduce((sum, people) => sum + people, 0);
  if (all === 0) return say('Personne n’est encore venu.', 'Nobody has come yet.');
  const compared = comparedWords(answer.comparison);
  const stand = running ? inSeason(standings, unit) : outOfSeason(standings, unit);
  return say(`${stand.fr}${compared.fr}`, `${stand.en}${compared.en}`);
}

type Standings = NonNullable<SeasonsAnswer['standings']>;

function inSeason({ present, awaited }: Standings, unit: Counted): Words {
  const here = unitsCounted(present, unit);
  return say(
    `La saison court : ${here.fr} venus, ${count(awaited).fr} encore attendus.`,
    `The season is on: ${here.en} came, ${count(awaited).en} still awaited.`,
  );
}

function outOfSeason({ out_of_season: out, missed_season: missed }: Standings, unit: Counted): Words {
  const away = unitsCounted(missed, unit);
  const theirs = missed === 1 ? 'a manqué sa saison' : 'ont manqué leur saison';
  return say(
    `Hors saison : ${count(out).fr} étaient là à la dernière et ne sont pas absents ; ${away.fr} ${theirs}.`,
    `Out of season: ${count(out).en} were there in the last one and are not absent; ${away.en} missed it.`,
  );
}

function comparedWords(comparison: SeasonsAnswer['comparison']): Words {
  if (comparison === null || !comparison.now.share.known || !comparison.before.share.known) {
    return say(
      ' Pas encore de saison précédente à laquelle comparer.',
      ' There is no earlier season to compare with yet.',
    );
  }
  const { now, before, difference, verdict, until } = comparison;
  const [share, past] = [now.share, before.share].map((one) => percent(one.known ? one.value : 0));
  const range = percentRange(now.low ?? 0, now.high ?? 1);
  const date = until === null ? say('', '') : dayWords(until);
  const then = until === null ? say('', '') : say(` au ${date.fr}`, ` by ${date.en}`);
  const gap = points(difference.known ? difference.value : 0);
  const judged = {
    different: say(`${gap.fr}, probablement pas un hasard`, `${gap.en}, probably not by chance`),
    no_difference_found: say('aucune différence nette', 'no clear difference'),
    cannot_say: say('on ne peut pas encore conclure', 'we cannot say yet'),
  }[verdict];
  return say(
    ` ${share?.fr} de ceux de l’an dernier sont revenus${then.fr} (${range.fr}), contre ${past?.fr} la saison précédente : ${judged.fr}.`,
    ` ${share?.en} of last year’s came back${then.en} (${range.en}), against ${past?.en} the season before: ${judged.en}.`,
  );
}
