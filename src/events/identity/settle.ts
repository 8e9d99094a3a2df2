import { sql } from '#src/basics/sql.ts';
import type { Records, Transaction } from '#src/engines/records/port.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';
import { othersInHand } from './batch-in-hand.ts';
import { components } from './components.ts';
import { keepLinks, keepMerges } from './facts.ts';
import { GivenUp } from './given-up.ts';
import { IdentityBook, type Merge, takeNumbers } from './identity-book.ts';
import type { KnownNumbers } from './known-numbers.ts';
import { changedSpans, type DeviceLink, type EventNames, type Owner, ownerOf } from './ownership.ts';
import { type HandedSpan, storedSpans } from './stored-spans.ts';

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

/** The facts of one batch; `at` in epoch milliseconds. */
interface Work {
  readonly batch: bigint;
  readonly at: number;
  readonly facts: IdentityFacts;
}

/**
 * Takes in what a batch says about who is who, and gives each owner its number.
 *
 * Numbers whose stored events now belong to someone else are written to `retirements`, to be moved by
 * `moveRetired` once the batch itself is stored. Doing the same batch again changes nothing. Each step asks and
 * writes for the whole batch at once: a storm of 10,000 merges costs as many statements as one.
 *
 * @param work.batch the journal batch, kept with what it retires
 * @param work.at when it is done, epoch milliseconds
 */
export async function settleIdentities(
  { records, warehouse, known }: IdentityParts,
  workspace: number,
  work: Work,
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

/** A browser's number that passes to the people it was linked to. */
interface ClaimedBrowser {
  readonly own: number;
  readonly people: readonly Owner[];
}

/** Known ids that are one person, and the numbers they carry so far. */
interface Person {
  readonly ids: readonly Owner[];
  readonly numbers: readonly number[];
}

class Settling {
  readonly #tx: Transaction;
  readonly #warehouse: Warehouse;
  readonly #workspace: number;
  readonly #work: Work;
  readonly #book: IdentityBook;
  readonly #givenUp = new GivenUp();

  constructor(tx: Transaction, warehouse: Warehouse, book: IdentityBook, work: Work) {
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
    const fresh = await keepLinks(this.#tx, this.#workspace, this.#work.facts.links);
    const claimed: ClaimedBrowser[] = [];
    const handed: Omit<HandedSpan, 'holder' | 'heir'>[] = [];
    for (const [anonymousId, added] of Map.groupBy(fresh, (link) => link.anonymousId)) {
      const before = this.#book.links(anonymousId);
      this.#book.setLinks(anonymousId, [...before, ...added]);
      const after = this.#book.links(anonymousId);
      if (before.length === 0) claimed.push(...this.#claimed(anonymousId, after));
      else handed.push(...changedSpans(anonymousId, before, after).map((span) => ({ anonymousId, span })));
    }
    await this.#giveUpBrowsers(claimed);
    await this.#splitHolders(handed);
  }

  /** Known ids that are one person share the number of the one known under more ids. */
  async mergePeople(): Promise<void> {
    const joined = await keepMerges(this.#tx, this.#workspace, this.#work.facts.merges);
    const persons = this.#personsOf(joined);
    const unknown = persons.filter(({ numbers }) => numbers.length === 0);
    const first = unknown.length === 0 ? 0 : await takeNumbers(this.#tx, this.#workspace, unknown.length);
    for (const [i, { ids }] of unknown.entries()) for (const id of ids) this.#book.assign(id, first + i);
    const takenOver = await this.#takenOver(persons.filter(({ numbers }) => numbers.length > 1));
    for (const {
      ids,
      numbers: [number],
    } of persons)
      if (number !== undefined)
        for (const id of ids) if (this.#book.number(id) === undefined) this.#book.assign(id, number);
    await this.#book.redirect(this.#tx, takenOver);
    this.#givenUp.add(new Map([...takenOver].map(([number, keeper]) => [number, [keeper]])));
  }

  async numberOwners(): Promise<void> {
    const owners = this.#work.facts.names.map((names) => this.#ownerOf(names));
    await this.#book.numberTheRest(this.#tx, owners);
  }

  async write(): Promise<void> {
    await this.#book.write(this.#tx);
    await this.#givenUp.write(this.#tx, this.#workspace, this.#work);
  }

  readonly numberOf: NumberOf = (names) => {
    const number = this.#book.number(this.#ownerOf(names));
    if (number === undefined) throw new Error(`no number for an event of ${names.time}`);
    return number;
  };

  #ownerOf(names: EventNames): Owner {
    return ownerOf(names, names.userId === '' ? this.#book.links(names.anonymousId) : []);
  }

  /** A browser's first link: its only person takes over its number, where they have none; else it is given up. */
  #claimed(anonymousId: string, links: readonly DeviceLink[]): ClaimedBrowser[] {
    const own = this.#book.number(browser(anonymousId));
    if (own === undefined) return [];
    const people = [...new Set(links.map((link) => link.userId))].map(user);
    const [first] = people;
    this.#book.remove(browser(anonymousId));
    if (people.length === 1 && first !== undefined && this.#book.number(first) === undefined) {
      this.#book.assign(first, own);
      return [];
    }
    return [{ own, people }];
  }

  async #giveUpBrowsers(claimed: readonly ClaimedBrowser[]): Promise<void> {
    await this.#book.numberTheRest(
      this.#tx,
      claimed.flatMap(({ people }) => people),
    );
    const heirs = (people: readonly Owner[]) => people.map((person) => this.#book.number(person) ?? 0);
    this.#givenUp.add(new Map(claimed.map(({ own, people }) => [own, heirs(people)])));
  }

  /** Links that fall between known ones: where stored events change hands, their number is given up. */
  async #splitHolders(spans: readonly Omit<HandedSpan, 'holder' | 'heir'>[]): Promise<void> {
    await this.#book.numberTheRest(
      this.#tx,
      spans.map(({ span }) => span.after),
    );
    const handed = spans.flatMap(({ anonymousId, span }) => {
      const holder = this.#book.number(span.before);
      const heir = this.#book.number(span.after);
      if (holder === undefined || heir === undefined || holder === heir) return [];
      return [{ anonymousId, span, holder, heir }];
    });
    const stored = Map.groupBy(await this.#stored(handed), ({ holder }) => holder);
    if (stored.size === 0) return;
    const first = await takeNumbers(this.#tx, this.#workspace, stored.size);
    const takenOver = new Map([...stored.keys()].map((holder, i) => [holder, first + i]));
    await this.#book.redirect(this.#tx, takenOver);
    const now = (number: number) => takenOver.get(number) ?? number;
    this.#givenUp.add(
      new Map(
        [...stored].map(([holder, its]) => [holder, [now(holder), ...its.map(({ heir }) => now(heir))]]),
      ),
    );
  }

  /** All of them where other work in hand may yet store some. */
  async #stored(handed: readonly HandedSpan[]): Promise<readonly HandedSpan[]> {
    if (handed.length === 0) return [];
    if ((await othersInHand(this.#tx, this.#workspace, this.#work.batch)) !== undefined) return handed;
    return storedSpans(this.#warehouse, this.#workspace, handed);
  }

  /** The persons that merges make: ids joined by them, or by a number they share already. */
  #personsOf(joined: readonly (readonly [string, string])[]): Person[] {
    const ids = [...new Set(joined.flat())];
    const shared = Map.groupBy(ids, (id) => this.#book.number(user(id)));
    const sharing = [...shared].flatMap(([number, [one = '', ...others]]) =>
      number === undefined ? [] : others.map((other) => [one, other] as const),
    );
    return components(ids, [...joined, ...sharing]).map((its) => {
      const owners = its.map(user);
      const numbers = owners.flatMap((owner) => this.#book.number(owner) ?? []);
      return { ids: owners, numbers: [...new Set(numbers)] };
    });
  }

  /** Of the numbers of one person, the one with the most ids stays, and of equals the smallest. */
  async #takenOver(persons: readonly Person[]): Promise<Map<number, number>> {
    if (persons.length === 0) return new Map();
    await this.#book.write(this.#tx); // to be counted
    const rows = await this.#tx.rows(sql<{ customer: number; ids: number }>`
      select customer, count(*)::integer as ids
      from identities
      where workspace_id = ${this.#workspace}
        and customer = any(${persons.flatMap(({ numbers }) => numbers)}::integer[])
      group by customer`);
    const size = new Map(rows.map(({ customer, ids }) => [customer, ids]));
    return new Map(
      persons.flatMap(({ numbers }) => {
        const [keeper = 0, ...others] = numbers.toSorted(
          (a, b) => (size.get(b) ?? 0) - (size.get(a) ?? 0) || a - b,
        );
        return others.map((number) => [number, keeper] as const);
      }),
    );
  }
}

const user = (externalId: string): Owner => ({ kind: 'user', externalId });
const browser = (externalId: string): Owner => ({ kind: 'anonymous', externalId });
const unnamed = (names: EventNames): boolean => names.userId === '';
