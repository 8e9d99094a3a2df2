import { sql } from '#src/basics/sql.ts';
import type { Transaction } from '#src/engines/records/port.ts';

/** Numbers that one piece of work gives up, each with those who hold its events from now on. */
export class GivenUp {
  readonly #successors = new Map<number, Set<number>>();

  /** Gives numbers up. What had one of them as its successor has theirs; none of theirs is given up by the same call. */
  add(numbers: ReadonlyMap<number, readonly number[]>): void {
    for (const heirs of this.#successors.values())
      for (const heir of [...heirs]) {
        const theirs = numbers.get(heir);
        if (theirs === undefined) continue;
        heirs.delete(heir);
        for (const number of theirs) heirs.add(number);
      }
    for (const [number, successors] of numbers) this.#successors.set(number, new Set(successors));
  }

  /** Keeps them, to be moved once what is in hand is stored. */
  async write(
    tx: Transaction,
    workspace: number,
    { batch, at }: { readonly batch: bigint; readonly at: number },
  ): Promise<void> {
    if (this.#successors.size === 0) return;
    const lists = [...this.#successors.values()].map((heirs) => `{${[...heirs].join(',')}}`);
    await tx.run(sql`
      insert into retirements (workspace_id, customer, batch, successors, retired_at)
      select ${workspace}::integer, customer, ${batch}::bigint, successors::integer[], ${new Date(at)}::timestamptz
      from unnest(${[...this.#successors.keys()]}::integer[], ${lists}::text[]) as given (customer, successors)
      on conflict (workspace_id, customer) do nothing`);
  }
}
