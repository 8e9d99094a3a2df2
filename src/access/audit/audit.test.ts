import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#src/basics/sql.ts';
import {
  createTestWorkspace,
  openTestEngines,
  type TestEngines,
  type TestWorkspace,
} from '../../../test/engines.ts';
import { type Audit, openAudit } from './audit.ts';

let engines: TestEngines;
let audit: Audit;
let gym: TestWorkspace;

beforeAll(async () => {
  engines = await openTestEngines();
  audit = openAudit(engines.records, engines.clock);
  gym = await createTestWorkspace(engines);
});
afterAll(() => engines?.close());

const renamed = (name: string) =>
  audit.record({
    workspace: gym.number,
    actor: { kind: 'user', id: 'usr_1', address: '192.0.2.1' },
    action: 'workspaces.update',
    subject: gym.id,
    before: { z: 1, a: 'é', smallest: 1e-7, big: 123456789012345 },
    after: { name },
  });

describe('the audit log', () => {
  it('is one chain per workspace, also when twenty write at once', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => renamed(`name ${i}`)));
    await audit.record({ workspace: null, actor: { kind: 'system', id: 'system' }, action: 'session.setup' });
    expect(await audit.verify(gym.number)).toEqual({ whole: true, entries: 20 });
    expect(await audit.verify(null)).toEqual({ whole: true, entries: 1 });
  });

  it('keeps hostile texts as data', async () => {
    await renamed("'); drop table audit_log; -- \0 \ud800 <script>");
    expect(await audit.verify(gym.number)).toMatchObject({ whole: true });
  });

  it('cannot be changed, shortened or emptied', async () => {
    const { records } = engines;
    await expect(records.run(sql`update audit_log set actor = 'user:usr_2'`)).rejects.toThrow();
    await expect(
      records.run(sql`delete from audit_log where workspace_id = ${gym.number}`),
    ).rejects.toThrow();
    await expect(records.run(sql`truncate audit_log`)).rejects.toThrow();
    expect(await audit.verify(gym.number)).toMatchObject({ whole: true });
  });

  it.each([
    ['changed', sql`update audit_log set after = '{"name": "forged"}' where number = 5`],
    ['removed', sql`delete from audit_log where number = 9`],
  ])('shows where an entry was %s behind its back', async (_, forgery) => {
    const { records } = engines;
    await records.transaction(async (tx) => {
      await tx.run(sql`alter table audit_log disable trigger audit_log_append_only`);
      await tx.run(forgery);
      await tx.run(sql`alter table audit_log enable trigger audit_log_append_only`);
    });
    const [first] = await records.rows(sql<{ number: number }>`
      select min(number) as number from audit_log where workspace_id = ${gym.number}`);
    expect(first?.number).toBe(1);
    expect(await audit.verify(gym.number)).toEqual({ whole: false, brokenAt: 5 });
  });

  it('goes only with its whole workspace', async () => {
    await engines.records.run(sql`delete from workspaces where number = ${gym.number}`);
    expect(await audit.verify(gym.number)).toEqual({ whole: true, entries: 0 });
    expect(await audit.verify(null)).toEqual({ whole: true, entries: 1 });
  });
});
