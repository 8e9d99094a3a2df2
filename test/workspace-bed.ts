import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { asking } from './asking.ts';
import {
  createTestWorkspace,
  openTestEngines,
  type TestEngines,
  type TestWorkspace,
  testNow,
} from './engines.ts';

/** Engines of a test file, and the workspace of the test that runs: read within a test, not before. */
export interface WorkspaceBed {
  readonly engines: TestEngines;
  readonly workspace: TestWorkspace;
  readonly context: Context;
}

/** Opens engines for a test file and gives each test a workspace of its own, with the clock at an instant. */
export function workspaceBed(now = testNow): WorkspaceBed {
  let engines: TestEngines;
  let workspace: TestWorkspace;
  let context: Context;
  beforeAll(async () => {
    engines = await openTestEngines();
  });
  afterAll(() => engines?.close());
  beforeEach(async () => {
    engines.clock.set(now);
    workspace = await createTestWorkspace(engines);
    context = asking(engines, workspace);
  });
  return {
    get engines() {
      return engines;
    },
    get workspace() {
      return workspace;
    },
    get context() {
      return context;
    },
  };
}

/** Makes customers known by `user-<number>`, as the door's rows name them. */
export async function knownPeople(
  { engines, workspace }: Pick<WorkspaceBed, 'engines' | 'workspace'>,
  customers: readonly number[],
): Promise<void> {
  for (const customer of customers) {
    await engines.records.run(sql`
      insert into identities (workspace_id, kind, external_id, customer)
      values (${workspace.number}, 'user', ${`user-${customer}`}, ${customer})`);
  }
}

/** A person as an erasure names them: `user-<number>`. */
export const personOf = ({ workspace }: Pick<WorkspaceBed, 'workspace'>, customer: number) => ({
  workspace: workspace.number,
  userIds: [`user-${customer}`],
  anonymousIds: [],
  numbers: [customer],
  names: [],
});
