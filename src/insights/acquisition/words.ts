import type { Deed } from '#src/customers/event-match/index.ts';
import type { Words } from '#src/customers/frame/index.ts';
import { valueSentence } from '#src/customers/value/index.ts';
import {
  count,
  deedWords,
  eventWords,
  fromTo,
  nobodyDid,
  percent,
  percentRange,
  points,
  say,
  unitNoun,
  unitsCounted,
} from '#src/customers/wording/index.ts';
import type { Group } from '#src/insights/newcomers/index.ts';
import { fewest, smallestOfRate } from './against.ts';
import type { AcquisitionRow, Against, CountedShare, MismatchRow, Naming } from './ask.ts';
import { type Dimension, type Plan, rowsBy } from './plan.ts';

type Unit = Plan['frame']['unit'];

const judgedWord = say('jugé', 'judged');

/** What a group is called in a sentence. */
export function groupWords({
  kind,
  value,
}: {
  readonly kind: Group['kind'];
  readonly value: string | null;
}): Words {
  if (kind === 'missing') return say('sans nom', 'without a name');
  if (kind === 'others') return say('les autres', 'the others');
  if (kind === 'all') return say('tous', 'all');
  return say(`« ${value} »`, `“${value}”`);
}

/** What a row is called: campaign, channel, or both. */
export function nameOf({ campaign, channel }: Pick<AcquisitionRow, 'campaign' | 'channel'>): Words {
  const parts = [campaign, channel].flatMap((group) => (group === null ? [] : [groupWords(group)]));
  if (parts.length === 0) return say('toutes', 'all of them');
  return say(parts.map(({ fr }) => fr).join(', '), parts.map(({ en }) => en).join(', '));
}

const shareWords = ({ share, low, high, total }: CountedShare): Words => {
  if (!share.known) return say('—', '—');
  const [one, range, of] = [percent(share.value), percentRange(low ?? 0, high ?? 1), count(total)];
  return say(`${one.fr} (${range.fr} sur ${of.fr})`, `${one.en} (${range.en} of ${of.en})`);
};

/** What may be said of one row; null where there is nothing to say. */
export function rowWords(row: AcquisitionRow, unit: Unit): Words | null {
  const [stayed, name] = [shareWords(row.stayed), nameOf(row)];
  if (row.flag !== null) {
    const clicks = row.flag === 'best_clicks_worst_stay';
    const rate = shareWords(clicks ? row.ctr : row.replyRate);
    const apart = percent(smallestOfRate);
    return say(
      `${name.fr} attire le mieux (${clicks ? 'taux de clic' : 'taux de réponse'} ${rate.fr}, au moins ${apart.fr} de plus que les autres) et garde le moins : ${stayed.fr} restent, probablement pas par hasard.`,
      `${name.en} attracts best (${clicks ? 'click rate' : 'reply rate'} ${rate.en}, at least ${apart.en} above the others) and keeps worst: ${stayed.en} stay, probably not by chance.`,
    );
  }
  if (row.customers === 0) return null;
  if (!row.enough) {
    const [judged, open] = [unitsCounted(row.stayed.total, unit, judgedWord), count(row.open)];
    return say(
      `On ne peut pas encore conclure sur ceux qui restent : ${judged.fr}, il en faut ${fewest} (${open.fr} en cours d’observation).`,
      `We cannot say yet how many stay: ${judged.en}, ${fewest} are needed (${open.en} still watched).`,
    );
  }
  const against = row.against.stayed;
  if (against === null || against.verdict !== 'different') return null;
  const gap = points(against.difference);
  return against.difference > 0
    ? say(
        `Garde mieux que les autres (${gap.fr}), probablement pas un hasard.`,
        `Keeps better than the others (${gap.en}), probably not by chance.`,
      )
    : say(
        `Garde moins bien que les autres (${gap.fr}), probablement pas un hasard.`,
        `Keeps worse than the others (${gap.en}), probably not by chance.`,
      );
}

/** What may be said of where those come from who leave again. */
export function mismatchWords(
  row: Omit<MismatchRow, 'words'>,
  { by, unit }: { readonly by: Dimension; readonly unit: Unit },
): Words {
  if (!row.share.known) {
    return nobodyDid(unit, say('ne peut encore être jugé.', 'can be judged yet.'));
  }
  const [name, share] = [groupWords(row.group), percent(row.share.value)];
  if (row.against === null) {
    const judged = unitsCounted(row.people, unit, judgedWord);
    return say(
      `On ne peut pas encore conclure : ${judged.fr}, il en faut ${fewest} d’un côté et de l’autre.`,
      `We cannot say yet: ${judged.en}, ${fewest} are needed on either side.`,
    );
  }
  if (row.alert) {
    const others = percent(row.share.value - row.against.difference);
    const more = row.excess.known ? count(Math.round(row.excess.value)) : say('', '');
    const what = by === 'channel' ? say('canal', 'channel') : say('campagne', 'campaign');
    return say(
      `${name.fr} : ${share.fr} repartent aussitôt, contre ${others.fr} ailleurs, soit ${more.fr} de trop. La qualification de ce${by === 'channel' ? '' : 'tte'} ${what.fr} est à revoir (positionnement, vente, clarté).`,
      `${name.en}: ${share.en} leave early, against ${others.en} elsewhere: ${more.en} more than expected. Review how this ${what.en} qualifies ${unitNoun(unit, true).en} (positioning, sales, clarity).`,
    );
  }
  return sameWords(row.against);
}

function sameWords({ verdict, difference }: Against): Words {
  if (verdict === 'different' && difference < 0)
    return say('Moins de départs qu’ailleurs.', 'Fewer leave early than elsewhere.');
  return verdict === 'no_difference_found'
    ? say(
        'Pas plus de départs qu’ailleurs, et les groupes étaient assez grands pour le montrer.',
        'No more leave early than elsewhere, and the groups were large enough to show it.',
      )
    : say('On ne peut pas encore conclure.', 'We cannot say yet.');
}

interface Found {
  readonly rows: readonly AcquisitionRow[];
  readonly total: AcquisitionRow;
  readonly mismatch: readonly MismatchRow[];
}

/** What the table says, in two or three sentences. */
export function verdictOf(plan: Plan, { rows, total, mismatch }: Found): Words {
  if (total.customers === 0 && rows.length === 0) {
    return nobodyDid(
      plan.frame.unit,
      say(
        'n’a commencé pendant cette période, et aucun chiffre de campagne n’y est importé.',
        'began during this period, and no campaign figures are imported for it.',
      ),
    );
  }
  const flags = rows.flatMap(({ flag, words }) => (flag === null || words === null ? [] : [words]));
  const alerts = mismatch.filter(({ alert }) => alert).map(({ words }) => words);
  const stands = standsWords(plan, total);
  const said = [...flags, ...alerts.slice(0, 2), ...(flags.length === 0 ? [noFlagWords(plan, rows)] : [])];
  return say(
    [stands, ...said].map(({ fr }) => fr).join(' '),
    [stands, ...said].map(({ en }) => en).join(' '),
  );
}

function standsWords({ ask, frame }: Plan, { customers, stayed }: AcquisitionRow): Words {
  const people = unitsCounted(customers, frame.unit);
  const began = customers >= 2 ? 'ont commencé' : 'a commencé';
  if (!stayed.share.known) {
    return say(
      `${people.fr} ${began} ; aucun n’est encore assez ancien pour savoir s’il reste.`,
      `${people.en} began; none is old enough yet to know whether they stay.`,
    );
  }
  const share = shareWords(stayed);
  return say(
    `${people.fr} ${began} ; ${share.fr} sont encore là du jour ${ask.stay.from} au jour ${ask.stay.to}.`,
    `${people.en} began; ${share.en} are still there from day ${ask.stay.from} to day ${ask.stay.to}.`,
  );
}

function noFlagWords(plan: Plan, rows: readonly AcquisitionRow[]): Words {
  const compared = rows.filter(({ against }) => against.stayed !== null);
  const attracting = rows.filter(({ against }) => against.ctr !== null || against.replyRate !== null);
  const what = rowsBy(plan.ask).includes('campaign') ? say('campagne', 'campaign') : say('canal', 'channel');
  const none = what.fr === 'canal' ? 'Aucun canal' : 'Aucune campagne';
  if (compared.length < 2 || attracting.length < 2) {
    const many = unitNoun(plan.frame.unit, true);
    return say(
      `On ne peut pas encore dire si ce qui attire le mieux garde le moins : il faut au moins deux groupes de ${fewest} ${many.fr} jugés, et leurs clics ou leurs réponses.`,
      `We cannot say yet whether what attracts best keeps worst: at least two groups of ${fewest} judged ${many.en} are needed, and their clicks or replies.`,
    );
  }
  return say(
    `${none} n’attire le mieux tout en gardant le moins, au-delà du hasard.`,
    `No ${what.en} attracts best and keeps worst beyond chance.`,
  );
}

/** What the numbers mean, in full sentences. */
export function definitionOf(plan: Plan): Words {
  const { ask } = plan;
  const one = unitNoun(plan.frame.unit);
  const names = (['campaign', 'channel'] as const).flatMap((dimension) => {
    const naming = ask[dimension];
    return naming === null ? [] : [namingWords(dimension, naming)];
  });
  const range = fromTo(ask.from, ask.to);
  const [began, stays, left] = [begunWords(plan, range), staysWords(plan), leftWords(ask, plan.staying)];
  const worth =
    ask.value === null
      ? say('', '')
      : say(
          ` La valeur additionne « ${ask.value.property} » de ${eventWords(ask.value.match).fr}, du début au jour ${ask.stay.to}, par ${one.fr} jugé.`,
          ` Value adds up “${ask.value.property}” of ${eventWords(ask.value.match).en}, from the start to day ${ask.stay.to}, per ${one.en} judged.`,
        );
  return say(
    `${began.fr} ${names.map(({ fr }) => fr).join(' ')} ${stays.fr}${worth.fr} ${left.fr} Coûts, affichages, clics, envois et réponses sont ceux importés pour les mêmes jours, tels qu’ils sont aujourd’hui ; le coût par ${one.fr} les divise par tous ceux qui ont commencé. Chaque ligne est comparée à toutes les autres ensemble, celles sans nom exceptées, à partir de ${fewest} de chaque côté ; fourchettes à 95 % (Wilson, Newcombe, Student), seuil de 5 % après correction de Benjamini–Hochberg. Deux taux de clic ou de réponse ne diffèrent qu’à partir de ${percent(smallestOfRate).fr} d’écart relatif : les affichages d’un même jour se ressemblent. Un lien n’est pas une cause.`,
    `${began.en} ${names.map(({ en }) => en).join(' ')} ${stays.en}${worth.en} ${left.en} Costs, impressions, clicks, sends and replies are those imported for the same days, as they are today; cost per ${one.en} divides by all who began. Each row is compared with all others together, those without a name excepted, from ${fewest} on either side; intervals at 95% (Wilson, Newcombe, Student), 5% after Benjamini–Hochberg. Two rates of clicks or replies differ only from a relative gap of ${percent(smallestOfRate).en} on: impressions of one day resemble each other. A link is not a cause.`,
  );
}

/** How those gained are counted as having stayed, paid or left again, whatever names their campaign. @param range the dates of the start */
export function stayingDefinition(plan: Plan, range: Words): Words {
  const { ask } = plan;
  const [began, stays, left] = [begunWords(plan, range), staysWords(plan), leftWords(ask, plan.staying)];
  const paid =
    ask.value === null
      ? say('', '')
      : say(
          ` Ont payé ceux qui ont au moins un ${eventWords(ask.value.match).fr} avec « ${ask.value.property} », du début au jour ${ask.stay.to}.`,
          ` Those paid who have at least one ${eventWords(ask.value.match).en} with “${ask.value.property}”, from the start to day ${ask.stay.to}.`,
        );
  return say(`${began.fr} ${stays.fr}${paid.fr} ${left.fr}`, `${began.en} ${stays.en}${paid.en} ${left.en}`);
}

function begunWords({ ask, frame }: Plan, range: Words): Words {
  const who = frame.unit === 'account' ? say('Les comptes', 'Accounts') : say('Les clients', 'Customers');
  const start = eventWords(ask.start);
  return say(
    `${who.fr} commencent par leur premier ${start.fr} de tout l’historique, ${range.fr} (${frame.zone}).`,
    `${who.en} begin with their first ${start.en} of all history, ${range.en} (${frame.zone}).`,
  );
}

function staysWords({ ask, staying }: Plan): Words {
  const [stay, counted] = [deedWords(staying), valueSentence([staying], 'within')];
  return say(
    `Restent ceux qui ont au moins un ${stay.fr} du jour ${ask.stay.from} au jour ${ask.stay.to} ; ne sont jugés que ceux dont ce dernier jour est terminé.${counted.fr}`,
    `Those stay who have at least one ${stay.en} from day ${ask.stay.from} to day ${ask.stay.to}; only those are judged for whom that last day is over.${counted.en}`,
  );
}

const namedBy = {
  campaign: say('La campagne', 'The campaign'),
  channel: say('Le canal', 'The channel'),
} as const;

function namingWords(dimension: Dimension, naming: Naming): Words {
  const what = namedBy[dimension];
  if (naming.by === 'trait')
    return say(`${what.fr} est le trait « ${naming.name} ».`, `${what.en} is the trait “${naming.name}”.`);
  if (naming.by === 'first_property') {
    const event = eventWords(naming.match);
    return say(
      `${what.fr} est « ${naming.name} » du premier ${event.fr} qui le porte, jusqu’au début.`,
      `${what.en} is “${naming.name}” of the first ${event.en} that bears it, up to the start.`,
    );
  }
  return say(
    `${what.fr} est « ${naming.name} » de cet événement.`,
    `${what.en} is “${naming.name}” of that event.`,
  );
}

function leftWords({ mismatch, stay }: Plan['ask'], staying: Deed): Words {
  if (mismatch.match === null) {
    const event = deedWords(staying);
    return say(
      `Sont repartis aussitôt ceux qui n’ont aucun ${event.fr} du jour ${mismatch.days} au jour ${stay.to}.`,
      `Those left again who have no ${event.en} from day ${mismatch.days} to day ${stay.to}.`,
    );
  }
  const event = eventWords(mismatch.match);
  return say(
    `Sont repartis aussitôt ceux qui ont fait ${event.fr} du jour 0 au jour ${mismatch.days}.`,
    `Those left again who did ${event.en} from day 0 to day ${mismatch.days}.`,
  );
}
