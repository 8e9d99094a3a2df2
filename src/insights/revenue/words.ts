import { decimalsOf } from '#src/basics/currency.ts';
import type { Period } from '#src/customers/calendar/index.ts';
import type { Words } from '#src/customers/frame/index.ts';
import { percent, rowName, say, sentence, written } from '#src/customers/wording/index.ts';
import { type Apart, type Book, type Churn, type ChurnRow, type MovementsRow, moves } from './ask.ts';
import { type Counting, churnRuleOf, type Preset } from './counting.ts';
import type { Scope } from './scope.ts';

/** Smallest units as money is written: 1 234,50 €; whole where there are no cents, or 100,000 and more. */
export function moneyWords(minor: number, currency: string): Words {
  const whole = 10 ** decimalsOf(currency);
  const digits = minor % whole === 0 || Math.abs(minor) >= 100_000 * whole ? 0 : decimalsOf(currency);
  const said = (language: 'fr' | 'en') =>
    written(language, minor / 10 ** decimalsOf(currency), {
      style: 'currency',
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }).replace('-', '−');
  return say(said('fr'), said('en'));
}

type ToldBook = Book & { readonly rows: readonly MovementsRow[] };

/** What the movements say: the last period that is over, of the largest book. */
export function movementsVerdict(period: Period, books: readonly ToldBook[]): Words {
  const [book] = books;
  const last = book?.rows.findLast(({ state }) => state === 'complete');
  if (book === undefined)
    return say(
      'On ne peut pas encore conclure : aucun contrat récurrent pendant ces périodes.',
      'We cannot say yet: no recurring contract within these periods.',
    );
  if (last === undefined)
    return say(
      'On ne peut pas encore conclure : aucune période de cet intervalle n’est terminée.',
      'We cannot say yet: no period of this range is over.',
    );
  const name = rowName(last.period, period);
  const about = aboutBook(book, books.length);
  if (!last.end.known || !last.start.known || moves.some((move) => !last[move].amount.known))
    return say(
      `On ne peut pas conclure pour ${name.fr}${about.fr} : il manque un taux de change.`,
      `We cannot say for ${name.en}${about.en}: an exchange rate is missing.`,
    );
  const [start, end] = [last.start.value, last.end.value];
  const [ends, by] = [moneyWords(end, book.currency), moneyWords(Math.abs(end - start), book.currency)];
  const moved =
    end === start
      ? say('sans changement', 'unchanged')
      : end > start
        ? say(`${by.fr} de plus qu’au début`, `${by.en} more than at the beginning`)
        : say(`${by.fr} de moins qu’au début`, `${by.en} less than at the beginning`);
  const main = mainReason(last, book.currency);
  const begun = sentence(say(`${name.fr}${about.fr}`, `${name.en}${about.en}`));
  return say(
    `${begun.fr} : ${ends.fr} de revenu récurrent mensuel à la fin, ${moved.fr}${main.fr}.`,
    `${begun.en}: ${ends.en} of monthly recurring revenue at the end, ${moved.en}${main.en}.`,
  );
}

const aboutBook = ({ currency, offer }: Book, several: number): Words => {
  if (offer !== null) return say(`, offre « ${offer} »`, `, offer “${offer}”`);
  return several > 1 ? say(`, en ${currency}`, `, in ${currency}`) : say('', '');
};

const moveNames: Readonly<Record<(typeof moves)[number] | 'rates', Words>> = {
  new: say('nouveaux', 'new'),
  expansion: say('hausses', 'expansion'),
  contraction: say('baisses', 'contraction'),
  churn: say('départs', 'churn'),
  reactivation: say('retours', 'reactivation'),
  rates: say('taux de change', 'exchange rates'),
};

/** The largest movement of a period; nothing where nothing moved. */
function mainReason(row: MovementsRow, currency: string): Words {
  const told = [...moves, 'rates' as const].map((move) => {
    const amount = move === 'rates' ? row.rates : row[move].amount;
    return { move, amount: amount.known ? amount.value : 0 };
  });
  const [largest] = told.toSorted((a, b) => Math.abs(b.amount) - Math.abs(a.amount));
  if (largest === undefined || largest.amount === 0) return say('', '');
  const money = moneyWords(largest.amount, currency);
  const sign = largest.amount > 0 ? '+' : '';
  const name = moveNames[largest.move];
  return say(
    ` ; le plus grand mouvement : ${name.fr} (${sign}${money.fr})`,
    `; the largest movement: ${name.en} (${sign}${money.en})`,
  );
}

const endWords: Readonly<Record<Counting['ends'], Words>> = {
  ended: say('quand la facturation dit qu’il est terminé', 'when billing says it has ended'),
  scheduled: say(
    'dès que sa fin est demandée (à défaut de date, quand il se termine)',
    'as soon as its end is asked for (when it ends, where no such date is told)',
  ),
  paid: say('à la fin de ce qui est payé', 'when what is paid for is over'),
};

const presetNames: Readonly<Record<Preset, string>> = {
  perdure: 'Perdure',
  chartmogul: 'ChartMogul',
  stripe: 'Stripe',
  profitwell: 'ProfitWell',
  baremetrics: 'Baremetrics',
};

/** How amounts are counted, in full sentences. */
export function definitionOf({ counting, frame, conversion, by }: Scope): Words {
  const sentences = [
    say(
      'Revenu récurrent mensuel : le prix de chaque contrat en cours, ramené au mois (année ÷ 12, semestre ÷ 6, trimestre ÷ 3, semaine × 52 ÷ 12, jour × 365 ÷ 12), exact, arrondi seulement à l’affichage.',
      'Monthly recurring revenue: the price of each running contract for a month (year ÷ 12, semester ÷ 6, quarter ÷ 3, week × 52 ÷ 12, day × 365 ÷ 12), exact, rounded only when shown.',
    ),
    say(
      'Nouveau : rien avant ; retour : plus rien, puis de nouveau ; départ : le dernier contrat se termine ; hausse et baisse : le titulaire reste. Un deuxième contrat est une hausse, la fin de l’un de deux une baisse. Ce qui arrive le même jour est un seul mouvement.',
      'New: nothing before; reactivation: nothing left, then something again; churn: the last contract ends; expansion and contraction: the holder stays. A second contract is expansion, the end of one of two is contraction. What happens on one day is one movement.',
    ),
    say(
      `Un contrat est perdu ${endWords[counting.ends].fr}.`,
      `A contract is lost ${endWords[counting.ends].en}.`,
    ),
    ...settingWords(counting),
    apartWords(by),
    conversion === null
      ? say('Des monnaies différentes ne s’additionnent jamais.', 'Different currencies are never added up.')
      : say(
          `Montants en ${conversion.rates.into} au taux du jour de chaque mouvement (celui d’un jour sans taux est le dernier d’avant, sept jours au plus) ; ce que les taux changent est une ligne à part ; sans taux, le montant est inconnu.`,
          `Amounts in ${conversion.rates.into} at the rate of each movement’s day (for a day without one the last before it, at most seven days); what rates change is a line of its own; without a rate the amount is unknown.`,
        ),
    say(`Jours de ${frame.zone}.`, `Days of ${frame.zone}.`),
  ].filter(({ fr }) => fr !== '');
  return say(sentences.map(({ fr }) => fr).join(' '), sentences.map(({ en }) => en).join(' '));
}

function apartWords(by: Apart): Words {
  if (by === 'nothing') return say('', '');
  return by === 'offer'
    ? say(
        'Par offre : passer de l’une à l’autre est une baisse ici et une hausse là ; est perdu qui n’a plus aucun contrat.',
        'By offer: going from one to another is contraction here and expansion there; lost is who has no contract left.',
      )
    : say(
        'Chaque titulaire est tout entier là où est sa valeur à l’instant de la question, aussi pour son passé ; les parts font le tout, au centime.',
        'Each holder stands whole where their value is at the question’s instant, with their past, too; the parts make the whole, to the cent.',
      );
}

function settingWords({ trials, free, paused, pastDueDays, discounts, gapDays }: Counting): Words[] {
  return [
    trials
      ? say('Les essais comptent à leur prix futur.', 'Trials count at their later price.')
      : say('Un essai compte à partir de sa fin.', 'A trial counts from its end on.'),
    free
      ? say('Un contrat gratuit fait un client.', 'A free contract makes a customer.')
      : say('Un contrat gratuit ne fait pas un client.', 'A free contract makes no customer.'),
    paused
      ? say('Un contrat suspendu compte.', 'A paused contract counts.')
      : say('Un contrat suspendu ne compte pas.', 'A paused contract does not count.'),
    pastDueDays === null
      ? say(
          'Un impayé compte jusqu’à ce que le contrat soit terminé.',
          'An unpaid contract counts until it is ended.',
        )
      : say(
          `Un impayé est perdu après ${pastDueDays} jours.`,
          `An unpaid contract is lost after ${pastDueDays} days.`,
        ),
    {
      all: say(
        'Les remises réduisent le revenu tant qu’elles durent.',
        'Discounts reduce revenue while they last.',
      ),
      forever: say(
        'Seules les remises sans fin réduisent le revenu.',
        'Only discounts without an end reduce revenue.',
      ),
      none: say('Les remises ne réduisent pas le revenu.', 'Discounts do not reduce revenue.'),
    }[discounts],
    gapDays === 0
      ? say('', '')
      : say(
          `Qui recommence dans les ${gapDays === 1 ? '24 heures (un jour)' : `${gapDays} jours`} a renouvelé.`,
          `Whoever begins anew within ${gapDays === 1 ? 'a day' : `${gapDays} days`} has renewed.`,
        ),
  ];
}

/** The formulas of a preset. */
export function formulasOf(preset: Preset): Churn['formulas'] {
  const rule = churnRuleOf(preset);
  const lost = rule.newAndLost
    ? say('titulaires perdus', 'holders lost')
    : say('titulaires du début perdus', 'holders of the start lost');
  const divisor =
    rule.divisor === 'start'
      ? say('titulaires au début', 'holders at the start')
      : say('(titulaires au début + nouveaux)', '(holders at the start + new)');
  const window =
    rule.window === 'rolling_30'
      ? say(', sur les 30 jours qui finissent avec la période', ', over the 30 days that end with the period')
      : say('', '');
  return {
    rate: say(
      `${presetNames[preset]} : ${lost.fr} ÷ ${divisor.fr}${window.fr}`,
      `${presetNames[preset]}: ${lost.en} ÷ ${divisor.en}${window.en}`,
    ),
    gross: say(
      '(départs + baisses) ÷ revenu récurrent au début',
      '(churn + contraction) ÷ recurring revenue at the start',
    ),
    net: say(
      '(départs + baisses − hausses − retours) ÷ revenu récurrent au début',
      '(churn + contraction − expansion − reactivation) ÷ recurring revenue at the start',
    ),
  };
}

/** A row's rate as arithmetic: 6 ÷ (100 + 25) = 4,8 %. */
export function formulaOfRow(
  preset: Preset,
  { start, fresh, lost, lostOfStart }: { start: number; fresh: number; lost: number; lostOfStart: number },
): Words {
  const rule = churnRuleOf(preset);
  const hits = rule.newAndLost ? lost : lostOfStart;
  const [divisor, total] =
    rule.divisor === 'start' ? [`${start}`, start] : [`(${start} + ${fresh})`, start + fresh];
  if (total === 0) return say(`${hits} ÷ ${divisor}`, `${hits} ÷ ${divisor}`);
  const share = percent(hits / total);
  return say(`${hits} ÷ ${divisor} = ${share.fr}`, `${hits} ÷ ${divisor} = ${share.en}`);
}

/** What churn says: the last window that is over. */
export function churnVerdict(period: Period, rows: readonly ChurnRow[]): Words {
  const last = rows.findLast(
    ({ state, start }) => state === 'complete' && start.customer + start.account > 0,
  );
  if (last === undefined || !last.rate.known)
    return say(
      'On ne peut pas encore conclure : aucune période terminée n’a commencé avec des contrats.',
      'We cannot say yet: no period that is over began with contracts.',
    );
  const name = sentence(rowName(last.period, period));
  const [rate, net] = [percent(last.rate.value), percent(last.net.known ? last.net.value : 0)];
  const withReturns = last.net.known && last.returned.customer + last.returned.account > 0;
  return say(
    `${name.fr} : ${rate.fr} d’attrition (${last.formula.fr})${withReturns ? ` ; ${net.fr} en comptant les retours` : ''}.`,
    `${name.en}: ${rate.en} churn (${last.formula.en})${withReturns ? `; ${net.en} with those who returned` : ''}.`,
  );
}
