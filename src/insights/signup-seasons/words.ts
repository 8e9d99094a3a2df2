import type { Words } from '#src/customers/frame/index.ts';
import {
  type Counted,
  percent,
  percentRange,
  points,
  say,
  sentence,
  unitsCounted,
} from '#src/customers/wording/index.ts';
import type { SignupSeason, SignupSeasonsAnswer, SignupSeasonsAsk } from './ask.ts';

/** How seasons of sign-ups are counted. */
export function definition({ at, within, start }: Pick<SignupSeasonsAsk, 'at' | 'within' | 'start'>): Words {
  const began = beganWords(start);
  return say(
    `Chacun compte dans le mois de ${began.fr}. Actif à ${at} jours : au moins une fois dans les ${within} jours qui suivent le ${at}ᵉ, par tranches de 24 heures depuis l’inscription ; seuls comptent ceux dont ces jours sont passés. Les saisons sont comparées deux à deux, et les tests corrigés pour leur nombre (Benjamini–Hochberg). La courbe attendue réunit les années d’avant ; sa bande, à 95 %, tient compte de la taille du groupe et de ce que les années diffèrent entre elles.`,
    `Everybody counts in the month of ${began.en}. Active at ${at} days: at least once in the ${within} days from that day on, each of 24 hours since the sign-up; only those whose days are over count. Seasons are compared two by two, the tests corrected for their number (Benjamini–Hochberg). The expected curve takes the earlier years together; its band, 95 %, holds the size of the group and what years differ by.`,
  );
}

const beganWords = ({ event, where }: SignupSeasonsAsk['start']): Words =>
  event === null
    ? where.length === 0
      ? say(
          'son tout premier événement, quel qu’il soit (aucun événement d’inscription n’a été choisi)',
          'their very first event, whatever it was (no sign-up event was chosen)',
        )
      : say('son tout premier événement de ceux demandés', 'their very first event of those asked for')
    : say(
        `sa toute première inscription (« ${event} »${where.length === 0 ? '' : ', sous conditions'})`,
        `their very first sign-up (“${event}”${where.length === 0 ? '' : ', under conditions'})`,
      );

/** What could be done next where a season keeps fewer. */
export function nextStep(seasons: readonly Pick<SignupSeason, 'name' | 'risky'>[]): Words | null {
  const risky = seasons.filter(({ risky: is }) => is).map(({ name }) => name);
  if (risky.length === 0) return null;
  const [fr, en] = [risky.map((name) => name.fr).join(' ; '), risky.map((name) => name.en).join('; ')];
  return say(
    `Accompagnez davantage ceux qui s’inscrivent à cette saison (${fr}) : ouvrez leur nombre et enregistrez la liste.`,
    `Give those who sign up in this season (${en}) a stronger start: open their number and keep the list.`,
  );
}

type Told = Pick<SignupSeasonsAnswer, 'seasons' | 'pairs' | 'at'>;

/** The widest clear difference, then how the last year of each season does. */
export function verdictOf(told: Told, unit: Counted): Words {
  const all = told.seasons.reduce((sum, { size }) => sum + size, 0);
  if (all === 0) return say('Personne ne s’est inscrit à ces dates.', 'Nobody signed up at these dates.');
  const parts = [comparedWords(told), ...told.seasons.flatMap((season) => latestWords(season, unit))];
  return say(parts.map(({ fr }) => fr).join(' '), parts.map(({ en }) => en).join(' '));
}

function comparedWords({ seasons, pairs, at }: Told): Words {
  const size = ({ difference }: Told['pairs'][number]) => (difference.known ? Math.abs(difference.value) : 0);
  const [widest] = pairs.filter(({ verdict }) => verdict === 'different').sort((a, b) => size(b) - size(a));
  if (widest?.difference.known !== true) {
    return pairs.length > 0 && pairs.every(({ verdict }) => verdict === 'no_difference_found')
      ? say(
          `À ${at} jours, aucune différence nette entre les saisons.`,
          `At ${at} days, no clear difference between seasons.`,
        )
      : say(
          `On ne peut pas encore conclure que les saisons diffèrent à ${at} jours.`,
          `We cannot say yet whether seasons differ at ${at} days.`,
        );
  }
  const [a, b] = [seasons[widest.first], seasons[widest.second]];
  if (a === undefined || b === undefined) throw new Error('a pair of no seasons');
  const [less, more] = widest.difference.value < 0 ? [a, b] : [b, a];
  const [low, high] = [shareOf(less, at), shareOf(more, at)];
  const gap = points(-Math.abs(widest.difference.value));
  const [fr, en] = [sentence(less.name).fr, sentence(less.name).en];
  return say(
    `${fr} : ${low.fr} encore actifs à ${at} jours, contre ${high.fr} pour ${more.name.fr} (${gap.fr}, probablement pas un hasard).`,
    `${en}: ${low.en} still active at ${at} days, against ${high.en} for ${more.name.en} (${gap.en}, probably not by chance).`,
  );
}

function shareOf({ points: curve }: SignupSeason, at: number): Words {
  const share = curve.find(({ day }) => day === at)?.share;
  return share?.known ? percent(share.value) : say('?', '?');
}

/** Said only where the last year is off its usual curve. */
function latestWords({ name, latest, years }: SignupSeason, unit: Counted): Words[] {
  if (latest === null || latest.day === null || latest.verdict === 'usual' || latest.verdict === 'cannot_say')
    return [];
  const own = years.find(({ year }) => year === latest.year);
  const point = own?.points.find(({ day }) => day === latest.day);
  const band = latest.expected.find(({ day }) => day === latest.day);
  if (!own || !point?.share.known || !band) return [];
  const [share, usual, size] = [
    percent(point.share.value),
    percentRange(band.low ?? 0, band.high ?? 1),
    unitsCounted(own.size, unit),
  ];
  const side = latest.verdict === 'below' ? say('sous', 'below') : say('au-dessus de', 'above');
  return [
    say(
      `En ${latest.year}, ${name.fr} (${size.fr}) est ${side.fr} sa courbe habituelle à ${latest.day} jours : ${share.fr}, attendu ${usual.fr}.`,
      `In ${latest.year}, ${name.en} (${size.en}) is ${side.en} its usual curve at ${latest.day} days: ${share.en}, expected ${usual.en}.`,
    ),
  ];
}
