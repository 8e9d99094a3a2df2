import { z } from 'zod';
import { type Context, operation } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { aboutField, subjectOf } from '#src/customers/about/index.ts';
import { requireKnown } from '#src/customers/event-match/index.ts';
import { PeoplePage } from '#src/customers/frame/index.ts';
import { requireTraits } from '#src/customers/traits/index.ts';
import {
  type Action,
  Board,
  BoardAsk,
  BoardPeoplePageAsk,
  Goal,
  Measured,
  OfAnswer,
  OfAsk,
  Source,
  Unit,
} from './ask.ts';
import { changeGoal, createGoal, goalNamed, goalsOf, restoreGoal, retireGoal } from './catalogue.ts';
import { boardOf, boardPeople, goalOf } from './progress.ts';
import { keepSource, setGoal, sourceOf } from './settings.ts';

const id = z.string().min(1).max(40);
const name = z.string().trim().min(1).max(200);
const one = z.object({ goal: Goal });

const list = operation({
  name: 'goals.list',
  asks: { fr: 'Pourquoi vos clients achètent-ils ?', en: 'What do your customers come for?' },
  needs: 'customers:read',
  input: z.object({}),
  output: z.object({ goals: z.array(Goal), sources: z.array(Source) }),
  run: async ({ records }) => ({
    goals: await goalsOf(records),
    sources: await Promise.all(Unit.options.map((unit) => sourceOf(records, unit))),
  }),
});

const create = operation({
  name: 'goals.create',
  asks: { fr: 'Ajouter un objectif', en: 'Add a goal' },
  needs: 'insights:write',
  writes: true,
  input: Measured.extend({ name, unit: Unit.default('customer') }),
  output: one,
  run: async (context, { name: called, unit, ...measured }) => {
    await requireActions(context, measured.actions);
    return traced(context, await createGoal(context, { name: called, unit }, measured));
  },
});

const change = operation({
  name: 'goals.change',
  asks: { fr: 'Modifier un objectif', en: 'Change a goal' },
  needs: 'insights:write',
  writes: true,
  input: z.object({ id, name: name.optional(), measured: Measured.optional() }),
  output: one,
  run: async (context, { id: of, ...wish }) => {
    if (wish.measured !== undefined) await requireActions(context, wish.measured.actions, 'measured.actions');
    return traced(context, await changeGoal(context, of, wish));
  },
});

const retire = operation({
  name: 'goals.retire',
  asks: { fr: 'Ne plus proposer un objectif', en: 'Offer a goal no more' },
  needs: 'insights:write',
  writes: true,
  input: z.object({ id }),
  output: one,
  run: async (context, ask) => traced(context, await retireGoal(context, ask.id)),
});

const restore = operation({
  name: 'goals.restore',
  asks: { fr: 'Proposer de nouveau un objectif', en: 'Offer a goal again' },
  needs: 'insights:write',
  writes: true,
  input: z.object({ id }),
  output: one,
  run: async (context, ask) => traced(context, await restoreGoal(context, ask.id)),
});

const source = operation({
  name: 'goals.source',
  asks: { fr: 'Dire où se lit l’objectif d’un client', en: 'Say where customers’ goals are told' },
  needs: 'insights:write',
  writes: true,
  input: z.object({
    unit: Unit.default('customer'),
    trait: Source.shape.trait.default(null),
    answer: Source.shape.answer.default(null),
  }),
  output: z.object({ source: Source }),
  run: async (context, ask) => {
    const { unit, trait, answer } = ask;
    if (trait !== null) await requireTraits(context, [{ field: 'trait', trait, unit }]);
    if (answer !== null) {
      await requireKnown(context, [
        { field: 'answer.match', match: answer.match, properties: [answer.property] },
      ]);
    }
    await keepSource(context, ask);
    context.note?.({ subject: unit, after: { trait, property: answer?.property ?? null } });
    return { source: await sourceOf(context.records, unit) };
  },
});

const set = operation({
  name: 'goals.set',
  asks: { fr: 'Fixer l’objectif d’un client ou d’un compte', en: 'Set the goal of a customer or an account' },
  needs: 'customers:write',
  writes: true,
  input: z.object({
    ...aboutField,
    goal: id.nullable().describe('gol_…; null lets go of what was set by hand'),
  }),
  output: z.object({ goal: id.nullable() }),
  run: async (context, { about, goal: of }) => {
    const subject = await subjectOf(context.records, about);
    if (of !== null) requireOffered(await goalNamed(context.records, of, 'goal'), subject.kind);
    await setGoal(context, subject, of);
    context.note?.({ after: { goal: of, unit: subject.kind } });
    return { goal: of };
  },
});

const of = operation({
  name: 'goals.of',
  asks: {
    fr: 'Pourquoi ce client a-t-il acheté, et où en est-il ?',
    en: 'Why did this customer buy, and how far are they?',
  },
  needs: 'customers:read',
  input: OfAsk,
  output: OfAnswer,
  run: (context, ask) => goalOf(context, ask),
});

const board = operation({
  name: 'goals.board',
  asks: { fr: 'Où en sont les clients, objectif par objectif ?', en: 'How far are customers, goal by goal?' },
  needs: 'insights:read',
  input: BoardAsk,
  output: Board,
  run: (context, ask) => boardOf(context, ask),
});

const people = operation({
  name: 'goals.people',
  asks: { fr: 'Qui a cet objectif, et qui bloque où ?', en: 'Who has this goal, and who is stuck where?' },
  needs: 'customers:read',
  input: BoardPeoplePageAsk,
  output: PeoplePage,
  run: (context, ask) => boardPeople.page(context, ask),
});

const requireActions = (
  context: Context,
  actions: readonly z.output<typeof Action>[],
  field = 'actions',
): Promise<void> =>
  requireKnown(
    context,
    actions.map(({ match }, at) => ({ field: `${field}[${at}].match`, match })),
  );

function requireOffered({ id: got, unit, retiredAt }: Goal, wanted: Goal['unit']): void {
  if (retiredAt === null && unit === wanted) return;
  throw new DomainError('goals.not_offered', {
    field: 'goal',
    expected: `a goal of ${wanted}s still in use`,
    got,
  });
}

/** The log keeps which goal it was: its conditions may name somebody. */
function traced(context: Context, goal: Goal): { goal: Goal } {
  const { version, actions } = goal.current;
  context.note?.({
    subject: goal.id,
    after: { version, actions: actions.length, retired: goal.retiredAt !== null },
  });
  return { goal };
}

/** What can be asked of goals. */
export const operations = [list, create, change, retire, restore, source, set, of, board, people] as const;
