import { z } from 'zod';
import { type Context, operation, type Person, type PersonalData, type Telling } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { newId } from '#src/basics/ids.ts';
import { scoped, sql } from '#src/basics/sql.ts';
import { namesOf, personBehind, userHash } from '../erasure/index.ts';
import { ExportPart } from './document.ts';

const Ask = z.strictObject({
  userId: z
    .string()
    .min(1)
    .max(512)
    .describe('Any user id of the person: what was merged with it is theirs too'),
  after: z.string().max(100_000).optional().describe('The `next` of the part before'),
});

/**
 * Things in one part. An event is about a kilobyte, and a part is read and written in one go: of 100,000 events, 100 MB as JSON, 40 MB
 * were held at the most with parts of twice that size.
 */
const atOnce = 1_000;

/** Where a part begins: of which export, at which list, after which thing of it. */
const From = z.tuple([z.string(), z.int().min(0), z.string().nullable()]);

/**
 * Everything that is held about a person, for the person: by the lists that erasure walks, so that nothing held is left out.
 *
 * @param holders every slice's declaration
 */
export function personExport(holders: readonly PersonalData[]) {
  const told = tellingsOf(holders);
  const untold = holders.flatMap(({ holds, tells }) =>
    'nothing' in tells ? [{ holds, why: tells.nothing }] : [],
  );
  return operation({
    name: 'people.export',
    asks: {
      fr: 'Tout ce que l’on détient sur une personne, à lui remettre',
      en: 'Everything held about a person, to be handed to them',
    },
    needs: 'customers:write',
    input: Ask,
    output: ExportPart,
    run: async (context, { userId, after }) => {
      const person = await personNamed(context, userId);
      const begun = after === undefined ? begin(context, userId) : await goOn(context, userId, after);
      const { lists, next } = await partOf(told, context, { person, ...begun });
      return {
        export: begun.id,
        at: new Date(context.clock.now()).toISOString(),
        person: { userIds: [...person.userIds], anonymousIds: [...person.anonymousIds] },
        lists,
        untold: after === undefined ? untold : [],
        next: next === null ? null : Buffer.from(JSON.stringify([begun.id, ...next])).toString('base64url'),
      };
    },
  });
}

/** All lists, those of one name together. */
const tellingsOf = (holders: readonly PersonalData[]): Telling[] => {
  const all = holders.flatMap(({ tells }) => ('nothing' in tells ? [] : tells));
  return [...Map.groupBy(all, ({ as }) => as).values()].flat();
};

async function personNamed({ workspace, records, warehouse }: Context, userId: string): Promise<Person> {
  const known = await personBehind(records, workspace.number, userId);
  if (known.numbers.length === 0) {
    throw new DomainError('people.unknown_user', {
      kind: 'not_found',
      field: 'userId',
      expected: 'the user id of a known person',
      got: userId,
    });
  }
  return { ...known, names: await namesOf(warehouse, known, scoped('trait_changes')) };
}

interface Begun {
  readonly id: string;
  readonly list: number;
  readonly after: string | null;
}

const proofOf = (id: string, userId: string): string => Buffer.from(userHash(id, userId)).toString('hex');

/** The audit log is never rewritten: it names the export, and proves whom it was about, without naming them. */
function begin({ note }: Context, userId: string): Begun {
  const id = newId('exp');
  note?.({ subject: id, after: { proof: proofOf(id, userId) } });
  return { id, list: 0, after: null };
}

/** Only an export that stands in the audit log goes on; it was begun lately, so the log is read from its end. @throws DomainError `people.bad_cursor` */
async function goOn({ records, workspace }: Context, userId: string, cursor: string): Promise<Begun> {
  const read = From.safeParse(parsed(Buffer.from(cursor, 'base64url').toString()));
  const [id, list, after] = read.data ?? ['', 0, null];
  const begun = await records.row(sql`
    select 1 as one
    from audit_log
    where workspace_id = ${workspace.number}
      and subject = ${id}
      and after ->> 'proof' = ${proofOf(id, userId)}
    order by number desc
    limit 1`);
  if (begun !== undefined) return { id, list, after };
  throw new DomainError('people.bad_cursor', {
    field: 'after',
    expected: 'the `next` of the part before, of the same person',
    got: cursor,
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // refused as any other that is not ours
  }
}

async function partOf(
  told: readonly Telling[],
  { records, warehouse }: Context,
  { person, list: first, after: begun }: Begun & { readonly person: Person },
): Promise<{ lists: ExportPart['lists']; next: [number, string | null] | null }> {
  const lists: ExportPart['lists'] = [];
  let left = atOnce;
  let after = begun;
  for (const [place, { as, tell }] of told.entries()) {
    if (place < first) continue;
    if (left <= 0) return { lists, next: [place, null] };
    const { things, next } = await tell({ records, warehouse }, person, { after, most: left });
    lists.push({ name: as, things: [...things] });
    if (next !== null) return { lists, next: [place, next] };
    left -= things.length;
    after = null;
  }
  return { lists, next: null };
}
