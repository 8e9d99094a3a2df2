import { z } from 'zod';
import { type Context, operation } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { newId } from '#src/basics/ids.ts';
import { type Sql, sql } from '#src/basics/sql.ts';
import type { Clock } from '#src/engines/clock/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import { requireAnswerable } from './answerable.ts';

/** A question kept under a name, to be asked again. */
export const Question = z.object({
  id: z.string(),
  name: z.string(),
  operation: z.string().describe('retention.grid, retention.compare …'),
  ask: z.unknown().describe('What is asked of the operation'),
  createdAt: z.string(),
  createdBy: z.string(),
  changedAt: z.string(),
  datedAt: z.string().describe('Since when it asks this: another name changes nothing of it'),
});
export type Question = z.output<typeof Question>;

const name = z.string().trim().min(1).max(200);
const id = z.string().min(1).max(40);

/** A kept question is a few kilobytes; lists of values make it longer. */
const longestAsk = 200_000;

const list = operation({
  name: 'questions.list',
  asks: { fr: 'Quelles questions ont été enregistrées ?', en: 'Which questions have been saved?' },
  needs: 'insights:read',
  input: z.object({}),
  output: z.object({ questions: z.array(Question) }),
  run: async ({ records }) => ({
    questions: (
      await records.rows(sql<QuestionRow>`${shown} where removed_at is null order by changed_at desc, id`)
    ).map(told),
  }),
});

const save = operation({
  name: 'questions.save',
  asks: { fr: 'Enregistrer une question', en: 'Save a question' },
  needs: 'insights:write',
  writes: true,
  input: z.object({
    id: id.optional().describe('The saved question to replace; a new one where absent'),
    name,
    operation: z.string().max(100).describe('The insight that answers it: funnels.grid'),
    ask: z.record(z.string(), z.unknown()).describe('What is asked of it, as it takes it'),
  }),
  output: z.object({ question: Question }),
  run: async (context, asked) => {
    requireAnswerable(asked);
    const question = await kept(context, asked);
    // Filters may name a person; the audit log is never rewritten.
    context.note?.({ subject: question.id, after: { name: asked.name, operation: asked.operation } });
    return { question };
  },
});

const remove = operation({
  name: 'questions.delete',
  asks: { fr: 'Supprimer une question enregistrée', en: 'Delete a saved question' },
  needs: 'insights:write',
  writes: true,
  input: z.object({ id }),
  output: z.object({ deleted: z.literal(true) }),
  run: async ({ records, clock }, asked) => {
    const touched = await records.run(sql`
      update questions
      set removed_at = ${new Date(clock.now())}
      where id = ${asked.id}
        and removed_at is null`);
    if (touched === 0) throw unknownQuestion(asked.id);
    await records.run(sql`delete from questions where removed_at < ${longAgo(clock)}`);
    return { deleted: true as const };
  },
});

const restore = operation({
  name: 'questions.restore',
  asks: { fr: 'Remettre une question supprimée', en: 'Put a deleted question back' },
  needs: 'insights:write',
  writes: true,
  input: z.object({
    id: id.describe('Of a question deleted in the last 30 days: tiles that show it do so again'),
  }),
  output: z.object({ question: Question }),
  run: async ({ records, clock }, asked) => {
    const touched = await records.run(sql`
      update questions
      set removed_at = null
      where id = ${asked.id}
        and removed_at >= ${longAgo(clock)}`);
    const [question] = touched === 0 ? [] : await keptQuestions(records, [asked.id]);
    if (question === undefined) throw unknownQuestion(asked.id);
    return { question };
  },
});

/** What was deleted before this is gone for good. */
const longAgo = (clock: Clock): Date => new Date(clock.now() - daysToRestore * 86_400_000);

const daysToRestore = 30;

interface Asked {
  readonly id?: string | undefined;
  readonly name: string;
  readonly operation: string;
  readonly ask: Readonly<Record<string, unknown>>;
}

async function kept({ records, workspace, actor, clock }: Context, asked: Asked): Promise<Question> {
  const ask = JSON.stringify(asked.ask);
  if (ask.length > longestAsk) {
    throw new DomainError('questions.too_long', {
      kind: 'too_large',
      field: 'ask',
      expected: `at most ${longestAsk} characters of JSON`,
    });
  }
  const now = new Date(clock.now());
  const newOne = asked.id ?? newId('qst');
  const touched =
    asked.id === undefined
      ? await records.run(sql`
          insert into questions (id, workspace_id, name, operation, ask, created_at, created_by, changed_at, dated_at)
          values (
            ${newOne}, ${workspace.number}, ${asked.name}, ${asked.operation}, ${ask}::jsonb, ${now}::timestamptz,
            ${`${actor.kind}:${actor.id}`}, ${now}::timestamptz, ${now}::timestamptz
          )`)
      : await records.run(sql`
          update questions
          set name = ${asked.name}, operation = ${asked.operation}, ask = ${ask}::jsonb, changed_at = ${now},
            dated_at = case
              when operation = ${asked.operation} and ask = ${ask}::jsonb then coalesce(dated_at, created_at)
              else ${now}::timestamptz
            end
          where id = ${asked.id}
            and removed_at is null`);
  const row = touched === 0 ? undefined : await records.row(sql<QuestionRow>`${shown} where id = ${newOne}`);
  if (row === undefined) throw unknownQuestion(newOne);
  return told(row);
}

const unknownQuestion = (got: string): DomainError =>
  new DomainError('questions.unknown', {
    kind: 'not_found',
    field: 'id',
    expected: 'the id of a saved question',
    got,
  });

interface QuestionRow extends Omit<Question, 'createdAt' | 'changedAt' | 'datedAt'> {
  readonly createdAt: Date | string;
  readonly changedAt: Date | string;
  readonly datedAt: Date | string;
}

/** Grain: a question. */
const shown: Sql = sql`
  select id, name, operation, ask, created_at as "createdAt", created_by as "createdBy", changed_at as "changedAt",
    coalesce(dated_at, created_at) as "datedAt"
  from questions`;

/** Kept questions by their ids, in no order; those that were deleted are left out. Some dozens at most. */
export const keptQuestions = async (records: Transaction, ids: readonly string[]): Promise<Question[]> =>
  (
    await records.rows(sql<QuestionRow>`${shown} where id = any(${[...ids]}::text[]) and removed_at is null`)
  ).map(told);

const told = (row: QuestionRow): Question => ({
  ...row,
  createdAt: new Date(row.createdAt).toISOString(),
  changedAt: new Date(row.changedAt).toISOString(),
  datedAt: new Date(row.datedAt).toISOString(),
});

/** What can be asked of saved questions. */
export const operations = [list, save, remove, restore];
