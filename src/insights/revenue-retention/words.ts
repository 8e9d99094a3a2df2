import { DomainError } from '#src/basics/errors.ts';
import type { Words } from '#src/customers/frame/index.ts';
import { percent, rowName, say, sentence } from '#src/customers/wording/index.ts';
import { moneyWords } from '#src/insights/revenue/index.ts';
import type { Cohorts, Retention, RetentionAsk, Upsell } from './ask.ts';

/** @returns what is said to a currency that is none of the answer's */
export const currencyMissing = (got: string): DomainError =>
  new DomainError('revenue.no_such_book', {
    kind: 'not_found',
    field: 'currency',
    expected: 'a currency of the answer',
    got,
  });

const overWords = {
  month: say('un mois', 'a month'),
  quarter: say('trois mois', 'three months'),
  year: say('un an', 'a year'),
} as const;

export const retentionFormulas: Retention['formulas'] = {
  nrr: say(
    'NRR : revenu à la fin de ceux qui étaient là au début ÷ leur revenu au début',
    'NRR: revenue at the end of those who were there at the start ÷ their revenue at the start',
  ),
  grr: say(
    'GRR : somme, client par client, du plus petit des deux revenus ÷ revenu au début (100 % au plus)',
    'GRR: the sum, customer by customer, of the smaller of both revenues ÷ revenue at the start (at most 100%)',
  ),
};

/** The last month that is over, of the first book. */
export function retentionVerdict({ over }: RetentionAsk, books: Retention['books']): Words {
  const [book] = books;
  const last = book?.rows.findLast(
    ({ state, start }) => state === 'complete' && (!start.known || start.value > 0),
  );
  if (book === undefined || last === undefined) return cannotSay;
  if (!last.nrr.known || !last.grr.known) return noRate;
  const name = sentence(rowName(last.month, 'month'));
  const [nrr, grr] = [percent(last.nrr.value), percent(last.grr.value)];
  const about = books.length > 1 ? say(`, en ${book.currency}`, `, in ${book.currency}`) : say('', '');
  return say(
    `${name.fr}${about.fr} : de ce qui était récurrent il y a ${overWords[over].fr}, il reste ${grr.fr} sans les hausses (GRR) et ${nrr.fr} avec elles (NRR).`,
    `${name.en}${about.en}: of what was recurring ${overWords[over].en} ago, ${grr.en} is left without expansion (GRR) and ${nrr.en} with it (NRR).`,
  );
}

const cannotSay = say(
  'On ne peut pas encore conclure : aucun mois terminé n’a commencé avec des contrats.',
  'We cannot say yet: no month that is over began with contracts.',
);
const noRate = say(
  'On ne peut pas conclure : il manque un taux de change.',
  'We cannot say: an exchange rate is missing.',
);

/** The youngest cohort that has had twelve months, else the one with the longest life. */
export function cohortsVerdict(books: Cohorts['books']): Words {
  const [book] = books;
  const seen = (book?.rows ?? []).flatMap((row) => {
    const over = row.cells.filter(({ state, share }) => state === 'complete' && share.known);
    const cell = over.find(({ at }) => at === 12) ?? over.at(-1);
    return cell?.share.known && cell.at > 0
      ? [{ month: row.month, at: cell.at, share: cell.share.value }]
      : [];
  });
  const longest = Math.min(12, Math.max(0, ...seen.map(({ at }) => at)));
  const found = seen.findLast(({ at }) => at === longest);
  if (found === undefined)
    return say(
      'On ne peut pas encore conclure : aucune cohorte n’a un mois terminé après le premier.',
      'We cannot say yet: no cohort has a month that is over after its first.',
    );
  const [name, share] = [rowName(found.month, 'month'), percent(found.share)];
  return say(
    `Du revenu de ceux qui ont commencé en ${name.fr}, ${share.fr} est là ${found.at} mois plus tard, hausses comprises.`,
    `Of the revenue of those who began in ${name.en}, ${share.en} is there ${found.at} months later, expansion included.`,
  );
}

/** The last month that is over, of the first book. */
export function upsellVerdict(books: Upsell['books']): Words {
  const [book] = books;
  const last = book?.rows.findLast(({ state }) => state === 'complete');
  if (book === undefined || last === undefined) return cannotSay;
  if (!last.expansion.known || !last.added.amount.known) return noRate;
  const name = sentence(rowName(last.month, 'month'));
  const [all, added] = [
    moneyWords(last.expansion.value, book.currency),
    moneyWords(last.added.amount.value, book.currency),
  ];
  return say(
    `${name.fr} : ${all.fr} de hausses par mois, dont ${added.fr} de ventes croisées (une offre de plus).`,
    `${name.en}: ${all.en} of expansion a month, of which ${added.en} cross-sell (one more offer).`,
  );
}
