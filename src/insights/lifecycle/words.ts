import type { Words } from '#src/customers/frame/index.ts';
import type { ActiveReading } from '#src/customers/value/index.ts';
import {
  type Counted,
  count,
  fromTo,
  nobody,
  nobodyDid,
  periodNoun,
  rowName,
  say,
  sentence,
  written,
} from '#src/customers/wording/index.ts';
import type { LifecycleAsk, LifecycleRow } from './ask.ts';

/** How long rows are, and of whom. */
interface Rows extends Pick<LifecycleAsk, 'period'> {
  readonly unit: Counted;
}

/** What the rows say: the last period that is over, and whether the base grew over all of them. */
export function verdictOf({ period, unit }: Rows, rows: readonly LifecycleRow[]): Words {
  const complete = rows.filter(({ state }) => state === 'complete');
  const last = complete.at(-1);
  if (last === undefined) {
    return say(
      'On ne peut pas encore conclure : aucune période de cet intervalle n’est terminée.',
      'We cannot say yet: no period of this range is over.',
    );
  }
  if (complete.every(({ active, dormant }) => active === 0 && dormant === 0)) {
    return nobodyDid(unit, say('n’a été actif pendant ces périodes.', 'was active during these periods.'));
  }
  const [now, balance] = [lastPeriod(last, period), balanceOf(complete, { period, unit })];
  return say(`${now.fr} ${balance.fr}`, `${now.en} ${balance.en}`);
}

function lastPeriod(row: LifecycleRow, period: LifecycleAsk['period']): Words {
  const name = rowName(row.period, period);
  const [active, gained, lost] = [row.active, row.new + row.resurrecting, 0 - row.dormant].map(count);
  const many = (people: number, one: string) => (Math.abs(people) < 2 ? one : `${one}s`);
  return say(
    `${upper(name.fr)}${period === 'day' ? ',' : ' :'} ${active?.fr} ${many(row.active, 'actif')}, ${gained?.fr} ${many(row.new + row.resurrecting, 'gagné')}, ${lost?.fr} ${many(row.dormant, 'perdu')}.`,
    `${upper(name.en)}: ${active?.en} active, ${gained?.en} gained and ${lost?.en} lost.`,
  );
}

/** Gains for each loss over all complete rows, in one decimal, and which rows these are. */
function balanceOf(rows: readonly LifecycleRow[], { period, unit }: Rows): Words {
  const sum = (of: (row: LifecycleRow) => number) => rows.reduce((total, row) => total + of(row), 0);
  const gained = sum((row) => row.new + row.resurrecting);
  const lost = -sum(({ dormant }) => dormant);
  const over = overWords(rows, period);
  if (lost === 0) {
    return say(`${over.fr}, ${nobody(unit).fr} n’a été perdu.`, `${over.en}, ${nobody(unit).en} was lost.`);
  }
  const ratio = gained / lost;
  const said = { fr: oneDecimal('fr', ratio), en: oneDecimal('en', ratio) };
  const more = gained > lost ? say('elle a grandi', 'it grew') : say('elle s’est réduite', 'it shrank');
  const even = gained === lost ? say('elle n’a pas bougé', 'it stayed as it was') : more;
  return say(
    `${over.fr}, la base en a gagné ${said.fr} pour 1 perdu : ${even.fr}.`,
    `${over.en}, the base gained ${said.en} for each 1 lost: ${even.en}.`,
  );
}

/** Over which rows: De janvier 2025 à octobre 2025; From January 2025 to October 2025. */
function overWords(rows: readonly LifecycleRow[], period: LifecycleAsk['period']): Words {
  const [first = '', last = ''] = [rows[0]?.period, rows.at(-1)?.period];
  if (first === last) return say('Sur cette période', 'Over this period');
  if (period === 'day') return sentence(fromTo(first, last));
  const [begin, end] = [rowName(first, period), rowName(last, period)];
  return say(`De ${begin.fr} à ${end.fr}`.replace(/^De (?=[ao])/, 'D’'), `From ${begin.en} to ${end.en}`);
}

const oneDecimal = (language: 'fr' | 'en', value: number): string =>
  written(language, value, { maximumFractionDigits: value < 1.1 && value > 0.9 ? 2 : 1 });

const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What the numbers mean, in full sentences. */
export function definitionOf({ period }: LifecycleAsk, { frame, activity }: ActiveReading): Words {
  const who = frame.unit === 'account' ? say('Un compte', 'An account') : say('Un client', 'A customer');
  const noun = periodNoun(period);
  const week = frame.weekStart === 'monday' ? say('lundi', 'Monday') : say('dimanche', 'Sunday');
  const marked = frame.includeMarked
    ? say('Le trafic interne et celui des robots est compté.', 'Internal and bot traffic is counted.')
    : say(
        'Le trafic interne et celui des robots est laissé de côté.',
        'Internal and bot traffic is left out.',
      );
  const a = period === 'week' ? 'une' : 'un';
  const before = period === 'week' ? 'précédente' : 'précédent';
  return say(
    `${who.fr} est actif s’il a fait, dans ${a} ${noun.fr} du calendrier (${frame.zone}, semaines à partir du ${week.fr}), ${activity.words.fr}. Nouveau : son tout premier événement, quel qu’il soit, tombe dans la période. De retour : actif aussi la période d’avant (${noun.fr} ${before}). Réveillé : actif, sans l’avoir été la période d’avant, et pas nouveau. Endormi : actif la période d’avant, pas celle-ci (en négatif). Nouveaux + de retour + réveillés = actifs. Le « quick ratio » divise les nouveaux et les réveillés par les endormis ; une période en cours n’en a pas, ses endormis ne sont pas définitifs. ${marked.fr}`,
    `${who.en} is active with, within one calendar ${noun.en} (${frame.zone}, weeks from ${week.en}), ${activity.words.en}. New: their very first event, of any kind, lies in the period. Returning: active in the period before too. Resurrecting: active, not in the period before, and not new. Dormant: active in the period before, not in this one (negative). New + returning + resurrecting = active. The quick ratio divides new and resurrecting by dormant; a running period has none, as its dormant are not final. ${marked.en}`,
  );
}
