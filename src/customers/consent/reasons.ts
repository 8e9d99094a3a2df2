import { dayOf } from '#src/basics/calendar.ts';
import type { Words } from '#src/customers/frame/index.ts';
import { datesIn } from '#src/customers/wording/index.ts';
import { allTopics, type Basis, type Purpose } from './kinds.ts';
import type { Answer, Said } from './standing.ts';

/** Why an answer is what it is, as a sentence: when it was said, on what it rests and what it is good for. */
export function reasonSaid(answer: Answer, purpose: Purpose, zone: string): Words {
  const { why, decidedBy, awaiting } = answer;
  const since = awaiting === null ? { fr: '', en: '' } : asked(awaiting, zone);
  if (decidedBy === null) return why === 'not_confirmed' ? since : nothingSaid(purpose);
  const said = { on: dateSaid(decidedBy, zone), all: decidedBy.topic === allTopics };
  const reason =
    why === 'granted' ? grantedBy[decidedBy.basis ?? 'consent'](said.on) : refusedAs(why, said.on, said.all);
  return awaiting === null ? reason : { fr: `${reason.fr} ${since.fr}`, en: `${reason.en} ${since.en}` };
}

const grantedBy: Readonly<Record<Basis, (on: Words) => Words>> = {
  consent: (on) => ({ fr: `Oui, le ${on.fr}.`, en: `Yes, on ${on.en}.` }),
  existing_customer: (on) => ({
    fr: `En tant que client, depuis le ${on.fr} : pour des biens ou services analogues, en lui offrant chaque fois de s’y opposer.`,
    en: `As a customer, since ${on.en}: for similar goods or services, with a way to object each time.`,
  }),
  legitimate_interest: (on) => ({
    fr: `Information donnée le ${on.fr}, sans opposition depuis. Une personne sollicitée pour son travail ne l’est que sur ce qui s’y rapporte.`,
    en: `Informed on ${on.en}, no objection since. Who is approached for their work is approached about that work alone.`,
  }),
  contract: (on) => ({
    fr: `Par son contrat, depuis le ${on.fr} : tant qu’il court, et sur ce qui s’y rapporte.`,
    en: `By their contract, since ${on.en}: while it runs, and about what is related to it.`,
  }),
};

function refusedAs(why: Answer['why'], on: Words, all: boolean): Words {
  const whole = all ? { fr: ', pour tous les sujets', en: ', for all topics' } : { fr: '', en: '' };
  if (why === 'refused_before_merge')
    return {
      fr: `Refus du ${on.fr}${whole.fr}, sous un autre identifiant de cette personne. Un oui donné depuis sous le sien ne le lève pas ; un nouveau oui le lèvera.`,
      en: `Refused on ${on.en}${whole.en}, under another id of this person. A yes given since under their own does not lift it; a new yes will.`,
    };
  return why === 'objected'
    ? { fr: `Opposition du ${on.fr}${whole.fr}.`, en: `Objected on ${on.en}${whole.en}.` }
    : { fr: `Consentement retiré le ${on.fr}${whole.fr}.`, en: `Consent withdrawn on ${on.en}${whole.en}.` };
}

const asked = (row: Said, zone: string): Words => {
  const on = dateSaid(row, zone);
  return {
    fr: `Un oui du ${on.fr} attend d’être confirmé : ce n’en est pas encore un.`,
    en: `A yes of ${on.en} waits to be confirmed: it is none yet.`,
  };
};

const nothingSaid = (purpose: Purpose): Words =>
  purpose === 'marketing' || purpose === 'tracking'
    ? { fr: 'Rien n’a été dit : c’est non.', en: 'Nothing was said: that is a no.' }
    : { fr: 'Rien n’a été dit.', en: 'Nothing was said.' };

/** The day of the workspace on which something was said. */
function dateSaid({ givenAt }: Said, zone: string): Words {
  const at = Date.parse(dayOf(zone)(givenAt));
  const written = (language: 'fr' | 'en') =>
    datesIn(language, { day: 'numeric', month: 'long', year: 'numeric' }).format(at);
  return { fr: written('fr'), en: written('en') };
}
