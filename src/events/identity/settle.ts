import { sql } from '#src/basics/sql.ts';
import type { Records, Transaction } from '#src/engines/records/port.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';
import { othersInHand } from './batch-in-hand.ts';
import { IdentityBook, type Merge, takeNumbers } from './identity-book.ts';
import { countNewLinks, type KnownNumbers } from './known-numbers.ts';
import {
  type ChangedSpan,
  changedSpans,
  type DeviceLink,
  type EventNames,
  type Owner,
  ownerOf,
} from './ownership.ts';

/** What a batch says about who is who. */
export interface IdentityFacts {
  readonly links: readonly DeviceLink[];
  readonly merges: readonly Merge[];
  /** The names of every event of the batch. */
  readonly names: readonly EventNames[];
}

/** Where the house keeps identity, and where the events are. */
export interface IdentityParts {
  readonly records: Records;
  readonly warehouse: Warehouse;
  readonly known: KnownNumbers;
}

/** Tells the number under which an event is stored. */
export type NumberOf = (names: EventNames) => number;

/**
 * Takes in what a batch says about who is who, and gives each owner its number.
 *
 * Numbers whose stored events now belong to someone else are written to `retirements`, to be moved by
 * `moveRetired` once the batch itself is stored. Doing the same batch again changes nothing.
 *
 * @param batch the journal batch, kept with what it retires
 * @param at when it is done, epoch milliseconds
 */
export async function settleIdentities(
  { records, warehouse, known }: IdentityParts,
  workspace: number,
  work: { readonly batch: bigint; readonly at: number; readonly facts: IdentityFacts },
): Promise<NumberOf> {
  let remembered = new Map<string, number>();
  const settled = await records.transaction(async (tx) => {
    remembered = await known.of(tx, workspace);
    const settling = new Settling(tx, warehouse, new IdentityBook(workspace, remembered), work);
    await settling.read();
    await settling.linkBrowsers();
    await settling.mergePeople();
    await settling.numberOwners();
    await settling.write();
    return settling;
  });
  for (const [owner, number] of settled.numbers) remembered.set(owner, number);
  return settled.numberOf;
}

class Settling {
  readonly #tx: Transaction;
  readonly #warehouse: Warehouse;
  readonly #workspace: number;
  readonly #work: { readonly batch: bigint; readonly at: number; readonly facts: IdentityFacts };
  readonly #book: IdentityBook;
  readonly #retired = new Map<number, Set<number>>();

  constructor(
    tx: Transaction,
    warehouse: Warehouse,
    book: IdentityBook,
    work: { readonly batch: bigint; readonly at: number; readonly facts: IdentityFacts },
  ) {
    this.#tx = tx;
    this.#warehouse = warehouse;
    this.#workspace = book.workspace;
    this.#work = work;
    this.#book = book;
  }

  get numbers(): ReadonlyMap<string, number> {
    return this.#book.numbers;
  }

  async read(): Promise<void> {
    const { names, links, merges } = this.#work.facts;
    const browsers = [
      ...new Set([...names.filter(unnamed).map((n) => n.anonymousId), ...links.map((l) => l.anonymousId)]),
    ];
    await this.#book.readLinks(this.#tx, browsers);
    const known = browsers.flatMap((id) => this.#book.links(id)).map((link) => user(link.userId));
    await this.#book.readNumbers(this.#tx, [
      ...names.filter((n) => n.userId !== '').map((n) => user(n.userId)),
      ...browsers.map(browser),
      ...known,
      ...links.map((l) => user(l.userId)),
      ...merges.flatMap((m) => [user(m.fromUser), user(m.intoUser)]),
    ]);
  }

  /** New links: what a browser did before belongs to the person it was linked to. */
  async linkBrowsers(): Promise<void> {
    const fresh = await this.#insertLinks();
    const byBrowser = Map.groupBy(fresh, (link) => link.anonymousId);
    for (const [anonymousId, added] of byBrowser) {
      const before = this.#book.links(anonymousId);
      this.#book.setLinks(anonymousId, [...before, ...added]);
      const after = this.#book.links(anonymousId);
      if (before.length === 0) await this.#claimBrowser(anonymousId, after);
      else
        for (const span of changedSpans(anonymousId, before, after))
          await this.#splitIfStored(anonymousId, span);
    }
  }

  /** Known ids that are one person share the number of the one known under more ids. */
  async mergePeople(): Promise<void> {
    for (const merge of await this.#insertMerges()) {
      const from = user(merge.fromUser);
      const into = user(merge.intoUser);
      const a = this.#book.number(from);
      const b = this.#book.number(into);
      if (a === undefined && b === undefined) {
        await this.#book.numberTheRest(this.#tx, [into]);
        this.#book.assign(from, this.#book.number(into) ?? 0);
      } else if (a === undefined) this.#book.assign(from, b ?? 0);
      else if (b === undefined) this.#book.assign(into, a);
      else if (a !== b) await this.#unite(a, b);
    }
  }

  async numberOwners(): Promise<void> {
    const owners = this.#work.facts.names.map((names) => this.#ownerOf(names));
    await this.#book.numberTheRest(this.#tx, owners);
  }

  async write(): Promise<void> {
    await this.#book.write(this.#tx);
    if (this.#retired.size === 0) return;
    const rows = [...this.#retired].map(([customer, successors]) => ({
      customer,
      successors: [...successors],
    }));
    for (const row of rows) {
      await this.#tx.run(sql`
        insert into retirements (workspace_id, customer, batch, successors, retired_at)
        values (${this.#workspace}, ${row.customer}, ${this.#work.batch}, ${row.successors}::integer[], ${new Date(this.#work.at)})
        on conflict (workspace_id, customer) do nothing`);
    }
  }

  readonly numberOf: NumberOf = (names) => {
    const number = this.#book.number(this.#ownerOf(names));
    if (number === undefined) throw new Error(`no number for an event of ${names.time}`);
    return number;
  };

  #ownerOf(names: EventNames): Owner {
    return ownerOf(names, names.userId === '' ? this.#book.links(names.anonymousId) : []);
  }

  /** A browser's first link. Its person takes over the browser's number, or the browser's events move. */
  async #claimBrowser(anonymousId: string, links: readonly DeviceLink[]): Promise<void> {
    const own = this.#book.number(browser(anonymousId));
    if (own === undefined) return;
    const people = [...new Set(links.map((link) => link.userId))].map(user);
    const [first] = people;
    this.#book.remove(browser(anonymousId));
    if (people.length === 1 && first !== undefined && this.#book.number(first) === undefined) {
      this.#book.assign(first, own);
      return;
    }
    await this.#book.numberTheRest(this.#tx, people);
    this.#retire(
      own,
      people.map((person) => this.#book.number(person) ?? 0),
    );
  }

  /** A link that falls between known ones: where stored events change hands, their number is given up. */
  async #splitIfStored(anonymousId: string, span: ChangedSpan): Promise<void> {
    await this.#book.numberTheRest(this.#tx, [span.after]);
    const holder = this.#book.number(span.before);
    const heir = this.#book.number(span.after);
    if (holder === undefined || heir === undefined || holder === heir) return;
    if (!(await this.#hasStored(holder, anonymousId, span))) return;
    const fresh = await takeNumbers(this.#tx, this.#workspace, 1);
    await this.#renumber(holder, fresh);
    this.#retire(holder, [fresh, heir]);
  }

  /** True also where other work in hand may yet store some. */
  async #hasStored(customer: number, anonymousId: string, span: ChangedSpan): Promise<boolean> {
    if ((await othersInHand(this.#tx, this.#workspace, this.#work.batch)) !== undefined) return true;
    const rows = await this.#warehouse.rows(sql<{ one: number }>`
      select 1 as one
      from events_by_customer
      where workspace_id = ${this.#workspace}
        and customer = ${customer}
        and anonymous_id = ${anonymousId}
        and user_id = ''
        and time >= ${new Date(span.from ?? earliest)}
        and time < ${new Date(span.to ?? latest)}
      limit 1`);
    return rows.length > 0;
  }

  async #unite(a: number, b: number): Promise<void> {
    const rows = await this.#tx.rows(sql<{ customer: number; ids: number }>`
      select customer, count(*)::integer as ids
      from identities
      where workspace_id = ${this.#workspace}
        and customer = any(${[a, b]}::integer[])
      group by customer`);
    const size = (number: number) => rows.find((row) => row.customer === number)?.ids ?? 0;
    const [keep, lose] = size(a) > size(b) || (size(a) === size(b) && a < b) ? [a, b] : [b, a];
    await this.#renumber(lose, keep);
    this.#retire(lose, [keep]);
  }

  async #renumber(from: number, to: number): Promise<void> {
    await this.#book.write(this.#tx);
    this.#book.redirect(from, to);
    await this.#tx.run(sql`
      update identities
      set customer = ${to}
      where workspace_id = ${this.#workspace}
        and customer = ${from}`);
  }

  /** Gives a number up. Its successors may be given up later in the same batch: then theirs are its own. */
  #retire(customer: number, successors: readonly number[]): void {
    for (const heirs of this.#retired.values()) {
      if (heirs.delete(customer)) for (const heir of successors) heirs.add(heir);
    }
    this.#retired.set(customer, new Set(successors));
  }

  async #insertLinks(): Promise<DeviceLink[]> {
    const links = this.#work.facts.links;
    if (links.length === 0) return [];
    const rows = await this.#tx.rows(sql<{
      anonymous_id: string;
      at: number;
      message_id: string;
      user_id: string;
    }>`
      insert into device_links (workspace_id, anonymous_id, at, message_id, user_id)
      select ${this.#workspace}::integer, anonymous_id, to_timestamp(at / 1000.0), message_id, user_id
      from unnest(${links.map((l) => l.anonymousId)}::text[], ${links.map((l) => l.at)}::float8[],
        ${links.map((l) => l.messageId)}::text[], ${links.map((l) => l.userId)}::text[])
        as given (anonymous_id, at, message_id, user_id)
      on conflict do nothing
      returning anonymous_id, (extract(epoch from at) * 1000)::float8 as at, message_id, user_id`);
    if (rows.length > 0) await countNewLinks(this.#tx, this.#workspace);
    return rows.map((r) => ({
      anonymousId: r.anonymous_id,
      at: Math.round(r.at),
      messageId: r.message_id,
      userId: r.user_id,
    }));
  }

  async #insertMerges(): Promise<Merge[]> {
    const merges = this.#work.facts.merges.filter((m) => m.fromUser !== m.intoUser);
    if (merges.length === 0) return [];
    const rows = await this.#tx.rows(sql<{
      from_user: string;
      into_user: string;
      at: number;
      message_id: string;
    }>`
      insert into merges (workspace_id, from_user, into_user, at, message_id, actor)
      select ${this.#workspace}::integer, from_user, into_user, to_timestamp(at / 1000.0), message_id, actor
      from unnest(${merges.map((m) => m.fromUser)}::text[], ${merges.map((m) => m.intoUser)}::text[],
        ${merges.map((m) => m.at)}::float8[], ${merges.map((m) => m.messageId)}::text[],
        ${merges.map((m) => m.actor ?? 'event')}::text[]) as given (from_user, into_user, at, message_id, actor)
      on conflict do nothing
      returning from_user, into_user, (extract(epoch from at) * 1000)::float8 as at, message_id`);
    return rows.map((r) => ({
      fromUser: r.from_user,
      intoUser: r.into_user,
      at: r.at,
      messageId: r.message_id,
    }));
  }
}

const earliest = Date.UTC(1900, 0, 1);
const latest = Date.UTC(2299, 11, 31);
const user = (externalId: string): Owner => ({ kind: 'user', externalId });
const browser = (externalId: string): Owner => ({ kind: 'anonymous', externalId });
const unnamed = (names: EventNames): boolean => names.userId === '';
