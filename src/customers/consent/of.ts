import { z } from 'zod';
import { actorName, operation } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { Words } from '#src/customers/frame/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import { allTopics, bases, basesFor, channels, conditions, conditionsOf, purposes, states } from './kinds.ts';
import { reasonSaid } from './reasons.ts';
import { type Ledger, ledgerOfUser, standingOf } from './rows.ts';
import { type Answer, type Cell, whys } from './standing.ts';
import { Topic, topicsOf } from './topics.ts';
import { numberBehind, Who } from './who.ts';

/** One cell of the matrix. */
export const StandingCell = z.object({
  channel: z.enum(channels),
  purpose: z.enum(purposes),
  topic: z.string().describe('Empty: what belongs to no topic'),
  state: z.enum(['allowed', 'refused', 'unknown']).describe('unknown is a no for marketing and tracking'),
  why: z.enum(whys),
  reason: Words.describe('The reason in words'),
  basis: z.enum(bases).nullable(),
  fits: z.array(z.enum(bases)).describe('By which bases a yes may hold here'),
  conditions: z.array(z.enum(conditions)).describe('What must be true of each message sent by it'),
  decidedBy: z.string().nullable().describe('The row of the history that decides'),
  awaiting: z.string().nullable().describe('A double opt-in that waits to be confirmed'),
});
export type StandingCell = z.output<typeof StandingCell>;

/** One row of the ledger with its proof. */
export const ConsentRow = z.object({
  id: z.string(),
  channel: z.enum(channels),
  purpose: z.enum(purposes),
  topic: z.string(),
  state: z.enum(states),
  basis: z.enum(bases).nullable(),
  givenAt: z.iso.datetime(),
  recordedAt: z.iso.datetime(),
  recordedBy: z.string().describe('user:…, key:…, cli'),
  by: z.string().nullable().describe('What they are called, where they still exist'),
  recordedUnder: z.string().describe('The id of the person it was recorded under'),
  proof: z.object({
    text: z.string(),
    version: z.string(),
    source: z.string(),
    address: z.string().nullable().describe('Cut to /24 or /48'),
  }),
});
export type ConsentRow = z.output<typeof ConsentRow>;

export const of = operation({
  name: 'consent.of',
  asks: {
    fr: 'Qu’est-ce que cette personne accepte et refuse ?',
    en: 'What does this person allow and refuse?',
  },
  needs: 'customers:read',
  input: z.object({
    who: Who,
    limit: z.int().min(1).max(1_000).default(200).describe('Rows of the history, the latest first'),
  }),
  output: z.object({
    customer: z.int().nullable().describe('Null for a user id that nobody has shown up with yet'),
    standing: z
      .array(StandingCell)
      .describe('Every channel and purpose, and the topics of which something was said by themselves'),
    topics: z.array(Topic),
    history: z.array(ConsentRow).describe('What was said, the latest first'),
    total: z.int().describe('Rows in all'),
  }),
  run: async ({ records, workspace }, { who, limit }) => {
    const customer = await numberBehind(records, who);
    const ledger = await ledgerBehind(records, who, customer);
    const latest = [...ledger.rows]
      .sort((a, b) => b.givenAt - a.givenAt || b.number - a.number)
      .slice(0, limit);
    const [topics, shown] = await Promise.all([
      topicsOf(records),
      records.rows(rowsShown(latest.map(({ id }) => id))),
    ]);
    const byId = new Map(shown.map((row) => [row.id, row]));
    return {
      customer,
      standing: cellsOf(ledger).map((cell) => shownCell(cell, ledger.of(cell), workspace.timezone)),
      topics,
      history: latest.flatMap(({ id }) => byId.get(id) ?? []),
      total: ledger.rows.length,
    };
  },
});

async function ledgerBehind(records: Transaction, who: Who, customer: number | null): Promise<Ledger> {
  if (customer === null) return ledgerOfUser(records, 'user' in who ? who.user : '');
  const ledger = (await standingOf(records, [customer])).get(customer);
  if (ledger === undefined) throw new Error(`no ledger of customer ${customer}`);
  return ledger;
}

/** Every channel and purpose, each followed by the topics that were spoken of there. */
const cellsOf = ({ rows }: Ledger): Cell[] =>
  channels.flatMap((channel) =>
    purposes.flatMap((purpose) => {
      const spoken = rows.filter((row) => row.channel === channel && row.purpose === purpose);
      const topics = [...new Set([allTopics, ...spoken.map(({ topic }) => topic)])].sort();
      return topics.map((topic) => ({ channel, purpose, topic }));
    }),
  );

function shownCell(cell: Cell, answer: Answer, zone: string): StandingCell {
  const { state, why, decidedBy, awaiting } = answer;
  const basis = decidedBy?.basis ?? null;
  const { channel, purpose } = cell;
  return {
    ...cell,
    state,
    why,
    reason: reasonSaid(answer, purpose, zone),
    basis,
    fits: [...basesFor(channel, purpose)],
    conditions: basis === null ? [] : [...conditionsOf(basis, channel, purpose)],
    decidedBy: decidedBy?.id ?? null,
    awaiting: awaiting?.id ?? null,
  };
}

/** Grain: a row of the ledger; at most as many as asked. */
const rowsShown = (ids: readonly string[]) => sql<ConsentRow>`
  select id, channel, purpose, topic, state, basis, given_at as "givenAt", recorded_at as "recordedAt",
    recorded_by as "recordedBy", ${actorName(sql`recorded_by`)} as by, person as "recordedUnder",
    jsonb_build_object('text', proof_text, 'version', proof_version, 'source', proof_source, 'address', proof_address::text)
      as proof
  from consents
  where id = any(${ids}::text[])`;
