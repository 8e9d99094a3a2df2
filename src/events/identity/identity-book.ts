import { sql } from '#src/basics/sql.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import { voidKnownNumbers } from './known-numbers.ts';
import { type LinkRow, linkColumns, linkOf } from './link-rows.ts';
import { type DeviceLink, inLinkOrder, type Owner } from './ownership.ts';

/** Two known ids said to be one person. */
export interface Merge {
  readonly fromUser: string;
  readonly intoUser: string;
  readonly at: number;
  readonly messageId: string;
  /** Who asked, such as `user:…`; absent where an event said so. */
  readonly actor?: string;
}

export const ownerKey = (owner: Owner): string => `${owner.kind}\0${owner.externalId}`;

/** The numbers and links that one piece of work touches, read in two statements and written in two. */
export class IdentityBook {
  readonly workspace: number;
  readonly #remembered: ReadonlyMap<string, number>;
  readonly #numbers = new Map<string, number>();
  readonly #links = new Map<string, DeviceLink[]>();
  readonly #changed = new Set<string>();
  readonly #removed = new Set<string>();
  #handsChanged = false;

  /** @param remembered numbers known without asking the records */
  constructor(workspace: number, remembered: ReadonlyMap<string, number> = new Map()) {
    this.workspace = workspace;
    this.#remembered = remembered;
  }

  number(owner: Owner): number | undefined {
    return this.#numbers.get(ownerKey(owner));
  }

  assign(owner: Owner, number: number): void {
    const key = ownerKey(owner);
    this.#numbers.set(key, number);
    this.#changed.add(key);
    this.#removed.delete(key);
  }

  /** A browser that has an owner needs no number of its own; what is remembered of it is not asked again. */
  remove(owner: Owner): void {
    const key = ownerKey(owner);
    this.#numbers.delete(key);
    this.#changed.delete(key);
    this.#removed.add(key);
  }

  /** Numbers taken over by others, in the records and in the book. What is in the book is written before. */
  async redirect(tx: Transaction, takenOver: ReadonlyMap<number, number>): Promise<void> {
    if (takenOver.size === 0) return;
    this.#handsChanged = true;
    await this.write(tx);
    for (const [key, number] of this.#numbers) this.#numbers.set(key, takenOver.get(number) ?? number);
    await tx.run(sql`
      update identities
      set customer = taken_over.now
      from unnest(${[...takenOver.keys()]}::integer[], ${[...takenOver.values()]}::integer[]) as taken_over (was, now)
      where identities.workspace_id = ${this.workspace}
        and identities.customer = taken_over.was`);
  }

  /** A browser's links in link order. */
  links(anonymousId: string): readonly DeviceLink[] {
    return this.#links.get(anonymousId) ?? [];
  }

  setLinks(anonymousId: string, links: readonly DeviceLink[]): void {
    this.#links.set(anonymousId, [...links].sort(inLinkOrder));
  }

  /** Reads the links of these browsers. Grain: a row per link; ≤ a handful per browser. */
  async readLinks(tx: Transaction, anonymousIds: readonly string[]): Promise<void> {
    const unread = anonymousIds.filter((id) => !this.#links.has(id));
    if (unread.length === 0) return;
    const rows = await tx.rows(sql<LinkRow>`
      select ${linkColumns}
      from device_links
      where workspace_id = ${this.workspace}
        and anonymous_id = any(${unread}::text[])
        and undone_at is null`);
    for (const id of unread) this.#links.set(id, []);
    for (const row of rows) this.#links.get(row.anonymous_id)?.push(linkOf(row));
    for (const id of unread) this.#links.get(id)?.sort(inLinkOrder);
  }

  /** Reads the numbers of these owners. Grain: a row per known owner. */
  async readNumbers(tx: Transaction, owners: readonly Owner[]): Promise<void> {
    for (const owner of owners) {
      const key = ownerKey(owner);
      const number = this.#remembered.get(key);
      if (number !== undefined && !this.#numbers.has(key)) this.#numbers.set(key, number);
    }
    for (const kind of ['user', 'anonymous'] as const) {
      const ids = [
        ...new Set(
          owners.filter((o) => o.kind === kind && !this.#numbers.has(ownerKey(o))).map((o) => o.externalId),
        ),
      ];
      if (ids.length === 0) continue;
      const rows = await tx.rows(sql<{ external_id: string; customer: number }>`
        select external_id, customer
        from identities
        where workspace_id = ${this.workspace}
          and kind = ${kind}
          and external_id = any(${ids}::text[])`);
      for (const row of rows)
        this.#numbers.set(ownerKey({ kind, externalId: row.external_id }), row.customer);
    }
  }

  /** Gives each owner without a number the next free one, in the order given. */
  async numberTheRest(tx: Transaction, owners: readonly Owner[]): Promise<void> {
    const unnumbered = [...new Map(owners.map((owner) => [ownerKey(owner), owner])).values()].filter(
      (owner) => !this.#numbers.has(ownerKey(owner)),
    );
    if (unnumbered.length === 0) return;
    const first = await takeNumbers(tx, this.workspace, unnumbered.length);
    unnumbered.forEach((owner, i) => {
      this.assign(owner, first + i);
    });
  }

  /** Every number in the book, to be remembered once the transaction is committed. */
  get numbers(): ReadonlyMap<string, number> {
    return this.#numbers;
  }

  /** Writes what changed. */
  async write(tx: Transaction): Promise<void> {
    if (this.#handsChanged) await voidKnownNumbers(tx, this.workspace);
    this.#handsChanged = false;
    await this.#writeRemoved(tx);
    const rows = [...this.#changed].map((key) => {
      const [kind = '', externalId = ''] = splitKey(key);
      return { kind, externalId, customer: this.#numbers.get(key) ?? 0 };
    });
    if (rows.length === 0) return;
    await tx.run(sql`
      insert into identities (workspace_id, kind, external_id, customer)
      select ${this.workspace}::integer, kind, external_id, customer
      from unnest(${rows.map((r) => r.kind)}::text[], ${rows.map((r) => r.externalId)}::text[], ${rows.map((r) => r.customer)}::integer[])
        as given (kind, external_id, customer)
      on conflict (workspace_id, kind, external_id) do update set customer = excluded.customer`);
    this.#changed.clear();
  }

  async #writeRemoved(tx: Transaction): Promise<void> {
    const ids = [...this.#removed].map((key) => splitKey(key)[1] ?? '');
    if (ids.length === 0) return;
    await tx.run(sql`
      delete from identities
      where workspace_id = ${this.workspace}
        and kind = 'anonymous'
        and external_id = any(${ids}::text[])`);
    this.#removed.clear();
  }
}

/** Takes `count` free numbers; answers the first. They are never given again. */
export async function takeNumbers(tx: Transaction, workspace: number, count: number): Promise<number> {
  const row = await tx.row(sql<{ first: number }>`
    insert into customer_numbers (workspace_id, next)
    values (${workspace}, 1 + ${count}::integer)
    on conflict (workspace_id) do update set next = customer_numbers.next + ${count}::integer
    returning next - ${count}::integer as first`);
  if (row === undefined) throw new Error('customer_numbers answered no row');
  return row.first;
}

const splitKey = (key: string): [string, string] => {
  const at = key.indexOf('\0');
  return [key.slice(0, at), key.slice(at + 1)];
};
