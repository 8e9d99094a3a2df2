import type { Words } from '#src/customers/frame/index.ts';
import {
  type Counted,
  count,
  percent,
  percentRange,
  rowName,
  say,
  unitsCounted,
} from '#src/customers/wording/index.ts';
import type { ContractPeriod } from './ask.ts';
import type { Leaving } from './histories.ts';

const leavingWords: Readonly<Record<Leaving, Words>> = {
  ended: say('Partir, c’est voir son contrat prendre fin.', 'Leaving means that the contract ends.'),
  paid: say(
    'Partir, c’est arriver au bout du temps payé après avoir mis fin au contrat.',
    'Leaving means that the time paid for is over, once the end is settled.',
  ),
  asked: say(
    'Partir, c’est demander la fin du contrat, même si le temps payé court encore.',
    'Leaving means asking for the end of the contract, even while paid time still runs.',
  ),
};

/** How contracts are counted. */
export function definition(leaving: Leaving): Words {
  const left = leavingWords[leaving];
  return say(
    `Chaque titulaire compte une fois par période, quel que soit le nombre de ses contrats. ${left.fr} Un contrat repris dans la journée continue. Attrition brute : partis ÷ présents au début ; nette : moins les revenus, quelle que soit la date de leur départ. En pause, on est encore sous contrat. Taux de renouvellement : parmi ceux dont l’échéance est tombée dans la période et se lit depuis plus d’un jour, ceux qui ont continué. Une échéance est une fin prévue ou une date de renouvellement ; à défaut, l’anniversaire de la période facturée.`,
    `Each holder counts once a period, however many contracts they hold. ${left.en} A contract taken up again within a day goes on. Gross churn: left ÷ there at the start; net: less those who returned, whenever they had left. Paused is still under contract. Renewal rate: of those whose term came up in the period more than a day ago, those who went on. A term is a foreseen end or a date of renewal; where none is told, the anniversary of the billed period.`,
  );
}

/** What the last period that is over says; of the running one where none is. */
export function verdictOf(
  periods: readonly ContractPeriod[],
  unit: Counted,
  period: 'week' | 'month',
): Words {
  const told = periods.findLast(({ state }) => state === 'complete') ?? periods.at(-1);
  if (told === undefined || told.counts.at_start + told.counts.at_end === 0) {
    return say('Personne n’est sous contrat à ces dates.', 'Nobody is under contract at these dates.');
  }
  const name = rowName(told.period, period);
  const when = told.state === 'running' ? say(' (en cours)', ' (still running)') : say('', '');
  const parts = [churnWords(told, unit), renewalWords(told)];
  return say(
    `${period === 'month' ? `En ${name.fr}` : sentenceCase(name.fr)}${when.fr} : ${parts.map(({ fr }) => fr).join(' ')}`,
    `${period === 'month' ? `In ${name.en}` : sentenceCase(name.en)}${when.en}: ${parts.map(({ en }) => en).join(' ')}`,
  );
}

const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function churnWords({ counts, gross, grossLow, grossHigh, net }: ContractPeriod, unit: Counted): Words {
  if (!gross.known || !net.known) {
    const joined = unitsCounted(counts.new + counts.returned, unit);
    return say(`personne au début, ${joined.fr} à l’arrivée.`, `nobody at the start, ${joined.en} came.`);
  }
  const [left, start] = [counts.ended, counts.at_start].map(count);
  const [brut, range, after] = [
    percent(gross.value),
    percentRange(grossLow ?? 0, grossHigh ?? 1),
    percent(net.value),
  ];
  const rest = returnWords(counts.returned, after);
  return say(
    `${left?.fr} sur ${start?.fr} sont partis, soit ${brut.fr} d’attrition brute (${range.fr}) ; ${rest.fr}.`,
    `${left?.en} of ${start?.en} left, a gross churn of ${brut.en} (${range.en}); ${rest.en}.`,
  );
}

function returnWords(returned: number, net: Words): Words {
  if (returned === 0) return say('personne n’est revenu', 'nobody returned');
  const back = count(returned);
  return say(
    `en comptant ${back.fr} ${returned === 1 ? 'retour' : 'retours'}, ${net.fr} nette`,
    `with ${back.en} who returned, ${net.en} net`,
  );
}

function renewalWords({ counts, renewal, renewalLow, renewalHigh }: ContractPeriod): Words {
  if (!renewal.known) return say('Aucune échéance n’y est tombée.', 'No term came up in it.');
  const [share, range] = [percent(renewal.value), percentRange(renewalLow ?? 0, renewalHigh ?? 1)];
  const [went, due] = [counts.renewed, counts.renewed + counts.not_renewed].map(count);
  return say(
    `Échéances : ${went?.fr} sur ${due?.fr} renouvelées, ${share.fr} (${range.fr}).`,
    `Terms: ${went?.en} of ${due?.en} renewed, ${share.en} (${range.en}).`,
  );
}
