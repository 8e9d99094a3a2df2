import type { Words } from '#src/customers/frame/index.ts';
import { say } from '#src/customers/wording/index.ts';
import type { Rule } from './finding.ts';

/** What is said of a finding and proposed for it; `{quote}` stands for the words, `{what}` for what the rule fills in. */
interface Advice {
  readonly says: Words;
  /** A rewrite in the message’s voice, or a hint; credits have none. */
  readonly proposes?: { readonly tu: string; readonly vous: string; readonly en: string };
}

const hint = (fr: string, en: string): NonNullable<Advice['proposes']> => ({ tu: fr, vous: fr, en });

const nextStep = {
  tu: 'Dites ce que la personne y gagne et le prochain pas : « Reprends ton programme en 10 min : voici l’étape 3. »',
  vous: 'Dites ce que la personne y gagne et le prochain pas : « Reprenez votre programme en 10 min : voici l’étape 3. »',
  en: 'Say what they gain and the next step: “Resume your plan in 10 minutes: here is step 3.”',
};
const helpOffered = {
  tu: 'Ajoutez une aide concrète et un pas : « Passe mardi : un coach te prépare une séance de reprise de 20 min. »',
  vous: 'Ajoutez une aide concrète et un pas : « Passez mardi : un coach vous prépare une séance de reprise de 20 min. »',
  en: 'Add concrete help and a step: “Come on Tuesday: a coach will show you a gentle 20-minute session.”',
};

/** The words of each rule. */
export const advice: Readonly<Record<Rule | 'absence_unhelped', Advice>> = {
  guilt: {
    says: say(
      '« {quote} » culpabilise : c’est notre manque, pas l’intérêt de la personne.',
      '“{quote}” makes them feel guilty: it tells of what we lack, not of what they gain.',
    ),
    proposes: nextStep,
  },
  absence: {
    says: say(
      '« {quote} » ouvre sur l’absence. L’aide proposée la justifie ; mieux vaut commencer par elle.',
      '“{quote}” dwells on the absence. The help that is offered justifies it; better to begin with the help.',
    ),
    proposes: nextStep,
  },
  absence_unhelped: {
    says: say(
      '« {quote} » constate l’absence et le message n’apporte ni aide concrète ni pas à faire.',
      '“{quote}” states the absence, and the message brings neither concrete help nor a step to take.',
    ),
    proposes: helpOffered,
  },
  false_intimacy: {
    says: say(
      '« {quote} » feint une intimité que la relation n’a pas.',
      '“{quote}” feigns a closeness that the relation does not have.',
    ),
    proposes: hint(
      'Restez dans une relation commerciale : un fait utile sur ce que la personne fait, sans affect.',
      'Stay in a business relation: one useful fact about what they do, without affection.',
    ),
  },
  pressure: {
    says: say(
      '« {quote} » presse sans raison vérifiable.',
      '“{quote}” presses without a reason one could check.',
    ),
    proposes: hint(
      'Donnez la date exacte et ce qui change ce jour-là, ou retirez l’urgence.',
      'Give the exact date and what changes on it, or take the urgency out.',
    ),
  },
  about_us: {
    says: say(
      'Le message parle surtout de l’expéditeur ({what} des mots d’adresse).',
      'The message is mostly about its sender ({what} of its we and you).',
    ),
    proposes: {
      tu: 'Retournez les phrases : « Nous avons ajouté un cours » devient « Tu as un nouveau cours le mardi ».',
      vous: 'Retournez les phrases : « Nous avons ajouté un cours » devient « Vous avez un nouveau cours le mardi ».',
      en: 'Turn the sentences round: “We have added a class” becomes “You have a new class on Tuesdays”.',
    },
  },
  no_benefit: {
    says: say('Rien ne dit ce que la personne y gagne.', 'Nothing says what they gain.'),
    proposes: {
      tu: 'Rappelez pourquoi elle est venue : « {{ goal }} : tu y es presque, il te reste une étape. »',
      vous: 'Rappelez pourquoi elle est venue : « {{ goal }} : vous y êtes presque, il vous reste une étape. »',
      en: 'Remind them why they came: “{{ goal }}: one step is left.”',
    },
  },
  no_next_step: {
    says: say('{what}', '{what}'),
    proposes: {
      tu: 'Un seul pas, précis : « Reprends à l’étape 3 », avec un lien vers cette étape.',
      vous: 'Un seul pas, précis : « Reprenez à l’étape 3 », avec un lien vers cette étape.',
      en: 'One step, exact: “Resume at step 3”, with a link to that very step.',
    },
  },
  many_primary_calls: {
    says: say(
      '{what} appels principaux se disputent l’attention.',
      '{what} main calls compete for attention.',
    ),
    proposes: hint(
      'Gardez-en un ; mettez les autres en liens secondaires ou dans un autre message.',
      'Keep one; make the others secondary links, or another message.',
    ),
  },
  vague_call: {
    says: say('« {quote} » ne dit pas où l’on va.', '“{quote}” does not say where it leads.'),
    proposes: {
      tu: 'Nommez le pas : « Reprendre mon programme », « Réserve ta séance de mardi ».',
      vous: 'Nommez le pas : « Reprendre mon programme », « Réservez votre séance de mardi ».',
      en: 'Name the step: “Resume my plan”, “Book Tuesday’s session”.',
    },
  },
  shallow_link: {
    says: say(
      'L’appel principal mène à l’accueil : la personne devra chercher.',
      'The main call leads to the home page: they will have to search.',
    ),
    proposes: hint('Menez à la page exacte de l’étape.', 'Lead to the exact page of the step.'),
  },
  apology_without_fix: {
    says: say(
      '« {quote} » s’excuse sans dire ce qui est réparé ni quoi faire.',
      '“{quote}” apologises without saying what is mended or what to do.',
    ),
    proposes: {
      tu: 'Ajoutez la réparation : « C’est corrigé depuis 9 h ; ta séance est recréditée. »',
      vous: 'Ajoutez la réparation : « C’est corrigé depuis 9 h ; votre séance est recréditée. »',
      en: 'Add the repair: “It has been fixed since 9 a.m.; your session is credited back.”',
    },
  },
  apology_missing: {
    says: say(
      'Un message d’excuses ne s’excuse pas.',
      'A message of the family of apologies does not apologise.',
    ),
    proposes: {
      tu: 'Commencez par le fait et les excuses : « Hier, ton cours a été annulé sans prévenir. Nous nous en excusons. »',
      vous: 'Commencez par le fait et les excuses : « Hier, votre cours a été annulé sans prévenir. Nous nous en excusons. »',
      en: 'Begin with the fact and the apology: “Yesterday your class was cancelled without notice. We apologise.”',
    },
  },
  promo_in_apology: {
    says: say('« {quote} » : des excuses ne vendent rien.', '“{quote}”: an apology sells nothing.'),
    proposes: hint(
      'Retirez l’offre ; dites ce qui est réparé. Une offre pourra venir plus tard, dans un autre message.',
      'Take the offer out; say what is mended. An offer may come later, in another message.',
    ),
  },
  family_for_cause: {
    says: say('{what}', '{what}'),
    proposes: hint(
      'Prenez un modèle d’une famille que la cause admet.',
      'Take a template of a family that the cause allows.',
    ),
  },
  off_cause: {
    says: say(
      '« {quote} » ne répond pas à la cause ou à la famille : {what}.',
      '“{quote}” does not answer the cause or the family: {what}.',
    ),
    proposes: hint('Retirez ce passage.', 'Take this passage out.'),
  },
  cause_source: {
    says: say('Cette cause ne s’apprend pas ainsi : {what}.', 'This cause is not learned this way: {what}.'),
    proposes: hint(
      'Demandez la cause à la personne, ou notez-la à l’issue d’une tâche.',
      'Ask them for the cause, or note it as the outcome of a task.',
    ),
  },
  reactivation_without_benefit: {
    says: say(
      'Une réactivation rappelle pourquoi la personne est venue : aucune variable ne le dit. Elle ne peut pas être activée.',
      'A reactivation reminds them why they came, and no variable says it. It cannot be activated.',
    ),
    proposes: hint(
      'Insérez le but ou le premier intérêt : {{ goal }}, {{ purchase_reason }}, {{ first_interest }}.',
      'Insert the goal or the first interest: {{ goal }}, {{ purchase_reason }}, {{ first_interest }}.',
    ),
  },
  broad_batch: {
    says: say(
      'Un envoi groupé à des personnes que rien ne rapproche, sinon l’absence.',
      'A batch to people who share nothing but their absence.',
    ),
    proposes: hint(
      'Choisissez une étape manquée, un but ou une offre ; ou laissez un événement déclencher le message.',
      'Choose a missed step, a goal or an offer; or let an event trigger the message.',
    ),
  },
  voice: {
    says: say('« {quote} » : {what}.', '“{quote}”: {what}.'),
    proposes: {
      tu: 'Tutoyez partout : tu, ton, ta, tes, et l’impératif sans -ez.',
      vous: 'Vouvoyez partout : vous, votre, vos, et l’impératif en -ez.',
      en: 'Keep to one voice, the workspace’s.',
    },
  },
  shouting: {
    says: say('« {quote} » crie.', '“{quote}” shouts.'),
    proposes: hint(
      'Écrivez en minuscules, sans suite de points d’exclamation.',
      'Write in small letters, without a row of exclamation marks.',
    ),
  },
  help: { says: say('Une aide concrète, avec un pas à faire.', 'Concrete help, with a step to take.') },
  next_step: { says: say('Un seul pas suivant, clair.', 'One clear next step.') },
  benefit: { says: say('Ce que la personne y gagne est dit.', 'What they gain is said.') },
};
