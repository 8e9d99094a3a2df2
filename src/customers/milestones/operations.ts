import { z } from 'zod';
import { type Context, operation } from '#src/access/index.ts';
import { aboutField } from '#src/customers/about/index.ts';
import { PeoplePage, pageFields } from '#src/customers/frame/index.ts';
import { Milestone, OfAnswer, OfAsk, Preview, PreviewPeoplePageAsk, ReachedPage, Rule } from './ask.ts';
import {
  changeMilestone,
  createMilestone,
  milestoneNamed,
  milestonesOf,
  requireSound,
  restoreMilestone,
  retireMilestone,
  shown,
} from './definitions.ts';
import { claim as claimed, milestonesOfOne, previewOf, previewPeople, reachedPage } from './reached.ts';

const id = z.string().min(1).max(40);
const name = z.string().trim().min(1).max(200);
const one = z.object({ milestone: Milestone });

const list = operation({
  name: 'milestones.list',
  asks: { fr: 'Quels succès fête-t-on ?', en: 'What is celebrated?' },
  needs: 'customers:read',
  input: z.object({}),
  output: z.object({ milestones: z.array(Milestone) }),
  run: async (context) => ({ milestones: await shown(context, await milestonesOf(context.records)) }),
});

const create = operation({
  name: 'milestones.create',
  asks: { fr: 'Ajouter un jalon à fêter', en: 'Add a milestone to celebrate' },
  needs: 'insights:write',
  writes: true,
  input: z.object({ name, claimable: z.boolean().default(false), rule: Rule }),
  output: one,
  run: async (context, { rule, ...named }) => {
    await requireSound(context, rule);
    return traced(context, await createMilestone(context, named, rule));
  },
});

const change = operation({
  name: 'milestones.change',
  asks: { fr: 'Modifier un jalon', en: 'Change a milestone' },
  needs: 'insights:write',
  writes: true,
  input: z.object({ id, name: name.optional(), claimable: z.boolean().optional(), rule: Rule.optional() }),
  output: one,
  run: async (context, { id: of, ...wish }) => {
    if (wish.rule !== undefined) await requireSound(context, wish.rule);
    await changeMilestone(context, of, wish);
    return traced(context, of);
  },
});

const retire = operation({
  name: 'milestones.retire',
  asks: { fr: 'Ne plus fêter un jalon', en: 'Celebrate a milestone no more' },
  needs: 'insights:write',
  writes: true,
  input: z.object({ id }),
  output: one,
  run: async (context, ask) => traced(context, (await retireMilestone(context, ask.id)).id),
});

const restore = operation({
  name: 'milestones.restore',
  asks: { fr: 'Fêter de nouveau un jalon', en: 'Celebrate a milestone again' },
  needs: 'insights:write',
  writes: true,
  input: z.object({ id }),
  output: one,
  run: async (context, ask) => traced(context, (await restoreMilestone(context, ask.id)).id),
});

const preview = operation({
  name: 'milestones.preview',
  asks: {
    fr: 'Qui l’a déjà atteint, et qui en est proche ?',
    en: 'Who has reached it already, and who is near?',
  },
  needs: 'customers:read',
  input: z.object({ rule: Rule }),
  output: Preview,
  run: (context, ask) => previewOf(context, ask.rule),
});

const people = operation({
  name: 'milestones.people',
  asks: { fr: 'Quelles personnes sont-ce ?', en: 'Which people are they?' },
  needs: 'customers:read',
  input: PreviewPeoplePageAsk,
  output: PeoplePage,
  run: (context, ask) => previewPeople.page(context, ask),
});

const reached = operation({
  name: 'milestones.reached',
  asks: {
    fr: 'Qui a atteint ce jalon depuis qu’il est suivi ?',
    en: 'Who reached this milestone since it is kept?',
  },
  needs: 'customers:read',
  input: z.object({ id, limit: pageFields.limit, cursor: pageFields.cursor }),
  output: ReachedPage,
  run: (context, ask) => reachedPage(context, ask),
});

const of = operation({
  name: 'milestones.of',
  asks: {
    fr: 'Quels jalons cette personne a-t-elle atteints ?',
    en: 'Which milestones has this person reached?',
  },
  needs: 'customers:read',
  input: OfAsk,
  output: OfAnswer,
  run: (context, ask) => milestonesOfOne(context, ask.about),
});

const claim = operation({
  name: 'milestones.claim',
  asks: { fr: 'Noter qu’un jalon a été réclamé', en: 'Say that a milestone was claimed' },
  needs: 'customers:write',
  writes: true,
  input: z.object({ id, ...aboutField }),
  output: z.object({ claimed: z.literal(true) }),
  run: async (context, ask) => {
    await claimed(context, ask, true);
    context.note?.({ subject: ask.id, after: { claimed: true } });
    return { claimed: true as const };
  },
});

const unclaim = operation({
  name: 'milestones.unclaim',
  asks: { fr: 'Revenir sur un jalon réclamé', en: 'Take back that a milestone was claimed' },
  needs: 'customers:write',
  writes: true,
  input: z.object({ id, ...aboutField }),
  output: z.object({ claimed: z.literal(false) }),
  run: async (context, ask) => {
    await claimed(context, ask, false);
    context.note?.({ subject: ask.id, after: { claimed: false } });
    return { claimed: false as const };
  },
});

/** The log keeps which milestone it was: its conditions may name somebody. */
async function traced(context: Context, of: string): Promise<{ milestone: Milestone }> {
  const kept = await milestoneNamed(context.records, of);
  const { claimable, current, retiredAt } = kept;
  context.note?.({
    subject: of,
    after: { version: current.version, claimable, retired: retiredAt !== null },
  });
  const [milestone] = await shown(context, [kept]);
  if (milestone === undefined) throw new Error('a milestone was not shown');
  return { milestone };
}

/** What can be asked of milestones. */
export const operations = [
  list,
  create,
  change,
  retire,
  restore,
  preview,
  people,
  reached,
  of,
  claim,
  unclaim,
] as const;
