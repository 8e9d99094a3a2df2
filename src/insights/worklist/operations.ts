import { type Context, operation } from '#src/access/index.ts';
import {
  AssignAsk,
  Assigned,
  DoneAsk,
  ListAsk,
  Marked,
  SnoozeAsk,
  Standing,
  StandingAsk,
  UndoAsk,
  Worklist,
} from './ask.ts';
import { assign, mark, unmark } from './marks.ts';
import { standingOf } from './standing.ts';
import { todayOf, worklistOf } from './worklist.ts';

const list = operation({
  name: 'worklist.list',
  asks: {
    fr: 'Qui demande notre attention aujourd’hui, pourquoi, et pour combien ?',
    en: 'Who needs attention today, why, and worth how much?',
  },
  needs: 'customers:read',
  input: ListAsk,
  output: Worklist,
  run: (context, ask) => worklistOf(context, ask),
});

const standing = operation({
  name: 'worklist.standing',
  asks: {
    fr: 'Combien sont actifs, nouveaux, de retour, en train de partir ?',
    en: 'How many are active, new, back, leaving?',
  },
  needs: 'insights:read',
  input: StandingAsk,
  output: Standing,
  run: (context, ask) => standingOf(context, ask),
});

const done = operation({
  name: 'worklist.done',
  asks: { fr: 'Dire qu’on s’en est occupé', en: 'Say that it was dealt with' },
  needs: 'customers:write',
  writes: true,
  input: DoneAsk,
  output: Marked,
  run: async (context, ask) => ({ id: await traced(context, { ...ask, until: null }) }),
});

const snooze = operation({
  name: 'worklist.snooze',
  asks: { fr: 'Remettre à plus tard', en: 'Put it off until a day' },
  needs: 'customers:write',
  writes: true,
  input: SnoozeAsk,
  output: Marked,
  run: async (context, ask) => ({ id: await traced(context, ask) }),
});

const undo = operation({
  name: 'worklist.undo',
  asks: {
    fr: 'Remettre sur la liste ce qui en a été retiré',
    en: 'Put back what was taken off the list',
  },
  needs: 'customers:write',
  writes: true,
  input: UndoAsk,
  output: Marked,
  run: async (context, { id }) => {
    await unmark(context, id);
    context.note?.({ subject: id, after: { mark: null } });
    return { id };
  },
});

const give = operation({
  name: 'worklist.assign',
  asks: { fr: 'Dire qui s’en occupe', en: 'Say who deals with it' },
  needs: 'customers:write',
  writes: true,
  input: AssignAsk,
  output: Assigned,
  run: async (context, ask) => {
    const given = await assign(context, ask);
    context.note?.({ before: { assignee: given.before }, after: { assignee: given.assignee } });
    return given;
  },
});

/** The log keeps why and until when, not about whom. */
async function traced(context: Context, ask: Parameters<typeof mark>[1]): Promise<string> {
  const id = await mark(context, ask, todayOf(context));
  const marked = [...new Set(ask.causes.map(({ reason }) => reason))];
  context.note?.({ subject: id, after: { reasons: marked, until: ask.until } });
  return id;
}

/** What can be asked of the worklist. */
export const operations = [list, standing, done, snooze, undo, give] as const;
