import { z } from 'zod';
import { actorName, type Bound, type Context, operation, requireAtMost } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { newId } from '#src/basics/ids.ts';
import { nothing, type Sql, sql } from '#src/basics/sql.ts';
import { dayNumber } from '#src/customers/calendar/index.ts';
import { LocalDate } from '#src/customers/frame/index.ts';

/** What sort of thing happened. */
export const NoteKind = z.enum([
  'price',
  'campaign',
  'media',
  'product',
  'place',
  'incident',
  'season',
  'other',
]);

/** Something that happened outside, on a local day or over several. */
export const Note = z.object({
  id: z.string(),
  from: LocalDate.describe('The first local day'),
  to: LocalDate.describe('The last one, included'),
  kind: NoteKind,
  text: z.string(),
  createdAt: z.iso.datetime(),
  createdBy: z.string().describe('user:…, key:…, cli'),
  by: z.string().nullable().describe('What they are called, where they still exist'),
  changedAt: z.iso.datetime(),
});
export type Note = z.output<typeof Note>;

/** More would be a table of their own, and no chart could bear them. */
const mostNotes = 2_000;

const id = z.string().min(1).max(40);
const text = z.string().trim().min(1).max(200);

const list = operation({
  name: 'notes.list',
  asks: { fr: 'Que s’est-il passé, et quand ?', en: 'What happened, and when?' },
  needs: 'insights:read',
  input: z.object({
    from: LocalDate.optional().describe('Only what touches this local day or later'),
    to: LocalDate.optional().describe('… or this one and earlier'),
  }),
  output: z.object({ notes: z.array(Note) }),
  run: async ({ records }, { from, to }) => {
    const since = from === undefined ? nothing : sql`and last_day >= ${real(from, 'from')}::date`;
    const until = to === undefined ? nothing : sql`and first_day <= ${real(to, 'to')}::date`;
    return {
      notes: await records.rows(sql<Note>`
        ${shown}
        where true ${since} ${until}
        order by first_day desc, last_day desc, id`),
    };
  },
});

const add = operation({
  name: 'notes.add',
  asks: { fr: 'Noter un événement extérieur', en: 'Note something that happened outside' },
  needs: 'insights:write',
  writes: true,
  input: z.object({
    from: LocalDate,
    to: LocalDate.optional().describe('The same day unless told'),
    kind: NoteKind.default('other'),
    text,
  }),
  output: z.object({ note: Note }),
  run: async (context, { kind, text: said, ...days }) => {
    const { records, workspace, actor, clock } = context;
    const { from, to } = spanOf(days.from, days.to ?? days.from);
    const now = new Date(clock.now());
    const made = newId('nte');
    await records.transaction(async (tx) => {
      await tx.run(sql`
        insert into notes (id, workspace_id, first_day, last_day, kind, text, created_at, created_by, changed_at)
        values (
          ${made}, ${workspace.number}, ${from}::date, ${to}::date, ${kind}, ${said}, ${now}::timestamptz,
          ${`${actor.kind}:${actor.id}`}, ${now}::timestamptz
        )`);
      await requireAtMost(tx, workspace.number, bound);
    });
    return { note: await traced(context, made) };
  },
});

const change = operation({
  name: 'notes.change',
  asks: { fr: 'Modifier une note', en: 'Change a note' },
  needs: 'insights:write',
  writes: true,
  input: z.object({
    id,
    from: LocalDate.optional(),
    to: LocalDate.optional(),
    kind: NoteKind.optional(),
    text: text.optional(),
  }),
  output: z.object({ note: Note }),
  run: async (context, asked) => {
    const { records, clock } = context;
    const before = await noteNamed(context, asked.id);
    const { from, to } = spanOf(asked.from ?? before.from, asked.to ?? before.to);
    await records.run(sql`
      update notes
      set first_day = ${from}::date, last_day = ${to}::date, kind = ${asked.kind ?? before.kind},
        text = ${asked.text ?? before.text}, changed_at = ${new Date(clock.now())}
      where id = ${asked.id}`);
    return { note: await traced(context, asked.id) };
  },
});

const remove = operation({
  name: 'notes.remove',
  asks: { fr: 'Retirer une note', en: 'Remove a note' },
  needs: 'insights:write',
  writes: true,
  input: z.object({ id }),
  output: z.object({ removed: z.literal(true) }),
  run: async ({ records }, asked) => {
    const touched = await records.run(sql`delete from notes where id = ${asked.id}`);
    if (touched === 0) throw unknownNote(asked.id);
    return { removed: true as const };
  },
});

/** What the log keeps of a note: which one and its days. Its text may name somebody, and the log is never rewritten. */
async function traced(context: Context, of: string): Promise<Note> {
  const note = await noteNamed(context, of);
  context.note?.({ subject: note.id, after: { from: note.from, to: note.to, kind: note.kind } });
  return note;
}

async function noteNamed({ records }: Context, of: string): Promise<Note> {
  const found = await records.row(sql<Note>`${shown} where id = ${of}`);
  if (found === undefined) throw unknownNote(of);
  return found;
}

function spanOf(from: string, to: string): { from: string; to: string } {
  if (dayNumber(to, 'to') >= dayNumber(from, 'from')) return { from, to };
  throw new DomainError('notes.backwards', { field: 'to', expected: `a day from ${from} on`, got: to });
}

const real = (date: string, field: string): string => {
  dayNumber(date, field);
  return date;
};

const unknownNote = (got: string): DomainError =>
  new DomainError('notes.unknown', { kind: 'not_found', field: 'id', expected: 'the id of a note', got });

/** How many notes a workspace may have. */
const bound: Bound = {
  lock: 'notes',
  most: mostNotes,
  counted: sql`select count(*) as there from notes`,
  refusal: () =>
    new DomainError('notes.too_many', { kind: 'conflict', expected: `at most ${mostNotes} notes` }),
};

/** Grain: a note; at most 2,000 rows. */
const shown: Sql = sql`
  select id, first_day as "from", last_day as "to", kind, text, created_at as "createdAt", created_by as "createdBy",
    ${actorName(sql`created_by`)} as by, changed_at as "changedAt"
  from notes`;

/** What can be asked of notes. */
export const operations = [list, add, change, remove] as const;
