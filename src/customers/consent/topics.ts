import { z } from 'zod';
import { operation, requireAtMost } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { type Sql, sql } from '#src/basics/sql.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import { allTopics } from './kinds.ts';

/** What people may choose among within a channel and a purpose. */
export const Topic = z.object({
  topic: z.string().describe('As consents name it'),
  fr: z.string(),
  en: z.string(),
  createdAt: z.iso.datetime(),
});
export type Topic = z.output<typeof Topic>;

/** More nobody reads through to choose. */
const mostTopics = 100;

const label = z.string().trim().min(1).max(100);

const list = operation({
  name: 'consent.topics',
  asks: {
    fr: 'Entre quels sujets les personnes peuvent-elles choisir ?',
    en: 'Among which topics can people choose?',
  },
  needs: 'customers:read',
  input: z.object({}),
  output: z.object({ topics: z.array(Topic) }),
  run: async ({ records }) => ({ topics: await topicsOf(records) }),
});

const define = operation({
  name: 'consent.define-topic',
  asks: { fr: 'Définir un sujet, ou le nommer autrement', en: 'Define a topic, or name it otherwise' },
  needs: 'insights:write',
  writes: true,
  input: z.object({
    topic: z
      .string()
      .regex(/^[a-z0-9][a-z0-9_-]{0,99}$/, '1 to 100 small letters, digits, - and _')
      .describe('As consents will name it for good, such as newsletter'),
    fr: label.describe('What people read, in French'),
    en: label.describe('… and in English'),
  }),
  output: z.object({ topics: z.array(Topic) }),
  run: async ({ records, workspace, actor, clock, note }, { topic, fr, en }) => {
    const [at, by] = [new Date(clock.now()), `${actor.kind}:${actor.id}`];
    await records.transaction(async (tx) => {
      await tx.run(sql`
        insert into consent_topics (workspace_id, topic, fr, en, created_at, created_by)
        values (${workspace.number}, ${topic}, ${fr}, ${en}, ${at}::timestamptz, ${by})
        on conflict (workspace_id, topic) do update set fr = excluded.fr, en = excluded.en`);
      await requireAtMost(tx, workspace.number, {
        lock: 'consent',
        most: mostTopics,
        counted: sql`select count(*)::integer as there from consent_topics`,
        refusal: () =>
          new DomainError('consent.too_many_topics', {
            kind: 'conflict',
            field: 'topic',
            expected: `at most ${mostTopics} topics`,
          }),
      });
    });
    note?.({ subject: topic, after: { fr, en } });
    return { topics: await topicsOf(records) };
  },
});

/** By their names; some dozens. */
export const topicsOf = (records: Transaction): Promise<Topic[]> => records.rows(topics);

/** Refuses rows about a topic that nobody defined: a slip would be a consent to nothing. @throws DomainError `consent.unknown_topic` */
export async function requireTopics(
  tx: Transaction,
  told: readonly { readonly topic: string }[],
): Promise<void> {
  if (told.every(({ topic }) => topic === allTopics)) return;
  const known = new Set((await topicsOf(tx)).map(({ topic }) => topic));
  const place = told.findIndex(({ topic }) => topic !== allTopics && !known.has(topic));
  if (place < 0) return;
  throw new DomainError('consent.unknown_topic', {
    field: `consents[${place}].topic`,
    expected: 'a topic defined by consent.define-topic, or nothing for all of them',
    got: told[place]?.topic,
  });
}

/** Grain: a topic. */
const topics: Sql<Topic> = sql`
  select topic, fr, en, created_at as "createdAt"
  from consent_topics
  order by topic`;

export const topicOperations = [list, define] as const;
