import type { Words } from '#src/customers/frame/index.ts';
import {
  count,
  eventWords,
  feminineOrdinal,
  firstDays,
  fromTo,
  nobodyDid,
  percent,
  percentRange,
  periodNoun,
  points,
  say,
  unitNoun,
} from '#src/customers/wording/index.ts';
import { fewest } from '#src/insights/acquisition/index.ts';
import type { Board, BoardGroup, Stage, StageName } from './ask.ts';
import type { Plan } from './plan.ts';

type Unit = Plan['frame']['unit'];

/** What newcomers are called who got to a stage. */
export const stageNames: Readonly<Record<StageName, Words>> = {
  acquisition: say('acquis', 'acquired'),
  activation: say('activés', 'activated'),
  retention: say('restés', 'retained'),
  revenue: say('acheteurs', 'buying'),
  referral: say('parrains', 'referring'),
};

const nameOf = ({ kind, value }: BoardGroup['group']): Words => {
  if (kind === 'missing') return say('« sans valeur »', '“without a value”');
  if (kind === 'others') return say('les autres valeurs', 'the other values');
  return say(`« ${value} »`, `“${value}”`);
};

const stageOf = ({ stages }: BoardGroup, name: StageName): Stage | undefined =>
  stages.find(({ stage }) => stage === name);

/** Whether those who were activated stay more. */
export function mattersWords(
  { activated, others, against }: Omit<NonNullable<Board['matters']>, 'words'>,
  unit: Unit,
): Words {
  if (against === null || !activated.share.known || !others.share.known) {
    const many = unitNoun(unit, true);
    return say(
      `On ne peut pas encore dire si l’activation va avec le fait de rester : il faut ${fewest} ${many.fr} jugés de chaque côté.`,
      `We cannot say yet whether activation goes with staying: ${fewest} ${many.en} judged on either side are needed.`,
    );
  }
  const [yes, no] = [percent(activated.share.value), percent(others.share.value)];
  const facts = say(
    `${yes.fr} des activés restent, contre ${no.fr} des autres (${points(against.difference).fr})`,
    `${yes.en} of the activated stay, against ${no.en} of the others (${points(against.difference).en})`,
  );
  if (against.verdict !== 'different') {
    return say(`${facts.fr} : cet écart peut être un hasard.`, `${facts.en}: this gap may be chance.`);
  }
  return against.difference > 0
    ? say(
        `${facts.fr}, probablement pas un hasard : ne pas être activé est une cause de départ possible, et vous pouvez agir dessus.`,
        `${facts.en}, probably not by chance: not being activated is a possible reason to leave, and one that you control.`,
      )
    : say(
        `${facts.fr} : ce qui est appelé activation ici ne retient pas.`,
        `${facts.en}: what is called activation here does not keep them.`,
      );
}

const mattersClearly = (matters: Board['matters']): boolean =>
  matters?.against?.verdict === 'different' && matters.against.difference > 0;

/** What may be said of a group; null where nothing stands out. */
export function groupSaid(group: BoardGroup, matters: Board['matters'], unit: Unit): Words | null {
  const activation = stageOf(group, 'activation');
  const against = activation?.against;
  if (group.weak && activation?.reached.share.known && against != null) {
    const [share, rest] = [
      percent(activation.reached.share.value),
      percent(activation.reached.share.value - against.difference),
    ];
    const name = nameOf(group.group);
    const facts = say(
      `${name.fr} : activation faible, ${share.fr} contre ${rest.fr} ailleurs.`,
      `${name.en}: weak activation, ${share.en} against ${rest.en} elsewhere.`,
    );
    return mattersClearly(matters)
      ? say(
          `${facts.fr} Une cause de départ sur laquelle vous pouvez agir : le premier contact avec le produit.`,
          `${facts.en} A reason to leave that you control: the first contact with the product.`,
        )
      : say(
          `${facts.fr} On ne peut pas encore dire si cela fait partir.`,
          `${facts.en} Whether it makes them leave we cannot say yet.`,
        );
  }
  if (group.customers > 0 && (activation?.reached.total ?? 0) < fewest && group.group.kind !== 'period') {
    const many = unitNoun(unit, true);
    return say(
      `On ne peut pas encore conclure : moins de ${fewest} ${many.fr} jugés.`,
      `We cannot say yet: fewer than ${fewest} ${many.en} judged.`,
    );
  }
  return null;
}

/** What the board says, in two or three sentences. */
export function verdictOf(
  { total, groups, matters }: Pick<Board, 'total' | 'groups' | 'matters'>,
  unit: Unit,
): Words {
  if (total.customers === 0) {
    return nobodyDid(unit, say('n’a commencé pendant cette période.', 'began during this period.'));
  }
  const people = count(total.customers);
  const fresh = total.customers >= 2 ? 'nouveaux' : 'nouveau';
  const noun = { fr: unitNoun(unit, total.customers >= 2).fr, en: unitNoun(unit, total.customers !== 1).en };
  const stages = total.stages.filter(({ stage }) => stage !== 'acquisition').map(stageSaid);
  const first = say(
    `${people.fr} ${fresh} ${noun.fr} : ${stages.map(({ fr }) => fr).join(', ')}.`,
    `${people.en} new ${noun.en}: ${stages.map(({ en }) => en).join(', ')}.`,
  );
  const weak = groups.filter((group) => group.weak).flatMap(({ words }) => words ?? []);
  const said = [first, ...(matters === null ? [] : [matters.words]), ...weak.slice(0, 2)];
  return say(said.map(({ fr }) => fr).join(' '), said.map(({ en }) => en).join(' '));
}

function stageSaid({ stage, reached, state }: Stage): Words {
  const name = stageNames[stage];
  if (!reached.share.known) return say(`${name.fr} : pas encore connu`, `${name.en}: not known yet`);
  const [share, range] = [percent(reached.share.value), percentRange(reached.low ?? 0, reached.high ?? 1)];
  const running = state === 'running' ? say(', en cours', ', running') : say('', '');
  return say(
    `${share.fr} ${name.fr} (${range.fr}${running.fr})`,
    `${share.en} ${name.en} (${range.en}${running.en})`,
  );
}

/** What the numbers mean, in full sentences. */
export function definitionOf(plan: Plan): Words {
  const counted = countingOf(plan);
  return say(
    `${counted.fr} Chaque groupe est comparé à tous les autres ensemble, à partir de ${fewest} de chaque côté ; fourchettes à 95 % (Wilson, Newcombe), seuil de 5 % après correction de Benjamini–Hochberg sur les groupes d’une étape. Un lien n’est pas une cause : une expérience le dirait.`,
    `${counted.en} Each group is compared with all others together, from ${fewest} on either side; intervals at 95% (Wilson, Newcombe), 5% after Benjamini–Hochberg over the groups of a stage. A link is not a cause: an experiment would tell.`,
  );
}

/** How the stages are counted, whoever is compared. @param range the dates of the start, as they stand in it */
export function countingOf(plan: Plan, range: Words = fromTo(plan.ask.from, plan.ask.to)): Words {
  const { ask, frame, activation, active } = plan;
  const { retention, revenue, referral } = ask;
  const who = frame.unit === 'account' ? say('Les comptes', 'Accounts') : say('Les clients', 'Customers');
  const [start, noun] = [eventWords(ask.start), periodNoun(retention.period)];
  const buys =
    revenue === null
      ? say('', '')
      : say(
          ` Revenu : au moins un ${eventWords(revenue.match).fr} dans ${firstDays(revenue.days).fr}.`,
          ` Revenue: at least one ${eventWords(revenue.match).en} within ${firstDays(revenue.days).en}.`,
        );
  const refers =
    referral === null
      ? say('', '')
      : say(
          ` Recommandation : au moins un ${eventWords(referral.match).fr} dans ${firstDays(referral.days).fr}.`,
          ` Referral: at least one ${eventWords(referral.match).en} within ${firstDays(referral.days).en}.`,
        );
  return say(
    `Acquisition : ${who.fr.toLowerCase()} dont le premier ${start.fr} de tout l’historique tombe ${range.fr} (${frame.zone}). Activation : ${activation.words.fr}. Rétention : ${active.words.fr}, pendant la ${feminineOrdinal(retention.nth)} période (${noun.fr} du calendrier) après celle du début.${buys.fr}${refers.fr} Chaque étape se lit à part, parmi ceux dont les jours sont écoulés ; les autres sont en cours.`,
    `Acquisition: ${who.en.toLowerCase()} whose first ${start.en} of all history falls ${range.en} (${frame.zone}). Activation: ${activation.words.en}. Retention: ${active.words.en}, in calendar ${noun.en} ${retention.nth} after that of the start.${buys.en}${refers.en} Each stage stands for itself, among those whose days are over; the others are running.`,
  );
}
