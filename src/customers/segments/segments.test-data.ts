import type { Context } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { type Keeper, WorkspaceUpkeep } from '#src/customers/upkeep/index.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, type TestWorkspace } from '../../../test/engines.ts';
import type { KeptBed } from '../../../test/kept-bed.ts';
import type { Segment } from './ask.ts';
import { operations, segmentsKeeper } from './index.ts';

/** One workspace whose segments are kept, turn by turn. */
export class KeptWorkspaceBed {
  readonly bed: KeptBed;
  readonly workspace: TestWorkspace;
  readonly context: Context;
  readonly #upkeep: WorkspaceUpkeep;

  private constructor(bed: KeptBed, workspace: TestWorkspace, keepers: readonly Keeper[]) {
    this.bed = bed;
    this.workspace = workspace;
    this.context = asking(bed, workspace);
    this.#upkeep = new WorkspaceUpkeep({ ...bed, keepers }, workspace.number);
  }

  static async open(bed: KeptBed, keepers: readonly Keeper[] = [segmentsKeeper]): Promise<KeptWorkspaceBed> {
    return new KeptWorkspaceBed(bed, await createTestWorkspace(bed), keepers);
  }

  /** Customers `user-1` … `user-n` with their numbers, as loading gives them. */
  async people(count: number): Promise<void> {
    const { records } = this.bed;
    await records.run(sql`
      insert into identities (workspace_id, kind, external_id, customer)
      select ${this.workspace.number}::integer, 'user', 'user-' || number, number
      from generate_series(1, ${count}::integer) as number`);
    await records.run(sql`
      insert into customer_numbers (workspace_id, next)
      values (${this.workspace.number}, ${count + 1})`);
  }

  ask<T>(name: string, input: unknown): Promise<T> {
    return run<T>(operations, this.context, name, input);
  }

  async create(name: string, rule: unknown, unit: 'customer' | 'account' = 'customer'): Promise<Segment> {
    const { segment } = await this.ask<{ segment: Segment }>('segments.create', { name, rule, unit });
    return segment;
  }

  /** One turn of upkeep; what fails fails the test. */
  async turn(): Promise<void> {
    const [failure] = await this.#upkeep.turn(this.workspace, new AbortController().signal);
    if (failure !== undefined) throw failure.error;
  }

  /** Numbers of the members now. */
  async members(id: string): Promise<number[]> {
    const page = await this.ask<{ people: { customer: number }[] }>('segments.people', { id, limit: 1000 });
    return page.people.map(({ customer }) => customer);
  }

  /** Waits until what was announced is loaded. */
  load(): Promise<void> {
    return this.bed.loader.drained();
  }
}
