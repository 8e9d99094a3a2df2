import { z } from 'zod';
import { operation } from '#src/access/index.ts';
import {
  ChangeAsk,
  CreateAsk,
  Onboarding,
  OneAsk,
  Ranking,
  RankingAsk,
  StepFailurePeople,
  StepFailurePeopleAsk,
} from './ask.ts';
import {
  changeOnboarding,
  createOnboarding,
  onboardingsOf,
  restoreOnboarding,
  retireOnboarding,
} from './onboardings.ts';
import { pageOf } from './people.ts';
import { rankingOf } from './ranking.ts';

const answered = z.object({ onboarding: Onboarding });

const list = operation({
  name: 'onboarding.list',
  asks: { fr: 'Quels parcours d’accueil sont déclarés ?', en: 'Which onboardings are declared?' },
  needs: 'insights:read',
  input: z.object({}),
  output: z.object({ onboardings: z.array(Onboarding).describe('Oldest first, those retired too') }),
  run: async ({ records }) => ({ onboardings: await onboardingsOf(records) }),
});

const create = operation({
  name: 'onboarding.create',
  asks: { fr: 'Déclarer un parcours d’accueil', en: 'Declare an onboarding' },
  needs: 'insights:write',
  writes: true,
  input: CreateAsk,
  output: answered,
  run: async (context, ask) => {
    const onboarding = await createOnboarding(context, ask);
    // Tests of properties may name a person; the audit log is never rewritten.
    context.note?.({ subject: onboarding.id, after: { name: ask.name, version: 1 } });
    return { onboarding };
  },
});

const change = operation({
  name: 'onboarding.change',
  asks: { fr: 'Changer un parcours d’accueil', en: 'Change an onboarding' },
  needs: 'insights:write',
  writes: true,
  input: ChangeAsk,
  output: answered,
  run: async (context, { id, ...changed }) => {
    const onboarding = await changeOnboarding(context, id, changed);
    context.note?.({ subject: id, after: { name: onboarding.name, version: onboarding.current.version } });
    return { onboarding };
  },
});

const retire = operation({
  name: 'onboarding.retire',
  asks: { fr: 'Ne plus proposer un parcours d’accueil', en: 'Offer an onboarding no more' },
  needs: 'insights:write',
  writes: true,
  input: OneAsk,
  output: answered,
  run: async (context, { id }) => ({ onboarding: await retireOnboarding(context, id) }),
});

const restore = operation({
  name: 'onboarding.restore',
  asks: { fr: 'Remettre un parcours d’accueil en usage', en: 'Put an onboarding back to use' },
  needs: 'insights:write',
  writes: true,
  input: OneAsk,
  output: answered,
  run: async (context, { id }) => ({ onboarding: await restoreOnboarding(context, id) }),
});

const ranking = operation({
  name: 'step-failure.ranking',
  asks: {
    fr: 'Quelle étape manquée de l’accueil va avec le plus de départs ?',
    en: 'Which missed step of the onboarding goes with the most departures?',
  },
  needs: 'insights:read',
  input: RankingAsk,
  output: Ranking,
  run: (context, ask) => rankingOf(context, ask),
});

const people = operation({
  name: 'step-failure.people',
  asks: { fr: 'Qui sont les personnes derrière ce chiffre ?', en: 'Who are the people behind this number?' },
  needs: 'customers:read',
  input: StepFailurePeopleAsk,
  output: StepFailurePeople,
  run: (context, ask) => pageOf(context, ask),
});

/** What can be asked of onboardings and of the steps that people miss. */
export const operations = [list, create, change, retire, restore, ranking, people];
