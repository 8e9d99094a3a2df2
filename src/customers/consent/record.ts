import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { addressGroup, operation } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { newId } from '#src/basics/ids.ts';
import { locked } from '#src/basics/locks.ts';
import { sql } from '#src/basics/sql.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import { copyId } from './copies.ts';
import { type GivenBy, givenAt } from './given-at.ts';
import { allTopics, type Basis, bases, basesFor, channels, isNo, purposes, states } from './kinds.ts';
import { requireTopics } from './topics.ts';
import { type Behind, idsBehind, Who } from './who.ts';

const Proof = z.object({
  text: z.string().trim().max(4_000).default('').describe('What was shown or read out, word for word'),
  version: z.string().trim().max(100).default('').describe('Which version of that text'),
  source: z
    .string()
    .trim()
    .min(1)
    .max(500)
    .describe('Where it came from: a form and its address, a call, a file'),
  ip: z.string().max(100).optional().describe('Kept cut to /24 or /48 only'),
});

const Instant = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()])
  .optional()
  .describe(
    'When it was said; now where absent. Of a day alone a yes counts from its beginning, a no from its end',
  );

const Told = z.object({
  who: Who,
  channel: z.enum(channels),
  purpose: z.enum(purposes),
  topic: z
    .string()
    .trim()
    .max(100)
    .default(allTopics)
    .describe('A topic of consent.topics; empty: all of them'),
  state: z.enum(states).describe('pending: a double opt-in that is not confirmed'),
  basis: z.enum(bases).optional().describe('By which right a yes holds; a no needs none'),
  proof: Proof,
  givenAt: Instant,
});
type Told = z.output<typeof Told>;

export const record = operation({
  name: 'consent.record',
  asks: {
    fr: 'Enregistrer ce que des personnes acceptent ou refusent',
    en: 'Record what people allow or refuse',
  },
  needs: 'customers:write',
  writes: true,
  input: z.object({
    consents: z.array(Told).min(1).max(1_000).describe('All of them are recorded, or none'),
    request: z
      .string()
      .regex(/^[!-~]{1,255}$/, '1 to 255 visible characters')
      .optional()
      .describe('An id of this request: told again under it, nothing is recorded twice'),
  }),
  output: z.object({
    recorded: z.int().describe('Rows that are new'),
    unchanged: z.int().describe('Rows that stood there already'),
    rows: z.array(z.string()).describe('con_…, in the order of what was told'),
  }),
  run: async ({ records, workspace, actor, clock, note }, { consents, request }) => {
    const now = clock.now();
    const clockwork: GivenBy = { now, zone: workspace.timezone };
    consents.forEach(requireFitting);
    const instants = consents.map((told, place) => givenAt(told, place, clockwork));
    const answer = await records.transaction(async (tx) => {
      await tx.run(locked('consent', workspace.number)); // rows are numbered in the order in which they are seen
      await requireTopics(tx, consents);
      const requestHash = request === undefined ? null : hashOf(consents);
      if (request !== undefined) await requireSame(tx, request, requestHash);
      const people = await idsBehind(
        tx,
        consents.map(({ who }) => who),
      );
      const rows = consents.map((told, place) => {
        const [person, at] = [people[place], instants[place]];
        if (person === undefined || at === undefined) throw new Error(`nobody behind consents[${place}]`);
        return freshRow(told, { person, at, request, place });
      });
      const by = `${actor.kind}:${actor.id}`;
      return write(tx, { workspace: workspace.number, now, by, request, requestHash }, rows);
    });
    note?.({ after: { recorded: answer.recorded, unchanged: answer.unchanged } }); // whose they are stays out of the log
    return answer;
  },
});

/** @throws DomainError `consent.basis_missing`, `consent.basis_unfit`, `consent.text_missing` */
function requireFitting({ channel, purpose, state, basis, proof }: Told, place: number): void {
  const field = `consents[${place}].basis`;
  if (isNo(state)) {
    if (basis === undefined) return;
    throw new DomainError('consent.basis_of_a_no', {
      field,
      expected: 'no basis: a no needs none',
      got: basis,
    });
  }
  const fit = state === 'pending' ? (['consent'] as const) : basesFor(channel, purpose);
  const named = fit.join(', ');
  if (basis === undefined)
    throw new DomainError('consent.basis_missing', {
      field,
      expected: `by which right the yes holds: ${named}`,
      got: basis,
    });
  if (!fit.some((one) => one === basis))
    throw new DomainError('consent.basis_unfit', {
      field,
      expected: `a basis that carries ${state} ${purpose} by ${channel}: ${named}`,
      got: basis,
    });
  if (proof.text === '' && basis !== 'contract')
    throw new DomainError('consent.text_missing', {
      field: `consents[${place}].proof.text`,
      expected: 'the text that was shown or read out: a yes must be proven',
      got: proof.text,
    });
}

/** A request id stands for one body. @throws DomainError `consent.request_reused` */
async function requireSame(tx: Transaction, request: string, hash: Uint8Array | null): Promise<void> {
  const other = await tx.row(sql`
    select 1 as one
    from consents
    where request = ${request}
      and request_hash <> ${hash}
    limit 1`);
  if (other === undefined) return;
  throw new DomainError('consent.request_reused', {
    kind: 'conflict',
    field: 'request',
    expected: 'an id of its own for each request; under this one something else was recorded',
    got: request,
  });
}

const hashOf = (what: unknown): Buffer => createHash('sha256').update(JSON.stringify(what)).digest();

/**
 * What tells a row apart from others: all it says, where it says when. What is said to be so from now on is the same only
 * where it is told under the same request.
 */
function rowHash(
  told: Omit<Told, 'who'> & { readonly person: string },
  { request, place }: { readonly request: string | undefined; readonly place: number },
): string {
  if (told.givenAt !== undefined) return hashOf(told).toString('hex');
  return hashOf([told, request === undefined ? randomBytes(16).toString('hex') : [request, place]]).toString(
    'hex',
  );
}

/** IPv4 by its /24, IPv6 by its /48: enough to tell where a form was filled in, too little to tell who did. */
function truncated(ip: string | undefined): string | null {
  const group = ip === undefined ? 'unknown' : addressGroup(ip);
  if (group === 'unknown') return null;
  if (group.includes(':')) return `${group.split(':').slice(0, 3).join(':')}::/48`;
  return `${group.split('.').slice(0, 3).join('.')}.0/24`;
}

interface Writing {
  readonly workspace: number;
  readonly now: number;
  readonly by: string;
  readonly request: string | undefined;
  readonly requestHash: Uint8Array | null;
}

/** A row to be written, and those that say the same under the other ids of the person. */
interface Fresh extends Behind, Omit<Told, 'who' | 'basis' | 'proof' | 'givenAt'> {
  readonly id: string;
  readonly basis: Basis | null;
  readonly proof: Omit<Told['proof'], 'ip'> & { readonly ip: string | null };
  /** Epoch milliseconds. */
  readonly givenAt: number;
  readonly hash: string;
  readonly copies: readonly { readonly person: string; readonly hash: string }[];
}

interface FreshOf {
  readonly person: Behind;
  /** Epoch milliseconds at which it was given. */
  readonly at: number;
  readonly request: string | undefined;
  readonly place: number;
}

function freshRow({ who: _who, ...told }: Told, { person, at, request, place }: FreshOf): Fresh {
  const hashUnder = (id: string) => rowHash({ ...told, person: id }, { request, place });
  const others = isNo(told.state) ? person.also : [];
  return {
    ...told,
    ...person,
    basis: told.basis ?? null,
    proof: { ...told.proof, ip: truncated(told.proof.ip) },
    id: newId('con'),
    givenAt: at,
    hash: hashUnder(person.person),
    copies: others.map((other) => ({ person: other, hash: hashUnder(other) })),
  };
}

/** Adds rows that do not stand there yet; answers the ids of all that was told, in its order. Copies are no news. */
async function write(tx: Transaction, writing: Writing, told: readonly Fresh[]) {
  const at = new Date(writing.now);
  const rows = told.flatMap(({ copies, ...row }) => [
    { ...row, announced: false },
    ...copies.map(({ person, hash }, place) => ({
      ...row,
      id: copyId(row.id, place + 2),
      person,
      also: [row.person, ...row.also].filter((other) => other !== person),
      hash,
      announced: true,
    })),
  ]);
  const added = await tx.rows(sql<{ hash: string }>`
    insert into consents (workspace_id, id, id_kind, person, also, channel, purpose, topic, state, basis, proof_text,
      proof_version, proof_source, proof_address, given_at, recorded_at, recorded_by, request, request_hash, row_hash,
      announced)
    select ${writing.workspace}::integer, id, kind, person, also, channel, purpose, topic, state, basis, proof->>'text',
      proof->>'version', proof->>'source', (proof->>'ip')::cidr, to_timestamp("givenAt" / 1000.0), ${at}::timestamptz,
      ${writing.by}, ${writing.request ?? null}::text, ${writing.requestHash}::bytea, decode(hash, 'hex'), announced
    from rows from (
      jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as (id text, kind text, person text, also text[], channel text,
        purpose text, topic text, state text, basis text, proof jsonb, "givenAt" float8, hash text, announced boolean)
    ) with ordinality as given (id, kind, person, also, channel, purpose, topic, state, basis, proof, "givenAt", hash,
      announced, place)
    order by place
    on conflict (workspace_id, row_hash) do nothing
    returning encode(row_hash, 'hex') as hash`);
  const kept = await tx.rows(sql<{ id: string; hash: string }>`
    select id, encode(row_hash, 'hex') as hash
    from consents
    where workspace_id = ${writing.workspace}
      and row_hash in (select decode(told, 'hex') from unnest(${told.map(({ hash }) => hash)}::text[]) as told)`);
  const ids = new Map(kept.map(({ id, hash }) => [hash, id]));
  const fresh = new Set(added.map(({ hash }) => hash));
  const recorded = new Set(told.map(({ hash }) => hash)).intersection(fresh).size;
  return {
    recorded,
    unchanged: told.length - recorded,
    rows: told.map(({ hash, id }) => ids.get(hash) ?? id),
  };
}
