import { z } from 'zod';
import { actorName, type Bound, type Context, operation, requireAtMost } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { newId } from '#src/basics/ids.ts';
import { type Sql, sql } from '#src/basics/sql.ts';
import { aboutField, holderIs, subjectOf } from '#src/customers/about/index.ts';

/** What somebody noted of a customer or an account. */
export const Remark = z.object({
  id: z.string(),
  text: z.string(),
  createdAt: z.iso.datetime(),
  createdBy: z.string().describe('user:…, key:…, cli'),
  by: z.string().nullable().describe('What they are called, where they still exist'),
  changedAt: z.iso.datetime(),
  changedBy: z.string(),
});
export type Remark = z.output<typeof Remark>;

/** Of one person or account; more would be a log, and logs are events. */
const mostRemarks = 500;

/** A removed remark may be put back for so long. */
const undoneWithinMs = 86_400_000;

const id = z.string().min(1).max(40);
const text = z.string().trim().min(1).max(4_000);

const list = operation({
  name: 'remarks.list',
  asks: {
    fr: 'Qu’a-t-on noté sur ce client ou ce compte ?',
    en: 'What was noted of this customer or account?',
  },
  needs: 'customers:read',
  input: z.object(aboutField),
  output: z.object({ remarks: z.array(Remark) }),
  run: async ({ records }, { about }) => {
    const subject = await subjectOf(records, about);
    return {
      remarks: await records.rows(sql<Remark>`
        ${shown}
        where ${holderIs(subject)} and removed_at is null
        order by created_at desc, id`),
    };
  },
});

const add = operation({
  name: 'remarks.add',
  asks: {
    fr: 'Noter une remarque sur un client ou un compte',
    en: 'Note a remark on a customer or an account',
  },
  needs: 'customers:write',
  writes: true,
  input: z.object({ ...aboutField, text }),
  output: z.object({ remark: Remark }),
  run: async (context, { about, text: said }) => {
    const { records, workspace, actor, clock } = context;
    const subject = await subjectOf(records, about);
    const made = newId('rmk');
    const [now, by] = [new Date(clock.now()), `${actor.kind}:${actor.id}`];
    await records.transaction(async (tx) => {
      await tx.run(sql`
        insert into remarks (
          id, workspace_id, holder_kind, holder, text, created_at, created_by, changed_at, changed_by
        )
        values (
          ${made}, ${workspace.number}, ${subject.kind}, ${subject.holder}, ${said}, ${now}::timestamptz, ${by},
          ${now}::timestamptz, ${by}
        )`);
      await requireAtMost(tx, workspace.number, boundOf(holderIs(subject)));
    });
    return { remark: await traced(context, made) };
  },
});

const change = operation({
  name: 'remarks.change',
  asks: { fr: 'Modifier une remarque', en: 'Change a remark' },
  needs: 'customers:write',
  writes: true,
  input: z.object({ id, text }),
  output: z.object({ remark: Remark }),
  run: async (context, asked) => {
    const { records, actor, clock } = context;
    const touched = await records.run(sql`
      update remarks
      set text = ${asked.text}, changed_at = ${new Date(clock.now())}, changed_by = ${`${actor.kind}:${actor.id}`}
      where id = ${asked.id} and removed_at is null`);
    if (touched === 0) throw unknownRemark(asked.id);
    return { remark: await traced(context, asked.id) };
  },
});

const remove = operation({
  name: 'remarks.remove',
  asks: { fr: 'Retirer une remarque', en: 'Remove a remark' },
  needs: 'customers:write',
  writes: true,
  input: z.object({ id }),
  output: z.object({ removed: z.literal(true) }),
  run: async ({ records, clock, note }, asked) => {
    const now = clock.now();
    const touched = await records.run(sql`
      update remarks set removed_at = ${new Date(now)} where id = ${asked.id} and removed_at is null`);
    if (touched === 0) throw unknownRemark(asked.id);
    await records.run(sql`delete from remarks where removed_at <= ${new Date(now - undoneWithinMs)}`);
    note?.({ subject: asked.id, after: { removed: true } });
    return { removed: true as const };
  },
});

const restore = operation({
  name: 'remarks.restore',
  asks: { fr: 'Remettre une remarque retirée', en: 'Put a removed remark back' },
  needs: 'customers:write',
  writes: true,
  input: z.object({ id }),
  output: z.object({ remark: Remark }),
  run: async (context, asked) => {
    const since = new Date(context.clock.now() - undoneWithinMs);
    const touched = await context.records.run(sql`
      update remarks set removed_at = null where id = ${asked.id} and removed_at > ${since}`);
    if (touched === 0) throw unknownRemark(asked.id);
    return { remark: await traced(context, asked.id) };
  },
});

/** The log keeps which remark it was: its text is about somebody, and the log is never rewritten. */
async function traced({ records, note }: Context, of: string): Promise<Remark> {
  const found = await records.row(sql<Remark>`${shown} where id = ${of} and removed_at is null`);
  if (found === undefined) throw unknownRemark(of);
  note?.({ subject: found.id, after: { removed: false } });
  return found;
}

const unknownRemark = (got: string): DomainError =>
  new DomainError('remarks.unknown', { kind: 'not_found', field: 'id', expected: 'the id of a remark', got });

const boundOf = (theirs: Sql): Bound => ({
  lock: 'remarks',
  most: mostRemarks,
  counted: sql`select count(*)::integer as there from remarks where ${theirs} and removed_at is null`,
  refusal: () =>
    new DomainError('remarks.too_many', {
      kind: 'conflict',
      expected: `at most ${mostRemarks} remarks on one`,
    }),
});

/** Grain: a remark. */
const shown: Sql = sql`
  select id, text, created_at as "createdAt", created_by as "createdBy", ${actorName(sql`created_by`)} as by,
    changed_at as "changedAt", changed_by as "changedBy"
  from remarks`;

/** What can be asked of remarks. */
export const operations = [list, add, change, remove, restore] as const;
